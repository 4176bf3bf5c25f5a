/**
 * Dates and times as the policy means them: windows are calendar dates in Europe/London (E1), so neither
 * the machine's time zone, nor BST, nor a leap day ever changes an outcome.
 */

export { parseDateInput } from './date-input.ts'

/** A moment: 24-character UTC ISO string with milliseconds, `2026-03-01T09:00:00.000Z`. Sorts as text. */
export type Instant = string

/** A date in Europe/London, `YYYY-MM-DD`. Sorts as text. */
export type CalendarDate = string

const LONDON = 'Europe/London'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** The calendar date in London at a moment (E1). */
export function londonDate(at: Instant): CalendarDate {
  return inLondon(at).toPlainDate().toString()
}

/** 00:00 Europe/London at the start of a date. */
export function startOfLondonDay(date: CalendarDate): Instant {
  return toInstant(Temporal.PlainDate.from(date).toZonedDateTime(LONDON))
}

/** The date so many days later (or earlier, when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/**
 * The same day of the month so many months later, counted from the date itself and never month by month;
 * a day that the month lacks becomes its last: 29 February plus twelve months is 28 February (E3).
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ months }).toString()
}

/** The same London wall-clock time so many days later; in the spring gap, an hour further on. */
export function plusDays(at: Instant, days: number): Instant {
  return toInstant(inLondon(at).add({ days }))
}

/** So many seconds of elapsed time later. */
export function plusSeconds(at: Instant, seconds: number): Instant {
  return Temporal.Instant.from(at).add({ seconds }).toString({ smallestUnit: 'millisecond' })
}

/** So many minutes of elapsed time later. */
export function plusMinutes(at: Instant, minutes: number): Instant {
  return Temporal.Instant.from(at).add({ minutes }).toString({ smallestUnit: 'millisecond' })
}

/** So many hours of elapsed time later. */
export function plusHours(at: Instant, hours: number): Instant {
  return Temporal.Instant.from(at).add({ hours }).toString({ smallestUnit: 'millisecond' })
}

/**
 * When a notice or letter that is ready at `at` may go out (F5): at once from `from` up to, but not at,
 * `to`; otherwise at the next opening. `from` and `to` are London wall-clock times `HH:MM` of one day,
 * `from` before `to`; `24:00` may stand for the end of the day.
 */
export function nextSendingTime(at: Instant, hours: { from: string; to: string }): Instant {
  const local = inLondon(at)
  const wall = clock(local)
  if (wall >= hours.from && wall < hours.to) return at
  const day = wall < hours.from ? local.toPlainDate() : local.toPlainDate().add({ days: 1 })
  return toInstant(day.toZonedDateTime({ timeZone: LONDON, plainTime: Temporal.PlainTime.from(hours.from) }))
}

/** A date as people read it: `1 March 2026`. */
export function formatDate(date: CalendarDate): string {
  const { year, month, day } = Temporal.PlainDate.from(date)
  return `${day} ${MONTHS[month - 1]} ${year}`
}

/** A moment as people in London read it: `1 March 2026 at 14:05`. */
export function formatDateTime(at: Instant): string {
  const local = inLondon(at)
  return `${formatDate(local.toPlainDate().toString())} at ${clock(local)}`
}

/**
 * The moment at which London's clocks showed `time` (`HH:MM`) on a date. Where they showed it twice
 * (October) the first is meant, and where they skipped it (March) the hour before the gap: the earlier
 * moment can never move an incident past a letter that it may have come before.
 */
export function instantFromLondon(date: CalendarDate, time: string): Instant {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time))
  return toInstant(wall.toZonedDateTime(LONDON, { disambiguation: 'earlier' }))
}

function inLondon(at: Instant): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(LONDON)
}

function toInstant(local: Temporal.ZonedDateTime): Instant {
  return local.toInstant().toString({ smallestUnit: 'millisecond' })
}

function clock(local: Temporal.ZonedDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: 'minute' })
}
