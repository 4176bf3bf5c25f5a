import { Routes } from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import type { Clp } from '../../casework/ports.ts'
import {
  ALL_MATTERS,
  allMatters,
  conflictsOf,
  type KeptFrom,
  restrictMatter,
} from '../../casework/restrict-log.ts'
import { checkRoom } from '../../casework/room.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import type { WireFailure, WireResult } from '../../outbox/wire.ts'
import { restrictLines, textHash } from '../../register/restricted.ts'
import type { Api } from './api.ts'
import { whoCouldOpen, whoCouldRead } from './room-access.ts'

/** Matters looked at in one transaction, so that nobody's press waits for many. */
const STEP = 25

/**
 * Notes which of these matters have somebody with a conflict among those who read the log channel, so that it shows them
 * as restricted (J4). Discord is asked outside any transaction.
 */
export async function noteRestricted(
  api: Api,
  clp: Clp,
  refs: readonly string[],
): Promise<WireResult<KeptFrom[]>> {
  const looked = await lookAt(clp, refs)
  const noted = await noteReaders(api, clp, looked)
  return noted.ok ? { ok: true, value: looked } : noted
}

async function lookAt(clp: Clp, refs: readonly string[]): Promise<KeptFrom[]> {
  const looked: KeptFrom[] = []
  for (let i = 0; i < refs.length; i += STEP) {
    const some = refs.slice(i, i + STEP)
    looked.push(...(await clp.transact((s) => conflictsOf(clp, s, some))))
  }
  return looked
}

async function noteReaders(api: Api, clp: Clp, looked: readonly KeptFrom[]): Promise<WireResult<null>> {
  const { logChannelId } = await clp.transact((s) => s.settings())
  const open = looked.filter((m) => !m.restricted)
  if (logChannelId === null || open.length === 0) return { ok: true, value: null }
  const people = [...new Set(open.flatMap((m) => m.people))]
  const readers = await whoCouldRead(api, clp.serverId, [logChannelId], people)
  if (!readers.ok) return readers
  for (const { ref, people: kept } of open)
    if (kept.some((p) => readers.value.includes(p))) await clp.transact((s) => restrictMatter(clp, s, ref))
  return { ok: true, value: null }
}

/**
 * Brings the log channel in line with who reads it: where someone who does has a conflict in the matter, its old lines
 * are edited to *restricted entry*, each message once (J4). Before an edit it is noted what it will leave, so that
 * `verify` knows it from any other edit, whenever the process dies; a message that somebody else had edited before is
 * restricted too, but stays one that `verify` names.
 */
export const restrictLog = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    if (e.target === ALL_MATTERS) return recheckAll(api, clp)
    const noted = await noteRestricted(api, clp, [e.target])
    if (!noted.ok) return noted
    const { posts, restricted, logChannelId } = await clp.transact(async (s) => {
      const all = new Set(await s.restrictedMatters())
      return {
        restricted: all,
        logChannelId: (await s.settings()).logChannelId,
        posts: all.has(e.target) ? await s.logPostsAbout(e.target) : [],
      }
    })
    for (const post of posts) {
      const edited = await restrictPost(api, clp, post, restricted)
      // a message or a former channel that is gone shows nothing any more; the channel in use is waited for (J5)
      if (!edited.ok && !(edited.kind === 'final' && (isGone(edited) || post.channelId !== logChannelId)))
        return edited
    }
    return { ok: true, value: null }
  },
  trouble: async () => 'wait',
})

const UNKNOWN_MESSAGE = 10008
const isGone = (f: WireFailure): boolean => f.code === UNKNOWN_MESSAGE

async function restrictPost(
  api: Api,
  clp: Clp,
  post: { channelId: string; messageId: string; edits: string[] },
  restricted: ReadonlySet<string>,
): Promise<WireResult<unknown>> {
  const { channelId, messageId, edits } = post
  const there = await api.get<APIMessage>(Routes.channelMessage(channelId, messageId))
  if (!there.ok) return there
  const { content, edited_timestamp } = there.value
  const text = restrictLines(content, restricted)
  const before = textHash(content)
  const asLeft = edited_timestamp === null || edits.includes(before)
  if (text !== content) {
    if (asLeft) await clp.transact((s) => s.noteLogEdits(messageId, [before, textHash(text)]))
    const done = await api.edit(channelId, messageId, { content: text })
    if (!done.ok) return done
  }
  if (asLeft && (text !== content || edited_timestamp !== null))
    await clp.transact((s) => s.noteLogEdits(messageId, [textHash(text)]))
  return { ok: true, value: null }
}

/**
 * Every matter: a conflict may read the log channel since, or could open a room (J4, A7). The one is asked whatever becomes
 * of the other: a log channel that is gone leaves no room open.
 */
async function recheckAll(api: Api, clp: Clp): Promise<WireResult<null>> {
  const looked = await lookAt(clp, await clp.transact(allMatters))
  const readers = await noteReaders(api, clp, looked)
  const rooms = await recheckRooms(api, clp, looked)
  return readers.ok ? rooms : readers
}

async function recheckRooms(api: Api, clp: Clp, looked: readonly KeptFrom[]): Promise<WireResult<null>> {
  const { roomsChannelId } = await clp.transact((s) => s.settings())
  if (roomsChannelId === null) return { ok: true, value: null }
  const withRoom = looked.filter((m) => m.hasRoom)
  const people = [...new Set(withRoom.flatMap((m) => m.people))]
  const could = await whoCouldOpen(api, clp.serverId, roomsChannelId, people)
  if (!could.ok) return could
  for (const { ref, people: kept } of withRoom)
    if (kept.some((p) => could.value.includes(p))) await clp.transact((s) => checkRoom(clp, s, ref))
  return { ok: true, value: null }
}
