import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  formatDate,
  formatDateTime,
  instantFromLondon,
  londonDate,
  nextSendingTime,
  plusDays,
  plusHours,
  plusMinutes,
  startOfLondonDay,
} from '../../src/policy/calendar.ts'
import { ALL_DAYS, birthday, naiveInstant, naiveLondonDate } from './naive-calendar.ts'

const someDay = fc.constantFrom(...ALL_DAYS.slice(400, -400))
const someInstant = fc
  .tuple(someDay, fc.nat(24 * 3600 * 1000 - 1))
  .map(([day, ms]) => new Date(Date.parse(`${day}T00:00:00.000Z`) + ms).toISOString())
const someTime = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

describe('E1 London dates', () => {
  test.each([
    ['2026-03-29T00:59:59.999Z', '2026-03-29'],
    ['2026-03-28T23:59:59.999Z', '2026-03-28'],
    ['2026-03-29T22:59:59.999Z', '2026-03-29'],
    ['2026-03-29T23:00:00.000Z', '2026-03-30'],
    ['2026-10-24T23:00:00.000Z', '2026-10-25'],
    ['2026-10-25T23:00:00.000Z', '2026-10-25'],
    ['2024-02-29T23:30:00.000Z', '2024-02-29'],
  ])('E1 at %s it is %s in London', (at, date) => {
    expect(londonDate(at)).toBe(date)
  })

  test('E1 any moment: as the rule of the last Sundays says', () => {
    fc.assert(
      fc.property(someInstant, (at) => {
        expect(londonDate(at)).toBe(naiveLondonDate(at))
      }),
    )
  })

  test('E1 a day starts at 23:00 UTC the evening before in summer, at 00:00 in winter and on both days of the change', () => {
    expect(startOfLondonDay('2026-07-01')).toBe('2026-06-30T23:00:00.000Z')
    expect(startOfLondonDay('2026-01-01')).toBe('2026-01-01T00:00:00.000Z')
    expect(startOfLondonDay('2026-03-29')).toBe('2026-03-29T00:00:00.000Z')
    expect(startOfLondonDay('2026-10-25')).toBe('2026-10-24T23:00:00.000Z')
    fc.assert(
      fc.property(someDay, (day) => {
        const start = startOfLondonDay(day)
        expect(londonDate(start)).toBe(day)
        expect(londonDate(new Date(Date.parse(start) - 1).toISOString())).not.toBe(day)
      }),
    )
  })
})

describe('E3 days and months', () => {
  test.each([
    ['2024-02-29', 12, '2025-02-28'],
    ['2023-02-28', 12, '2024-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-03-01', -12, '2024-03-01'],
    ['2026-11-30', 3, '2027-02-28'],
  ])('E3 %s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected)
  })

  test('E3 K1 twelve months are the same date next year, or the 28th for a leap day; twenty-four likewise', () => {
    fc.assert(
      fc.property(someDay, (day) => {
        expect(addMonths(day, 12)).toBe(birthday(day))
        const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
        const lastOfMonth = new Date(Date.UTC(year + 2, month, 0)).getUTCDate()
        const expected = new Date(Date.UTC(year + 2, month - 1, Math.min(date, lastOfMonth)))
        expect(addMonths(day, 24)).toBe(expected.toISOString().slice(0, 10))
      }),
    )
  })

  test('G4 any number of days later is that many lines further down the table', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 4000 }), fc.integer({ min: -400, max: 400 }), (n, days) => {
        expect(addDays(ALL_DAYS[n] ?? '', days)).toBe(ALL_DAYS[n + days])
      }),
    )
  })
})

describe('D4 spans of time', () => {
  test('D4 days later means the same hour in London, over both changes of the clocks', () => {
    expect(plusDays('2026-03-28T10:00:00.000Z', 1)).toBe('2026-03-29T09:00:00.000Z')
    expect(plusDays('2026-10-24T09:00:00.000Z', 1)).toBe('2026-10-25T10:00:00.000Z')
    expect(plusDays('2026-03-25T10:00:00.000Z', 7)).toBe('2026-04-01T09:00:00.000Z')
    expect(plusDays('2026-06-01T10:00:00.000Z', 0)).toBe('2026-06-01T10:00:00.000Z')
  })

  test('D4 the same hour in a spring night that skips it is an hour further on', () => {
    expect(plusDays('2026-03-28T01:30:00.000Z', 1)).toBe('2026-03-29T01:30:00.000Z')
  })

  test('F3 minutes and hours are elapsed time, whatever the clocks do', () => {
    expect(plusMinutes('2026-03-29T00:45:00.000Z', 30)).toBe('2026-03-29T01:15:00.000Z')
    expect(plusHours('2026-10-24T12:00:00.000Z', 24)).toBe('2026-10-25T12:00:00.000Z')
  })
})

