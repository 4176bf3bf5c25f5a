import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { CHROMIUM, NO_CHROMIUM, startChromium } from './chromium.ts'
import { keyboard, mouse } from './hands.ts'
import { playExercise, type Practice, startPractice } from './play-exercises.ts'

let browser: Browser
let practice: Practice

describe.skipIf(CHROMIUM === null)(
  `exercises in the browser${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`,
  () => {
    beforeAll(async () => {
      ;[browser, practice] = await Promise.all([startChromium(), startPractice()])
    })
    afterAll(async () => {
      await browser.close()
      await practice.close()
    })

    test('D1 D4 D5 a first warning with the mouse, at 1280 pixels, and nothing on the way that axe-core objects to', async () => {
      const way = { width: 1280, height: 800, hands: mouse, axe: true }
      await playExercise(practice, browser, 'first-warning', way)
    }, 120_000)

    test('A5 H3 a conflicted Secretary with the keyboard alone, at 390 pixels, and nothing that axe-core objects to', async () => {
      const way = { width: 390, height: 780, hands: keyboard, axe: true }
      await playExercise(practice, browser, 'conflicted-secretary', way)
    }, 120_000)
  },
)
