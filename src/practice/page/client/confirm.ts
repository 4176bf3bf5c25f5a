import { openDialog } from './dialog.ts'
import { h } from './dom.ts'

/** Asks before something that cannot be taken back. */
export function confirmDialog(title: string, text: string, action: string, run: () => void): void {
  const form = h(
    'form',
    { method: 'dialog' },
    h('p', {}, text),
    h(
      'div',
      { class: 'dialog-foot' },
      h('button', { type: 'button', class: 'button secondary', onclick: () => dialog.close() }, 'Cancel'),
      h('button', { type: 'submit', class: 'button danger' }, action),
    ),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    dialog.close()
    run()
  })
  const dialog = openDialog(title, form)
}
