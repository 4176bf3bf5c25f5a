import type { MessageBody } from '../outbox/wire.ts'

/** A button as we make them; `link` has a web address in place of an id. */
export interface Button {
  label: string
  id: string
  style?: 'primary' | 'secondary' | 'success' | 'danger'
}

/** One field of a form. Labels and hints are read by people; `id` comes back with what was typed. */
export type Field =
  | { kind: 'note'; text: string }
  | {
      kind: 'line'
      id: string
      label: string
      hint?: string
      value?: string
      required?: boolean
      max?: number
    }
  | {
      kind: 'text'
      id: string
      label: string
      hint?: string
      value?: string
      required?: boolean
      max?: number
    }
  | {
      kind: 'choice'
      id: string
      label: string
      hint?: string
      options: { label: string; value: string; description?: string }[]
      chosen?: string[]
      required?: boolean
      most?: number
    }
  | {
      kind: 'people'
      id: string
      label: string
      hint?: string
      most: number
      chosen?: string[]
      required?: boolean
    }
  /** Files, up to `most` (10 if not said); never required. */
  | { kind: 'files'; id: string; label: string; hint?: string; most?: number }

export interface Form {
  id: string
  title: string
  fields: Field[]
}

/** One message as an answer, shown only to whoever asked unless said otherwise. */
export type MessageAnswer = MessageBody & {
  kind?: 'message'
  /** Replaces the private message whose button was pressed. */
  replaces?: boolean
  /** In a DM the person keeps it. */
  kept?: boolean
  /** Files of any kind, sent as they are. They are in no stored message, only in an answer. */
  shown?: { name: string; bytes: Buffer }[]
  /** Further private messages below the first, each with its own buttons. */
  more?: MessageBody[]
}

/** What an interaction is answered with: a message or a form. */
export type Answer = MessageAnswer | { kind: 'form'; form: Form }

const STYLES = { primary: 1, secondary: 2, success: 3, danger: 4 }

/** Rows of buttons, five to a row. */
export function buttons(list: Button[]): object[] {
  const rows: object[] = []
  for (let i = 0; i < list.length; i += 5)
    rows.push({
      type: 1,
      components: list
        .slice(i, i + 5)
        .map((b) => ({ type: 2, style: STYLES[b.style ?? 'secondary'], label: b.label, custom_id: b.id })),
    })
  return rows
}

/** Something to choose one from, below a message; at most 25 options. */
export const select = (
  id: string,
  placeholder: string,
  options: { label: string; value: string; description?: string }[],
): object => ({ type: 1, components: [{ type: 3, custom_id: id, placeholder, options }] })

/** A form in Discord's shape. */
export function modal(form: Form): { custom_id: string; title: string; components: object[] } {
  return { custom_id: form.id, title: form.title, components: form.fields.map(component) }
}

function component(f: Field): object {
  if (f.kind === 'note') return { type: 10, content: f.text }
  const hint = 'hint' in f && f.hint ? { description: f.hint } : {}
  return { type: 18, label: f.label, ...hint, component: input(f) }
}

function input(f: Exclude<Field, { kind: 'note' }>): object {
  switch (f.kind) {
    case 'line':
    case 'text':
      return {
        type: 4,
        custom_id: f.id,
        style: f.kind === 'line' ? 1 : 2,
        required: f.required ?? true,
        max_length: f.max ?? (f.kind === 'line' ? 200 : 4000),
        ...(f.value ? { value: f.value } : {}),
      }
    case 'choice':
      return {
        type: 3,
        custom_id: f.id,
        required: f.required ?? true,
        min_values: (f.required ?? true) ? 1 : 0,
        max_values: f.most ?? 1,
        options: f.options.map((o) => ({ ...o, ...(f.chosen?.includes(o.value) ? { default: true } : {}) })),
      }
    case 'people':
      return {
        type: 5,
        custom_id: f.id,
        required: f.required ?? true,
        min_values: (f.required ?? true) ? 1 : 0,
        max_values: f.most,
        ...(f.chosen?.length ? { default_values: f.chosen.map((id) => ({ id, type: 'user' })) } : {}),
      }
    case 'files':
      return { type: 19, custom_id: f.id, required: false, min_values: 0, max_values: f.most ?? 10 }
    default:
      return f satisfies never
  }
}
