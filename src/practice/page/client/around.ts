/** The right side: the people of the open channel's server, each with a menu. */
import type { PageState } from '../shapes.ts'
import { byId, h, keep, type Row } from './dom.ts'
import { openMenu } from './menu.ts'
import { avatar, countOf, userItems } from './message-items.ts'

export function drawAround(state: PageState): void {
  const here = new Set(state.around)
  const people = state.people.filter(({ id }) => here.has(id))
  const bots = here.has(state.bot.id)
    ? [{ id: state.bot.id, name: state.bot.name, office: 'The bot', unread: 0 }]
    : []
  const rows: Row[] = [
    { key: 'heading', from: people.length, make: () => h('h2', {}, `People here – ${people.length}`) },
    ...[...people, ...bots].map(({ id, name, office, unread }) => ({
      key: id,
      from: [name, id === state.me, id === state.me ? 0 : unread],
      make: () => {
        const button = h(
          'button',
          {
            type: 'button',
            class: 'person',
            'data-focus': id,
            'aria-haspopup': 'menu',
            title: office,
            onclick: () => openMenu(button, userItems(id)),
          },
          avatar(id, name, id === state.bot.id),
          h('span', { class: 'person-words' }, h('span', {}, name), h('span', { class: 'small' }, office)),
          id !== state.me &&
            unread > 0 &&
            h('span', { class: 'badge', title: `${unread} new for ${name}` }, countOf(unread)),
          h('span', { class: 'unseen' }, id === state.me ? ', you: what can be done' : ': what can be done'),
        )
        button.addEventListener('contextmenu', (event) => {
          event.preventDefault()
          openMenu(button, userItems(id), event)
        })
        return button
      },
    })),
  ]
  keep(byId('around'), rows)
}
