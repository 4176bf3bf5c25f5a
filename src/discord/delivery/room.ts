import { Routes } from 'discord.js'
import type { APIChannel, APIMessage, APIThreadChannel } from 'discord-api-types/v10'
import { cardView } from '../../casework/case-view.ts'
import { keptOut, sealMatter, tellSealed } from '../../casework/seal-matter.ts'
import type { ConvergeHandler, SayHandler } from '../../outbox/handlers.ts'
import type { WireResult } from '../../outbox/wire.ts'
import { card } from '../render/card.ts'
import type { Api } from './api.ts'
import { CODES } from './api.ts'
import { whoCouldOpen } from './room-access.ts'

const PRIVATE_THREAD = 12
const WEEK_IN_MINUTES = 10_080

/**
 * The room of a case: one private thread named by its reference and nothing else, with exactly those in it who may see
 * the case (A5, A8). A thread takes no nonce, so it is looked for by its name first, and the lowest id is kept.
 */
export const room = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const ref = e.target
    const found = await clp.transact(async (s) => ({
      view: await cardView(clp, s, ref),
      settings: await s.settings(),
    }))
    const { view, settings } = found
    if (!view || settings.roomsChannelId === null)
      return view ? waits('No channel for rooms is set. Use /setup channels.') : { ok: true, value: null }
    const rooms = settings.roomsChannelId
    const could = view.file.sealed ? null : await whoCouldOpen(api, clp.serverId, rooms, keptOut(view.file))
    if (could && !could.ok) return could
    if (could === null || could.value.length > 0) {
      const { threadId } = view.file
      const gone =
        threadId === null ? null : await api.attempt(() => api.rest.delete(Routes.channel(threadId)))
      if (gone && !gone.ok && gone.code !== CODES.unknownChannel) return gone
      return { ok: true, value: (s) => sealMatter(clp, s, ref, view.viewers) }
    }
    const thread = await threadOf(api, clp.serverId, rooms, ref, view.file.threadId)
    if (!thread.ok) return thread
    const threadId = thread.value
    const wanted = new Set(view.viewers)
    for (const person of view.file.roomPeople)
      if (!wanted.has(person)) {
        const gone = await api.inThread(threadId, () =>
          api.attempt(() => api.rest.delete(Routes.threadMembers(threadId, person))),
        )
        if (!gone.ok && gone.kind !== 'final') return gone
      }
    for (const person of wanted)
      if (!view.file.roomPeople.includes(person) || view.file.threadId !== threadId) {
        const added = await api.inThread(threadId, () =>
          api.attempt(() => api.rest.put(Routes.threadMembers(threadId, person))),
        )
        // someone who has left the server cannot be added; the others can
        if (!added.ok && added.kind !== 'final') return added
      }
    return {
      ok: true,
      value: async (s) => {
        await s.updateCase(ref, {
          threadId,
          roomPeople: [...wanted],
          ...(view.file.threadId === threadId ? {} : { cardMessageId: null }),
        })
      },
    }
  },
  trouble: async () => 'wait',
})

const waits = (why: string): WireResult<never> => ({ ok: false, kind: 'final', code: null, why })

async function threadOf(
  api: Api,
  serverId: string,
  roomsChannelId: string,
  ref: string,
  known: string | null,
): Promise<WireResult<string>> {
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
  const mine = [...active.value.threads, ...(archived.ok ? archived.value.threads : [])]
    .filter((t) => t.name === ref && t.parent_id === roomsChannelId)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
  if (mine[0]) return { ok: true, value: mine[0].id }
  const made = await api.attempt<{ id: string }>(() =>
    api.rest.post(Routes.threads(roomsChannelId), {
      body: { name: ref, type: PRIVATE_THREAD, invitable: false, auto_archive_duration: WEEK_IN_MINUTES },
    }),
  )
  return made.ok ? { ok: true, value: made.value.id } : made
}

