import { describe, test } from 'vitest'
import { CHROMIUM, NO_CHROMIUM } from './chromium.ts'
import { keyboard, mouse } from './hands.ts'
import { inBrowser } from './in-browser.ts'
import { playExercise, startPractice } from './play-exercises.ts'

describe.skipIf(CHROMIUM === null)(
  `exercises in the browser${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`,
  () => {
    const { browser, opened: practice } = inBrowser(startPractice)

    test('D1 D4 D5 a first warning with the mouse, at 1280 pixels, and nothing on the way that axe-core objects to', async () => {
      const way = { width: 1280, height: 800, hands: mouse, axe: true }
      await playExercise(practice(), browser(), 'first-warning', way)
    }, 120_000)

    test('A5 H3 a conflicted Secretary with the keyboard alone, at 390 pixels, and nothing that axe-core objects to', async () => {
      const way = { width: 390, height: 780, hands: keyboard, axe: true }
      await playExercise(practice(), browser(), 'conflicted-secretary', way)
    }, 120_000)
  },
)