describe('F5 sending hours', () => {
  const hours = { from: '09:00', to: '18:00' }

  test.each([
    ['winter, inside', '2026-01-15T09:00:00.000Z', '2026-01-15T09:00:00.000Z'],
    ['winter, the last moment', '2026-01-15T17:59:59.999Z', '2026-01-15T17:59:59.999Z'],
    ['winter, at closing', '2026-01-15T18:00:00.000Z', '2026-01-16T09:00:00.000Z'],
    ['winter, just before opening', '2026-01-15T08:59:59.999Z', '2026-01-15T09:00:00.000Z'],
    ['summer, inside', '2026-07-15T08:00:00.000Z', '2026-07-15T08:00:00.000Z'],
    ['summer, at closing', '2026-07-15T17:00:00.000Z', '2026-07-16T08:00:00.000Z'],
    ['the night of the spring change', '2026-03-28T20:00:00.000Z', '2026-03-29T08:00:00.000Z'],
    ['the night of the autumn change', '2026-10-24T20:00:00.000Z', '2026-10-25T09:00:00.000Z'],
    ['after midnight', '2026-07-15T23:30:00.000Z', '2026-07-16T08:00:00.000Z'],
  ])('F5 %s', (_, at, expected) => {
    expect(nextSendingTime(at, hours)).toBe(expected)
  })

  test('F5 what it gives is never earlier, is within the hours, and stays as it is', () => {
    fc.assert(
      fc.property(someInstant, (at) => {
        const next = nextSendingTime(at, hours)
        expect(next >= at).toBe(true)
        const clock = formatDateTime(next).slice(-5)
        expect(clock >= '09:00' && clock < '18:00').toBe(true)
        expect(nextSendingTime(next, hours)).toBe(next)
      }),
    )
  })

  test('F5 a whole day may be opened', () => {
    expect(nextSendingTime('2026-07-15T22:59:59.999Z', { from: '00:00', to: '24:00' })).toBe(
      '2026-07-15T22:59:59.999Z',
    )
  })
})

describe('F2 dates for people', () => {
  test('F2 a date', () => {
    expect(formatDate('2026-03-01')).toBe('1 March 2026')
    expect(formatDate('2025-12-31')).toBe('31 December 2025')
  })

  test('F5 a closing day and hour, in London', () => {
    expect(formatDateTime('2026-03-01T14:05:59.999Z')).toBe('1 March 2026 at 14:05')
    expect(formatDateTime('2026-06-30T23:00:00.000Z')).toBe('1 July 2026 at 00:00')
  })
})

describe('E1 what London clocks showed', () => {
  test('E1 an hour that came twice is taken at its first, one that was skipped at the hour before', () => {
    expect(instantFromLondon('2026-10-25', '01:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(instantFromLondon('2026-03-29', '01:30')).toBe('2026-03-29T00:30:00.000Z')
    expect(instantFromLondon('2026-07-01', '00:00')).toBe('2026-06-30T23:00:00.000Z')
  })

  test('E1 any other time is the one that the clocks then show', () => {
    fc.assert(
      fc.property(someDay, someTime, (day, time) => {
        fc.pre(!time.startsWith('01:'))
        const at = instantFromLondon(day, time)
        expect(at).toBe(naiveInstant(day, time))
        expect(formatDateTime(at)).toBe(`${formatDate(day)} at ${time}`)
      }),
    )
  })
})

test('E1 the machine’s own time zone has no effect on any outcome', () => {
  const script = `
    const c = await import('./src/policy/calendar.ts')
    const { ladder } = await import('./src/policy/ladder.ts')
    const letter = { date: '2025-07-01', at: '2025-07-01T11:00:00.000Z' }
    const sanctions = [{ ref: 'W', kind: 'warning', platform: 'discord', letter, ban: null,
      overturned: false, underReview: false, appealPending: false }]
    const settings = { warningsCountOn: 'any_platform', lifetimeWindow: 'from_ban' }
    const step = (at) => ladder({ sanctions, platform: 'discord', settings, incidents: [{ id: 'i', time: { known: 'instant', at } }] })
    console.log(JSON.stringify({
      offset: new Date('2026-07-01T00:00:00.000Z').getTimezoneOffset(),
      answers: [c.londonDate('2026-06-30T23:00:00.000Z'), c.startOfLondonDay('2026-03-30'), c.plusDays('2026-03-28T10:00:00.000Z', 1),
        c.nextSendingTime('2026-07-15T17:00:00.000Z', { from: '09:00', to: '18:00' }), c.formatDateTime('2026-06-30T23:00:00.000Z'),
        c.instantFromLondon('2026-10-25', '01:30'), c.parseDateInput('yesterday', '2026-03-30'),
        step('2026-06-30T22:59:59.999Z'), step('2026-06-30T23:00:00.000Z')],
    }))`
  const under = (TZ: string) =>
    JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }),
    ) as { offset: number; answers: unknown[] }

  const [london, ...others] = ['Europe/London', 'Pacific/Kiritimati', 'America/New_York'].map(under)
  expect(others.map(({ offset }) => offset)).toEqual([-14 * 60, 4 * 60])
  for (const other of others) expect(other.answers).toEqual(london?.answers)
})
