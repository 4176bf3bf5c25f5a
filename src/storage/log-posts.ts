import type { CalendarDate, Instant } from '../policy/calendar.ts'
import { parseLogPost } from '../register/log-line.ts'
import type { LogPost } from '../register/posted.ts'
import type { Db, Trx } from './database.ts'

/**
 * Notes which message of which channel shows which entries (J2), so that `verify` can read them back (J3). The numbers,
 * seals and dates are taken from the text itself, as it was sent; a text that shows no entry is not noted. The same message
 * twice is one.
 */
export async function recordLogPost(
  trx: Trx,
  post: { channelId: string; messageId: string; text: string; at: Instant },
): Promise<void> {
  const lines = parseLogPost(post.text)
  if (lines.length === 0) return
  const numbers = lines.map((line) => line.n)
  await trx
    .insertInto('logPosts')
    .values({
      messageId: post.messageId,
      channelId: post.channelId,
      postedAt: post.at,
      firstEntry: Math.min(...numbers),
      lastEntry: Math.max(...numbers),
      seals: JSON.stringify(lines.map((line) => [line.n, line.seal, line.date])),
    })
    .onConflict((c) => c.column('messageId').doNothing())
    .execute()
}

/** Every post that was noted, in the order of the messages. */
export async function logPosts(db: Db): Promise<LogPost[]> {
  const rows = await db.selectFrom('logPosts').select(['channelId', 'messageId', 'seals']).execute()
  return rows
    .map((row) => ({
      channelId: row.channelId,
      messageId: row.messageId,
      seals: (JSON.parse(row.seals) as [number, string, CalendarDate | null][]).map(([n, seal, date]) => ({
        n,
        seal,
        date,
      })),
    }))
    .sort((a, b) => (BigInt(a.messageId) < BigInt(b.messageId) ? -1 : 1))
}
