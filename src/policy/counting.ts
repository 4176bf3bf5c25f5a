import { addMonths, type CalendarDate, type Instant } from './calendar.ts'
import type { LadderQuestion, LadderSanction } from './ladder.ts'

/** An incident's moment, settled: its day in London and, where it is known, the moment itself. */
export interface When {
  date: CalendarDate
  at: Instant | null
}

/** A sanction that can count: its letter reached the person, and nothing took it away (E2). */
export type Standing = LadderSanction & { letter: NonNullable<LadderSanction['letter']> }

/** How long a letter counts (E3). */
const WINDOW_MONTHS = 12

/** Whether a sanction can count at all (E2). */
export function stands(sanction: LadderSanction): sanction is Standing {
  return sanction.letter !== null && !sanction.overturned && !sanction.underReview
}

/** Whether its kind counts for a platform: a ban always, a warning by the setting (E4); none that counts apart (B4). */
export function countsFor(
  sanction: LadderSanction,
  q: Pick<LadderQuestion, 'platform' | 'settings'>,
): boolean {
  if (sanction.apart === true) return false
  if (sanction.kind !== 'warning' || sanction.platform === q.platform) return true
  return q.settings.warningsCountOn === 'any_platform'
}

/** Whether something came after a letter: by the minute where both are known, else from the next day on (E3). */
export function isAfterLetter(when: When, { letter }: Standing): boolean {
  return when.at !== null && letter.at !== null ? when.at > letter.at : when.date > letter.date
}

/** The first day on which a letter no longer counts: its own date, twelve months on (E3). */
export function stopsCounting({ letter }: Standing): CalendarDate {
  return addMonths(letter.date, WINDOW_MONTHS)
}

/** Whether a letter's twelve months take in an incident (E3). */
export function isInWindow(when: When, sanction: Standing): boolean {
  return isAfterLetter(when, sanction) && when.date < stopsCounting(sanction)
}

/** The last day on which a ban held: its own, or the day on which it was lifted if that came sooner. */
export function lastDayOf({ ban }: LadderSanction): CalendarDate | null {
  if (ban === null) return null
  if (ban.lastDay === null || ban.liftedOn === null) return ban.lastDay ?? ban.liftedOn
  return ban.liftedOn < ban.lastDay ? ban.liftedOn : ban.lastDay
}

/**
 * Whether a ban was over on an incident's day. One that has not begun is not: its letter speaks of thirty
 * days to come, and what happens before they have passed is not "after" the ban (E5).
 */
export function isOver(sanction: LadderSanction, when: When): boolean {
  const last = lastDayOf(sanction)
  return last !== null && when.date > last
}

/** Oldest letter first; on one day by the minute, a letter of unknown minute last (as E3 takes it), then by reference. */
export function byLetter(sanctions: readonly Standing[]): Standing[] {
  const key = ({ letter, ref }: Standing) => `${letter.date} ${letter.at ?? 'unknown'} ${ref}`
  return sanctions.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
