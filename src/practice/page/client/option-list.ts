/** Options to choose one or several from: radio buttons or tick boxes, each with its description. */
import { h } from './dom.ts'

interface OptionList {
  element: HTMLElement
  values(): string[]
}

export function optionList(list: {
  id: string
  options: readonly { label: string; value: string; description: string | null }[]
  several: boolean
  chosen: readonly string[]
}): OptionList {
  const inputs = list.options.map(({ value }, index) =>
    h('input', {
      type: list.several ? 'checkbox' : 'radio',
      name: list.id,
      id: `${list.id}-${index}`,
      value,
      checked: list.chosen.includes(value),
      'aria-describedby': list.options[index]?.description == null ? null : `${list.id}-${index}-about`,
    }),
  )
  return {
    element: h(
      'div',
      { class: 'options' },
      ...list.options.map(({ label, description }, index) =>
        h(
          'label',
          { class: 'option', for: `${list.id}-${index}` },
          inputs[index],
          h(
            'span',
            {},
            label,
            description !== null &&
              h('span', { class: 'about', id: `${list.id}-${index}-about` }, description),
          ),
        ),
      ),
    ),
    values: () => inputs.filter(({ checked }) => checked).map(({ value }) => value),
  }
}
