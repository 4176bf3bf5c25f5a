import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** How somebody uses the practice page: with the mouse, or with the keyboard alone. */
export interface Hands {
  page: Page
  /** Presses a button, a link or the like. */
  activate(target: Locator): Promise<void>
  /** Writes into a field. */
  write(field: Locator, text: string): Promise<void>
  /** Chooses in a list of the browser's own. */
  select(field: Locator, label: string): Promise<void>
  tick(box: Locator): Promise<void>
  /** Chooses what a field with suggestions offers for a text. */
  suggestion(field: Locator, text: string): Promise<void>
}

/** A hand on a mouse. */
export function mouse(page: Page): Hands {
  return {
    page,
    activate: (target) => target.click(),
    write: (field, text) => field.fill(text),
    select: async (field, label) => {
      await field.selectOption({ index: await optionAt(field, label) })
    },
    tick: (box) => box.check(),
    suggestion: async (field, text) => {
      await field.click()
      await field.fill(text)
      await options(page, text).first().click()
    },
  }
}

/** Two hands on a keyboard, and nothing else. */
export function keyboard(page: Page): Hands {
  const press = async (target: Locator, key: string): Promise<void> => {
    await tabTo(page, target)
    await page.keyboard.press(key)
  }
  return {
    page,
    activate: (target) => press(target, 'Enter'),
    write: async (field, text) => {
      await press(field, 'Control+a')
      await page.keyboard.insertText(text)
    },
    select: async (field, label) => {
      await press(field, 'Home')
      for (let at = await optionAt(field, label); at > 0; at--) await page.keyboard.press('ArrowDown')
    },
    tick: async (box) => {
      await press(box, 'Space')
      expect(await box.isChecked()).toBe(true)
    },
    suggestion: async (field, text) => {
      await press(field, 'Control+a')
      await page.keyboard.insertText(text)
      await options(page, text).first().waitFor()
      // the list narrows down a moment after one has typed
      const marked = page.locator('[role=option][aria-selected=true]', { hasText: text })
      for (let i = 0; i < MOST_ARROWS && !(await marked.isVisible()); i++)
        await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    },
  }
}

/** As many suggestions as Discord shows at once. */
const MOST_ARROWS = 25

const options = (page: Page, text: string): Locator => page.locator('[role=option]', { hasText: text })

/** The place of an option that begins so. */
async function optionAt(field: Locator, label: string): Promise<number> {
  await field.waitFor()
  const labels = await field.locator('option').allTextContents()
  const at = labels.findIndex((one) => one.startsWith(label))
  if (at === -1) throw new Error(`"${label}" is not among: ${labels.join(', ')}`)
  return at
}

/** More than anybody would press; whatever cannot be reached by then cannot be reached. */
const MOST_TABS = 400

/** Puts the focus there with Tab and Shift+Tab alone. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let i = 0; i < MOST_TABS; i++) {
    const way = await target.evaluate(wayTo)
    if (way === 'here') return
    await page.keyboard.press(way === 'before' ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`the keyboard does not reach ${target.toString()}`)
}

/** The little of the DOM that is needed here; it runs in the browser. */
interface Place {
  ownerDocument: { activeElement: Place | null; body: Place }
  compareDocumentPosition(other: Place): number
}

function wayTo(element: unknown): 'here' | 'before' | 'after' {
  const wanted = element as Place
  const focused = wanted.ownerDocument.activeElement
  if (focused === wanted) return 'here'
  if (focused === null || focused === wanted.ownerDocument.body) return 'after'
  // 2: the other one comes before
  return (focused.compareDocumentPosition(wanted) & 2) === 0 ? 'after' : 'before'
}
