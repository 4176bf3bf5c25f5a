/** Forms, and what happens after an answer came. */
import type { PageAnswer, PageField, PageForm, PageNote, PageUpload } from '../shapes.ts'
import { openDialog } from './dialog.ts'
import { h } from './dom.ts'
import { fieldView, type FieldView } from './form-fields.ts'
import { markdown } from './markdown.ts'
import { announce, toast } from './say.ts'
import { act, now } from './store.ts'

/** Opens the form that was answered with, or says what went wrong; a message comes by itself. */
export function showAnswer(answer: PageAnswer | null): void {
  if (answer === null) return
  if (answer.failed !== null) toast(didNotRespond())
  else if (answer.form !== null) openForm(answer.form)
  else announce('Answered.')
}

const didNotRespond = (): string =>
  now().bot.running && !now().bot.outage
    ? 'The application did not respond. Try again.'
    : 'The application did not respond: the bot is switched off or cut off. Switch it on again above, then try once more.'

function openForm(form: PageForm): void {
  const fields: FieldView[] = []
  const parts = form.parts.map((part: PageField | PageNote) => {
    if (part.kind === 'note') return h('div', { class: 'note' }, ...markdown(part.text))
    const view = fieldView(part)
    fields.push(view)
    return view.element
  })
  const problem = h('p', { class: 'form-problem', role: 'alert' })
  const send = h('button', { type: 'submit', class: 'button primary' }, 'Submit')
  const element = h(
    'form',
    { novalidate: true },
    h('div', { class: 'form-parts' }, ...parts),
    problem,
    h(
      'div',
      { class: 'dialog-foot' },
      h('button', { type: 'button', class: 'button secondary', onclick: () => dialog.close() }, 'Cancel'),
      send,
    ),
  )
  const submit = async (): Promise<void> => {
    if (send.getAttribute('aria-busy') === 'true') return
    problem.textContent = ''
    const wrong = fields.map((field) => field.check()).filter((one) => one !== null)
    if (wrong.length > 0) {
      problem.textContent =
        wrong.length === 1
          ? 'One field needs something from you.'
          : `${wrong.length} fields need something from you.`
      return wrong[0]?.focus()
    }
    send.setAttribute('aria-busy', 'true')
    const values: Record<string, string | boolean | string[] | PageUpload[]> = {}
    for (const field of fields) values[field.customId] = await field.value()
    const answer = await act('submit', { form: form.id, values })
    send.removeAttribute('aria-busy')
    if (answer === null) return
    if (answer.failed !== null) {
      problem.textContent = 'Something went wrong. Try again. What you typed is still here.'
      return
    }
    dialog.close()
    showAnswer(answer)
  }
  element.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
  const dialog = openDialog(form.title, element, 'form')
}
