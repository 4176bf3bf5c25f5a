/** At phone width the sides are drawers: one open at a time, closed by Escape or by a press beside them. */
import { byId, h } from './dom.ts'

type Drawer = 'places' | 'around' | 'controls'

let opener: HTMLElement | null = null

/** Opens a drawer, or closes whichever is open; the focus goes in, and back again. */
export function openDrawer(drawer: Drawer | null): void {
  const before = document.body.dataset['drawer']
  if (drawer === null) {
    delete document.body.dataset['drawer']
    if (before !== undefined) opener?.focus()
  } else {
    opener = document.activeElement as HTMLElement | null
    document.body.dataset['drawer'] = drawer
    byId(drawer).querySelector<HTMLElement>('button, [tabindex], a, input')?.focus()
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-drawer]'))
    if (button.dataset['drawer'] !== undefined && button !== document.body)
      button.setAttribute('aria-expanded', String(button.dataset['drawer'] === drawer))
}

/** The button that opens a drawer, which is there only where the page is narrow. */
export const drawerButton = (drawer: Drawer, label: string, sign: string): HTMLElement =>
  h(
    'button',
    {
      type: 'button',
      class: 'narrow',
      'data-drawer': drawer,
      'aria-expanded': 'false',
      'aria-label': label,
      onclick: () => openDrawer(drawer),
    },
    sign,
  )

const drawerOpen = (): boolean => document.body.dataset['drawer'] !== undefined

export function setUpDrawers(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && drawerOpen() && document.querySelector('dialog[open]') === null)
      openDrawer(null)
  })
  document.addEventListener('pointerdown', (event) => {
    const open = document.body.dataset['drawer']
    const target = event.target as HTMLElement
    if (open === undefined || byId(open).contains(target)) return
    if (target.closest('[data-drawer]:not(body)') === null && target.closest('.menu, dialog') === null)
      openDrawer(null)
  })
}
