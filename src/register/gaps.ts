import { addMonths, londonDate, type CalendarDate, type Instant } from '../policy/calendar.ts'
import { type DeclaredGap, type EntryContent, KEPT_MONTHS } from './entry.ts'
import type { PostedSeal } from './posted.ts'
import { shortSeal } from './seal.ts'

/** What a restore lost: the entries `from` to `to`, both included, as entry `entry` says. None where `from` is after `to`. */
export interface Gap {
  from: number
  to: number
  entry: number
  /** The 12 digits of the last lost entry's seal; null where the log channel could not be read. */
  seal: string | null
  /** From this London date on the lines of the lost entries may be gone from the log channel (K1). */
  linesGo: CalendarDate
}

const SHORT_SEAL = /^[0-9a-f]{12}$/

/**
 * The gap that the content of entry `n` declares after the entry `previous` (J3); null unless it is exactly the one that
 * is there: it begins right after `previous`, ends right before `n`, and cites a seal in the right form. `newestKept` is
 * the time of the newest entry before it that still has its content: nothing that came after it can have been older.
 */
export function readGap(
  previous: { n: number; h: string },
  n: number,
  content: EntryContent,
  newestKept: Instant | null,
): Gap | null {
  const { upTo, lost, seal, seenOn } = content.details as unknown as Partial<DeclaredGap>
  const gap = { from: previous.n + 1, to: n - 1, entry: n }
  const fits =
    lost === null
      ? gap.to < gap.from && (seal === null || seal === shortSeal(previous.h))
      : Array.isArray(lost) && gap.from <= gap.to && lost[0] === gap.from && lost[1] === gap.to
  if (!fits || upTo !== previous.n || seal === undefined) return null
  if (seal !== null && (typeof seal !== 'string' || !SHORT_SEAL.test(seal))) return null
  const dates = [seenOn ?? '', newestKept === null ? '' : londonDate(newestKept)]
    .filter((x) => x !== '')
    .toSorted()
  return { ...gap, seal, linesGo: addMonths(dates.at(-1) ?? londonDate(content.at), KEPT_MONTHS) }
}

/**
 * What is wrong with a gap by the lines of the lost entries in the log channel: the last one's must be there and show the
 * seal that is cited, and none may have been edited, or deleted before its date. Null when nothing is. `complete`: whether
 * `printed` holds all that the log channel shows.
 */
export function gapProblem(
  gap: Gap,
  printed: ReadonlyMap<number, readonly PostedSeal[]>,
  today: CalendarDate,
  complete: boolean,
): { n: number; what: string } | null {
  for (let n = gap.from; n <= gap.to; n++)
    for (const { seal, found, date } of printed.get(n) ?? []) {
      if (n === gap.to && gap.seal !== null && seal !== gap.seal)
        return {
          n: gap.entry,
          what: `Entry ${gap.entry} cites the seal ${gap.seal} for the lost entry ${n}, but the log channel shows ${seal}.`,
        }
      if (found === 'edited')
        return { n, what: `The message in the log channel that shows the lost entry ${n} was edited.` }
      if (found === 'gone' && (date === null ? gap.linesGo : addMonths(date, KEPT_MONTHS)) > today)
        return {
          n,
          what: `The message in the log channel that showed the lost entry ${n} was deleted before its date.`,
        }
    }
  const isCited = gap.from > gap.to || gap.seal === null || printed.has(gap.to)
  if (isCited || !complete || gap.linesGo <= today) return null
  return {
    n: gap.entry,
    what: `Entry ${gap.entry} says that a backup was put back and entry ${gap.to} was the last one lost, but the log channel shows no such entry.`,
  }
}

/** What restores lost, in plain English with a space at the end; nothing where nothing was ever lost. */
export const gapsInWords = (gaps: readonly Gap[]): string =>
  gaps
    .filter(({ from, to }) => from <= to)
    .map(
      ({ from, to, entry }) =>
        `${from === to ? `Entry ${from} was` : `Entries ${from} to ${to} were`} lost when a backup was put back, as entry ${entry} says. `,
    )
    .join('')
