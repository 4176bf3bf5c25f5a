import { type CalendarDate, type Instant, londonDate } from '../policy/calendar.ts'
import { type Entry, PURGED, type PurgeList } from '../register/entry.ts'
import type { Trx } from './database.ts'
import { appendEntry } from './entries.ts'

/**
 * Deletes the content of every entry that was due by `upTo` (K1), as J3 allows: content and salt go, number and seals
 * stay, and one kept entry lists the ranges. All in the caller's transaction. Returns that entry and how many were
 * blanked, or null when nothing was due. `at` is the time of the run; `upTo`, a London date, must not be after it.
 */
export async function purgeEntries(
  trx: Trx,
  { at, upTo }: { at: Instant; upTo: CalendarDate },
): Promise<{ entry: Entry; deleted: number } | null> {
  if (upTo > londonDate(at)) throw new RangeError('nothing is due before its day')
  const due = await trx.selectFrom('entries').select('n').where('deleteOn', '<=', upTo).orderBy('n').execute()
  if (due.length === 0) return null
  const ranges = rangesOf(due.map((row) => row.n))
  for (const [from, to] of ranges)
    await trx
      .updateTable('entries')
      .set({ content: null, salt: null })
      .where('n', '>=', from)
      .where('n', '<=', to)
      .execute()
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
