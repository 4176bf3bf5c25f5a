import { addMonths, type CalendarDate, type Instant, londonDate } from '../policy/calendar.ts'
import { type Entry, type EntryContent, type JsonValue, KEPT_MONTHS } from '../register/entry.ts'
import type { EntryPage, EntrySearch } from '../register/search.ts'
import { readEntry } from '../register/seal.ts'
import type { Db } from './database.ts'

const CHUNK = 250

/**
 * Searches what the register still says, newest first (`/register search`). The filters are indexed; `text` is looked
 * for in chunks of what they leave, with other work let in between, so the event loop is never held for long.
 */
export async function searchEntries(db: Db, search: EntrySearch): Promise<EntryPage> {
  const words = fold(search.text ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const entries: EntryPage['entries'] = []
  let before = search.before ?? Number.MAX_SAFE_INTEGER
  for (;;) {
    const wanted = search.limit + 1 - entries.length
    const rows = await read(db, { ...search, before }, words.length === 0 ? wanted : CHUNK)
    for (const { again, ...row } of rows) {
      // most entries are passed over without being read in full; words that JSON writes otherwise are not
      const json = fold(row.text ?? '')
      if (!words.every((word) => json.includes(word) || /["\\\p{Cc}]/u.test(word))) continue
      const entry = readEntry(row) as Entry & { content: EntryContent }
      if (!words.every((word) => holds(entry.content, word))) continue
      const { at } = entry.content
      if (at < (search.since ?? at) || (search.until !== undefined && at >= search.until)) continue
      if (entries.length === search.limit) return { entries, next: entries.at(-1)?.n ?? 0 }
      entries.push({ ...entry, again: again ?? 0 })
    }
    const last = rows.at(-1)
    if (last === undefined || (words.length === 0 && rows.length < wanted)) return { entries, next: null }
    before = last.n
    await new Promise(setImmediate)
  }
}

/** The day on which what was written at a moment goes: by it the entries of a time are found without reading all. */
const goesOn = (at: Instant): CalendarDate => addMonths(londonDate(at), KEPT_MONTHS)

function read(db: Db, { matter, action, actor, subject, before, since, until }: EntrySearch, limit: number) {
  let query = db
    .selectFrom('entries')
    .leftJoin('repeatedRefusals', 'repeatedRefusals.entry', 'entries.n')
    .select(['n', 'c', 'h', 'salt', 'entries.content as text', 'again'])
    .where('entries.content', 'is not', null)
    .where('n', '<', before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('n', 'desc')
    .limit(limit)
  if (matter !== undefined) query = query.where('matter', '=', matter)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (subject !== undefined) query = query.where('subject', 'in', [subject].flat())
  if (since !== undefined)
    query = query.where((e) => e.or([e('deleteOn', '>=', goesOn(since)), e('deleteOn', 'is', null)]))
  if (until !== undefined)
    query = query.where((e) => e.or([e('deleteOn', '<=', goesOn(until)), e('deleteOn', 'is', null)]))
  if (action?.endsWith('.'))
    query = query.where('action', '>=', action).where('action', '<', `${action.slice(0, -1)}/`)
  else if (action !== undefined) query = query.where('action', '=', action)
  return query.execute()
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase()

/** Whether a word occurs in any text of the entry; names of fields are no text. */
function holds(value: EntryContent | JsonValue, word: string): boolean {
  if (typeof value === 'string') return fold(value).includes(word)
  if (value === null || typeof value !== 'object') return false
  return Object.values(value).some((one) => holds(one as JsonValue, word))
}
