import { addDays, type CalendarDate } from './calendar.ts'
import { type DateInput, parseDateInput } from './date-input.ts'

const OVER: DateInput = { ok: false, why: 'That day is over. Give today or a day to come.' }

/**
 * Reads what a person typed for a day that is today or still to come, within the next two calendar years, in the forms
 * that `parseDateInput` reads; also `today` and `tomorrow`. A date without a year is the next such day. A time is refused.
 */
export function comingDate(text: string, today: CalendarDate): DateInput {
  const typed = text.trim().toLowerCase()
  if (typed === 'today') return { ok: true, date: today }
  if (typed === 'tomorrow') return { ok: true, date: addDays(today, 1) }
  if (typed === 'yesterday') return OVER
  const year = Number(today.slice(0, 4))
  const read = [year, year + 1].map((y) => parseDateInput(text, `${y}-12-31`))
  const found = read.find((one) => one.ok && one.date >= today) ?? read.at(-1)
  if (!found?.ok) return found as DateInput
  if (found.date < today) return OVER
  if (found.time !== undefined) return { ok: false, why: 'Give the day without a time.' }
  return found
}
