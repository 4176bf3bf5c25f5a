import type { World } from '../../../src/practice/discord/world.ts'

/**
 * When the process is killed, seen from one request: before Discord did it; when Discord had done it and the answer was
 * not sent; when the answer was there and nothing had been recorded of it. `late`: before Discord did it, but the request
 * was on its way and is done after all, once the next process has made it again.
 */
export type Moment = 'before' | 'late' | 'done' | 'answered'
export const MOMENTS = ['before', 'done', 'answered'] as const satisfies Moment[]

/** A request of the bot that changes something on Discord. */
export interface Boundary {
  /** An effect of the outbox, or the answer to a command, press or form. */
  kind: 'effect' | 'answer'
  /** What it does and where, the same in every run: `message in room 2026-001`. */
  name: string
}

interface Request {
  method: string
  path: string
  body: unknown
}

type Namer = (world: World, parts: string[], body: unknown) => string

const EFFECTS: readonly [method: string, path: RegExp, name: Namer][] = [
  ['POST', /^\/channels\/(\d+)\/messages$/, (w, [c]) => `message in ${place(w, c)}`],
  ['PATCH', /^\/channels\/(\d+)\/messages\/\d+$/, (w, [c]) => `edit in ${place(w, c)}`],
  ['POST', /^\/channels\/\d+\/threads$/, (_w, _p, body) => `room ${(body as { name: string }).name}`],
  ['PATCH', /^\/channels\/(\d+)$/, (w, [c]) => `opening ${place(w, c)} again`],
  ['PUT', /^\/channels\/(\d+)\/thread-members\/(\d+)$/, (w, [c, u]) => `${who(w, u)} into ${place(w, c)}`],
  [
    'DELETE',
    /^\/channels\/(\d+)\/thread-members\/(\d+)$/,
    (w, [c, u]) => `${who(w, u)} out of ${place(w, c)}`,
  ],
  ['POST', /^\/channels\/\d+\/invites$/, () => 'invitation'],
  ['PUT', /^\/guilds\/\d+\/bans\/(\d+)$/, (w, [u]) => `ban of ${who(w, u)}`],
  ['DELETE', /^\/guilds\/\d+\/bans\/(\d+)$/, (w, [u]) => `unban of ${who(w, u)}`],
  [
    'POST',
    /^\/users\/@me\/channels$/,
    (w, _p, body) => `DM channel of ${who(w, (body as { recipient_id: string }).recipient_id)}`,
  ],
]

/** What a request does on Discord; null for one that only reads, and for what the bot does at its start. */
export function boundaryOf(world: World, { method, path, body }: Request): Boundary | null {
  if (/^\/interactions\/\d+\/[^/]+\/callback$/.test(path)) return { kind: 'answer', name: 'answer' }
  if (path.startsWith('/webhooks/')) return { kind: 'answer', name: 'answer that took longer' }
  for (const [verb, pattern, name] of EFFECTS) {
    const found = verb === method ? pattern.exec(path) : null
    if (found) return { kind: 'effect', name: name(world, found.slice(1), body) }
  }
  return null
}

/** Nonces, marks, invitations and times of day. */
const CHANCE = /discord\.gg\/[\w-]+|[a-z2-7]{25}|\b[a-z2-7]{10}\b|\b\d\d:\d\d\b/g

/**
 * The same request again has the same words, with another nonce or a little later too. An answer that took longer counts
 * the register's entries, of which there is one more each time that it is asked for.
 */
export function wordsOf({ method, path, body }: Request): string {
  const words = JSON.stringify(body)?.replaceAll(CHANCE, '') ?? ''
  if (path.startsWith('/webhooks/')) return `${method} ${words.replaceAll(/\d+/g, '')}`
  return `${method} ${path.replace(/^\/interactions\/.*/, '')} ${words}`
}

function place(world: World, channelId: string | undefined): string {
  const channel = world.channels.get(channelId ?? '')
  if (channel === undefined) return 'a channel that is gone'
  if (channel.kind === 'dm')
    return `the DM with ${who(
      world,
      channel.recipients.find((id) => !world.bots.has(id)),
    )}`
  return channel.kind === 'thread' ? `room ${channel.name}` : channel.name
}

const who = (world: World, userId: string | undefined): string =>
  world.users.get(userId ?? '')?.globalName ?? 'somebody'
