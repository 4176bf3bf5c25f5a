import { createHash } from 'node:crypto'
import { addMonths, formatDateTime, londonDate, plusHours, type Instant } from '../policy/calendar.ts'
import { type Entry, type EntryContent, KEPT_MONTHS } from '../register/entry.ts'
import { canonicalText } from '../register/seal.ts'
import type { Trx } from './database.ts'
import { appendEntry } from './entries.ts'

/**
 * Writes a refusal (A6). The first of its kind becomes an entry at once, in the transaction of the refusal itself (J1);
 * equal ones in the hour after it are counted beside it, since what is sealed cannot change, and their number becomes
 * one further entry when the hour is over (`closeRefusals`). Equal: everything but the time is the same. Returns the
 * entry that was written, or null when the refusal was counted.
 */
export async function addRefusal(trx: Trx, content: EntryContent): Promise<Entry | null> {
  await closeRefusals(trx, content.at)
  const sameness = createHash('sha256')
    .update(canonicalText({ ...content, at: '', deleteOn: null }))
    .digest('hex')
  const counted = await trx
    .updateTable('repeatedRefusals')
    .set((e) => ({ again: e('again', '+', 1), lastAt: content.at }))
    .where('sameness', '=', sameness)
    .executeTakeFirst()
  if (counted.numUpdatedRows > 0n) return null
  const entry = await appendEntry(trx, content)
  await trx
    .insertInto('repeatedRefusals')
    .values({
      sameness,
      entry: entry.n,
      closesAt: plusHours(content.at, 1),
      again: 0,
      lastAt: content.at,
      content: canonicalText(content),
    })
    .execute()
  return entry
}

/**
 * Ends the hours that are over at `now`: each refusal that was repeated gets its one entry with the count, dated `now`.
 * Called with every refusal; call it from the schedule too, every few minutes, so that a count does not wait for the
 * next one.
 */
export async function closeRefusals(trx: Trx, now: Instant): Promise<Entry[]> {
  const over = await trx
    .deleteFrom('repeatedRefusals')
    .where('closesAt', '<=', now)
    .returning(['entry', 'again', 'lastAt', 'content'])
    .execute()
  const entries: Entry[] = []
  for (const { entry, again, lastAt, content } of over.sort((a, b) => a.entry - b.entry)) {
    if (again === 0) continue
    const first = JSON.parse(content) as EntryContent
    const times = again === 1 ? 'once more' : `${again} more times`
    entries.push(
      await appendEntry(trx, {
        ...first,
        at: now,
        line: `${first.line} – the same ${times} after no. ${entry}, last on ${formatDateTime(lastAt)}`,
        details: { ...first.details, repeats: { first: entry, times: again + 1, lastAt } },
        deleteOn: addMonths(londonDate(now), KEPT_MONTHS),
      }),
    )
  }
  return entries
}
