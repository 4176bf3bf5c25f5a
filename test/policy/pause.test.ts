import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { addDays, londonDate, plusDays } from '../../src/policy/calendar.ts'
import { endOfPause, pauseAt, type Pause, plusOpenDays, putOff } from '../../src/policy/pause.ts'
import { replyWindow } from '../../src/policy/reply-window.ts'
import { signOff } from '../../src/policy/sign-off.ts'

const CHRISTMAS: Pause = { from: '2026-12-24', to: '2027-01-02', setAt: '2026-12-10T10:00:00.000Z' }
const at = (day: string, time = '10:00') => `${day}T${time}:00.000Z`

describe('D9 the days of a pause do not count', () => {
  test.each([
    ['before it, without reaching it', at('2026-12-20'), 3, at('2026-12-23')],
    ['reaching into it', at('2026-12-23'), 3, at('2027-01-05')],
    ['begun on one of its days', at('2026-12-27'), 3, at('2027-01-06')],
    ['ending on its first day', at('2026-12-21'), 3, at('2027-01-04', '00:00')],
    ['no days at all, on one of its days', at('2026-12-28'), 0, at('2027-01-04', '00:00')],
    ['after it', at('2027-01-03'), 3, at('2027-01-06')],
  ])('D9 %s', (_, from, days, ends) => {
    expect(plusOpenDays(from, days, [CHRISTMAS])).toBe(ends)
  })

  test('D9 what a pause has moved ends with the first whole day after it at the earliest', () => {
    expect(putOff(at('2026-12-20'), at('2026-12-24', '02:00'), [CHRISTMAS])).toBe(at('2027-01-04', '00:00'))
  })

  test('D9 what had ended when the pause was set stays ended', () => {
    const today: Pause = { ...CHRISTMAS, setAt: at('2026-12-24', '15:00') }
    expect(putOff(at('2026-12-21'), at('2026-12-24'), [today])).toBe(at('2026-12-24'))
    expect(putOff(at('2026-12-21'), at('2026-12-24', '16:00'), [today])).toBe(at('2027-01-04', '00:00'))
  })

  test('D9 one that is ended early counts to its last day, one that is called off not at all', () => {
    const early = { ...CHRISTMAS, to: '2026-12-28' }
    expect(plusOpenDays(at('2026-12-23'), 3, [early])).toBe(at('2026-12-31'))
    expect(plusOpenDays(at('2026-12-23'), 3, [{ ...CHRISTMAS, to: '2026-12-23' }])).toBe(at('2026-12-26'))
  })

  test('D9 in summer time its days are London days', () => {
    const week: Pause = { from: '2026-07-06', to: '2026-07-10', setAt: at('2026-07-01') }
    expect(endOfPause(week)).toBe('2026-07-10T23:00:00.000Z')
    expect(pauseAt('2026-07-05T23:30:00.000Z', [week])).toBe(week)
    expect(pauseAt('2026-07-10T23:30:00.000Z', [week])).toBeUndefined()
  })

  test('D9 nothing ends within a pause, nobody has less time by one, and ending one early is never in the past', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-12-01', n))
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 28 }),
        day,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        (begins, hour, days, from, long, ended) => {
          const since = `${begins}T${String(hour).padStart(2, '0')}:30:00.000Z`
          const pause: Pause = { from, to: addDays(from, long), setAt: at('2026-11-01') }
          const end = plusOpenDays(since, days, [pause])
          expect(pauseAt(end, [pause])).toBeUndefined()
          expect(end >= plusDays(since, days)).toBe(true)
          const early = addDays(from, Math.min(ended, long))
          const sooner = plusOpenDays(since, days, [{ ...pause, to: early }])
          expect(sooner <= end).toBe(true)
          if (sooner !== end) expect(londonDate(sooner) > early).toBe(true)
        },
      ),
    )
  })
})

test('D9 D4 a reply, its longer time and its reopening are put off by a pause', () => {
  const told = { kind: 'told' as const, at: at('2026-12-22') }
  const state = (events: Parameters<typeof replyWindow>[0]['events'], now: string) =>
    replyWindow({ days: 3, reopenDays: 3, events, now, pauses: [CHRISTMAS] })
  expect(state([told], at('2026-12-30'))).toMatchObject({ state: 'open', closesAt: at('2027-01-04') })
  const extended = { kind: 'extended' as const, at: at('2026-12-23') }
  expect(state([told, extended], at('2026-12-30'))).toMatchObject({ closesAt: at('2027-01-07') })
  const reopened = { kind: 'reopened' as const, why: 'new_evidence' as const, at: at('2027-01-02') }
  expect(state([told, reopened], at('2027-01-02'))).toMatchObject({ closesAt: at('2027-01-06') })
  expect(state([told], at('2027-01-04'))).toMatchObject({ state: 'closed', closedAt: at('2027-01-04') })
})

test('D9 D5 D7 neither a tie nor waiting ends within a pause', () => {
  const question = {
    openedAt: at('2026-12-22'),
    required: 2,
    letterVersion: 1,
    votes: [],
    eligible: [
      { person: '1', tier: 'admins' as const },
      { person: '2', tier: 'admins' as const },
      { person: '3', tier: 'chair' as const },
    ],
    namedOnly: false,
    noneWithinDays: 5,
    tieDays: 7,
  }
  const open = (now: string, pauses: Pause[]) => signOff({ ...question, now, pauses })
  expect(open(at('2026-12-27'), [])).toMatchObject({ tiersOpen: ['admins', 'chair'] })
  expect(open(at('2026-12-27'), [CHRISTMAS])).toMatchObject({
    tiersOpen: ['admins'],
    nextChangeAt: at('2027-01-06'),
  })
  expect(open(at('2027-01-06'), [CHRISTMAS])).toMatchObject({ tiersOpen: ['admins', 'chair'] })
})
