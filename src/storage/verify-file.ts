import type { Instant } from '../policy/calendar.ts'
import { notedSeals, readPostedSeals, type ReadMessages } from '../register/posted.ts'
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

export type FileVerification = (Verification & { closedChannels: string[] }) | NotOpened

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
    const { seals, closedChannels } =
      read === null
        ? { seals: notedSeals(posts), closedChannels: [] }
        : await readPostedSeals(posts, logChannelId, read)
    return await reader.db.transaction().execute(async (trx) => {
      const newest = practice ? ((await lastEntry(trx))?.content?.at ?? now) : now
      const result = await verifyRegister(storedEntries(trx), {
        now: newest > now ? newest : now,
        posted: seals,
      })
      return { ...result, closedChannels }
    })
  } catch (error) {
    return fileProblem(error, path)
  } finally {
    await reader.close()
  }
}
