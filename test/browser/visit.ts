import type { Locator } from 'playwright-core'
import type { Hands } from './hands.ts'

/** What people do on the practice page, in its own words. */
export interface Visit {
  hands: Hands
  be(name: string): Promise<void>
  /** Opens a channel, a thread or the direct messages with the bot. */
  open(place: string): Promise<void>
  /** Presses a button of the newest message that has it, and says that, where a text is given. */
  press(button: string, saying?: string): Promise<void>
  command(path: string, options?: Record<string, string>): Promise<void>
  /** A field of the open form. */
  field(label: string): Locator
  submit(): Promise<void>
  clock(button: string): Promise<void>
  startExercise(title: string): Promise<void>
  /** What *Check what I did* says. */
  checkExercise(title: string): Promise<string>
}

/** Somebody at the page, which is narrow or wide. */
export function visit(hands: Hands): Visit {
  const { page } = hands
  const narrow = (): boolean => (page.viewportSize()?.width ?? 0) < 700
  const named = (name: string, within: Locator = page.locator('body')): Locator =>
    within.getByRole('button', { name, exact: true })
  const control = async (name: string): Promise<void> => {
    if (narrow()) await hands.activate(named('Clock and other controls'))
    await hands.activate(page.locator('#controls').getByRole('button', { name, exact: true }))
  }
  const shutDrawer = async (): Promise<void> => {
    if (narrow()) await page.keyboard.press('Escape')
  }
  const dialog = page.locator('dialog[open]')
  const exercise = async (title: string): Promise<Locator> => {
    await control('Exercises')
    const details = dialog.locator('details', { has: page.locator('strong', { hasText: title }) })
    await dialog.waitFor()
    if ((await details.getAttribute('open')) === null) await hands.activate(details.locator('summary'))
    return details
  }
  return {
    hands,
    be: async (name) => {
      await hands.activate(page.locator('button.who'))
      await hands.activate(dialog.locator('button.person', { hasText: name }))
      await page.locator('button.who strong', { hasText: name }).waitFor()
    },
    open: async (place) => {
      if (narrow()) await hands.activate(named('Channels and messages'))
      const button = page.locator('#places button', { hasText: place }).last()
      await hands.activate(button)
      await page.locator('#channel-name', { hasText: place }).waitFor()
    },
    press: async (button, saying = '') => {
      const message = page
        .locator('#messages article', { hasText: saying })
        .filter({ has: page.getByRole('button', { name: button, exact: true }) })
        .last()
      await hands.activate(named(button, message).last())
    },
    command: async (path, options = {}) => {
      await hands.write(page.locator('#write'), `/${path}`)
      const active = page.locator('#palette [aria-selected=true] .path')
      await active.waitFor()
      for (let i = 0; i < 40 && (await active.textContent()) !== `/${path}`; i++)
        await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      const form = page.locator('form.command')
      for (const [option, value] of Object.entries(options)) {
        const field = form.locator(`#option-${option}`)
        if (option === 'person') await hands.suggestion(field, value)
        else await hands.write(field, value)
      }
      await hands.activate(form.getByRole('button', { name: 'Send', exact: true }))
      await form.waitFor({ state: 'detached' })
    },
    field: (label) =>
      dialog.locator('.form-field', { hasText: label }).first().locator('textarea, input, select').first(),
    submit: async () => {
      await hands.activate(dialog.getByRole('button', { name: 'Submit', exact: true }))
      await dialog.waitFor({ state: 'detached' })
    },
    clock: async (button) => {
      await control(button)
      await shutDrawer()
      await page.locator('#toasts', { hasText: 'It is now' }).first().waitFor()
    },
    startExercise: async (title) => {
      const details = await exercise(title)
      await hands.activate(details.getByRole('button', { name: `Start: ${title}`, exact: true }))
      await dialog.waitFor({ state: 'detached', timeout: 60_000 })
      await shutDrawer()
    },
    checkExercise: async (title) => {
      const details = await exercise(title)
      await hands.activate(details.getByRole('button', { name: `Check what I did: ${title}`, exact: true }))
      const told = details.locator('.told p').first()
      await told.waitFor()
      const said = (await told.textContent()) ?? ''
      await hands.activate(named('Close', dialog))
      await shutDrawer()
      return said
    },
  }
}
