import { londonDate, type Instant } from '../policy/calendar.ts'
import { holdsAt } from '../policy/offices.ts'
import { type DeclaredGap, type Entry, type EntryContent, RESTORED } from '../register/entry.ts'
import { parseLogPost, type LogLine } from '../register/log-line.ts'
import { textHash } from '../register/restricted.ts'
import { shortSeal } from '../register/seal.ts'
import { BOT } from './actor.ts'
import { queueUnseen } from './gather-log.ts'
import type { Clp, Store } from './ports.ts'
import { freeReferences } from './free-references.ts'
import { noteLostRooms, type SeenRoom } from './lost-rooms.ts'
import { RESTORE_LANE, restoredOf, type Restored, type RestoreTrouble } from './restored.ts'

/** A message of the bot's own as it stands in a log channel now. */
export interface SeenMessage {
  channelId: string
  messageId: string
  text: string
  edited: boolean
  at: Instant
}

/** What was read of the log channels, and what else shows which references were given out. */
export interface LogSeen {
  messages: SeenMessage[]
  /** Channels that hold posts, or should, and cannot be read. */
  closed: string[]
  rooms: SeenRoom[]
}

/** So many numbers stay free where it cannot be known how many were given out. */
const LEFT_FREE = 1000

type Line = LogLine & { message: SeenMessage }

/**
 * Declares what a restore lost (J3), once: reads the last number and seal off the log channel, writes the entry after it
 * that says so, notes the lost lines, sees to it that no line, number or reference is given out twice, and asks people to
 * press *Resume*. Where that cannot be known yet, people are told what to do, and nothing is written to the register.
 */
export async function declareRestore(clp: Clp, seen: LogSeen): Promise<void> {
  const lines = seen.messages.flatMap((message) =>
    parseLogPost(message.text).map((line) => ({ ...line, message })),
  )
  const isOurs = await agrees(clp, lines)
  await clp.transact(async (s) => {
    const found = await restoredOf(s)
    if (found?.pause !== 'undeclared') return
    const { restored } = found
    const loss = isOurs ? await lossOf(s, restored, seen, lines) : { trouble: 'another' as const }
    if ('trouble' in loss) return tellTrouble(clp, s, restored, loss.trouble)
    const last = await newest(s)
    const lostLines = lines.filter((line) => line.n > last.n)
    const details: DeclaredGap = {
      upTo: last.n,
      lost: loss.lostTo > last.n ? [last.n + 1, loss.lostTo] : null,
      seal: loss.lostTo === last.n ? shortSeal(last.h) : loss.seal,
      seenOn: loss.seenOn,
    }
    const shown = new Set(lines.map((line) => line.n))
    await noteMessages(s, seen.messages)
    await queueUnseen(clp, s, shown)
    await s.restoredEntry(entryOf(clp, restored, details), loss.lostTo)
    const matters = [...new Set(lostLines.flatMap((line) => line.matter ?? []))].toSorted()
    const hidden = lostLines.filter((line) => line.line === '').length
    const rooms = await noteLostRooms(clp, s, seen.rooms)
    // a room can have been opened before any line said so
    if (details.lost !== null || rooms.length > 0) {
      const names = seen.rooms.map((room) => room.name)
      await freeReferences(clp, s, [...matters, ...names], hidden, last.content?.at ?? null)
      await s.leaveIdsFree(LEFT_FREE)
    }
    const { lost } = details
    const since = last.content?.at ?? restored.putBackAt
    const declaredAt = clp.clock.now()
    const certain = loss.seal !== null || lost === null
    await s.set('restored', {
      ...restored,
      trouble: null,
      since,
      upTo: last.n,
      lost,
      matters,
      hidden,
      rooms,
      certain,
      declaredAt,
    })
    await askToResume(clp, s)
  })
}

/** The newest entry: a register that was backed up has one, since the first act of all opens it. */
async function newest(s: Store): Promise<Entry> {
  const [last] = await s.entriesAfter((await s.lastEntryNumber()) - 1, 1)
  if (last === undefined) throw new Error('an empty register was put back')
  return last
}

