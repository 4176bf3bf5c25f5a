/** Dialogs: the browser's own, so that the focus stays in and Escape closes them. */
import { h } from './dom.ts'

export interface Dialog {
  element: HTMLDialogElement
  close(): void
}

let count = 0

/** Opens a dialog with a title; the focus goes to the first thing in `body` that takes one, and back when it closes. */
export function openDialog(
  title: string,
  body: HTMLElement,
  kind = '',
  closed: () => void = () => undefined,
): Dialog {
  count += 1
  const id = `dialog-${count}`
  const before = document.activeElement as HTMLElement | null
  const focus = before?.dataset['focus']
  const row = before?.closest('[data-id]')?.getAttribute('data-id')
  const element = h(
    'dialog',
    { class: kind, 'aria-labelledby': id },
    h(
      'div',
      { class: 'dialog-head' },
      h('h2', { id }, title),
      h(
        'button',
        { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => element.close() },
        '×',
      ),
    ),
    body,
  )
  element.addEventListener('close', () => {
    const toasts = element.querySelector('#toasts')
    if (toasts !== null) document.body.append(toasts)
    element.remove()
    closed()
    if (before?.isConnected === true) before.focus()
    else if (focus !== undefined) again(row ?? null, focus)?.focus()
  })
  element.addEventListener('pointerdown', (event) => {
    if (event.target === element && kind !== 'form') element.close()
  })
  document.body.append(element)
  element.showModal()
  const first = body.querySelector<HTMLElement>(
    'input:not([type=hidden]):not(:disabled), textarea, select, button',
  )
  first?.focus()
  return { element, close: () => element.close() }
}

/** What stands now where the focus came from. */
function again(row: string | null, focus: string): HTMLElement | null {
  const within =
    row === null ? document : (document.querySelector(`[data-id="${CSS.escape(row)}"]`) ?? document)
  return within.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`)
}
