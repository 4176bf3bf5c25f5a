/** What can be done with a message or a person: the items of their menus. */
import type { PageMessage } from '../shapes.ts'
import { showAnswer } from './form.ts'
import { h } from './dom.ts'
import type { MenuItem } from './menu.ts'
import { copy } from './links.ts'
import { banItems } from './servers.ts'
import { act, become, commandsHere, nameOf, now, writeTo } from './store.ts'

/** The bot's commands for a message, then what anyone can do with it. */
export async function messageItems(message: PageMessage): Promise<MenuItem[]> {
  const { messageMenu } = await commandsHere()
  const apps = message.system || message.ephemeral ? [] : messageMenu
  return [
    ...apps.map((name) => ({
      label: name,
      hint: now().bot.name,
      run: () => void act('message-menu', { message: message.id, name }).then(showAnswer),
    })),
    {
      label: 'Copy text',
      run: () => void copy(message.content),
    },
    ...(message.own
      ? [{ label: 'Delete message', danger: true, run: () => void act('delete', { message: message.id }) }]
      : []),
  ]
}

/** The bot's commands for a person, then writing to them, and being them. */
export async function userItems(user: string): Promise<MenuItem[]> {
  const { userMenu } = await commandsHere()
  const { me, people, channel, bot } = now()
  const person = people.find(({ id }) => id === user)
  const apps = user === bot.id ? [] : userMenu
  return [
    ...apps.map((name) => ({
      label: name,
      hint: bot.name,
      run: () => void act('user-menu', { user, name, channel }).then(showAnswer),
    })),
    ...(user === me
      ? []
      : [
          {
            label: `Write to ${nameOf(user)}`,
            run: () => void writeTo(user),
          },
        ]),
    ...(person === undefined || user === me
      ? []
      : [{ label: `Be ${person.name}`, hint: person.office, run: () => become(user) }]),
    ...(user === bot.id ? [] : banItems(user)),
  ]
}

/** A number in a red mark: beyond ninety-nine nobody counts. */
export const countOf = (unread: number): string => (unread > 99 ? '99+' : String(unread))

/** The round picture: initials on a colour that a person keeps. */
export function avatar(id: string, name: string, bot: boolean): HTMLElement {
  const initials = bot
    ? '✓'
    : name
        .split(/\s+/)
        .slice(0, 2)
        .map((word) => word[0] ?? '')
        .join('')
  const circle = h('span', { class: `avatar${bot ? ' bot' : ''}`, 'aria-hidden': 'true' }, initials)
  const hue = (Number(id.slice(-5)) * 137) % 360
  if (!bot) circle.style.setProperty('--hue', String(hue))
  return circle
}
