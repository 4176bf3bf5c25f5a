/** The top: who one is, the date, and what only a rehearsal has: moving the clock, pulling the plug, starting over. */
import type { PageState } from '../shapes.ts'
import { clockDialog, move } from './clock.ts'
import { byId, h, keep } from './dom.ts'
import { drawerButton } from './drawers.ts'
import { exercisesDialog } from './exercises-panel.ts'
import { format } from './markdown.ts'
import { avatar, countOf } from './message-items.ts'
import { peopleDialog } from './people.ts'
import { confirmDialog } from './confirm.ts'
import { announce } from './say.ts'
import { askOrSay } from './store.ts'
import { switchTheme } from './theme.ts'

export function drawTop(state: PageState): void {
  const own = state.channels.reduce((sum, { id, unread }) => sum + (id === state.channel ? 0 : unread), 0)
  keep(byId('top'), [
    { key: 'menu', from: own > 0, make: () => places(own > 0) },
    { key: 'who', from: [state.me, state.people], make: () => who(state) },
    { key: 'clock', from: state.clock.date, make: () => date(state) },
    { key: 'more', from: 0, make: () => drawerButton('controls', 'Clock and other controls', '⚙') },
    { key: 'controls', from: [state.clock.moving, state.bot], make: () => controls(state) },
  ])
}

/** Opens the channels where the page is narrow; a red mark says that something new is in one that is not open. */
function places(news: boolean): HTMLElement {
  const button = drawerButton('places', 'Channels and messages', '☰')
  if (news) {
    button.append(h('span', { class: 'dot', 'aria-hidden': 'true' }))
    button.setAttribute('aria-description', 'something new')
  }
  return button
}

function who(state: PageState): HTMLElement {
  const me = state.people.find(({ id }) => id === state.me)
  const news = state.people.filter(({ id, unread }) => id !== state.me && unread > 0)
  const count = news.reduce((sum, { unread }) => sum + unread, 0)
  return h(
    'button',
    {
      type: 'button',
      class: 'who',
      'data-focus': 'who',
      'aria-haspopup': 'dialog',
      onclick: () => peopleDialog(),
    },
    avatar(state.me, me?.name ?? '', false),
    h(
      'span',
      { class: 'who-words' },
      h('span', { class: 'small' }, 'You are', h('span', { class: 'office' }, ` · ${me?.office ?? ''}`)),
      h('strong', {}, me?.name ?? ''),
    ),
    count > 0 && h('span', { class: 'badge', title: newsWords(news) }, countOf(count)),
    h('span', { class: 'unseen' }, count > 0 ? 'new for others. Be somebody else' : 'Be somebody else'),
    h('span', { class: 'chevron', 'aria-hidden': 'true' }, '⌄'),
  )
}

const newsWords = (news: readonly { name: string; unread: number }[]): string =>
  news.map(({ name, unread }) => `${unread} new for ${name}`).join(', ')

const date = (state: PageState): HTMLElement =>
  h(
    'div',
    { class: 'date' },
    h('span', { class: 'small' }, 'Today in the CLP'),
    h(
      'strong',
      {},
      format(new Date(state.clock.now), {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        year: 'numeric',
      }),
    ),
  )

function controls(state: PageState): HTMLElement {
  const { bot, clock } = state
  const button = (
    label: string,
    title: string,
    run: () => void,
    extra: Record<string, unknown> = {},
  ): HTMLElement =>
    h(
      'button',
      { type: 'button', class: 'control', title, 'data-focus': label, onclick: run, ...extra },
      label,
    )
  const step = (label: string, title: string, body: Record<string, unknown>): HTMLElement =>
    button(label, title, () => void move(body), { disabled: clock.moving })
  return h(
    'div',
    { id: 'controls', role: 'group', 'aria-label': 'Clock and other controls' },
    h(
      'div',
      { class: 'group', role: 'group', 'aria-label': 'Move the clock' },
      step('+1 day', 'Move the clock on by a day', { days: 1 }),
      step('+1 week', 'Move the clock on by a week', { days: 7 }),
      step('+30 days', 'Move the clock on by thirty days', { days: 30 }),
      step(clock.moving ? 'Moving…' : 'Next thing due', 'Move the clock until something new comes', {
        next: true,
      }),
      button('Date…', 'Move the clock to a date', () => clockDialog(), { disabled: clock.moving }),
    ),
    h(
      'div',
      { class: 'group', role: 'group', 'aria-label': 'Things that go wrong' },
      button(
        bot.running ? 'Pull the plug' : 'Plug in again',
        bot.running ? 'End the bot in mid-air' : 'Start the bot again',
        () => void plug(!bot.running),
        {
          class: bot.running ? 'control' : 'control alarm',
        },
      ),
      button(
        bot.outage ? 'End the outage' : 'Discord outage',
        'Cut the bot off from Discord, or let it back',
        () => void outage(!bot.outage),
        {
          class: bot.outage ? 'control alarm' : 'control',
        },
      ),
    ),
    h(
      'div',
      { class: 'group', role: 'group', 'aria-label': 'Practice' },
      button('Exercises', 'Guided rehearsals', () => void exercisesDialog()),
      button('Start over', 'Begin with a new CLP', startOver),
      button('Theme', 'Change between light and dark', switchTheme),
    ),
  )
}

async function doing(path: string, body: unknown, said: string): Promise<void> {
  if ((await askOrSay('POST', path, body)) !== null) announce(said)
}

const plug = (on: boolean): Promise<void> =>
  doing(
    '/api/plug',
    { on },
    on ? 'The bot is there again.' : 'The bot was ended. Nothing that was done is lost.',
  )

const outage = (on: boolean): Promise<void> =>
  doing(
    '/api/outage',
    { on },
    on
      ? 'The bot is cut off from Discord.'
      : 'Discord is back. The bot connects again by itself, which can take a few seconds.',
  )

function startOver(): void {
  confirmDialog(
    'Start over?',
    [
      h(
        'p',
        {},
        'Everything that happened here is thrown away: messages, cases, the register. A new Exampleton CLP is set up.',
      ),
    ],
    'Start over',
    () => void doing('/api/start-over', {}, 'A new CLP is ready.'),
  )
}