/** The card in the room: drawn from the register, posted once, edited after that, posted anew if somebody deleted it. */
export const caseCard = (api: Api, botId: () => string): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const ref = e.target
    const view = await clp.transact((s) => cardView(clp, s, ref))
    if (!view) return { ok: true, value: null }
    const { threadId, cardMessageId } = view.file
    if (view.file.sealed) return { ok: true, value: null }
    if (threadId === null) return { ok: true, value: (s) => makeRoom(s, ref, clp.clock.now()) }
    const body = card(clp.serverId, view, clp.clock.now())
    const existing =
      cardMessageId ?? (await findCard(api, threadId, botId(), `read-all:${clp.serverId}:${ref}`))
    if (typeof existing === 'object' && existing !== null) return existing
    if (existing !== null) {
      const edited = await api.edit(threadId, existing, body)
      if (edited.ok)
        return {
          ok: true,
          value: cardMessageId === existing ? null : (s) => s.updateCase(ref, { cardMessageId: existing }),
        }
      if (edited.code === CODES.unknownChannel)
        return { ok: true, value: (s) => forgetRoom(s, ref, clp.clock.now()) }
      if (edited.code !== CODES.unknownMessage) return edited
    }
    const posted = await api.wire.post(threadId, body, clp.randomId())
    if (!posted.ok && posted.code === CODES.unknownChannel)
      return { ok: true, value: (s) => forgetRoom(s, ref, clp.clock.now()) }
    if (!posted.ok) return posted
    return { ok: true, value: (s) => s.updateCase(ref, { cardMessageId: posted.value }) }
  },
  trouble: async () => 'wait',
})

/** Somebody deleted the room: it is made again, with its card. */
async function forgetRoom(s: Parameters<SayHandler['prepare']>[1], ref: string, now: string): Promise<void> {
  await s.updateCase(ref, { threadId: null, cardMessageId: null, roomPeople: [] })
  await makeRoom(s, ref, now)
}

/** The room and then its card. What waits for the room goes behind them, or its lane would wait for itself. */
async function makeRoom(s: Parameters<SayHandler['prepare']>[1], ref: string, now: string): Promise<void> {
  await s.addEffect({ name: 'room', lane: `room:${ref}`, target: ref, payload: {} }, now, now)
  await s.addEffect({ name: 'card', lane: `room:${ref}`, target: ref, payload: {} }, now, now)
}

/** A card that was posted before its id could be noted: found by the id of its button, so it is not posted twice. */
async function findCard(
  api: Api,
  threadId: string,
  botId: string,
  marker: string,
): Promise<string | null | Extract<WireResult<never>, { ok: false }>> {
  const page = await api.get<APIMessage[]>(
    Routes.channelMessages(threadId),
    new URLSearchParams({ after: '0', limit: '50' }),
  )
  if (!page.ok) return page.code === CODES.unknownChannel ? null : page
  const mine = page.value.filter(
    (m) => m.author.id === botId && JSON.stringify(m.components ?? []).includes(`"${marker}"`),
  )
  return mine.map((m) => m.id).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))[0] ?? null
}

/** One line in the room. It waits while the room is not there. */
export const roomLine: SayHandler = {
  kind: 'say',
  async prepare(clp, s, e) {
    const file = await s.caseFile(e.target)
    if (!file) return null
    if (file.sealed) {
      await tellSealed(clp, s, file)
      return null
    }
    const { text } = e.payload as { text: string }
    if (file.threadId === null) {
      await makeRoom(s, file.ref, clp.clock.now())
      await sayAfter(s, file.ref, text, clp.clock.now())
      return null
    }
    return {
      to: { channel: file.threadId },
      body: (mark) => ({ content: `${text}\n-# ${e.target} · ${mark}` }),
    }
  },
  async delivered() {},
  async refused(clp, s, e, f) {
    if (f.code !== CODES.unknownChannel) return 'wait'
    await forgetRoom(s, e.target, clp.clock.now())
    await sayAfter(s, e.target, (e.payload as { text: string }).text, clp.clock.now())
    return 'give_up'
  },
}

const sayAfter = (
  s: Parameters<SayHandler['prepare']>[1],
  ref: string,
  text: string,
  now: string,
): Promise<void> =>
  s.addEffect({ name: 'room-line', lane: `room:${ref}`, target: ref, payload: { text } }, now, now)
