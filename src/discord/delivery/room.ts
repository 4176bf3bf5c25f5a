import { createHash } from 'node:crypto'
import { Routes } from 'discord.js'
import type { APIChannel, APIThreadChannel } from 'discord-api-types/v10'
import type { Effect } from '../../casework/effects.ts'
import type { Clp, Store } from '../../casework/ports.ts'
import { keptOut, matterOf, updateRoom } from '../../casework/matter.ts'
import { queueRoom } from '../../casework/room.ts'
import { sealMatter, tellNewcomers } from '../../casework/seal-matter.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import type { WireResult } from '../../outbox/wire.ts'
import { matterCard } from '../render/matter-card.ts'
import type { Api } from './api.ts'
import { CODES } from './api.ts'
import { type RoomCheck, roomCheck, whoCouldOpen } from './room-access.ts'

const PRIVATE_THREAD = 12
const WEEK_IN_MINUTES = 10_080

/**
 * The room of a matter: one private thread named by its reference and nothing else, with exactly those in it who may
 * see it (A5, A8). A thread takes no nonce, so it is looked for by its name first, and the lowest id is kept.
 */
export const room = (api: Api, botId: () => string): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const ref = e.target
    const found = await clp.transact(async (s) => ({
      matter: await matterOf(clp, s, ref),
      settings: await s.settings(),
    }))
    const { matter, settings } = found
    if (!matter || settings.roomsChannelId === null)
      return matter ? waits('No channel for rooms is set. Use /setup channels.') : { ok: true, value: null }
    const rooms = settings.roomsChannelId
    const { room: known, viewers } = matter
    const could = known.sealed ? null : await whoCouldOpen(api, clp.serverId, rooms, keptOut(matter))
    if (could && !could.ok) return could
    const thread = await threadOf(api, botId(), clp.serverId, rooms, ref, known.threadId)
    if (!thread.ok) return thread
    if (could === null || could.value.length > 0) {
      const left = thread.value
      const gone = left === null ? null : await api.attempt(() => api.rest.delete(Routes.channel(left)))
      if (gone && !gone.ok && gone.code !== CODES.unknownChannel) return gone
      return { ok: true, value: (s) => sealMatter(clp, s, ref, viewers) }
    }
    const made = thread.value === null ? await makeThread(api, rooms, ref) : null
    if (made && !made.ok) return made
    const threadId = made?.value ?? (thread.value as string)
    const wanted = new Set(viewers)
    const tried = addedBefore(e)
    for (const person of new Set([...known.roomPeople, ...tried]))
      if (!wanted.has(person)) {
        const gone = await api.inThread(threadId, () =>
          api.attempt(() => api.rest.delete(Routes.threadMembers(threadId, person))),
        )
        // only who is not there any more is out of the room: any other no leaves somebody in who must not be (A8)
        if (!gone.ok && gone.code !== CODES.unknownMember && gone.code !== CODES.unknownUser) return gone
      }
    const everyone = known.threadId !== threadId || (e.payload as { anew?: true }).anew === true
    const adding = [...wanted].filter((person) => everyone || !known.roomPeople.includes(person))
    if (adding.length > 0) await noteAdding(clp, e, [...new Set([...tried, ...adding])])
    for (const person of adding) {
      const added = await api.inThread(threadId, () =>
        api.attempt(() => api.rest.put(Routes.threadMembers(threadId, person))),
      )
      // someone who has left the server cannot be added; the others can
      if (!added.ok && added.kind !== 'final') return added
    }
    return {
      ok: true,
      value: async (s) => {
        await updateRoom(s, ref, {
          threadId,
          roomPeople: [...wanted],
          ...(known.threadId === threadId ? {} : { cardMessageId: null }),
        })
        // who was here when the room was made has found it; who is let in later is told
        if (known.threadId === threadId)
          await tellNewcomers(
            clp,
            s,
            matter,
            [...wanted].filter((p) => !known.roomPeople.includes(p)),
          )
        // who may see it can have changed while Discord was asked
        await queueRoom(clp, s, ref)
      },
    }
  },
  trouble: async () => 'wait',
})

/** Whom earlier attempts of this effect may have let in, though the register does not know them in the room. */
const addedBefore = ({ body }: Effect): string[] => JSON.parse(body ?? '[]') as string[]

/** Noted before it is done: one who was let in by an attempt that failed, and may not be there by the next, is taken out (A8). */
const noteAdding = (clp: Clp, e: Effect, people: string[]): Promise<void> =>
  clp.transact((s) => s.updateEffect(e.id, { body: JSON.stringify(people) }))

const waits = (why: string): WireResult<never> => ({ ok: false, kind: 'final', code: null, why })

/**
 * The thread of a matter; null where there is none yet. One that was made and never noted is found by its name, but only
 * among the bot's own: in anybody else's thread of that name others could be.
 */
