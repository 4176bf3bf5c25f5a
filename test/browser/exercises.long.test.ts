import { describe, test } from 'vitest'
import { CHROMIUM, NO_CHROMIUM } from './chromium.ts'
import { STEPS } from './exercise-steps.ts'
import { keyboard, mouse } from './hands.ts'
import { inBrowser } from './in-browser.ts'
import { playExercise, startPractice } from './play-exercises.ts'

const WAYS = [
  { name: 'with the mouse at 1280 pixels', way: { width: 1280, height: 800, hands: mouse, axe: false } },
  {
    name: 'with the keyboard alone at 390 pixels',
    way: { width: 390, height: 780, hands: keyboard, axe: false },
  },
]

describe.skipIf(CHROMIUM === null).each(WAYS)(
  `every exercise $name${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`,
  ({ way }) => {
    const { browser, opened: practice } = inBrowser(startPractice)

    test.each(Object.entries(STEPS))(
      'D4 H4 N1 %s',
      async (id) => playExercise(practice(), browser(), id, way),
      120_000,
    )
  },
)
