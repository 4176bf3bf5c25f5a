import type { CalendarDate } from './calendar.ts'

/** What somebody's words for a date came to: a London date and perhaps a London time (`HH:MM`). */
export type DateInput = { ok: true; date: CalendarDate; time?: string } | Refusal

type Refusal = { ok: false; why: string }

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const EARLIEST_YEAR = 2000

const HINT =
  'Write it like 12 March 2026, 12/03/2026 or 2026-03-12, with a time if you know it: 12 March 2026 at 14:30.'
const UNREADABLE: Refusal = { ok: false, why: `I can't read that date. ${HINT}` }
const UNREADABLE_TIME: Refusal = {
  ok: false,
  why: "I can't read that time. Write it like 14:30 or 2.30pm, or leave it out.",
}

/** What a date can look like. Days come before months unless the month is named. */
const DATES = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4}|\d{2})$/,
  /^(?<day>\d{1,2})\/(?<month>\d{1,2})$/,
  /^(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>[a-z]+)(?: (?<year>\d{4}|\d{2}))?$/,
  /^(?<month>[a-z]+) (?<day>\d{1,2})(?:st|nd|rd|th)?(?: (?<year>\d{4}|\d{2}))?$/,
]
const MONTH_WITHOUT_DAY = /^(?<month>[a-z]+)(?: \d{4})?$/
const CLOCK_TIME = /^(?<hour>\d{1,2})(?:[:.](?<minute>\d{2})(?::\d{2})?)?\s*(?<half>[ap]\.?m\.?)?$/
const UTC_MOMENT = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?z$/

/** A date, then *at*, `T`, a comma or a space, then what is plainly a time; or anything at all after *at*. */
const DATE_AND_TIME = [
  /^(?<date>.*?[a-z0-9])(?:t(?=\d)|,? at |, | )(?<time>\d{1,2}(?:[:.]\d{2}(?::\d{2})?)? ?[ap]\.?m\.?|\d{1,2}[:.]\d{2}(?::\d{2})?|noon|midday|midnight)$/,
  /^(?<date>.+?),? at (?<time>.+)$/,
]

/**
 * Reads what a person typed into *When* (D1). Days come before months, as they do in Britain. Understands
 * `12/03/2026`, `12 March 2026`, `Thursday 12th of March`, `2026-03-12 14:30`, `12 March 2026 at 2.30pm`,
 * `today`, `yesterday`, and a post's own time in UTC (`2026-03-12T14:30:00.000Z`), whose seconds are dropped.
 * A date without a year is this year's. Refuses, with a sentence that says what to do: dates that do not
 * exist, dates after `today`, a day of the week that does not fit, a time that may be morning or afternoon.
 * Whether a time of today is still to come only the caller can tell, who knows the hour.
 */
export function parseDateInput(text: string, today: CalendarDate): DateInput {
  const typed = text.trim().toLowerCase().replaceAll(/\s+/g, ' ').replace(/^on /, '')
  if (typed === '') return { ok: false, why: `Say when it happened. ${HINT}` }
  const plain = UTC_MOMENT.test(typed) ? londonWords(typed) : typed
  if (plain === undefined) return UNREADABLE

  const split = firstMatch(DATE_AND_TIME, plain)
  const date = readDate(split?.['date'] ?? plain, today)
  if (!date.ok || split?.['time'] === undefined) return date
  const time = readTime(split['time'])
  return time.ok ? { ...date, time: time.time } : time
}

function londonWords(moment: string): string | undefined {
  try {
    const local = Temporal.Instant.from(moment).toZonedDateTimeISO('Europe/London')
    return local.toPlainDateTime().toString({ smallestUnit: 'minute' }).toLowerCase()
  } catch {
    return undefined
  }
}

