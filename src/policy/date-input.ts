import type { CalendarDate } from './calendar.ts'

/** What a volunteer's words for a date came to: a London date and perhaps a London time (`HH:MM`). */
export type DateInput = { ok: true; date: CalendarDate; time?: string } | { ok: false; why: string }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const EARLIEST_YEAR = 2000

const HINT =
  'Write it like 12 March 2026, 12/03/2026 or 2026-03-12, with a time if you know it: 12 March 2026 at 14:30.'

const TIME = /^(?<hour>\d{1,2})(?:[:.](?<minute>\d{2})(?::\d{2})?)?\s*(?<half>[ap]\.?m\.?)?$/
const ISO = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/
const SLASHED = /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})(?:[/.-](?<year>\d{4}|\d{2}))?$/
const DAY_MONTH = /^(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<name>[a-z]+)(?: (?<year>\d{4}|\d{2}))?$/
const MONTH_DAY = /^(?<name>[a-z]+) (?<day>\d{1,2})(?:st|nd|rd|th)?(?: (?<year>\d{4}|\d{2}))?$/
const MONTH_ONLY = /^(?<name>[a-z]+)(?: \d{4})?$/

/** A date with a time after it: divided by *at*, `T`, a comma or a space. The time starts with a digit or is noon. */
const DATE_THEN_TIME =
  /^(?<date>.*?[a-z0-9])(?:t(?=\d)|,? at |, | )(?<time>\d{1,2}(?:[:.]\d{2}(?::\d{2})?)? ?[ap]\.?m\.?|\d{1,2}[:.]\d{2}(?::\d{2})?|noon|midday|midnight)$/
const DATE_AT_SOMETHING = /^(?<date>.+?),? at (?<time>.+)$/

/**
 * Reads what a person typed into *When* (D1). Days come before months, as they do in Britain. Understands
 * `12/03/2026`, `12 March 2026`, `Thursday 12th of March`, `2026-03-12 14:30`, `12 March 2026 at 2.30pm`,
 * `today`, `yesterday`. A date without a year is this year's. Refuses, with a sentence that says what to do:
 * dates that do not exist, dates after `today`, a day of the week that does not fit, a time that could be
 * morning or afternoon. Whether a time of today is still to come only the caller, who has the hour, can tell.
 */
export function parseDateInput(text: string, today: CalendarDate): DateInput {
  const typed = text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  if (typed === '') return { ok: false, why: `Say when it happened. ${HINT}` }

  const split = DATE_THEN_TIME.exec(typed)?.groups ?? DATE_AT_SOMETHING.exec(typed)?.groups
  const dateText = split?.['date'] ?? typed
  const timeText = split?.['time']

  const date = readDate(dateText, today)
  if (!date.ok) return date
  if (timeText === undefined) return date
  const time = readTime(timeText)
  return time.ok ? { ok: true, date: date.date, time: time.time } : time
}

type Refusal = { ok: false; why: string }
type DateOnly = { ok: true; date: CalendarDate } | Refusal

function readDate(text: string, today: CalendarDate): DateOnly {
  if (text === 'today') return { ok: true, date: today }
  if (text === 'yesterday') {
    return { ok: true, date: Temporal.PlainDate.from(today).subtract({ days: 1 }).toString() }
  }

  const { weekday, rest } = takeWeekday(text)
  const parts = dateParts(rest)
  if (parts === undefined) {
    return {
      ok: false,
      why:
        monthOf(MONTH_ONLY.exec(rest)?.groups?.['name']) === undefined
          ? `I can't read that date. ${HINT}`
          : `Which day? ${HINT}`,
    }
  }

  const thisYear = Temporal.PlainDate.from(today).year
  const year = parts.year ?? thisYear
  if (year < EARLIEST_YEAR) return { ok: false, why: `Please check the year. ${HINT}` }
  const date = existing(year, parts.month, parts.day)
  if (date === undefined)
    return { ok: false, why: `There is no such date. ${HINT} The day comes before the month.` }
  if (date.toString() > today) {
    const why =
      parts.year === undefined
        ? 'That day of this year is still to come. Please give the year.'
        : 'That date is still to come. Please check it.'
    return { ok: false, why }
  }
  if (weekday !== undefined && date.dayOfWeek !== weekday) {
    return {
      ok: false,
      why: `That was a ${capital(WEEKDAYS[date.dayOfWeek - 1] ?? '')}. Please check the date.`,
    }
  }
  return { ok: true, date: date.toString() }
}

function takeWeekday(text: string): { weekday: number | undefined; rest: string } {
  const [first = '', ...others] = text.split(/,? /)
  const name = first.replace(/[.,]$/, '')
  const index = name.length >= 3 ? WEEKDAYS.findIndex((day) => day.startsWith(name)) : -1
  const weekday = index === -1 || others.length === 0 ? undefined : index + 1
  const rest = weekday === undefined ? text : text.slice(first.length).replace(/^,? /, '')
  return { weekday, rest: rest.replaceAll(',', '').replace(/^the /, '') }
}

function dateParts(text: string): { year: number | undefined; month: number; day: number } | undefined {
  for (const shape of [ISO, SLASHED, DAY_MONTH, MONTH_DAY]) {
    const found = shape.exec(text)?.groups
    if (found === undefined) continue
    const month = found['name'] === undefined ? Number(found['month']) : monthOf(found['name'])
    if (month === undefined) continue
    return { year: fullYear(found['year']), month, day: Number(found['day']) }
  }
  return undefined
}

function monthOf(name: string | undefined): number | undefined {
  if (name === undefined) return undefined
  const full = [
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
  const index = name === 'sept' ? 8 : full.findIndex((month, n) => month === name || MONTHS[n] === name)
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
  const unclear: Refusal = {
    ok: false,
    why: `I can't read that time. Write it like 14:30 or 2.30pm, or leave it out.`,
  }
  // Midnight could be the start of the day or its end, and an incident's day can decide a step.
  if (text === 'midnight')
    return { ok: false, why: 'Write 00:00 for the start of a day, or 23:59 for its end.' }
  const found = TIME.exec(text)?.groups
  if (found === undefined) return unclear
  const hour = Number(found['hour'])
  const minute = found['minute'] ?? '00'
  const half = found['half']?.charAt(0)
  if (Number(minute) > 59) return unclear

  if (half !== undefined) {
    if (hour < 1 || hour > 12) return unclear
    return { ok: true, time: `${String((hour % 12) + (half === 'p' ? 12 : 0)).padStart(2, '0')}:${minute}` }
  }
  if (found['minute'] === undefined || found['hour']?.length === 1) {
    return { ok: false, why: 'Morning or afternoon? Write the time like 14:30, 02:30 or 2.30pm.' }
  }
  if (hour > 23) return unclear
  return { ok: true, time: `${found['hour']}:${minute}` }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
