/** A text field with suggestions: type to narrow them down, arrow keys and Enter to choose. */
import type { PageChoice } from '../shapes.ts'
import { h } from './dom.ts'
import { markOption } from './mark-option.ts'

export interface Combobox {
  element: HTMLElement
  input: HTMLInputElement
  /** What is chosen; what is typed, where that is allowed; null when there is nothing. */
  value(): string | number | null
  clear(): void
}

export interface ComboboxOptions {
  id: string
  describedBy?: string
  label?: string
  placeholder?: string
  required?: boolean
  /** Whether words that are no suggestion may stand. */
  free: boolean
  maxLength?: number | null
  suggest(typed: string): Promise<PageChoice[]>
  /** Something was chosen. */
  chosen?(choice: PageChoice): void
}

const WAIT_MS = 60

export function combobox(options: ComboboxOptions): Combobox {
  const listId = `${options.id}-list`
  let picked: PageChoice | null = null
  let shown: PageChoice[] = []
  let active = -1
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const list = h('ul', {
    id: listId,
    role: 'listbox',
    'aria-label': options.label ?? 'Suggestions',
    hidden: true,
  })
  const input = h('input', {
    id: options.id,
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    'aria-label': options.label,
    'aria-describedby': options.describedBy,
    'aria-required': options.required === true ? 'true' : null,
    placeholder: options.placeholder,
    maxlength: options.maxLength,
  })

  const hide = (): void => {
    clearTimeout(timer)
    asked += 1
    list.hidden = true
    active = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const mark = (index: number): void => {
    active = index
    markOption(input, list, index)
  }
  const choose = (choice: PageChoice): void => {
    picked = choice
    input.value = choice.name
    input.removeAttribute('aria-invalid')
    hide()
    options.chosen?.(choice)
  }
  const show = async (): Promise<void> => {
    asked += 1
    const mine = asked
    const found = await options.suggest(picked === null ? input.value : '').catch(() => [])
    if (mine !== asked || document.activeElement !== input) return
    shown = found.slice(0, 25)
    list.replaceChildren(
      ...shown.map((choice, index) =>
        h(
          'li',
          {
            id: `${listId}-${index}`,
            role: 'option',
            'aria-selected': 'false',
            onpointerdown: (event: Event) => {
              event.preventDefault()
              choose(choice)
            },
          },
          choice.name,
        ),
      ),
    )
    list.hidden = shown.length === 0
    input.setAttribute('aria-expanded', String(shown.length > 0))
    mark(shown.length > 0 && !options.free ? 0 : -1)
  }

  input.addEventListener('input', () => {
    picked = null
    input.removeAttribute('aria-invalid')
    clearTimeout(timer)
    timer = setTimeout(() => void show(), WAIT_MS)
  })
  input.addEventListener('focus', () => void show())
  input.addEventListener('click', () => {
    if (list.hidden) void show()
  })
  input.addEventListener('blur', () => {
    hide()
    const typed = input.value.trim().toLowerCase()
    if (picked === null && typed !== '') {
      const same = shown.find(({ name }) => name.toLowerCase() === typed)
      if (same !== undefined) choose(same)
    }
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (list.hidden) void show()
      else
        mark(
          (active + (event.key === 'ArrowDown' ? 1 : shown.length - (active === -1 ? 0 : 1))) % shown.length,
        )
    } else if (event.key === 'Enter' && !list.hidden && active >= 0) {
      const choice = shown[active]
      if (choice !== undefined) {
        event.preventDefault()
        event.stopPropagation()
        choose(choice)
      }
    } else if (event.key === 'Tab' && !list.hidden && active >= 0 && !options.free) {
      const choice = shown[active]
      if (choice !== undefined && input.value !== '') choose(choice)
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault()
      event.stopPropagation()
      hide()
    }
  })

  return {
    element: h('div', { class: 'combobox' }, input, list),
    input,
    value: () => {
      if (picked !== null) return picked.value
      const typed = input.value.trim()
      return options.free && typed !== '' ? typed : null
    },
    clear: () => {
      picked = null
      input.value = ''
    },
  }
}
