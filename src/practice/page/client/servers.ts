/** What people do with a server without the bot: joining, leaving, banning by hand. Discord says who may. */
import type { PageBan, PageServer } from '../shapes.ts'
import { confirmDialog } from './confirm.ts'
import { openDialog } from './dialog.ts'
import { h } from './dom.ts'
import { openDrawer } from './drawers.ts'
import type { MenuItem } from './menu.ts'
import { toast } from './say.ts'
import { act, nameOf, now } from './store.ts'

/** The menu of a server's name. */
export function serverItems(server: PageServer): MenuItem[] {
  const { bans } = server
  return [
    ...(bans === null
      ? []
      : [{ label: 'Bans…', hint: `${bans.length} banned`, run: () => bansDialog(server, bans) }]),
    ...(server.mayLeave ? [{ label: 'Leave the server…', danger: true, run: () => leave(server) }] : []),
  ]
}

/** The item that bans somebody by hand, where the person one is may ban on the server that is open. */
export function banItems(user: string): MenuItem[] {
  const { channels, channel, servers, me } = now()
  const place = channels.find(({ id }) => id === channel)?.server
  const server = servers.find(({ id }) => id === place)
  if (user === me || server === undefined || server.bans === null) return []
  return [{ label: 'Ban by hand…', danger: true, run: () => banDialog(server, user) }]
}

function banDialog(server: PageServer, user: string): void {
  const reason = h('input', { type: 'text', id: 'ban-reason', maxlength: '512', autocomplete: 'off' })
  confirmDialog(
    `Ban ${nameOf(user)}?`,
    [
      h(
        'p',
        {},
        `They are taken off ${server.name} and cannot come back until the ban is lifted. This is Discord’s own ban: the bot has no part in it, but it notices.`,
      ),
      h('label', { for: 'ban-reason' }, 'Reason, for Discord’s audit log'),
      reason,
    ],
    'Ban',
    () => void act('ban', { server: server.id, user, reason: reason.value.trim() }),
  )
}

function bansDialog(server: PageServer, bans: readonly PageBan[]): void {
  const lift = async (ban: PageBan): Promise<void> => {
    if ((await act('unban', { server: server.id, user: ban.user })) === null) return
    dialog.close()
    toast(`The ban of ${ban.name} is lifted.`, 'good')
  }
  const row = (ban: PageBan): HTMLElement =>
    h(
      'li',
      {},
      h(
        'span',
        { class: 'person-words' },
        h('strong', {}, ban.name),
        h('span', { class: 'small' }, ban.reason ?? 'No reason was given.'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'button secondary',
          'aria-label': `Lift the ban of ${ban.name}`,
          onclick: () => void lift(ban),
        },
        'Lift',
      ),
    )
  const body =
    bans.length === 0
      ? h('p', {}, 'Nobody is banned.')
      : h('div', {}, h('ul', { class: 'bans' }, ...bans.map((ban) => row(ban))))
  const dialog = openDialog(`Bans on ${server.name}`, body)
}

function leave(server: PageServer): void {
  confirmDialog(
    `Leave ${server.name}?`,
    [h('p', {}, 'You see nothing of it any more, and can join again unless you are banned.')],
    'Leave',
    () => void act('leave', { server: server.id }),
  )
}

/** Asks before one joins a server that one has a link to. */
export function joinDialog(server: { id: string; name: string }): void {
  confirmDialog(
    `Join ${server.name}?`,
    [h('p', {}, 'As if somebody had given you a link to it. Whoever is banned there is refused.')],
    'Join',
    () => void join(server.id),
    'primary',
  )
}

/** Asks before one takes an invitation. */
export function invitationDialog(code: string): void {
  confirmDialog(
    'Take this invitation?',
    [h('p', {}, 'You join the server that it is for, and can read its channels.')],
    'Join',
    () => void invited(code),
    'primary',
  )
}

async function join(server: string): Promise<void> {
  if ((await act('join', { server })) !== null) openDrawer(null)
}

async function invited(code: string): Promise<void> {
  const joined = await act<{ server: string }>('invitation', { code })
  if (joined !== null) toast(`You are on ${joined.server} now.`, 'good')
}
