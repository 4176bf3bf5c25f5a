/** The list of slash commands that opens above the composer when one types a slash. */
import type { PageCommand } from '../shapes.ts'
import { h } from './dom.ts'
import { markOption } from './mark-option.ts'
import { announce } from './say.ts'
import { commandsHere } from './store.ts'

interface Palette {
  element: HTMLElement
  /** Looks at what is typed now. */
  look(): void
  hide(): void
  /** Whether the palette took the key. */
  key(event: KeyboardEvent): boolean
}

export function createPalette(text: HTMLTextAreaElement, choose: (command: PageCommand) => void): Palette {
  const list = h('ul', {
    id: 'palette',
    role: 'listbox',
    tabindex: '0',
    'aria-label': 'Commands',
    hidden: true,
  })
  let shown: PageCommand[] = []
  let active = -1

  const hide = (): void => {
    list.hidden = true
    active = -1
    text.removeAttribute('aria-activedescendant')
  }
  const mark = (index: number): void => {
    active = index
    markOption(text, list, index)
  }
  const show = async (): Promise<void> => {
    const typed = text.value
    const { slash } = await commandsHere().catch(() => ({ slash: [] }))
    if (text.value !== typed || document.activeElement !== text) return
    shown = ranked(slash, typed.slice(1).toLowerCase())
    list.replaceChildren(
      ...(shown.length === 0
        ? [
            h(
              'li',
              {
                class: 'none',
                role: 'option',
                'aria-disabled': 'true',
                'aria-selected': 'false',
                id: 'palette-none',
              },
              'No command fits.',
            ),
          ]
        : shown.map((command, index) => item(command, index))),
    )
    list.hidden = false
    announce(shown.length === 1 ? 'One command.' : `${shown.length} commands.`)
    mark(shown.length === 0 ? -1 : 0)
  }
  const item = (command: PageCommand, index: number): HTMLElement =>
    h(
      'li',
      {
        id: `palette-${index}`,
        role: 'option',
        'aria-selected': 'false',
        onpointerdown: (event: Event) => {
          event.preventDefault()
          choose(command)
        },
      },
      h('span', { class: 'path' }, `/${command.path}`),
      ...command.options.map(({ name, required }) =>
        h('span', { class: required ? 'option-name' : 'option-name maybe' }, name),
      ),
      h('span', { class: 'about' }, command.description),
    )

  return {
    element: list,
    hide,
    look: () => {
      if (text.value.startsWith('/')) void show()
      else hide()
    },
    key: (event) => {
      if (list.hidden) return false
      const command = shown[active]
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (shown.length > 0)
          mark((active + (event.key === 'ArrowDown' ? 1 : shown.length - 1)) % shown.length)
      } else if ((event.key === 'Enter' || event.key === 'Tab') && command !== undefined) choose(command)
      else if (event.key === 'Escape') hide()
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}

/** Those that begin so before those that hold it somewhere. */
function ranked(all: readonly PageCommand[], typed: string): PageCommand[] {
  const words = typed.trim()
  const begins = all.filter(({ path }) => path.startsWith(words))
  const holds = all.filter(
    ({ path, description }) =>
      !path.startsWith(words) && (path.includes(words) || description.toLowerCase().includes(words)),
  )
  return [...begins, ...holds]
}
