import { addMonths, type CalendarDate, type Instant, londonDate } from './calendar.ts'
import { type Pause, plusOpenDays } from './pause.ts'

/** The targets of D9 and H11: they raise reminders and nothing else. */
export interface Targets {
  /** Days. */
  warning: number
  /** Days, for a 30-day and for a lifetime ban. */
  ban: number
  /** Whatever it is, it should not stay open for longer. */
  months: number
  /** Beyond these it stays open only with a recorded reason. */
  reasonMonths: number
}

export interface Overdue {
  /** The last day within its target. */
  target: CalendarDate
  /** Days since then, from 1. */
  days: number
  /** Open for longer than anything should be. */
  long: boolean
}

/**
 * How far something open is past its target (D9), or null while it is within. `days` is its own target, null where it has
 * none but the months; the days of a pause do not count towards it.
 */
export function overdue(q: {
  openedAt: Instant
  days: number | null
  months: number
  today: CalendarDate
  pauses: readonly Pause[]
}): Overdue | null {
  const last = addMonths(londonDate(q.openedAt), q.months)
  const own = q.days === null ? last : londonDate(plusOpenDays(q.openedAt, q.days, q.pauses))
  const target = own < last ? own : last
  if (q.today <= target) return null
  return { target, days: daysBetween(target, q.today), long: q.today > last }
}

/** From which day on something may stay open only with a recorded reason (D9). */
export const reasonDue = (openedAt: Instant, reasonMonths: number): CalendarDate =>
  addMonths(londonDate(openedAt), reasonMonths)

/** Whether somebody for whom nothing of it is to be done is told on this day: on the first past its target, and weekly from then on. */
export const tellsToday = ({ days }: Pick<Overdue, 'days'>): boolean => (days - 1) % 7 === 0

const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