function readDate(text: string, today: CalendarDate): { ok: true; date: CalendarDate } | Refusal {
  const now = Temporal.PlainDate.from(today)
  if (text === 'today') return { ok: true, date: today }
  if (text === 'yesterday') return { ok: true, date: now.subtract({ days: 1 }).toString() }

  const { weekday, rest } = takeWeekday(text)
  const parts = firstMatch(DATES, rest)
  const month = monthOf(parts?.['month'])
  if (parts === undefined || month === undefined) {
    const isMonthOnly = monthOf(MONTH_WITHOUT_DAY.exec(rest)?.groups?.['month']) !== undefined
    return isMonthOnly ? { ok: false, why: `Which day? ${HINT}` } : UNREADABLE
  }

  const year = fullYear(parts['year']) ?? now.year
  if (year < EARLIEST_YEAR) return { ok: false, why: `Please check the year. ${HINT}` }
  const date = existing(year, month, Number(parts['day']))
  if (date === undefined) {
    return { ok: false, why: `There is no such date; the day comes before the month. ${HINT}` }
  }
  if (Temporal.PlainDate.compare(date, now) > 0) {
    return {
      ok: false,
      why:
        parts['year'] === undefined
          ? 'That day of this year is still to come. Please give the year.'
          : 'That date is still to come. Please check it.',
    }
  }
  if (weekday !== undefined && date.dayOfWeek !== weekday) {
    return { ok: false, why: `That was a ${WEEKDAYS[date.dayOfWeek - 1]}. Please check the date.` }
  }
  return { ok: true, date: date.toString() }
}

/** Takes a day of the week, in full or shortened, off the front; without it *the* and commas are only decoration. */
function takeWeekday(text: string): { weekday: number | undefined; rest: string } {
  const name = /^([a-z]{3,})[.,]? /.exec(text)
  const index = name === null ? -1 : WEEKDAYS.findIndex((day) => day.toLowerCase().startsWith(name[1] ?? ''))
  const rest = index === -1 || name === null ? text : text.slice(name[0].length)
  return {
    weekday: index === -1 ? undefined : index + 1,
    rest: rest.replaceAll(',', '').replace(/^the /, ''),
  }
}

function monthOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined
  if (/^\d+$/.test(written)) return Number(written)
  const index = written.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(written))
  return index === -1 ? undefined : index + 1
}

function fullYear(written: string | undefined): number | undefined {
  if (written === undefined) return undefined
  return written.length === 2 ? 2000 + Number(written) : Number(written)
}

function existing(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' })
  return date.day === day ? date : undefined
}

function readTime(text: string): { ok: true; time: string } | Refusal {
  if (text === 'noon' || text === 'midday') return { ok: true, time: '12:00' }
  // It could be the start of the day or its end, and an incident's day can decide a step.
  if (text === 'midnight') {
    return { ok: false, why: 'Write 00:00 for the start of a day, or 23:59 for its end.' }
  }
  const found = CLOCK_TIME.exec(text)?.groups
  const hour = Number(found?.['hour'])
  const minute = found?.['minute'] ?? '00'
  if (found === undefined || Number(minute) > 59) return UNREADABLE_TIME

  if (found['half'] !== undefined) {
    if (hour < 1 || hour > 12) return UNREADABLE_TIME
    const inDay = (hour % 12) + (found['half'].startsWith('p') ? 12 : 0)
    return { ok: true, time: `${String(inDay).padStart(2, '0')}:${minute}` }
  }
  if (found['hour']?.length === 1 || (found['minute'] === undefined && hour <= 12)) {
    return { ok: false, why: 'Morning or afternoon? Write the time like 14:30, 02:30 or 2.30pm.' }
  }
  return hour > 23 ? UNREADABLE_TIME : { ok: true, time: `${found['hour']}:${minute}` }
}

function firstMatch(shapes: readonly RegExp[], text: string): Record<string, string | undefined> | undefined {
  for (const shape of shapes) {
    const groups = shape.exec(text)?.groups
    if (groups !== undefined) return groups
  }
  return undefined
}
