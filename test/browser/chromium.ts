import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where this computer has a Chromium; null where it has none, and the browser tests are skipped. */
export const CHROMIUM: string | null = PLACES.find((path) => existsSync(path)) ?? null

/** Said where the browser tests are skipped. */
export const NO_CHROMIUM = `skipped: no Chromium found (looked for ${PLACES.join(', ')})`

/** Starts it with a profile of its own, and without asking anybody for anything. */
export function startChromium(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error(NO_CHROMIUM)
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
