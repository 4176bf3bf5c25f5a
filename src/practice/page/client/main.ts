/** The page: a Discord client for one person at a time, drawn anew from each state that comes. */
import type { PageState } from '../shapes.ts'
import { drawAround } from './around.ts'
import { drawComposer } from './composer.ts'
import { byId, h, keep } from './dom.ts'
import { drawerButton, setUpDrawers } from './drawers.ts'
import { drawMessages, setUpMessages } from './messages.ts'
import { drawPlaces } from './places.ts'
import { lookAtRehearsal } from './rehearsal.ts'
import { begin, GONE, isConnected, openChannel } from './store.ts'
import { rememberTheme } from './theme.ts'
import { drawTop } from './top.ts'

function draw(state: PageState): void {
  drawTop(state)
  drawPlaces(state)
  drawHead()
  drawNotice(state)
  drawComposer(state)
  drawMessages(state)
  drawAround(state)
  lookAtRehearsal()
}

function drawHead(): void {
  const channel = openChannel()
  const mark = channel?.kind === 'dm' ? '@' : '#'
  const name = channel === undefined ? 'No channel' : channel.name
  document.title = `${channel === undefined ? '' : `${mark}${name} · `}Practice mode`
  keep(byId('channel-head'), [
    {
      key: 'name',
      from: [mark, name],
      make: () =>
        h('h1', { id: 'channel-name' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, mark), name),
    },
    { key: 'people', from: 0, make: () => drawerButton('around', 'People here', '☺') },
  ])
}

function drawNotice({ notice, bot, clock }: PageState): void {
  const words = isConnected() ? (notice ?? stateOfThings(bot, clock)) : GONE
  const box = byId('notice')
  if (box.textContent !== words) box.textContent = words
}

function stateOfThings(bot: PageState['bot'], clock: PageState['clock']): string {
  if (bot.outage) return 'Discord is out for the bot: what people do waits, and nothing is lost.'
  if (!bot.running) return 'The bot is switched off. Plug it in again: it goes on where it was.'
  return clock.moving ? 'The clock is moving. What falls due on the way happens in its order.' : ''
}

rememberTheme()
setUpDrawers()
setUpMessages()
begin(draw)
