import { type CalendarDate, type Instant, londonDate } from '../policy/calendar.ts'
import { type Entry, PURGED, type PurgeList } from '../register/entry.ts'
import type { Trx } from './database.ts'
import { appendEntry } from './entries.ts'
import { forgetLines } from './log-posts.ts'

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
