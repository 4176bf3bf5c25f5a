import fc from 'fast-check'
import { ALL_DAYS, naiveInstant, numberOf } from './naive-calendar.ts'
import type { IncidentTime, LadderQuestion, LadderSanction } from '../../src/policy/ladder.ts'

/**
 * Random histories that keep close to where the ladder turns: letters a few days, thirty days or a year apart,
 * around leap days and the changes of the clocks, incidents within a day of a letter, a ban's end or a window's.
 */

const CORNERS = [
  '2023-02-28',
  '2023-03-26',
  '2023-10-29',
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2024-03-31',
  '2024-10-27',
  '2025-02-28',
  '2025-03-30',
]
const HOURS = ['00:00', '00:30', '09:00', '12:00', '12:01', '17:59', '23:30', '23:59']
const PLATFORMS = ['discord', 'facebook', 'x']

const addDays = (day: string, days: number) => ALL_DAYS[numberOf(day) + days] ?? ''

const aDay = fc.oneof(
  fc.constantFrom(...CORNERS),
  fc.integer({ min: 0, max: 900 }).map((days) => addDays('2023-01-01', days)),
)
const aGap = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 2, 28, 29, 30, 31, 59, 60, 364, 365, 366, 367) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 420 }) },
)
const anHour = fc.constantFrom(...HOURS)
const rarely = fc.integer({ min: 0, max: 9 }).map((n) => n === 0)
const sometimes = fc.integer({ min: 0, max: 4 }).map((n) => n === 0)

const aSanction = fc.record({
  kind: fc.constantFrom('warning', 'warning', 'ban30', 'ban30', 'lifetime'),
  platform: fc.constantFrom(...PLATFORMS, 'discord'),
  gap: aGap,
  hour: fc.option(anHour, { freq: 4 }),
  delivered: rarely.map((no) => !no),
  begun: rarely.map((no) => !no),
  liftedAfter: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 3 }),
  overturned: rarely,
  underReview: rarely,
  appealPending: sometimes,
  rests: fc.boolean(),
})

/** An incident by where it stands to some point of the history. */
const anIncident = fc.record({
  point: fc.nat(30),
  shift: fc.oneof(fc.constantFrom(-1, 0, 0, 1), fc.integer({ min: -60, max: 60 })),
  hour: anHour,
  known: fc.constantFrom('instant', 'date', 'date', 'unknown', 'unknown_from'),
  width: fc.oneof(fc.constantFrom(0, 1, 2, 30), fc.integer({ min: 0, max: 200 })),
})

/** A question to the ladder, with a history of up to six sanctions and one to three incidents. */
export const histories: fc.Arbitrary<LadderQuestion> = fc
  .record({
    start: aDay,
    sanctions: fc.array(aSanction, { maxLength: 6 }),
    incidents: fc.array(anIncident, { minLength: 1, maxLength: 3 }),
    warningsCountOn: fc.constantFrom('any_platform' as const, 'same_platform' as const),
    lifetimeWindow: fc.constantFrom('from_ban' as const, 'from_warning' as const),
  })
  .map(({ start, sanctions, incidents, warningsCountOn, lifetimeWindow }) => {
    let day = start
    const points = [start]
    const made = sanctions.map((one, n): LadderSanction => {
      day = addDays(day, one.gap)
      const last = addDays(day, 29)
      points.push(day, addDays(day, 1), last, addDays(last, 1), addDays(day, 365), addDays(day, 366))
      const liftedOn = one.liftedAfter === null ? null : addDays(day, one.liftedAfter)
      if (liftedOn !== null) points.push(liftedOn)
      const isBan = one.kind !== 'warning'
      return {
        ref: `S${n}`,
        kind: one.kind as LadderSanction['kind'],
        platform: one.platform,
        letter: one.delivered
          ? { date: day, at: one.hour === null ? null : naiveInstant(day, one.hour) }
          : null,
        ban:
          isBan && one.begun
            ? { firstDay: day, lastDay: one.kind === 'ban30' ? last : null, liftedOn }
            : null,
        overturned: one.overturned,
        underReview: one.underReview,
        appealPending: one.appealPending,
        ...(one.rests && n > 0 ? { reliedOn: [`S${n - 1}`] } : {}),
      }
    })
    return {
      sanctions: made,
      platform: 'discord',
      settings: { warningsCountOn, lifetimeWindow },
      incidents: incidents.map(({ point, shift, hour, known, width }, n) => {
        const date = addDays(points[point % points.length] ?? start, shift)
        return { id: `i${n}`, time: timeOf(known, date, hour, width) }
      }),
    }
  })

function timeOf(known: string, date: string, hour: string, width: number): IncidentTime {
  switch (known) {
    case 'instant':
      return { known: 'instant', at: naiveInstant(date, hour) }
    case 'date':
      return { known: 'date', date }
    default:
      return {
        known: 'unknown',
        notBefore: known === 'unknown' ? null : date,
        notAfter: addDays(date, width),
      }
  }
}
