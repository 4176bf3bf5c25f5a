/** Choosing people and channels, as Discord's own pickers do. */
import type { PageChoice } from '../shapes.ts'
import { combobox } from './combobox.ts'
import { h } from './dom.ts'
import { nameOf, now } from './store.ts'

const fits = (typed: string, ...words: string[]): boolean =>
  words.some((word) => word.toLowerCase().includes(typed.trim().toLowerCase().replace(/^[@#]/, '')))

/** People who fit what is typed: those around here first; on a server only they are offered. */
export function peopleLike(typed: string): PageChoice[] {
  const { people, around } = now()
  const here = new Set(around)
  const offered = people.filter(({ id }) => here.has(id))
  return (offered.length > 1 ? offered : people)
    .filter(({ name, username }) => fits(typed, name, username))
    .map(({ id, name, username }) => ({ name: `${name} (${username})`, value: id }))
}

/** Channels of the open server that the person sees and that are of one of these types (0 text, 11 and 12 threads). */
export function channelsLike(typed: string, types: readonly number[]): PageChoice[] {
  const { channels, channel } = now()
  const server = channels.find(({ id }) => id === channel)?.server
  return channels
    .filter((one) => one.kind !== 'dm' && one.server === server)
    .filter(
      ({ kind }) =>
        types.length === 0 ||
        (types.includes(0) && kind === 'channel') ||
        (types.some((type) => type > 9) && kind === 'thread'),
    )
    .filter(({ name }) => fits(typed, name))
    .map(({ id, name }) => ({ name: `#${name}`, value: id }))
}

export interface PeoplePicker {
  element: HTMLElement
  input: HTMLInputElement
  values(): string[]
}

/** Several people: each chosen one is shown with a way to take them out. */
export function peoplePicker(options: {
  id: string
  describedBy: string
  most: number
  chosen: string[]
}): PeoplePicker {
  const chosen = [...options.chosen]
  const list = h('ul', { class: 'chips', 'aria-label': 'Chosen' })
  const draw = (): void => {
    list.replaceChildren(
      ...chosen.map((id) =>
        h(
          'li',
          {},
          nameOf(id),
          h(
            'button',
            {
              type: 'button',
              'aria-label': `Take ${nameOf(id)} out`,
              onclick: () => {
                chosen.splice(chosen.indexOf(id), 1)
                draw()
                box.input.focus()
              },
            },
            '×',
          ),
        ),
      ),
    )
    list.hidden = chosen.length === 0
  }
  const box = combobox({
    id: options.id,
    describedBy: options.describedBy,
    free: false,
    placeholder: options.most > 1 ? 'Type a name; choose one or more' : 'Type a name',
    suggest: (typed) =>
      Promise.resolve(peopleLike(typed).filter(({ value }) => !chosen.includes(String(value)))),
    chosen: ({ value }) => {
      if (chosen.length >= options.most) chosen.pop()
      chosen.push(String(value))
      box.clear()
      draw()
    },
  })
  draw()
  return {
    element: h('div', { class: 'people-picker' }, list, box.element),
    input: box.input,
    values: () => [...chosen],
  }
}
