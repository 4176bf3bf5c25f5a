/** A slash command on its way: its options, the required ones first, each as Discord would take it. */
import type { PageChoice, PageCommand, PageOption, PageUpload } from '../shapes.ts'
import { combobox } from './combobox.ts'
import { h } from './dom.ts'
import { showAnswer } from './form.ts'
import { channelsLike, peopleLike } from './pickers.ts'
import { act, ask, now } from './store.ts'
import { uploadsOf } from './uploads.ts'

type Value = string | number | boolean | PageUpload

interface OptionView {
  option: PageOption
  element: HTMLElement
  input: HTMLElement
  value(): Promise<Value | null>
}

/** More than these and the optional ones wait behind buttons. */
const SHOWN = 5

/** `back` brings the composer back. */
export function commandForm(command: PageCommand, channel: string, back: () => void): HTMLFormElement {
  const views: OptionView[] = []
  const fields = h('div', { class: 'command-options' })
  const waiting = h('div', { class: 'command-more' })
  const problem = h('p', { class: 'form-problem', role: 'alert' })
  const send = h('button', { type: 'submit', class: 'button primary' }, 'Send')

  const filled = async (): Promise<Record<string, Value>> => {
    const values: Record<string, Value> = {}
    for (const view of views) {
      const value = await view.value()
      if (value !== null) values[view.option.name] = value
    }
    return values
  }
  const add = (option: PageOption, focus: boolean): void => {
    const view = optionView(option, (typed) => suggestions(option, typed))
    views.push(view)
    fields.append(view.element)
    if (focus) view.input.focus()
  }
  const suggestions = async (option: PageOption, typed: string): Promise<PageChoice[]> => {
    const options = await filled()
    const { choices } = await ask<{ choices: PageChoice[] }>('POST', '/api/autocomplete', {
      as: now().me,
      channel,
      command: command.path,
      option: option.name,
      typed,
      options,
    })
    return choices
  }

  const sorted = [...command.options].sort((a, b) => Number(b.required) - Number(a.required))
  sorted.forEach((option, index) => {
    if (option.required || index < SHOWN) return add(option, false)
    const button = h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'aria-label': `Add ${option.name}: ${option.description}`,
        onclick: () => {
          button.remove()
          add(option, true)
        },
      },
      `+ ${option.name}`,
    )
    waiting.append(button)
  })

  const submit = async (): Promise<void> => {
    if (send.getAttribute('aria-busy') === 'true') return
    problem.textContent = ''
    const options = await filled()
    const missing = views.find(({ option }) => option.required && options[option.name] === undefined)
    if (missing !== undefined) {
      problem.textContent = `${missing.option.name} is needed: ${missing.option.description}.`
      missing.input.setAttribute('aria-invalid', 'true')
      return missing.input.focus()
    }
    const stray = views.find(
      ({ input, option }) =>
        input instanceof HTMLInputElement &&
        input.type === 'text' &&
        input.value.trim() !== '' &&
        options[option.name] === undefined,
    )
    if (stray !== undefined) {
      problem.textContent = `Choose ${stray.option.name} from the list.`
      return stray.input.focus()
    }
    send.setAttribute('aria-busy', 'true')
    const answer = await act('slash', { channel, command: command.path, options })
    send.removeAttribute('aria-busy')
    if (answer === null) return
    // what was filled in stays where nobody answered
    if (answer.failed === null) back()
    showAnswer(answer)
  }

  const form = h(
    'form',
    { class: 'command', 'aria-label': `/${command.path}`, novalidate: true },
    h(
      'div',
      { class: 'command-head' },
      h('strong', {}, `/${command.path}`),
      h('span', { class: 'about' }, command.description),
    ),
    fields,
    waiting,
    problem,
    h(
      'div',
      { class: 'command-foot' },
      h('button', { type: 'button', class: 'button secondary', onclick: back }, 'Cancel'),
      send,
    ),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') back()
  })
  return form
}

function optionView(option: PageOption, suggest: (typed: string) => Promise<PageChoice[]>): OptionView {
  const id = `option-${option.name}`
  const about = `${id}-about`
  const { input, element, value } = inputOf(option, id, about, suggest)
  return {
    option,
    input,
    value,
    element: h(
      'div',
      { class: 'command-option' },
      h(
        'label',
        { for: id },
        option.name,
        option.required && h('span', { class: 'required', 'aria-hidden': 'true' }, ' *'),
      ),
      element,
      h('p', { class: 'about', id: about }, option.description),
    ),
  }
}

type Input = Omit<OptionView, 'option'>

/** Discord's types: 3 words, 4 whole number, 5 yes or no, 6 person, 7 channel, 10 number, 11 file. */
function inputOf(
  option: PageOption,
  id: string,
  about: string,
  suggest: (typed: string) => Promise<PageChoice[]>,
): Input {
  const { choices, required } = option
  if (option.type === 11) {
    const input = h('input', { id, type: 'file', 'aria-describedby': about })
    return { element: input, input, value: async () => (await uploadsOf(input.files))[0] ?? null }
  }
  if (option.type === 5)
    return choosing(
      [
        { name: 'Yes', value: 'true' },
        { name: 'No', value: 'false' },
      ],
      id,
      about,
      (value) => value === 'true',
    )
  if (choices.length > 0)
    return choosing(
      choices,
      id,
      about,
      (value) => choices.find((one) => String(one.value) === value)?.value ?? value,
    )
  const source = sourceOf(option, suggest)
  if (source === null) {
    const input = h('input', {
      id,
      type: 'text',
      inputmode: option.type === 3 ? null : 'numeric',
      maxlength: option.maxLength,
      autocomplete: 'off',
      'aria-describedby': about,
      'aria-required': required ? 'true' : null,
    })
    const value = (): string | number | null => {
      const typed = input.value.trim()
      if (typed === '') return null
      return option.type === 3 ? typed : Number(typed)
    }
    return { element: input, input, value: () => Promise.resolve(value()) }
  }
  const box = combobox({
    id,
    describedBy: about,
    required,
    free: option.type === 3,
    maxLength: option.maxLength,
    suggest: source,
  })
  return { element: box.element, input: box.input, value: () => Promise.resolve(box.value()) }
}

function sourceOf(
  option: PageOption,
  suggest: (typed: string) => Promise<PageChoice[]>,
): ((typed: string) => Promise<PageChoice[]>) | null {
  if (option.type === 6 || option.type === 9) return (typed) => Promise.resolve(peopleLike(typed))
  if (option.type === 7) return (typed) => Promise.resolve(channelsLike(typed, option.channelTypes))
  return option.autocomplete ? suggest : null
}

function choosing(
  choices: readonly PageChoice[],
  id: string,
  about: string,
  read: (value: string) => Value,
): Input {
  const select = h(
    'select',
    { id, 'aria-describedby': about },
    h('option', { value: '' }, 'Choose'),
    ...choices.map(({ name, value }) => h('option', { value }, name)),
  )
  return {
    element: select,
    input: select,
    value: () => Promise.resolve(select.value === '' ? null : read(select.value)),
  }
}
