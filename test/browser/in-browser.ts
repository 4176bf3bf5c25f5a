import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { startChromium } from './chromium.ts'

/** A browser, and what is opened in it, for all tests of a `describe`. */
export function inBrowser<T extends { close(): Promise<void> }>(
  start: () => Promise<T>,
): { browser: () => Browser; opened: () => T } {
  let begun: [Browser, T] | undefined
  beforeAll(async () => {
    begun = await Promise.all([startChromium(), start()])
  })
  afterAll(async () => {
    for (const one of begun ?? []) await one.close()
  })
  const both = () => {
    if (begun === undefined) throw new Error('the browser is there once the tests run')
    return begun
  }
  return { browser: () => both()[0], opened: () => both()[1] }
}