async function threadOf(
  api: Api,
  botId: string,
  serverId: string,
  roomsChannelId: string,
  ref: string,
  known: string | null,
): Promise<WireResult<string | null>> {
  if (known !== null) {
    const there = await api.get<APIChannel>(Routes.channel(known))
    if (there.ok) return { ok: true, value: known }
    if (there.code !== CODES.unknownChannel) return there
  }
  const active = await api.get<{ threads: APIThreadChannel[] }>(Routes.guildActiveThreads(serverId))
  if (!active.ok) return active
  const archived = await api.get<{ threads: APIThreadChannel[] }>(
    Routes.channelThreads(roomsChannelId, 'private'),
  )
  if (!archived.ok && archived.kind !== 'final') return archived
  const mine = [...active.value.threads, ...(archived.ok ? archived.value.threads : [])]
    .filter((t) => t.name === ref && t.parent_id === roomsChannelId && t.owner_id === botId)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
  return { ok: true, value: mine[0]?.id ?? null }
}

async function makeThread(api: Api, roomsChannelId: string, ref: string): Promise<WireResult<string>> {
  const made = await api.attempt<{ id: string }>(() =>
    api.rest.post(Routes.threads(roomsChannelId), {
      body: { name: ref, type: PRIVATE_THREAD, invitable: false, auto_archive_duration: WEEK_IN_MINUTES },
    }),
  )
  return made.ok ? { ok: true, value: made.value.id } : made
}

/**
 * The card in the room: drawn from the register, posted once, edited after that, posted anew if somebody deleted it. Not
 * where somebody with a conflict could read it by now: then the room goes first (A7).
 */
export const roomCard = (api: Api, check: RoomCheck = roomCheck(api)): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const ref = e.target
    const { drawn, viewers } = await clp.transact(async (s) => ({
      drawn: await matterCard(clp, s, ref),
      viewers: (await matterOf(clp, s, ref))?.viewers ?? [],
    }))
    if (!drawn || drawn.room.sealed) return { ok: true, value: null }
    // somebody is still in the room who may not see it any more: first they leave, then it is drawn (A5, A8)
    if (drawn.room.threadId !== null && drawn.room.roomPeople.some((p) => !viewers.includes(p)))
      return { ok: true, value: (s) => makeRoom(s, ref, clp.clock.now()) }
    const { threadId, cardMessageId } = drawn.room
    if (threadId === null) return { ok: true, value: (s) => makeRoom(s, ref, clp.clock.now()) }
    const open = await check(clp, ref)
    if (!open.ok) return open
    if (open.value) return { ok: true, value: (s) => makeRoom(s, ref, clp.clock.now()) }
    const { body } = drawn
    const is = (id: string) => ({
      ok: true as const,
      value: (s: Store) => updateRoom(s, ref, { cardMessageId: id }),
    })
    const gone = { ok: true as const, value: (s: Store) => forgetRoom(s, ref, clp.clock.now()) }

    const edited = cardMessageId === null ? null : await api.edit(threadId, cardMessageId, body)
    if (edited?.ok) return { ok: true, value: null }
    if (edited?.code === CODES.unknownChannel) return gone
    if (edited && edited.code !== CODES.unknownMessage) return edited

    // one that was posted and never noted is found by the id of its button, so it is not posted twice
    const other = await api.wire.find(threadId, EVER_SINCE, `"read-all:${clp.serverId}:${ref}"`)
    if (!other.ok) return other.code === CODES.unknownChannel ? gone : other
    if (other.value !== null) {
      const again = await api.edit(threadId, other.value, body)
      return again.ok ? is(other.value) : again
    }
    const posted = await api.wire.post(threadId, body, nonceOf(clp, e))
    if (!posted.ok) return posted.code === CODES.unknownChannel ? gone : posted
    return is(posted.value)
  },
  trouble: async () => 'wait',
})

/** No message is older. */
const EVER_SINCE = '2015-01-01T00:00:00.000Z'

/** The same at each attempt: one that is still on its way when the next is made must not become a second card. */
const nonceOf = (clp: Clp, e: Effect): string =>
  createHash('sha256').update(`${clp.serverId} ${e.id} ${e.createdAt}`).digest('hex').slice(0, 25)

/** Somebody deleted the room: it is made again, with its card. */
export async function forgetRoom(s: Store, ref: string, now: string): Promise<void> {
  await updateRoom(s, ref, { threadId: null, cardMessageId: null, roomPeople: [] })
  await makeRoom(s, ref, now)
}

/** The room and then its card. What waits for the room goes behind them, or its lane would wait for itself. */
export async function makeRoom(s: Store, ref: string, now: string): Promise<void> {
  await s.addEffect({ name: 'room', lane: `room:${ref}`, target: ref, payload: {} }, now, now)
  await s.addEffect({ name: 'card', lane: `room:${ref}`, target: ref, payload: {} }, now, now)
}
