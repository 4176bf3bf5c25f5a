import type { CalendarDate } from '../policy/calendar.ts'
import { parseLogPost } from './log-line.ts'
import { textHash } from './restricted.ts'

/** A message that the bot noted when it posted it: where it is and which seals it shows (J2). */
export interface LogPost {
  channelId: string
  messageId: string
  seals: { n: number; seal: string; date: CalendarDate | null }[]
  /** Hashes of the texts that the bot's own edits left in it, noted before each edit (J4). */
  edits: string[]
}

/** A message as it stands in the log channel now. */
export interface ChannelMessage {
  messageId: string
  text: string
  edited: boolean
  /** Whether this bot wrote it. Nobody else's message counts for anything. */
  ours: boolean
}

/** Reads the log channel. Null when the channel is gone or closed to the bot (J5). */
export type ReadMessages = (channelId: string, after: string) => Promise<ChannelMessage[] | null>

/** What was read of the log channel: where, how much, and what should stand there and does not. */
export interface LogRead {
  /** Where lines are posted today; null for nowhere. */
  chosen: string | null
  /** Each channel that was read, and how many lines of this bot's it shows. Those closed to the bot are left out. */
  channels: { channelId: string; lines: number }[]
  /** How many entries should be shown by now, and are shown by no message that was read. */
  missing: number
}

/** A seal as it was printed, and how it was found. */
export interface PostedSeal {
  n: number
  seal: string
  /**
   * `noted`: in the bot's own note of the post; the others: in the log channel, read back. A message that was edited by
   * the bot itself, to restrict lines, and stands exactly as that left it counts as unedited (J4).
   */
  found: 'noted' | 'unedited' | 'edited' | 'gone'
  /** The London date that the line shows or showed; null where it shows none. */
  date: CalendarDate | null
}

/** The seals that the bot noted when it posted them, for a verification that does not reach Discord. */
export function notedSeals(posts: readonly LogPost[]): PostedSeal[] {
  return posts.flatMap((post) => post.seals.map((one) => ({ ...one, found: 'noted' as const })))
}

/**
 * Reads the log channel back (J3): every noted message by its id, and every later message of the bot's, which is how a
 * register that was replaced by an older copy is found. `logChannelId` is where lines are posted today, if anywhere.
 * Read the entries only after this has ended: the channel never shows an entry that is not in the register yet.
 */
export async function readPostedSeals(
  posts: readonly LogPost[],
  logChannelId: string | null,
  read: ReadMessages,
): Promise<{ seals: PostedSeal[]; closedChannels: string[]; channels: LogRead['channels'] }> {
  const seals = notedSeals(posts)
  const closedChannels: string[] = []
  const readChannels: LogRead['channels'] = []
  const channels = new Set([
    ...posts.map((post) => post.channelId),
    ...(logChannelId === null ? [] : [logChannelId]),
  ])
  for (const channelId of channels) {
    const noted = new Map(
      posts.filter((post) => post.channelId === channelId).map((post) => [post.messageId, post]),
    )
    const first = [...noted.keys()].map(BigInt).reduce((a, b) => (b < a ? b : a), MAX_ID)
    let after = first === MAX_ID ? '0' : String(first - 1n)
    let lines = 0
    for (;;) {
      const messages = await read(channelId, after)
      if (messages === null) {
        closedChannels.push(channelId)
        noted.clear()
        break
      }
      for (const message of messages) {
        if (BigInt(message.messageId) > BigInt(after)) after = message.messageId
        if (!message.ours) continue
        seals.push(...shownIn(message, noted.get(message.messageId)))
        lines += parseLogPost(message.text).length
        noted.delete(message.messageId)
      }
      if (messages.length === 0) break
    }
    if (!closedChannels.includes(channelId)) readChannels.push({ channelId, lines })
    for (const post of noted.values())
      seals.push(...post.seals.map((one) => ({ ...one, found: 'gone' as const })))
  }
  return { seals, closedChannels, channels: readChannels }
}

const MAX_ID = 2n ** 64n

/** What a message shows now. A noted line that it no longer shows was edited away. */
function shownIn(message: ChannelMessage, post: LogPost | undefined): PostedSeal[] {
  const asLeft = !message.edited || post?.edits.includes(textHash(message.text)) === true
  const found = asLeft ? ('unedited' as const) : ('edited' as const)
  const lines = parseLogPost(message.text)
  const shown = new Set(lines.map((line) => line.n))
  return [
    ...lines.map(({ n, seal, date }) => ({ n, seal, date, found })),
    ...(post?.seals ?? [])
      .filter((one) => !shown.has(one.n))
      .map((one) => ({ ...one, found: 'edited' as const })),
  ]
}
