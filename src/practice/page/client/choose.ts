/** Choosing in a select of a message: one or several, in a dialog. */
import { openDialog } from './dialog.ts'
import { h } from './dom.ts'
import { optionList } from './option-list.ts'
import { peoplePicker } from './pickers.ts'
import { toast } from './say.ts'

export interface Choosing {
  title: string
  /** Discord's type: 3 words, 5 people. */
  type: number
  options: { label: string; value: string; description: string | null }[]
  minValues: number
  maxValues: number
  done(values: string[]): void
}

export function chooseDialog(choosing: Choosing): void {
  const { title, type, minValues, maxValues } = choosing
  const picker =
    type === 3
      ? optionList({ id: 'choose', options: choosing.options, several: maxValues > 1, chosen: [] })
      : peoplePicker({ id: 'choose', describedBy: 'choose-hint', most: maxValues, chosen: [] })
  const form = h(
    'form',
    { method: 'dialog' },
    h(
      'fieldset',
      {},
      h('legend', { id: 'choose-hint' }, maxValues > 1 ? `Choose up to ${maxValues}.` : 'Choose one.'),
      picker.element,
    ),
    h('div', { class: 'dialog-foot' }, h('button', { type: 'submit', class: 'button primary' }, 'Choose')),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const values = picker.values()
    if (values.length < minValues || values.length > maxValues) return toast('Choose first.')
    dialog.close()
    choosing.done(values)
  })
  const dialog = openDialog(title, form, 'choose')
}
