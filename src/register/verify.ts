import {
  addDays,
  addMonths,
  formatDate,
  londonDate,
  type CalendarDate,
  type Instant,
} from '../policy/calendar.ts'
import {
  type EntryContent,
  KEPT_MONTHS,
  PURGED,
  type PurgeList,
  RESTORED,
  type StoredEntry,
} from './entry.ts'
import { gapProblem, type Gap, readGap } from './gaps.ts'
import type { PostedSeal } from './posted.ts'
import { chainSeal, contentSeal, GENESIS, shortSeal } from './seal.ts'

export type Verification =
  | {
      ok: true
      entries: number
      /** How many of them have no content any more, each deleted lawfully. */
      blank: number
      /** How many seals in the log channel were read back and match. */
      readBack: number
      /** What restores from a backup lost and declared, each with the entry that says so. */
      gaps: Gap[]
      last: { n: number; h: string } | null
    }
  | {
      ok: false
      /** Number of the first entry that is not as it was written. */
      firstBad: number
      /** What is wrong with it, in plain English, one line. */
      what: string
    }

/**
 * Verifies the whole register (J3): every `h`; every `c` whose content remains; that every blank entry is listed by a
 * later kept deletion run and can have been due by then; and that the seals printed in the log channel are those of the
 * entries. `source` gives the entries as they are stored, in the order of their numbers; `now` is the time of the
 * verification, a UTC instant.
 *
 * Where a restore lost entries, the kept entry after the gap declares exactly those numbers and the seal of the last one as
 * the log channel shows it; its own seal goes on from the last entry before the gap. No other gap is accepted.
 *
 * What was blanked says no more how old it was. So it counts as no older than the date that its line in the log channel
 * shows, nor than any entry kept before it, less one day: two entries written around midnight may stand in either order.
 */
export async function verifyRegister(
  source: AsyncIterable<StoredEntry>,
  {
    now,
    posted = [],
    complete = false,
  }: {
    now: Instant
    posted?: readonly PostedSeal[]
    /** Whether `posted` is all that the log channel shows, so that a line that is missing there means something. */
    complete?: boolean
  },
): Promise<Verification> {
  const today = londonDate(now)
  const printed = Map.groupBy(posted, (one) => one.n)
  /** Blank entries that no deletion run has listed yet, each with the date before which it cannot have been due. */
  const blanks = new Map<number, CalendarDate>()
  let bad: { firstBad: number; what: string } | null = null
  const report = (n: number, what: string) => {
    if (bad === null || n < bad.firstBad) bad = { firstBad: n, what }
  }
  const gaps: Gap[] = []
  let broken = false
  let previous = { n: 0, h: GENESIS }
  let newestKept: Instant | null = null
  let blank = 0
  let readBack = 0

  for await (const entry of source) {
    const content = readSealed(entry)
    if (!broken) {
      const problem = inChain(previous, entry, content, newestKept)
      if (problem !== null) {
        broken = true
        report(problem.n, problem.what)
      } else {
        const gap = gapBefore(previous, entry.n, content, newestKept)
        if (gap !== null) {
          gaps.push(gap)
          const wrong = gapProblem(gap, printed, today, complete)
          if (wrong !== null) report(wrong.n, wrong.what)
        }
        for (const line of printed.get(entry.n) ?? []) {
          const difference = inLog(entry, content, line, today)
          if (difference !== null) report(entry.n, difference)
          else if (line.found === 'unedited') readBack++
        }
        if (content === null) {
          blank++
          const bounds: CalendarDate[] = []
          if (newestKept !== null) bounds.push(addDays(addMonths(londonDate(newestKept), KEPT_MONTHS), -1))
          for (const { date } of printed.get(entry.n) ?? [])
            if (date !== null) bounds.push(addMonths(date, KEPT_MONTHS))
          blanks.set(
            entry.n,
            bounds.reduce((a, b) => (b > a ? b : a), ''),
          )
        } else if (content !== 'altered' && (newestKept === null || content.at > newestKept))
          newestKept = content.at
      }
      previous = { n: entry.n, h: entry.h }
    }
    if (content !== null && content !== 'altered' && content.action === PURGED)
      checkPurge(entry.n, content, blanks, today, report)
  }

  for (const [n] of blanks)
    report(n, `Entry ${n} has no content, and no later entry says that it was deleted.`)
  const shown = [...printed.keys()].reduce((a, b) => Math.max(a, b), 0)
  if (!broken && shown > previous.n)
    report(
      previous.n + 1,
      `The register ends at entry ${previous.n}, but the log channel shows entry ${shown}: it was cut short, or replaced by an older copy.`,
    )
  const lost = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  if (bad !== null) return { ok: false, ...(bad as { firstBad: number; what: string }) }
  return {
    ok: true,
    entries: previous.n - lost,
    blank,
    readBack,
    gaps,
    last: previous.n === 0 ? null : previous,
  }
}

const HASH = /^[0-9a-f]{64}$/

