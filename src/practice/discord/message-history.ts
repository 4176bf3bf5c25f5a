/** Reading a channel's messages in pages. */
import { invalidForm } from './errors.ts'
import { requireInChannel } from './permissions.ts'
import type { ChannelState, MessageState } from './state.ts'
import type { World } from './world.ts'

export interface HistoryQuery {
  before?: string | undefined
  after?: string | undefined
  around?: string | undefined
  /** 1 to 100; 50 when not said. */
  limit?: number | undefined
}

/** The messages of a channel that everyone in it can read, newest first, as Discord pages them. */
export function listMessages(
  world: World,
  actorId: string,
  channel: ChannelState,
  query: HistoryQuery,
): MessageState[] {
  requireInChannel(world, channel, actorId)
  const limit = query.limit ?? 50
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalidForm({
      limit: { _errors: [{ code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' }] },
    })
  }
  const all = world.history(channel.id).filter((message) => message.ephemeralFor === undefined)
  const newestFirst = [...all].reverse()
  const { before, after, around } = query
  if (around !== undefined) {
    const half = Math.floor(limit / 2)
    const older = newestFirst.filter((message) => BigInt(message.id) <= BigInt(around)).slice(0, half + 1)
    const newer = all.filter((message) => BigInt(message.id) > BigInt(around)).slice(0, half)
    return [...newer.reverse(), ...older].slice(0, limit)
  }
  if (after !== undefined) {
    return all
      .filter((message) => BigInt(message.id) > BigInt(after))
      .slice(0, limit)
      .reverse()
  }
  return newestFirst
    .filter((message) => before === undefined || BigInt(message.id) < BigInt(before))
    .slice(0, limit)
}
