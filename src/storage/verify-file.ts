import type { Instant } from '../policy/calendar.ts'
import type { EntryContent, StoredEntry } from '../register/entry.ts'
import { type LogRead, notedSeals, readPostedSeals, type ReadMessages } from '../register/posted.ts'
import { type Verification, verifyRegister } from '../register/verify.ts'
import { type NotOpened, openReader } from './database.ts'
import { lastEntry, storedEntries } from './entries.ts'
import { fileProblem } from './file-problem.ts'
import { logPosts } from './log-posts.ts'

export interface VerifyFile {
  path: string
  key: Buffer
  /** Time of the verification. */
  now: Instant
  /** Reads the log channel back; null leaves it unread and goes by the bot's own notes of what it posted. */
  read: ReadMessages | null
  /** In practice mode time is simulated: an entry later than `now` then only shows how late it is there. */
  practice: boolean
}

export type FileVerification =
  | (Verification & {
      closedChannels: string[]
      /** Null where the log channel was not read. */
      log: LogRead | null
    })
  | NotOpened

/** By this time the line of an entry is posted, those that are gathered by the day as well (J2). */
const POSTED_WITHIN_MS = 48 * 3_600_000

/**
 * Verifies one CLP's register (J3) through a connection of its own that only reads: the bot goes on writing beside it,
 * and one transaction shows all entries as they were at one moment. For `npm run verify` and `/register verify`.
 */
export async function verifyFile({ path, key, now, read, practice }: VerifyFile): Promise<FileVerification> {
  const reader = openReader(path, key)
  if (!reader.ok) return reader
  try {
    const posts = await logPosts(reader.db)
    const logChannel = await reader.db
      .selectFrom('settings')
      .select('value')
      .where('name', '=', 'logChannelId')
      .executeTakeFirst()
    const logChannelId = JSON.parse(logChannel?.value ?? 'null') as string | null
    // the channel first, the entries after it: a line is posted only once its entry is committed
    const { seals, closedChannels, channels } =
      read === null
        ? { seals: notedSeals(posts), closedChannels: [], channels: null }
        : await readPostedSeals(posts, logChannelId, read)
    const shown = new Set(seals.filter((x) => x.found === 'unedited' || x.found === 'edited').map((x) => x.n))
    const postedBy = new Date(Date.parse(now) - POSTED_WITHIN_MS).toISOString()
    let missing = 0
    // whoever has the key can point the bot to another channel, and forget what was posted: its emptiness shows that (J3)
    const look = (entry: StoredEntry) => {
      if (!shown.has(entry.n) && entry.text !== null && writtenBefore(entry.text, postedBy)) missing++
    }
    return await reader.db.transaction().execute(async (trx) => {
      const newest = practice ? ((await lastEntry(trx))?.content?.at ?? now) : now
      const result = await verifyRegister(looking(storedEntries(trx), look), {
        now: newest > now ? newest : now,
        posted: seals,
        complete: closedChannels.length === 0,
      })
      const log = channels === null ? null : { chosen: logChannelId, channels, missing }
      return { ...result, closedChannels, log }
    })
  } catch (error) {
    return fileProblem(error, path)
  } finally {
    await reader.close()
  }
}

/** The same entries, each looked at on its way. */
async function* looking(
  entries: AsyncIterable<StoredEntry>,
  look: (entry: StoredEntry) => void,
): AsyncGenerator<StoredEntry> {
  for await (const entry of entries) {
    look(entry)
    yield entry
  }
}

function writtenBefore(text: string, at: Instant): boolean {
  try {
    return (JSON.parse(text) as EntryContent).at < at
  } catch {
    // content that is none is reported by the verification itself
    return false
  }
}
