import { sql } from 'kysely'
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
      edits: null,
    })
    .onConflict((c) => c.column('messageId').doNothing())
    .execute()
  // deleted while their lines were on the way
  const blank = await trx
    .selectFrom('entries')
    .select('n')
    .where('n', 'in', numbers)
    .where('content', 'is', null)
    .orderBy('n')
    .execute()
  if (blank.length > 0)
    await forgetLines(
      trx,
      blank.map((row) => row.n),
      post.at,
    )
}

/**
 * The posts that show entries of a matter, or entries whose words name it (J4). Nothing can name it before its own first
 * entry, so nothing older is looked at.
 */
export async function logPostsAbout(trx: Trx, matter: string): Promise<Omit<LogPost, 'seals'>[]> {
  const first = await trx
    .selectFrom('entries')
    .select((e) => e.fn.min('n').as('n'))
    .where('matter', '=', matter)
    .executeTakeFirst()
  if (!first?.n) return []
  const naming = await trx
    .selectFrom('entries')
    .select('n')
    .where('n', '>=', first.n)
    .where('content', 'like', `%${matter}%`)
    .execute()
  const numbers = new Set(naming.map((row) => row.n))
  const rows = await trx.selectFrom('logPosts').selectAll().where('lastEntry', '>=', first.n).execute()
  return rows
    .filter((row) => (JSON.parse(row.seals) as [number][]).some(([n]) => numbers.has(n)))
    .map(({ channelId, messageId, edits }) => ({ channelId, messageId, edits: editsOf(edits) }))
}

/** Notes which texts the bot's own edits may have left in a message (J4). */
export async function noteLogEdits(trx: Trx, messageId: string, edits: string[]): Promise<void> {
  await trx
    .updateTable('logPosts')
    .set({ edits: JSON.stringify(edits) })
    .where('messageId', '=', messageId)
    .execute()
}

/** What the bot's own edits left in a message. */
export async function logEditsOf(trx: Trx, messageId: string): Promise<string[]> {
  const row = await trx
    .selectFrom('logPosts')
    .select('edits')
    .where('messageId', '=', messageId)
    .executeTakeFirst()
  return editsOf(row?.edits ?? null)
}

const editsOf = (edits: string | null): string[] => JSON.parse(edits ?? '[]') as string[]

/** Every post that was noted, in the order of the messages. */
export async function logPosts(db: Db): Promise<LogPost[]> {
  const rows = await db.selectFrom('logPosts').select(['channelId', 'messageId', 'seals', 'edits']).execute()
  return rows
    .map((row) => ({
      channelId: row.channelId,
      messageId: row.messageId,
      seals: (JSON.parse(row.seals) as [number, string, CalendarDate | null][]).map(([n, seal, date]) => ({
        n,
        seal,
        date,
      })),
      edits: editsOf(row.edits),
    }))
    .sort((a, b) => (BigInt(a.messageId) < BigInt(b.messageId) ? -1 : 1))
}

/**
 * The messages of the log channel that show these entries: one goes when all its entries have, and until then its lines
 * of deleted entries are edited away (K1, J3). Discord is asked by and by. `blanked` in rising order.
 */
export async function forgetLines(trx: Trx, blanked: readonly number[], at: Instant): Promise<void> {
  const posts = await trx
    .selectFrom('logPosts')
    .select(['messageId', 'channelId', 'seals'])
    // written out, or SQLite could not use the index of those that stand
    .where(sql<boolean>`gone_at is null`)
    .where('firstEntry', '<=', blanked.at(-1) as number)
    .where('lastEntry', '>=', blanked[0] as number)
    .execute()
  const gone = new Set(blanked)
  const shown = posts.map((post) => ({
    ...post,
    numbers: (JSON.parse(post.seals) as [number][]).map(([n]) => n),
  }))
  const touched = shown.filter((post) => post.numbers.some((n) => gone.has(n)))
  if (touched.length === 0) return
  const standing = await trx
    .selectFrom('entries')
    .select('n')
    .where(
      sql<boolean>`n in (select value from json_each(${JSON.stringify(touched.flatMap((p) => p.numbers))}))`,
    )
    .where('content', 'is not', null)
    .execute()
  const kept = new Set(standing.map((row) => row.n))
  for (const { messageId, channelId, numbers } of touched) {
    const state = numbers.some((n) => kept.has(n)) ? 'edit' : 'delete'
    await trx
      .insertInto('postedMessages')
      .values({
        messageId,
        channelId,
        at,
        what: 'log',
        matter: null,
        state,
        tries: 0,
        notBefore: at,
        why: null,
      })
      .onConflict((c) => c.column('messageId').doUpdateSet({ state, notBefore: at }))
      .execute()
  }
}
