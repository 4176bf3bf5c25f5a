import { describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { CHROMIUM, NO_CHROMIUM } from './chromium.ts'
import { keyboard } from './hands.ts'
import { inBrowser } from './in-browser.ts'
import { startPractice } from './play-exercises.ts'
import { visit } from './visit.ts'

describe.skipIf(CHROMIUM === null)(
  `the exercise that is on${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`,
  () => {
    const { browser, opened: practice } = inBrowser(startPractice)

    test('D4 it says what to do next and as whom, gives hints, survives a reload and can be put away; with the keyboard alone', async () => {
      const page = await browser().newPage({ viewport: { width: 390, height: 780 }, reducedMotion: 'reduce' })
      page.setDefaultTimeout(30_000)
      await page.goto(practice().page.url)
      await page.locator('#write').waitFor()
      const hands = keyboard(page)
      const v = visit(hands)
      const bar = page.locator('#rehearsal')
      const press = (name: string | RegExp) => hands.activate(bar.getByRole('button', { name }))

      await hands.activate(page.getByRole('button', { name: 'See the exercises' }))
      await page.locator('dialog[open]').waitFor()
      await page.keyboard.press('Escape')
      await v.startExercise('Hearing both sides')
      await bar.getByText('Step 1 of 6.').waitFor()
      await bar.getByText(/^As Ben Cole: open the room of 2026-001/).waitFor()
      // what was played to make it ready is nobody's news
      const { cast, unread } = practice().page.session()
      expect(cast.map(({ id }) => unread.total(id)).filter((count) => count > 0)).toEqual([])
      expect(await violations(page)).toEqual([])

      await v.be('Sheila Grant')
      await press('Be Ben Cole')
      await page.locator('.who strong', { hasText: 'Ben Cole' }).waitFor()
      await press('Give me a hint')
      await bar.getByText(/^Rooms are the threads on the left/).waitFor()
      expect(await violations(page)).toEqual([])
      await press(/^Hearing both sides/)
      await bar.getByText(/^As Ben Cole/).waitFor({ state: 'detached' })
      await page.reload()
      await bar.getByText(/^As Ben Cole/).waitFor()

      await v.open('2026-001')
      await v.press('Agree to ask')
      await bar.getByText('Step 2 of 6.').waitFor()
      await press('Put away')
      await bar.getByText('Hearing both sides').waitFor({ state: 'detached' })
      await hands.activate(page.getByRole('button', { name: 'Clock and other controls' }))
      await hands.activate(page.locator('#controls').getByRole('button', { name: 'Exercises' }))
      const listed = page.locator('dialog details', { hasText: 'Hearing both sides' })
      await listed.getByText('1 of 6 steps').waitFor()
      await page.close()
    })
  },
)
