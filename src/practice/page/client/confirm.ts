import { openDialog } from './dialog.ts'
import { h } from './dom.ts'

/** Asks before something that cannot be taken back. */
export function confirmDialog(
  title: string,
  text: readonly HTMLElement[],
  action: string,
  run: () => void,
  kind: 'danger' | 'primary' = 'danger',
): void {
  const form = h(
    'form',
    { method: 'dialog' },
    ...text,
    h(
      'div',
      { class: 'dialog-foot' },
      h('button', { type: 'button', class: 'button secondary', onclick: () => dialog.close() }, 'Cancel'),
      h('button', { type: 'submit', class: `button ${kind}` }, action),
    ),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    dialog.close()
    run()
  })
  const dialog = openDialog(title, form)
}
