import { formatDate, formatDateTime, londonDate, type Instant } from '../policy/calendar.ts'

export { formatDate as longDate, formatDateTime as dateAndTime } from '../policy/calendar.ts'

/** A closing time as a clock in Europe/London shows it: "18:00 on Wednesday 4 March 2026" (F5). */
export function closingTime(at: Instant): string {
  const date = londonDate(at)
  const weekday = Temporal.PlainDate.from(date).toLocaleString('en-GB', { weekday: 'long' })
  return `${formatDateTime(at).slice(-5)} on ${weekday} ${formatDate(date)}`
}
