import { ComponentType as C, TextInputStyle } from 'discord-api-types/v10'
import type { Component } from '../discord/components.ts'
import type { SeenField, SeenForm } from '../discord/driver/form.ts'
import type { PageField, PageForm, PageNote } from './shapes.ts'

/** A form as the page shows it: fields and notes in the order in which Discord shows them. */
export function viewForm(form: SeenForm): PageForm {
  const seen = new Map(form.fields.map((field) => [field.customId, field]))
  const parts = form.components.flatMap((top): (PageField | PageNote)[] => {
    if (top.type === C.TextDisplay) return [{ kind: 'note', text: String(top['content'] ?? '') }]
    const inner =
      top.type === C.ActionRow ? (top['components'] as Component[]) : [top['component'] as Component]
    return inner.flatMap((component) => {
      const field = seen.get(component?.custom_id ?? '')
      return field === undefined ? [] : [viewField(field, component)]
    })
  })
  return { id: form.interactionId, title: form.title, parts }
}

function viewField(field: SeenField, component: Component): PageField {
  const options = (component['options'] ?? []) as { value: string; description?: string }[]
  return {
    kind: 'field',
    customId: field.customId,
    label: field.label,
    description: field.description ?? null,
    type: field.type,
    paragraph: component['style'] === TextInputStyle.Paragraph,
    required: field.required,
    value: field.value,
    placeholder: field.placeholder ?? null,
    minLength: field.minLength,
    maxLength: field.maxLength,
    minValues: field.minValues,
    maxValues: field.maxValues,
    options: field.options.map((option, index) => ({
      ...option,
      description: options[index]?.description ?? null,
    })),
  }
}