function entryOf(clp: Clp, restored: Restored, gap: DeclaredGap): EntryContent {
  const lost =
    gap.lost === null
      ? 'nothing is lost'
      : gap.lost[0] === gap.lost[1]
        ? `entry ${gap.lost[0]} is lost`
        : `entries ${gap.lost[0]} to ${gap.lost[1]} are lost`
  return {
    at: clp.clock.now(),
    actor: { id: null, name: BOT.name, as: 'bot' },
    action: RESTORED,
    matter: null,
    line: `A backup was put back, as the register was at entry ${gap.upTo}; ${lost}${gap.seal === null || gap.lost === null ? '' : `, the last with the seal ${gap.seal}`}`,
    details: { ...gap, file: restored.file, putBackAt: restored.putBackAt },
    subject: null,
    deleteOn: null,
  }
}

/** Whether what the log channel shows of entries that are here is what they are. */
async function agrees(clp: Clp, lines: Line[]): Promise<boolean> {
  const printed = Map.groupBy(lines, (line) => line.n)
  for (let after = 0; ;) {
    const entries = await clp.transact((s) => s.entriesAfter(after, 500))
    const last = entries.at(-1)
    if (last === undefined) return true
    for (const { n, h } of entries)
      if (printed.get(n)?.some(({ seal }) => seal !== shortSeal(h))) return false
    after = last.n
  }
}

/** Up to which number entries were given out, or why that cannot be known yet. */
async function lossOf(
  s: Store,
  restored: Restored,
  seen: LogSeen,
  lines: Line[],
): Promise<{ trouble: RestoreTrouble } | { lostTo: number; seal: string | null; seenOn: string | null }> {
  const { logChannelId } = await s.settings()
  if (logChannelId === null) return { trouble: 'no_channel' }
  if (seen.closed.includes(logChannelId)) return { trouble: 'closed' }
  const upTo = await s.lastEntryNumber()
  const posts = await s.logPosts()
  const channel = posts.at(-1)?.channelId ?? logChannelId
  const last = lines.reduce<Line | null>((a, b) => (a === null || b.n > a.n ? b : a), null)
  if (last !== null && last.n > upTo)
    return { lostTo: last.n, seal: last.seal, seenOn: londonDate(last.message.at) }
  if (!seen.closed.includes(channel)) return { lostTo: upTo, seal: null, seenOn: null }
  // the channel with the lines is gone, and no line of it stands in the one that is chosen now
  const chosenAnew = restored.trouble != null && restored.trouble.channelId !== logChannelId
  return chosenAnew ? { lostTo: upTo + LEFT_FREE, seal: null, seenOn: null } : { trouble: 'closed' }
}

/** Lines of the lost time are noted as if the bot still knew them: to be read back, and deleted on their dates (J3, K1). */
async function noteMessages(s: Store, messages: SeenMessage[]): Promise<void> {
  const noted = new Map((await s.logPosts()).map((post) => [post.messageId, post]))
  for (const { channelId, messageId, text, edited, at } of messages) {
    const post = noted.get(messageId)
    const shown = parseLogPost(text)
    if (shown.length === 0) continue
    if (post === undefined) await s.recordLogPost({ channelId, messageId, text, at })
    // only the bot can edit them: it restricted lines in the lost time (J4), and their numbers and seals stay
    const same = (post?.seals ?? shown).every(({ n, seal }) =>
      shown.some((x) => x.n === n && x.seal === seal),
    )
    const hash = textHash(text)
    if (edited && same && post?.edits.includes(hash) !== true)
      await s.noteLogEdits(messageId, [...(post?.edits ?? []), hash])
  }
}

async function tellTrouble(clp: Clp, s: Store, restored: Restored, why: RestoreTrouble): Promise<void> {
  if (restored.trouble?.why === why) return
  const { logChannelId } = await s.settings()
  const channelId = restored.trouble == null ? logChannelId : restored.trouble.channelId
  await s.set('restored', { ...restored, trouble: { why, channelId } })
  await askToResume(clp, s)
}

/** Tells those who may press *Resume*, and the log channel, how things stand. */
async function askToResume(clp: Clp, s: Store): Promise<void> {
  const now = clp.clock.now()
  const asked = (await s.holdings())
    .filter((h) => holdsAt(h, now) && (h.office === 'secretary' || h.office === 'chair'))
    .map((h) => h.person)
  for (const userId of new Set([...asked, clp.ownerId()]))
    if (userId !== null && userId !== '')
      await s.addEffect(
        { name: 'restored', lane: `${RESTORE_LANE}:${userId}`, target: userId, payload: { userId } },
        now,
        now,
      )
  await s.addEffect(
    { name: 'restored', lane: `${RESTORE_LANE}:log`, target: 'log', payload: { userId: null } },
    now,
    now,
  )
}