/** The content that an entry's own seal vouches for: null when it is blank, `altered` when the seal does not fit. */
function readSealed({ c, salt, text }: StoredEntry): EntryContent | null | 'altered' {
  if (salt === null && text === null) return null
  if (salt === null || text === null || !HASH.test(salt) || contentSeal(salt, text) !== c) return 'altered'
  return readContent(text) ?? 'altered'
}

/** Sealed text as content; null when it is something that the bot never writes, whoever sealed it. */
function readContent(text: string): EntryContent | null {
  try {
    const content = JSON.parse(text) as EntryContent
    const isInstant =
      Temporal.Instant.from(content.at).toString({ smallestUnit: 'millisecond' }) === content.at
    return isInstant && typeof content.action === 'string' ? content : null
  } catch {
    return null
  }
}

/** What a deletion run lists; null when that is not a list of entries before it. */
function readPurgeList(run: number, details: EntryContent['details']): PurgeList | null {
  try {
    const { upTo, ranges } = details as unknown as PurgeList
    const wellFormed = ranges.every(
      ([from, to]) => Number.isInteger(from) && Number.isInteger(to) && 1 <= from && from <= to && to < run,
    )
    return wellFormed && addDays(upTo, 0) === upTo ? { upTo, ranges } : null
  } catch {
    return null
  }
}

/** What is wrong with an entry after the one before it. Sealing again shows any change of number, content or order. */
function inChain(
  previous: { n: number; h: string },
  { n, c, h }: StoredEntry,
  content: EntryContent | null | 'altered',
  newestKept: Instant | null,
): { n: number; what: string } | null {
  const expected = previous.n + 1
  const restored = content !== null && content !== 'altered' && content.action === RESTORED
  if (restored && gapBefore(previous, n, content, newestKept) === null)
    return { n, what: `Entry ${n} says that a backup was put back, but not what is missing before it.` }
  if (n > expected && !restored)
    return {
      n: expected,
      what: `Entry ${expected} is missing: entry ${n} comes ${previous.n === 0 ? 'first' : `after entry ${previous.n}`}. It was removed or given another number.`,
    }
  if (n < expected)
    return { n, what: `Entry ${n} stands where entry ${expected} should: its number was changed.` }
  if (content === 'altered')
    return { n, what: `Entry ${n} was altered: what it says does not fit its own seal.` }
  if (n === 1 && content === null)
    return { n, what: 'Entry 1 has no content. It opens the register and is never deleted.' }
  if (!HASH.test(c) || chainSeal(previous.h, n, c) !== h)
    return {
      n,
      what: `Entry ${n} does not fit the entry before it: its seal was altered, or it was moved here or put in later.`,
    }
  return null
}

/** The gap that an entry declares before it, where it is exactly the one that is there; null for any other entry. */
function gapBefore(
  previous: { n: number; h: string },
  n: number,
  content: EntryContent | null | 'altered',
  newestKept: Instant | null,
): Gap | null {
  if (content === null || content === 'altered' || content.action !== RESTORED) return null
  return readGap(previous, n, content, newestKept)
}

/** How a line of the log channel differs from its entry; null when it does not. */
function inLog(
  { n, h }: StoredEntry,
  content: EntryContent | null | 'altered',
  { seal, found }: PostedSeal,
  today: CalendarDate,
): string | null {
  if (seal !== shortSeal(h)) {
    const where = found === 'noted' ? 'the seal noted when it was posted' : 'the seal in the log channel'
    return `Entry ${n} is not the one that was posted: ${where} is ${seal}, the register's is ${shortSeal(h)}.`
  }
  if (found === 'edited') return `The message in the log channel that shows entry ${n} was edited.`
  // a line goes from the channel on its date, with or before the content (K1)
  const mayBeGone =
    content === null || content === 'altered' || addMonths(londonDate(content.at), KEPT_MONTHS) <= today
  if (found === 'gone' && !mayBeGone)
    return `The message in the log channel that showed entry ${n} was deleted before its date.`
  return null
}

/** Takes what a deletion run lists off the blank entries, and reports what it should not list. */
function checkPurge(
  run: number,
  content: EntryContent,
  blanks: Map<number, CalendarDate>,
  today: CalendarDate,
  report: (n: number, what: string) => void,
): void {
  const list = readPurgeList(run, content.details)
  if (list === null) return report(run, `Entry ${run} records a deletion, but not of which earlier entries.`)
  const { upTo, ranges } = list
  const ranOn = londonDate(content.at)
  if (upTo > ranOn || ranOn > today)
    report(
      run,
      `Entry ${run} records a deletion on ${formatDate(ranOn)} of what was due by ${formatDate(upTo)}: nothing is due before its day.`,
    )
  for (const [from, to] of ranges) {
    for (let n = from; n <= to; n++) {
      const dueFrom = blanks.get(n)
      if (dueFrom === undefined)
        report(n, `Entry ${n} has content again, though entry ${run} records its deletion.`)
      else if (dueFrom > upTo)
        report(
          n,
          `Entry ${n} was deleted before it was due: entry ${run} counts it among what was due by ${formatDate(upTo)}, but it cannot have been due before ${formatDate(dueFrom)}.`,
        )
      blanks.delete(n)
    }
  }
}
