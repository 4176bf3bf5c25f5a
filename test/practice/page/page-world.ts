import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appointSmallClp } from '../../../src/practice-mode/appoint-small-clp.ts'
import { type Page, startPage } from '../../../src/practice/page/page-server.ts'
import type { Exercises } from '../../../src/practice/page/exercises.ts'
import type { PageAnswer, PageState } from '../../../src/practice/page/shapes.ts'
import { botProgram } from '../../support/bot-program.ts'

export interface PageWorld {
  page: Page
  dataDir: string
  /** Asks as the page itself does, and gives status and JSON. */
  ask<T = Record<string, unknown>>(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: T }>
  /** Does something as somebody; throws unless it was taken. */
  act<T = PageAnswer>(path: string, body: Record<string, unknown>): Promise<T>
  state(as: string, channel?: string): Promise<PageState>
  close(): Promise<void>
}

/** The page on a free port, the bot on it, the CLP set up on a Monday morning. */
export async function pageWorld(exercises?: Exercises): Promise<PageWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'clp-page-'))
  const page = await startPage({
    port: 0,
    dataDir,
    setUp: appointSmallClp,
    start: '2026-03-02T09:30:00.000Z',
    program: botProgram('src/main.ts'),
    ...(exercises === undefined ? {} : { exercises: () => exercises }),
  })
  await page.session().prepared
  const ask: PageWorld['ask'] = (method, path, body, headers) =>
    raw(page.url, method, path, body, {
      ...(method === 'POST' ? { origin: page.url, 'content-type': 'application/json' } : {}),
      ...headers,
    }) as never
  return {
    page,
    dataDir,
    ask,
    act: async (path, body) => {
      const answer = await ask<never>('POST', `/api/${path}`, body)
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    state: async (as, channel = '') =>
      (await ask<PageState>('GET', `/api/state?as=${as}&channel=${channel}`)).body,
    close: async () => {
      await page.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** `fetch` lets nobody name another host; this does. */
function raw(
  url: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => {
        const json = /json/.test(response.headers['content-type'] ?? '')
        resolve({ status: response.statusCode ?? 0, body: json ? JSON.parse(text) : text })
      })
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
  })
}
