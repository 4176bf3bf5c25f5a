import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startPage } from '../../../src/practice/page/page-server.ts'
import type { PageState } from '../../../src/practice/page/shapes.ts'
import { botProgram } from '../../support/bot-program.ts'
import { pageWorld } from './page-world.ts'

const ended: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})

/** Starts the program as `npm start` does; gives its first line. */
async function started(args: string[], env: Record<string, string>): Promise<{ line: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'clp-program-'))
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../src/main.ts'), ...args], {
    cwd: dataDir,
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PRACTICE_PORT: '0', ...env },
  })
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  ended.push(async () => {
    child.kill('SIGTERM')
    await over
    rmSync(dataDir, { recursive: true, force: true })
  })
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (said.includes('\n')) break
  }
  return { line: said.split('\n')[0] ?? '' }
}

const urlIn = (line: string): string => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''

test('without a token the first line says practice mode and where its page is, which is there at once', async () => {
  const { line } = await started([], {})
  expect(line).toMatch(/^Practice mode: open http:\/\/127\.0\.0\.1:\d+ .*No DISCORD_TOKEN is set/)
  expect(await (await fetch(urlIn(line))).text()).toContain('<title>Practice mode')
  const state = (await (await fetch(`${urlIn(line)}/api/state`)).json()) as PageState
  expect(state.people.length).toBeGreaterThan(24)
})

/** A page whose CLP is not set up. */
const bare = (dataDir: string) => ({
  dataDir,
  setUp: () => Promise.resolve(),
  program: botProgram('src/main.ts'),
})

test('a second one on the same port says so, and leaves the data of the first alone', async () => {
  const world = await pageWorld()
  try {
    const port = new URL(world.page.url).port
    const { line } = await started([], { PRACTICE_PORT: port })
    expect(line).toBe('')
    await expect(startPage({ ...bare(world.dataDir), port: Number(port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
    expect(readdirSync(join(world.dataDir, port))).toContain(world.page.session().clp.guild)
  } finally {
    await world.close()
  }
})

test('a second one on another port has data of its own, and nothing is left of them when they end', async () => {
  const world = await pageWorld()
  try {
    const { guild } = world.page.session().clp
    const second = await startPage({ ...bare(world.dataDir), port: 0 })
    await second.session().prepared
    await second.startOver()
    expect(readdirSync(join(world.dataDir, new URL(world.page.url).port))).toContain(guild)
    await second.close()
    expect(readdirSync(world.dataDir)).toEqual([new URL(world.page.url).port])
  } finally {
    await world.close()
  }
})

test('beside a real token it is practice mode only by its name, and the token is not used', async () => {
  const { line } = await started(['practice'], { DISCORD_TOKEN: 'a-token-of-a-real-bot' })
  expect(line).toMatch(/^Practice mode: .*The DISCORD_TOKEN that is set is not used/)
  const beside = await started([], {
    DISCORD_TOKEN: 'a-token-of-a-real-bot',
    DISCORD_API_URL: 'http://127.0.0.1:9',
  })
  expect(beside.line).not.toContain('Practice mode')
})
