/** Components in messages: rows of buttons, selects, and the newer layout ones. */
import type { PageComponent } from '../shapes.ts'
import { chooseDialog } from './choose.ts'
import { h } from './dom.ts'
import { showAnswer } from './form.ts'
import { linkView } from './links.ts'
import { markdown } from './markdown.ts'
import { act } from './store.ts'

const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link-button', 'primary']

/** One component of a message, and what it holds. */
export function componentView(message: string, component: PageComponent): HTMLElement {
  const inner = (component['components'] ?? []) as PageComponent[]
  const views = (): HTMLElement[] => inner.map((one) => componentView(message, one))
  switch (component.type) {
    case 1:
      return h('div', { class: 'row' }, ...views())
    case 2:
      return buttonView(message, component)
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return selectView(message, component)
    case 9:
      return h(
        'div',
        { class: 'section' },
        h('div', {}, ...views()),
        componentView(message, component['accessory'] as PageComponent),
      )
    case 10:
      return h('div', { class: 'content' }, ...markdown(String(component['content'] ?? '')))
    case 14:
      return h('hr', {})
    case 17:
      return h('div', { class: 'embed' }, ...views())
    default:
      return h('div', { class: 'small' }, 'Something that this page cannot show.')
  }
}

function buttonView(message: string, component: PageComponent): HTMLElement {
  const label = String(component['label'] ?? '')
  const style = STYLES[Number(component['style'] ?? 2)] ?? 'secondary'
  if (typeof component['url'] === 'string')
    return linkView(component['url'], [label, ' ↗'], `button ${style}`)
  const press = async (): Promise<void> => {
    if (button.getAttribute('aria-busy') === 'true') return
    button.setAttribute('aria-busy', 'true')
    showAnswer(await act('press', { message, button: component.custom_id }))
    button.removeAttribute('aria-busy')
  }
  const button = h(
    'button',
    {
      type: 'button',
      class: `button ${style}`,
      'data-focus': component.custom_id,
      disabled: component['disabled'] === true,
      onclick: () => void press(),
    },
    label,
  )
  return button
}

function selectView(message: string, component: PageComponent): HTMLElement {
  const placeholder = String(component['placeholder'] ?? 'Make a selection')
  const options = (component['options'] ?? []) as { label: string; value: string; description?: string }[]
  return h(
    'button',
    {
      type: 'button',
      class: 'select',
      'data-focus': component.custom_id,
      'aria-haspopup': 'dialog',
      disabled: component['disabled'] === true,
      onclick: () =>
        chooseDialog({
          title: placeholder,
          type: component.type,
          options: options.map((one) => ({ ...one, description: one.description ?? null })),
          minValues: Number(component['min_values'] ?? 1),
          maxValues: Number(component['max_values'] ?? 1),
          done: (values) =>
            void act('choose', { message, select: component.custom_id, values }).then(showAnswer),
        }),
    },
    h('span', {}, placeholder),
    h('span', { 'aria-hidden': 'true' }, '⌄'),
  )
}
