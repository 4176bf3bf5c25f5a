/** A menu at a button or at the pointer: arrow keys, Home, End, Escape; the focus goes back where it came from. */
import { h } from './dom.ts'
import { toast } from './say.ts'

export interface MenuItem {
  label: string
  /** Smaller words after it. */
  hint?: string
  danger?: boolean
  run(): void
}

let close: () => void = () => undefined

/** Opens it once its items are known; at the pointer if `at` is one, else below `anchor`. */
export function openMenu(anchor: HTMLElement, items: Promise<MenuItem[]>, at?: MouseEvent): void {
  close()
  void items.then(
    (known) => show(anchor, known, at),
    (error: Error) => toast(error.message),
  )
}

function show(anchor: HTMLElement, items: readonly MenuItem[], at?: MouseEvent): void {
  close()
  const list = h(
    'div',
    { class: 'menu', role: 'menu', 'aria-label': 'What can be done' },
    ...items.map((item) =>
      h(
        'button',
        {
          type: 'button',
          role: 'menuitem',
          tabindex: '-1',
          class: item.danger === true ? 'danger' : null,
          onclick: () => {
            close()
            item.run()
          },
        },
        h('span', {}, item.label),
        item.hint !== undefined && h('span', { class: 'hint' }, item.hint),
      ),
    ),
  )
  // within a landmark, as everything that is read
  ;(anchor.closest('main, nav, aside, header') ?? document.body).append(list)
  place(list, anchor, at)
  anchor.setAttribute('aria-expanded', 'true')
  const buttons = [...list.children] as HTMLElement[]
  buttons[0]?.focus()

  const outside = (event: Event): void => {
    if (!list.contains(event.target as Node)) close()
  }
  list.addEventListener('keydown', (event) => {
    const index = buttons.indexOf(document.activeElement as HTMLElement)
    const move: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1 + buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }
    const target = move[event.key]
    if (target !== undefined) {
      event.preventDefault()
      buttons[target % buttons.length]?.focus()
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  })
  document.addEventListener('pointerdown', outside)
  close = () => {
    close = () => undefined
    document.removeEventListener('pointerdown', outside)
    const inside = list.contains(document.activeElement)
    list.remove()
    anchor.setAttribute('aria-expanded', 'false')
    if (inside) anchor.focus()
  }
}

function place(list: HTMLElement, anchor: HTMLElement, at?: MouseEvent): void {
  const box = anchor.getBoundingClientRect()
  const pointer = at !== undefined && (at.clientX !== 0 || at.clientY !== 0)
  const x = pointer ? at.clientX : box.left
  const y = pointer ? at.clientY : box.bottom + 4
  list.style.left = `${Math.max(8, Math.min(x, innerWidth - list.offsetWidth - 8))}px`
  list.style.top = `${Math.max(8, Math.min(y, innerHeight - list.offsetHeight - 8))}px`
}
