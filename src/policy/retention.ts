import {
  addDays,
  addMonths,
  londonDate,
  plusMinutes,
  startOfLondonDay,
  type CalendarDate,
  type Instant,
} from './calendar.ts'

/** Months after its own date on which everything personal is deleted (K1). */
export const KEPT_MONTHS = 24

/** The London date on which something of `own` date is deleted: two years on, and 28 February for 29 February (K1). */
export const deletionDate = (own: CalendarDate): CalendarDate => addMonths(own, KEPT_MONTHS)

/** What is due on `today`: everything whose own date is `lastDay` or earlier, and every moment before `before` (K1). */
export interface Due {
  today: CalendarDate
  lastDay: CalendarDate
  before: Instant
}

/** What is due by the end of a London date: nothing early and nothing late, leap days included. */
export function dueOn(today: CalendarDate): Due {
  let lastDay = addMonths(today, -KEPT_MONTHS)
  // 28 February is the date for two days of a leap year
  while (deletionDate(addDays(lastDay, 1)) <= today) lastDay = addDays(lastDay, 1)
  return { today, lastDay, before: startOfLondonDay(addDays(lastDay, 1)) }
}

/** Days before its deletion on which an open matter appears in the digest (K4). */
export const WARN_DAYS = 60

/** How often a hold is reviewed, in months (K4). */
export const REVIEW_MONTHS = 3

/** From which date on the EC is asked whether a lifetime ban is kept: a month before its file goes (K3). */
export const askAboutBanFrom = (own: CalendarDate): CalendarDate => addMonths(deletionDate(own), -1)

/** How far the system's clock may be from Discord's own, in minutes (K5). */
const CLOCKS_APART_MINUTES = 5

/** Whether the system's time is near enough to Discord's for anything to be deleted by it (K5). */
export const clocksAgree = (now: Instant, discord: Instant): boolean =>
  now <= plusMinutes(discord, CLOCKS_APART_MINUTES) && discord <= plusMinutes(now, CLOCKS_APART_MINUTES)

/** The date of the daily run that should have been made by now; `time` is a London wall-clock time, `HH:MM`. */
export function runDueFor(now: Instant, time: string): CalendarDate {
  const local = Temporal.Instant.from(now).toZonedDateTimeISO('Europe/London')
  const today = londonDate(now)
  return Temporal.PlainTime.compare(local.toPlainTime(), Temporal.PlainTime.from(time)) >= 0
    ? today
    : addDays(today, -1)
}

/** The dates on which no run was made between the last one and this: what the bot was away for (K5). */
export function missedRuns(
  last: CalendarDate,
  run: CalendarDate,
): { from: CalendarDate; to: CalendarDate } | null {
  const from = addDays(last, 1)
  const to = addDays(run, -1)
  return from <= to ? { from, to } : null
}

/** On which days before its deletion an open matter stands in the digest: every tenth, and the last seven (K4). */
export function warnsToday(today: CalendarDate, on: CalendarDate): boolean {
  const left = Temporal.PlainDate.from(today).until(on, { largestUnit: 'days' }).days
  return left <= WARN_DAYS && (left % 10 === 0 || left <= 7)
}
