import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, londonDate, startOfLondonDay } from '../../src/policy/calendar.ts'
import {
  askAboutBanFrom,
  clocksAgree,
  deletionDate,
  dueOn,
  missedRuns,
  runDueFor,
  warnsToday,
} from '../../src/policy/retention.ts'

const FIRST = Date.parse('2024-01-01T00:00:00.000Z')
const YEARS = 12
const someDate = fc.integer({ min: 0, max: 365 * YEARS }).map((days) => addDays('2024-01-01', days))
const someMoment = fc
  .integer({ min: 0, max: YEARS * 365 * 24 * 3600 * 1000 })
  .map((ms) => new Date(FIRST + ms).toISOString())

describe('two years and then gone', () => {
  test('K1 the date of deletion is the same day two years on, and 28 February for 29 February', () => {
    expect(deletionDate('2026-03-01')).toBe('2028-03-01')
    expect(deletionDate('2028-02-29')).toBe('2030-02-28')
    expect(deletionDate('2026-02-28')).toBe('2028-02-28')
  })

  test('K1 on 28 February two days of a leap year are due, on 29 February only what was due before', () => {
    expect(dueOn('2030-02-28').lastDay).toBe('2028-02-29')
    expect(dueOn('2030-02-27').lastDay).toBe('2028-02-27')
    expect(dueOn('2028-02-29').lastDay).toBe('2026-02-28')
    expect(dueOn('2028-03-01').lastDay).toBe('2026-03-01')
  })

  test('K1 on any date exactly that is due whose date of deletion has come: nothing early, nothing late', () => {
    fc.assert(
      fc.property(someDate, someDate, (own, today) => {
        expect(own <= dueOn(today).lastDay).toBe(deletionDate(own) <= today)
      }),
      { numRuns: 2000 },
    )
  })

  test('K1 a moment goes by its date in London, whatever the hour and whether clocks are forward', () => {
    fc.assert(
      fc.property(someMoment, someDate, (at, today) => {
        expect(at < dueOn(today).before).toBe(deletionDate(londonDate(at)) <= today)
      }),
      { numRuns: 2000 },
    )
    // half past midnight in London on 1 June is still 31 May in UTC
    expect('2026-05-31T23:30:00.000Z' < dueOn('2028-05-31').before).toBe(false)
    expect('2026-05-31T22:30:00.000Z' < dueOn('2028-05-31').before).toBe(true)
  })
})

describe('the run', () => {
  test('K1 it is due from 03:30 in London, in summer as in winter', () => {
    expect(runDueFor('2026-01-10T03:29:59.000Z', '03:30')).toBe('2026-01-09')
    expect(runDueFor('2026-01-10T03:30:00.000Z', '03:30')).toBe('2026-01-10')
    expect(runDueFor('2026-07-10T02:29:59.000Z', '03:30')).toBe('2026-07-09')
    expect(runDueFor('2026-07-10T02:30:00.000Z', '03:30')).toBe('2026-07-10')
  })

  test('K5 the days without a run are noticed', () => {
    expect(missedRuns('2026-03-01', '2026-03-02')).toBeNull()
    expect(missedRuns('2026-03-01', '2026-05-11')).toEqual({ from: '2026-03-02', to: '2026-05-10' })
  })

  test('K5 clocks agree within five minutes either way', () => {
    const discord = '2026-03-01T09:00:00.000Z'
    expect(clocksAgree('2026-03-01T09:05:00.000Z', discord)).toBe(true)
    expect(clocksAgree('2026-03-01T08:55:00.000Z', discord)).toBe(true)
    expect(clocksAgree('2026-03-01T09:05:00.001Z', discord)).toBe(false)
    expect(clocksAgree('2026-03-01T08:54:59.999Z', discord)).toBe(false)
    expect(clocksAgree('2027-03-01T09:00:00.000Z', discord)).toBe(false)
  })

  test('K3 the EC is asked a month before the file of a lifetime ban goes', () => {
    expect(askAboutBanFrom('2026-03-31')).toBe('2028-02-29')
    expect(askAboutBanFrom('2026-06-15')).toBe('2028-05-15')
    expect(startOfLondonDay(askAboutBanFrom('2026-06-15'))).toBe('2028-05-14T23:00:00.000Z')
  })

  test('K4 an open matter stands in the digest sixty days ahead, every tenth day, and each of the last seven', () => {
    const days = Array.from({ length: 70 }, (_, n) => 70 - n).filter((n) =>
      warnsToday(addDays('2028-06-01', -n), '2028-06-01'),
    )
    expect(days).toEqual([60, 50, 40, 30, 20, 10, 7, 6, 5, 4, 3, 2, 1])
  })
})
