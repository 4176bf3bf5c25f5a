/** The fields of a form, each with its label, what it is for, its limits, and what is wrong with it. */
import type { PageField, PageUpload } from '../shapes.ts'
import { h } from './dom.ts'
import { optionList } from './option-list.ts'
import { peoplePicker } from './pickers.ts'
import { uploadsOf } from './uploads.ts'

export interface FieldView {
  customId: string
  element: HTMLElement
  value(): Promise<string | boolean | string[] | PageUpload[]> | string | boolean | string[]
  /** What to put the focus on where something is wrong; null when all is well. */
  check(): HTMLElement | null
}

interface Control {
  element: HTMLElement
  focus: HTMLElement
  value: FieldView['value']
  /** How much there is: characters or choices. */
  count(): number
  group?: boolean
}

let made = 0

export function fieldView(field: PageField): FieldView {
  made += 1
  const id = `field-${made}`
  const control = controlOf(field, id)
  const problem = h('p', { class: 'field-problem', id: `${id}-problem` })
  const label = [
    field.label,
    field.required && h('span', { class: 'required', 'aria-hidden': 'true' }, ' *'),
    field.required && h('span', { class: 'unseen' }, ' (required)'),
  ]
  const about = h('p', { class: 'about', id: `${id}-about` }, field.description ?? '')
  about.hidden = field.description === null
  const element =
    control.group === true
      ? h(
          'fieldset',
          { class: 'form-field', 'aria-describedby': `${id}-about ${id}-problem` },
          h('legend', {}, ...label),
          about,
          control.element,
          problem,
        )
      : h('div', { class: 'form-field' }, h('label', { for: id }, ...label), about, control.element, problem)
  return {
    customId: field.customId,
    element,
    value: control.value,
    check: () => {
      const wrong = wrongWith(field, control.count())
      problem.textContent = wrong ?? ''
      if (wrong === null) control.focus.removeAttribute('aria-invalid')
      else control.focus.setAttribute('aria-invalid', 'true')
      return wrong === null ? null : control.focus
    },
  }
}

function wrongWith(field: PageField, count: number): string | null {
  if (count === 0) return field.required ? 'This is required.' : null
  if (field.type === 4) {
    if (count < field.minLength) return `At least ${field.minLength} characters, please.`
    return count > field.maxLength ? `At most ${field.maxLength} characters, please.` : null
  }
  if (count < field.minValues) return `Choose at least ${field.minValues}.`
  return count > field.maxValues ? `Choose at most ${field.maxValues}.` : null
}

function controlOf(field: PageField, id: string): Control {
  switch (field.type) {
    case 4:
      return textControl(field, id)
    case 19:
      return fileControl(field, id)
    case 23:
      return tickControl(field, id)
    case 5:
    case 6:
    case 8:
      return peopleControl(field, id)
    default:
      return field.maxValues > 1 || field.type === 21 || field.type === 22
        ? listControl(field, id)
        : selectControl(field, id)
  }
}

const chosenIn = (field: PageField): string[] =>
  Array.isArray(field.value) ? field.value : field.value === '' ? [] : [String(field.value)]

function textControl(field: PageField, id: string): Control {
  const props = {
    id,
    value: String(field.value),
    placeholder: field.placeholder,
    maxlength: field.maxLength,
    'aria-required': field.required ? 'true' : null,
    'aria-describedby': `${id}-about ${id}-problem`,
  }
  const input = field.paragraph
    ? h('textarea', { ...props, rows: '4' })
    : h('input', { ...props, type: 'text' })
  const left = h('span', { class: 'left', 'aria-hidden': 'true' })
  const count = (): number => [...input.value].length
  const tell = (): void => {
    left.textContent = `${count()} / ${field.maxLength}`
  }
  input.addEventListener('input', tell)
  tell()
  return {
    element: h('div', { class: 'text-field' }, input, left),
    focus: input,
    value: () => input.value,
    count,
  }
}

function fileControl(field: PageField, id: string): Control {
  const input = h('input', {
    id,
    type: 'file',
    multiple: field.maxValues > 1,
    'aria-describedby': `${id}-about ${id}-problem`,
  })
  return {
    element: input,
    focus: input,
    value: () => uploadsOf(input.files),
    count: () => input.files?.length ?? 0,
  }
}

function tickControl(field: PageField, id: string): Control {
  const input = h('input', { id, type: 'checkbox', checked: field.value === true })
  return { element: input, focus: input, value: () => input.checked, count: () => 1 }
}

function peopleControl(field: PageField, id: string): Control {
  const picker = peoplePicker({
    id,
    describedBy: `${id}-about ${id}-problem`,
    most: field.maxValues,
    chosen: chosenIn(field),
  })
  return {
    element: picker.element,
    focus: picker.input,
    value: () => picker.values(),
    count: () => picker.values().length,
  }
}

function listControl(field: PageField, id: string): Control {
  const several = field.type !== 21 && field.maxValues > 1
  const list = optionList({ id, options: field.options, several, chosen: chosenIn(field) })
  return {
    element: list.element,
    focus: list.element.querySelector('input') ?? list.element,
    value: () => (field.type === 21 ? (list.values()[0] ?? '') : list.values()),
    count: () => list.values().length,
    group: true,
  }
}

function selectControl(field: PageField, id: string): Control {
  const [chosen = ''] = chosenIn(field)
  const select = h(
    'select',
    { id, 'aria-required': field.required ? 'true' : null, 'aria-describedby': `${id}-about ${id}-problem` },
    h('option', { value: '' }, field.placeholder ?? 'Make a selection'),
    ...field.options.map((one) =>
      h(
        'option',
        { value: one.value, selected: one.value === chosen },
        one.description === null ? one.label : `${one.label} – ${one.description}`,
      ),
    ),
  )
  return {
    element: select,
    focus: select,
    value: () => (select.value === '' ? [] : [select.value]),
    count: () => (select.value === '' ? 0 : 1),
  }
}
