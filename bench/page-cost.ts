import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appointSmallClp } from '../src/practice-mode/appoint-small-clp.ts'
import { startPage } from '../src/practice/page/page-server.ts'
import { CHROMIUM, startChromium } from '../test/browser/chromium.ts'
import { median } from './numbers.ts'

const PRESSES = 20

/** In the page: presses the last *Details* and tells how long it took until the answer could be seen. */
const PRESS = `new Promise((resolve) => {
  const count = () => document.querySelectorAll('.message.ephemeral').length
  const before = count()
  const buttons = [...document.querySelectorAll('.message:not(.ephemeral) .button')].filter((one) => one.textContent === 'Details')
  const from = performance.now()
  const seen = new MutationObserver(() => {
    if (count() <= before) return
    seen.disconnect()
    requestAnimationFrame(() => resolve(performance.now() - from))
  })
  seen.observe(document.getElementById('messages'), { childList: true, subtree: true })
  buttons.at(-1).click()
})`

export interface PageCost {
  /** From the start of the server until the CLP is set up, real milliseconds. */
  readyMs: number
  /** From a press to its answer on the page, median of real milliseconds. */
  pressMs: number
  /** Bytes of all that the browser loads. */
  bytes: number
}

/** What the practice page costs in a browser; null where there is no Chromium. */
export async function measurePageCost(): Promise<PageCost | null> {
  if (CHROMIUM === null) return null
  const dataDir = mkdtempSync(join(tmpdir(), 'clp-page-bench-'))
  const from = performance.now()
  const page = await startPage({
    port: 0,
    dataDir,
    setUp: appointSmallClp,
    start: '2026-03-02T09:30:00.000Z',
  })
  const browser = await startChromium()
  try {
    const { discord, clp, ready } = page.session()
    await discord.waitFor(() => ready(), 'the CLP to be set up')
    const readyMs = Math.round(performance.now() - from)
    await page.session().prepared
    const tab = await browser.newPage()
    const weights: Promise<number>[] = []
    tab.on('response', (answer) => {
      const { pathname } = new URL(answer.url())
      if (pathname === '/' || pathname.startsWith('/client/'))
        weights.push(answer.body().then((body) => body.byteLength))
    })
    await tab.goto(`${page.url}/#${clp.secretary}/${clp.channels.log}`)
    await tab.getByRole('button', { name: 'Details' }).last().waitFor()
    const bytes = (await Promise.all(weights)).reduce((sum, one) => sum + one, 0)
    const times: number[] = []
    for (let i = 0; i < PRESSES; i++) times.push(await tab.evaluate<number>(PRESS))
    return { readyMs, pressMs: Math.round(median(times)), bytes }
  } finally {
    await browser.close()
    await page.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
