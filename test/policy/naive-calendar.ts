/**
 * London's calendar from first principles, to check `src/policy/calendar.ts` and to serve the ladder's oracle:
 * a table of every date, and the rule that summer time lasts from the last Sunday in March to the last in
 * October, each at 01:00 UTC. It shares nothing with `src/`.
 */

const FIRST_YEAR = 2019
const LAST_YEAR = 2031

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const two = (n: number) => String(n).padStart(2, '0')

/** Every date there is, in order. */
export const ALL_DAYS: string[] = []
for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  lengths.forEach((length, month) => {
    for (let day = 1; day <= length; day += 1) ALL_DAYS.push(`${year}-${two(month + 1)}-${two(day)}`)
  })
}
const NUMBER = new Map(ALL_DAYS.map((day, n) => [day, n]))

/** A date's place in the table. */
export const numberOf = (day: string): number => {
  const n = NUMBER.get(day)
  if (n === undefined) throw new RangeError(`no such day in the table: ${day}`)
  return n
}

/** 1 January 2019 was a Tuesday. */
const isSunday = (day: string) => (numberOf(day) + 2) % 7 === 0

const lastSunday = (year: number, month: number) =>
  ALL_DAYS.findLast((day) => day.startsWith(`${year}-${two(month)}-`) && isSunday(day)) ?? ''

/** For each year the moments between which London's clocks are an hour ahead. */
const SUMMER = new Map(
  Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, n) => {
    const year = FIRST_YEAR + n
    return [String(year), [`${lastSunday(year, 3)}T01:00`, `${lastSunday(year, 10)}T01:00`]]
  }),
)

const isSummer = (at: string) => {
  const [from, to] = SUMMER.get(at.slice(0, 4)) ?? []
  return from !== undefined && to !== undefined && at >= from && at < to
}

/** London's date at a moment: in summer, from 23:00 UTC on it is tomorrow. */
export function naiveLondonDate(at: string): string {
  const day = at.slice(0, 10)
  return isSummer(at) && at.slice(11, 13) === '23' ? (ALL_DAYS[numberOf(day) + 1] ?? '') : day
}

/** The day on which a letter stops counting: the same date next year, or the 28th for a leap day. */
export function birthday(day: string): string {
  const nextYear = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  return NUMBER.has(nextYear) ? nextYear : nextYear.replace('02-29', '02-28')
}

/** The UTC moment at which London's clocks showed a time; what shows twice is taken at its first. */
export function naiveInstant(day: string, time: string): string {
  const asIf = `${day}T${time}:00.000Z`
  const hourBefore = new Date(Date.parse(asIf) - 3_600_000).toISOString()
  return isSummer(hourBefore) ? hourBefore : asIf
}
