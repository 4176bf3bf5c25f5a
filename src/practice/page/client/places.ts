/** The left side: servers with their channels and threads, and direct messages, of the person one is. */
import type { PageChannel, PageServer, PageState } from '../shapes.ts'
import { byId, h, keep, type Row } from './dom.ts'
import { openDrawer } from './drawers.ts'
import { openMenu } from './menu.ts'
import { countOf } from './message-items.ts'
import { joinDialog, serverItems } from './servers.ts'
import { open, writeTo } from './store.ts'

export function drawPlaces(state: PageState): void {
  const rows: Row[] = state.servers.flatMap((server) => {
    const own = state.channels.filter((channel) => channel.server === server.id)
    const tops = own.filter(({ kind }) => kind === 'channel')
    return [
      serverHeading(server),
      ...tops.flatMap((channel) => [
        row(state, channel),
        ...own.filter(({ parent }) => parent === channel.id).map((thread) => row(state, thread)),
      ]),
    ]
  })
  rows.push(...state.outside.map(outsideRow))
  const dms = state.channels.filter(({ kind }) => kind === 'dm')
  rows.push(heading('dms', 'Direct messages'), ...dms.map((dm) => row(state, dm)))
  if (!dms.some(({ name }) => name === state.bot.name)) rows.push(newDm(state))
  keep(byId('places'), rows)
}

const heading = (key: string, text: string): Row => ({
  key: `heading ${key}`,
  from: text,
  make: () => h('h2', {}, text),
})

/** A server's name, which opens what one can do with the server. */
const serverHeading = (server: PageServer): Row => ({
  key: `heading ${server.id}`,
  from: server,
  make: () => {
    const button: HTMLElement = h(
      'button',
      {
        type: 'button',
        class: 'server',
        'data-focus': `server ${server.id}`,
        'aria-haspopup': 'menu',
        onclick: () => openMenu(button, Promise.resolve(serverItems(server))),
      },
      h('span', { class: 'name' }, server.name),
      h('span', { class: 'unseen' }, ': what can be done'),
      h('span', { 'aria-hidden': 'true' }, '⌄'),
    )
    return h('h2', {}, button)
  },
})

/** A server that one is not on, and may join. */
const outsideRow = ({ id, name }: PageState['outside'][number]): Row => ({
  key: `outside ${id}`,
  from: name,
  make: () =>
    h(
      'button',
      { type: 'button', class: 'place', 'data-focus': `join ${id}`, onclick: () => joinDialog({ id, name }) },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, '+'),
      h('span', { class: 'name' }, `Join ${name}`),
    ),
})

const MARKS = { channel: '#', thread: '↳', dm: '@' }
const WORDS = { channel: 'channel', thread: 'thread', dm: 'direct messages with' }

function row(state: PageState, channel: PageChannel): Row {
  const here = channel.id === state.channel
  const unread = here ? 0 : channel.unread
  return {
    key: channel.id,
    from: [channel.name, channel.kind, channel.archived, unread, here],
    make: () =>
      h(
        'button',
        {
          type: 'button',
          class: `place ${channel.kind}${here ? ' here' : ''}${unread > 0 ? ' new' : ''}${channel.archived ? ' archived' : ''}`,
          'data-focus': channel.id,
          'aria-current': here ? 'page' : null,
          onclick: () => {
            open(channel.id)
            openDrawer(null)
          },
        },
        h('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[channel.kind]),
        h('span', { class: 'unseen' }, `${WORDS[channel.kind]} `),
        h('span', { class: 'name' }, channel.name),
        unread > 0 && h('span', { class: 'badge' }, countOf(unread), h('span', { class: 'unseen' }, ' new')),
      ),
  }
}

/** Someone may write to the bot before it ever wrote to them. */
const newDm = (state: PageState): Row => ({
  key: 'new-dm',
  from: [state.me, state.bot.id],
  make: () =>
    h(
      'button',
      {
        type: 'button',
        class: 'place dm',
        'data-focus': 'new-dm',
        onclick: () => {
          void writeTo(state.bot.id)
          openDrawer(null)
        },
      },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, '@'),
      h('span', { class: 'name' }, `Write to ${state.bot.name}`),
    ),
})
