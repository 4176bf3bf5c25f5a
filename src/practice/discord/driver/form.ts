/** Forms (modals) as a person sees them, and what filling one in sends. */
import { ComponentType as C } from 'discord-api-types/v10'
import { componentText, walk, type Component } from '../components.ts'
import type { AttachmentState } from '../state.ts'
import { CannotDo } from './cannot.ts'

/** A file that a person picks. */
export interface PickedFile {
  name: string
  /** Text or bytes. */
  data: string | Uint8Array
  contentType?: string
}

export type FormValue = string | boolean | readonly string[] | readonly PickedFile[]

export interface SeenField {
  /** The label above the field. */
  label: string
  description: string | undefined
  customId: string
  /** Discord's component type: 4 text, 3 and 5–8 selects, 19 files, 21 radio, 22 and 23 checkboxes. */
  type: number
  required: boolean
  /** What it holds when the form opens. */
  value: string | string[] | boolean
  placeholder: string | undefined
  minLength: number
  maxLength: number
  minValues: number
  maxValues: number
  options: { label: string; value: string }[]
}

/** An open form. */
export interface SeenForm {
  interactionId: string
  title: string
  customId: string
  fields: SeenField[]
  /** Everything that can be read in it, prefilled values included. */
  text: string
  components: Component[]
}

/** The form of a modal answer. */
export function seeForm(interactionId: string, data: Record<string, unknown>): SeenForm {
  const components = (data['components'] ?? []) as Component[]
  const title = String(data['title'] ?? '')
  return {
    interactionId,
    title,
    customId: String(data['custom_id'] ?? ''),
    fields: components.flatMap(fieldsOf),
    text: [title, ...componentText(components)].join('\n'),
    components,
  }
}

function fieldsOf(top: Component): SeenField[] {
  if (top.type === C.ActionRow) {
    return (top['components'] as Component[]).map((field) =>
      seeField(field, String(field['label'] ?? ''), undefined),
    )
  }
  if (top.type !== C.Label) return []
  return [
    seeField(
      top['component'] as Component,
      String(top['label'] ?? ''),
      top['description'] as string | undefined,
    ),
  ]
}

function seeField(field: Component, label: string, description: string | undefined): SeenField {
  const options = (field['options'] ?? []) as { label: string; value: string; default?: boolean }[]
  const chosen = options.filter((option) => option.default === true).map((option) => option.value)
  const number = (key: string, otherwise: number): number => (field[key] as number | undefined) ?? otherwise
  return {
    label,
    description,
    customId: field.custom_id ?? '',
    type: field.type,
    required: (field['required'] as boolean | undefined) ?? field.type !== C.Checkbox,
    value: opening(field, chosen),
    placeholder: field['placeholder'] as string | undefined,
    minLength: number('min_length', 0),
    maxLength: number('max_length', 4000),
    minValues: number('min_values', 1),
    maxValues: number('max_values', field.type === C.CheckboxGroup ? options.length : 1),
    options: options.map((option) => ({ label: option.label, value: option.value })),
  }
}

function opening(field: Component, chosen: string[]): SeenField['value'] {
  if (field.type === C.TextInput) return String(field['value'] ?? '')
  if (field.type === C.Checkbox) return field['default'] === true
  if (field.type === C.RadioGroup) return chosen[0] ?? ''
  const preset = (field['default_values'] ?? []) as { id: string }[]
  return chosen.length > 0 ? chosen : preset.map((value) => value.id)
}

/** Keeps a picked file and gives back the attachment. */
export type Store = (file: PickedFile) => AttachmentState

/** What a person's entries make of a form; CannotDo where Discord would not send it. */
export function fillIn(
  form: SeenForm,
  entries: Readonly<Record<string, FormValue>>,
  store: Store,
): Component[] {
  for (const key of Object.keys(entries)) {
    if (!form.fields.some((field) => field.label === key || field.customId === key)) {
      throw new CannotDo(
        `"${form.title}" has no field "${key}"; it has ${form.fields.map((field) => `"${field.label}"`).join(', ')}`,
      )
    }
  }
  const submitted = new Map(
    form.fields.map((field) => {
      const entry = entries[field.customId] ?? entries[field.label] ?? field.value
      return [field.customId, submitField(field, entry, store)]
    }),
  )
  return form.components.map((top) => submitTop(top, submitted))
}

function submitTop(top: Component, submitted: ReadonlyMap<string, Record<string, unknown>>): Component {
  const filled = (field: Component): Component => ({
    type: field.type,
    id: field.id ?? 0,
    custom_id: field.custom_id ?? '',
    ...submitted.get(field.custom_id ?? ''),
  })
  const plain = { type: top.type, id: top.id ?? 0 }
  if (top.type === C.ActionRow)
    return { ...plain, components: (top['components'] as Component[]).map(filled) }
  if (top.type === C.Label) return { ...plain, component: filled(top['component'] as Component) }
  return plain
}

function submitField(field: SeenField, entry: FormValue, store: Store): Record<string, unknown> {
  switch (field.type) {
    case C.TextInput:
      return { value: checkedText(field, String(entry)) }
    case C.Checkbox:
      return { value: entry === true }
    case C.RadioGroup: {
      const [value] = checkedValues(field, entry === '' ? [] : [entry as string], 1)
      return { value: value ?? null }
    }
    case C.FileUpload: {
      const files = entry as readonly PickedFile[]
      checkCount(field, files.length, field.maxValues)
      return { values: files.map((file) => store(file).id) }
    }
    default: {
      const values = typeof entry === 'string' ? (entry === '' ? [] : [entry]) : (entry as readonly string[])
      return { values: checkedValues(field, values, field.maxValues) }
    }
  }
}

function checkedText(field: SeenField, text: string): string {
  const length = [...text].length
  if (text === '' && !field.required) return text
  if (text === '') throw new CannotDo(`"${field.label}" is required`)
  if (length < field.minLength)
    throw new CannotDo(`"${field.label}" needs at least ${field.minLength} characters`)
  if (length > field.maxLength)
    throw new CannotDo(`"${field.label}" takes at most ${field.maxLength} characters`)
  return text
}

function checkedValues(field: SeenField, given: readonly string[], most: number): string[] {
  checkCount(field, given.length, most)
  if (field.options.length === 0) return [...given]
  return given.map((value) => {
    const option = field.options.find((candidate) => candidate.value === value || candidate.label === value)
    if (option === undefined) throw new CannotDo(`"${field.label}" has no choice "${value}"`)
    return option.value
  })
}

function checkCount(field: SeenField, count: number, most: number): void {
  if (count === 0 && !field.required) return
  if (count < Math.max(1, field.minValues)) throw new CannotDo(`"${field.label}" needs a choice`)
  if (count > most) throw new CannotDo(`"${field.label}" takes at most ${most}`)
}

/** The select fields of a form, with their values, for Discord's `resolved`. */
export function selectedIds(components: readonly Component[], types: readonly number[]): string[] {
  return walk(components)
    .filter((component) => types.includes(component.type))
    .flatMap((component) => (component['values'] ?? []) as string[])
}
