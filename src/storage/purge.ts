import { sql } from 'kysely'
import { type CalendarDate, type Instant, londonDate } from '../policy/calendar.ts'
import { type Entry, PURGED, type PurgeList } from '../register/entry.ts'
import type { Trx } from './database.ts'
import { appendEntry } from './entries.ts'

/**
 * Deletes the content of entries that were due by `upTo` (K1), oldest first and at most `limit` of them, as J3 allows:
 * content and salt go, number and seals stay, and one kept entry lists the ranges. Those of matters in `except` stay: they
 * are on hold (K4). The messages of the log channel that show them are to be deleted or edited. All in the caller's
 * transaction. Returns that entry and how many were blanked, or null when nothing was due. `at` is the time of the run;
 * `upTo`, a London date, must not be after it.
 */
export async function purgeEntries(
  trx: Trx,
  q: { at: Instant; upTo: CalendarDate; except?: readonly string[]; limit?: number },
): Promise<{ entry: Entry; deleted: number } | null> {
  const { at, upTo, except = [], limit } = q
  if (upTo > londonDate(at)) throw new RangeError('nothing is due before its day')
  let query = trx
    .selectFrom('entries')
    .select('n')
    .where('deleteOn', '<=', upTo)
    // in the order of their index, so that a thousandth step costs what the first did
    .orderBy('deleteOn')
    .orderBy('n')
  if (except.length > 0)
    query = query.where((e) => e.or([e('matter', 'is', null), e('matter', 'not in', [...except])]))
  if (limit !== undefined) query = query.limit(limit)
  const due = (await query.execute()).map((row) => row.n).sort((a, b) => a - b)
  if (due.length === 0) return null
  const ranges = rangesOf(due)
  for (const [from, to] of ranges)
    await trx
      .updateTable('entries')
      .set({ content: null, salt: null })
      .where('n', '>=', from)
      .where('n', '<=', to)
      .execute()
  await forgetLines(trx, due, at)
  const list: PurgeList = { upTo, ranges }
  const entry = await appendEntry(trx, {
    at,
    actor: { id: null, name: 'the bot', as: 'bot' },
    action: PURGED,
    matter: null,
    line:
      due.length === 1
        ? 'One entry was deleted on its date'
        : `${due.length} entries were deleted on their dates`,
    details: { ...list },
    subject: null,
    deleteOn: null,
  })
  return { entry, deleted: due.length }
}

/** Neighbouring numbers drawn together; `numbers` in rising order. */
function rangesOf(numbers: number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const n of numbers) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === n - 1) last[1] = n
    else ranges.push([n, n])
  }
  return ranges
}

/**
 * The messages of the log channel that show these entries: one goes when all its entries have, and until then its lines
 * of deleted entries are edited away (K1, J3). Discord is asked by and by.
 */
async function forgetLines(trx: Trx, blanked: number[], at: Instant): Promise<void> {
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
