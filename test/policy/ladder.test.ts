import { describe, expect, test } from 'vitest'
import { isStep, ladder, lighterThan, type LadderResult } from '../../src/policy/ladder.ts'
import { DEFAULTS, at, ban30, between, climb, lifetime, on, warning } from './given.ts'

const refs = (result: LadderResult) => result.counted.map(({ ref }) => ref)
const whyNot = (result: LadderResult, ref: string) => result.notCounted.find((one) => one.ref === ref)?.why

describe('E1 windows are London dates', () => {
  test('E1 23:30 UTC on the last counting evening in summer is already the day after, and no longer counts', () => {
    const sanctions = [warning('W', '2025-07-01')]
    const lastEvening = { id: 'i', time: { known: 'instant', at: '2026-06-30T22:30:00.000Z' } } as const
    const pastMidnight = { id: 'i', time: { known: 'instant', at: '2026-06-30T23:30:00.000Z' } } as const
    expect(climb(sanctions, [lastEvening]).outcome).toEqual({ step: 'ban30' })
    expect(climb(sanctions, [pastMidnight]).outcome).toEqual({ step: 'warning' })
  })

  test('E1 in winter the same minute of the evening still counts', () => {
    const sanctions = [warning('W', '2025-01-15')]
    const evening = { id: 'i', time: { known: 'instant', at: '2026-01-14T23:30:00.000Z' } } as const
    expect(climb(sanctions, [evening]).outcome).toEqual({ step: 'ban30' })
  })

  test.each([
    ['spring', '2025-03-30', '2026-03-29'],
    ['autumn', '2025-10-26', '2026-10-25'],
  ])(
    'E1 a warning of the day on which the clocks change in %s counts through its own last minute',
    (_, given, last) => {
      const sanctions = [warning('W', given)]
      expect(climb(sanctions, [at(last, '23:59')]).outcome).toEqual({ step: 'ban30' })
      const anniversary = climb(sanctions, [at(given.replace('2025', '2026'), '00:00')])
      expect(anniversary.outcome).toEqual({ step: 'warning' })
    },
  )

  test('E1 the hour that comes twice in October belongs to one day, before and after the change', () => {
    const sanctions = [warning('W', '2024-10-27')]
    for (const moment of ['2025-10-26T00:30:00.000Z', '2025-10-26T01:30:00.000Z']) {
      const incident = { id: 'i', time: { known: 'instant', at: moment } } as const
      expect(climb(sanctions, [incident]).outcome).toEqual({ step: 'ban30' })
    }
  })

  test('E1 a 30-day ban that runs over a change of the clocks still ends with its thirtieth day', () => {
    const sanctions = [ban30('B', '2026-03-20')]
    expect(climb(sanctions, [at('2026-04-18', '23:59')]).outcome).toEqual({ step: 'ec_decides' })
    expect(climb(sanctions, [at('2026-04-19', '00:00')]).outcome).toEqual({ step: 'lifetime' })
  })
})

describe('E2 what can count', () => {
  const incident = [on('2025-09-01')]

  test('E2 a delivered warning counts', () => {
    expect(climb([warning('W', '2025-03-01')], incident).outcome).toEqual({ step: 'ban30' })
  })

  test('E2 an undelivered warning does not', () => {
    const result = climb([warning('W', '2025-03-01', { letter: null })], incident)
    expect(result.outcome).toEqual({ step: 'warning' })
    expect(whyNot(result, 'W')).toBe('Its letter has not been delivered or served.')
  })

  test('E2 F3 one served, or deemed served, on a day whose hour nobody knows counts from the day after', () => {
    const sanctions = [warning('W', '2025-03-01', { letter: { date: '2025-08-31', at: null } })]
    expect(climb(sanctions, incident).outcome).toEqual({ step: 'ban30' })
    expect(climb(sanctions, [at('2025-08-31', '23:59')]).outcome).toEqual({ step: 'recorded_with', ref: 'W' })
  })

  test('E2 an overturned one does not, and an incident before its letter is an incident like any other', () => {
    const sanctions = [warning('W', '2025-03-01', { overturned: true })]
    expect(climb(sanctions, incident).outcome).toEqual({ step: 'warning' })
    expect(climb(sanctions, [on('2025-02-01')]).outcome).toEqual({ step: 'warning' })
    expect(whyNot(climb(sanctions, incident), 'W')).toBe('It was overturned.')
  })

  test('E2 H9 one under review does not', () => {
    const result = climb([ban30('B', '2025-03-01', { underReview: true })], incident)
    expect(result.outcome).toEqual({ step: 'warning' })
    expect(whyNot(result, 'B')).toBe('It is under review.')
  })

  test('E2 H9 with a ban overturned the warning that still counts leads to a 30-day ban again', () => {
    const sanctions = [warning('W', '2025-03-01'), ban30('B', '2025-05-01', { overturned: true })]
    expect(climb(sanctions, incident).outcome).toEqual({ step: 'ban30' })
  })

  test('E2 an overturned ban was no ban: what happened during it is judged without it', () => {
    const sanctions = [warning('W', '2025-03-01'), ban30('B', '2025-05-01', { overturned: true })]
    expect(climb(sanctions, [on('2025-05-10')]).outcome).toEqual({ step: 'ban30' })
  })
})

describe('E3 from when until when', () => {
  const march = [warning('W', '2025-03-01')]

  test('E3 a warning of 1 March 2025 counts for an incident on 28 February 2026', () => {
    const result = climb(march, [on('2026-02-28')])
    expect(result.outcome).toEqual({ step: 'ban30' })
    expect(result.counted).toEqual([
      {
        ref: 'W',
        kind: 'warning',
        platform: 'discord',
        letterDate: '2025-03-01',
        stopsCounting: '2026-03-01',
      },
    ])
  })

  test('E3 and not for one on 1 March 2026', () => {
    const result = climb(march, [on('2026-03-01')])
    expect(result.outcome).toEqual({ step: 'warning' })
    expect(whyNot(result, 'W')).toBe('It stopped counting on 1 March 2026.')
  })

  test('E3 a warning of 29 February stops counting on 28 February', () => {
    const leap = [warning('W', '2024-02-29')]
    expect(climb(leap, [on('2025-02-27')]).outcome).toEqual({ step: 'ban30' })
    expect(climb(leap, [on('2025-02-28')]).outcome).toEqual({ step: 'warning' })
  })

  test('E3 a leap day inside the window counts, one on or after its end does not', () => {
    const beforeLeap = [warning('W', '2023-03-01')]
    expect(climb(beforeLeap, [on('2024-02-29')]).outcome).toEqual({ step: 'ban30' })
    expect(climb(beforeLeap, [on('2024-03-01')]).outcome).toEqual({ step: 'warning' })
    const lastOfFebruary = [warning('W', '2023-02-28')]
    expect(climb(lastOfFebruary, [on('2024-02-27')]).outcome).toEqual({ step: 'ban30' })
    expect(climb(lastOfFebruary, [on('2024-02-28')]).outcome).toEqual({ step: 'warning' })
    expect(climb(lastOfFebruary, [on('2024-02-29')]).outcome).toEqual({ step: 'warning' })
  })

  test('E3 on the day of the letter the minute decides', () => {
    expect(climb(march, [at('2025-03-01', '12:01')]).outcome).toEqual({ step: 'ban30' })
    expect(climb(march, [at('2025-03-01', '12:00')]).outcome).toEqual({ step: 'recorded_with', ref: 'W' })
    expect(climb(march, [at('2025-03-01', '11:59')]).outcome).toEqual({ step: 'recorded_with', ref: 'W' })
  })

  test('E3 an incident known only by its date counts from the day after the letter', () => {
    expect(climb(march, [on('2025-03-01')]).outcome).toEqual({ step: 'recorded_with', ref: 'W' })
    expect(climb(march, [on('2025-03-02')]).outcome).toEqual({ step: 'ban30' })
  })
})

describe('E4 the steps', () => {
  test('E4 nothing before: a warning', () => {
    const result = climb([], [on('2026-03-01')])
    expect(result).toEqual({
      outcome: { step: 'warning' },
      counted: [],
      notCounted: [],
      blockedBy: [],
      byIncident: [{ id: 'the incident', outcome: { step: 'warning' } }],
      decidingIncident: 'the incident',
      explanation: 'A warning: no earlier sanction counts for an incident on Discord on 1 March 2026.',
    })
  })

  test('E4 a counting warning: a 30-day ban', () => {
    const result = climb([warning('2025-001', '2025-03-01')], [on('2025-06-01')])
    expect(result.outcome).toEqual({ step: 'ban30' })
    expect(result.explanation).toBe(
      'A 30-day ban from Discord: the incident on 1 June 2025 came after the warning 2025-001 of 1 March 2025 on Discord, which counts until 28 February 2026.',
    )
  })

  test('E4 a counting ban on the same platform, whose thirty days had ended: a lifetime ban', () => {
    const sanctions = [warning('W', '2025-03-01'), ban30('B', '2025-05-01')]
    const result = climb(sanctions, [on('2025-05-31')])
    expect(result.outcome).toEqual({ step: 'lifetime' })
    expect(refs(result)).toEqual(['W', 'B'])
  })

  test('E4 a ban still counts when the warning before it has lapsed (from_ban)', () => {
    const sanctions = [warning('W', '2025-03-01'), ban30('B', '2026-01-10')]
    const result = climb(sanctions, [on('2026-12-01')])
    expect(result.outcome).toEqual({ step: 'lifetime' })
    expect(refs(result)).toEqual(['B'])
    expect(whyNot(result, 'W')).toBe('It stopped counting on 1 March 2026.')
  })

  test('E4 the last day on which a ban counts, and the day after', () => {
    const sanctions = [ban30('B', '2025-03-01')]
    expect(climb(sanctions, [on('2026-02-28')]).outcome).toEqual({ step: 'lifetime' })
    expect(climb(sanctions, [on('2026-03-01')]).outcome).toEqual({ step: 'warning' })
  })

  test('E4 from_warning asks for all three within twelve months of the warning', () => {
    const sanctions = [warning('W', '2025-03-01'), ban30('B', '2025-12-01')]
    const setting = { lifetimeWindow: 'from_warning' } as const
    expect(climb(sanctions, [on('2026-02-28')], setting).outcome).toEqual({ step: 'lifetime' })
    const lapsed = climb(sanctions, [on('2026-03-01')], setting)
    expect(lapsed.outcome).toEqual({ step: 'warning' })
    expect(whyNot(lapsed, 'B')).toBe(
      'It leads to a lifetime ban only within twelve months of the warning before it.',
    )
  })

  test('E4 under from_warning a warning given after the ban does not make up for the one before', () => {
    const sanctions = [ban30('B', '2025-03-01'), warning('W', '2025-09-01')]
    const result = climb(sanctions, [on('2025-12-01')], { lifetimeWindow: 'from_warning' })
    expect(result.outcome).toEqual({ step: 'ban30' })
    expect(refs(result)).toEqual(['W'])
  })

  test('E4 a warning on another platform counts, unless the setting keeps warnings to their own', () => {
    const sanctions = [warning('W', '2025-03-01', { platform: 'facebook' })]
    expect(climb(sanctions, [on('2025-06-01')]).outcome).toEqual({ step: 'ban30' })
    const own = climb(sanctions, [on('2025-06-01')], { warningsCountOn: 'same_platform' })
    expect(own.outcome).toEqual({ step: 'warning' })
    expect(whyNot(own, 'W')).toBe(
      'It is a warning on facebook, and warnings count on their own platform only.',
    )
  })

  test('E4 lifetime ban only after a ban on the same platform: one elsewhere leads to a 30-day ban here', () => {
    const sanctions = [warning('W', '2025-03-01'), ban30('B', '2025-05-01', { platform: 'facebook' })]
    const result = climb(sanctions, [on('2025-09-01')])
    expect(result.outcome).toEqual({ step: 'ban30' })
    expect(refs(result)).toEqual(['W', 'B'])
    expect(climb(sanctions, [on('2025-09-01')], { platform: 'facebook' }).outcome).toEqual({
      step: 'lifetime',
    })
  })

  test('E4 a ban elsewhere counts whether it has ended or not, and whatever the setting for warnings', () => {
    const sanctions = [ban30('B', '2025-05-01', { platform: 'facebook' })]
    const during = climb(sanctions, [on('2025-05-10')], { warningsCountOn: 'same_platform' })
    expect(during.outcome).toEqual({ step: 'ban30' })
  })

  test('E4 a lifetime ban elsewhere counts as a ban elsewhere', () => {
    const sanctions = [lifetime('L', '2025-05-01', { platform: 'facebook' })]
    expect(climb(sanctions, [on('2025-09-01')]).outcome).toEqual({ step: 'ban30' })
    expect(climb(sanctions, [on('2026-05-01')]).outcome).toEqual({ step: 'warning' })
  })
})

describe('E5 during a live ban', () => {
  const sanctions = [warning('W', '2025-03-01'), ban30('B', '2025-05-01')]

  test.each(['2025-05-02', '2025-05-15', '2025-05-30'])(
    'E5 an incident on %s, within its days, is for the EC',
    (day) => {
      const result = climb(sanctions, [on(day)])
      expect(result.outcome).toEqual({ step: 'ec_decides' })
      expect(result.counted).toEqual([])
      expect(result.decidingIncident).toBeNull()
      // also while that day is still to come
      expect(whyNot(result, 'B')).toBe('With 30 May 2025 as its last day it had not ended.')
      expect(result.explanation).toContain('The EC decides: recorded, words of advice, or National.')
    },
  )

  test('E5 on the first day after the letter it is for the EC, before the letter it is recorded with the ban', () => {
    expect(climb(sanctions, [at('2025-05-01', '12:01')]).outcome).toEqual({ step: 'ec_decides' })
    expect(climb(sanctions, [at('2025-05-01', '11:59')]).outcome).toEqual({ step: 'recorded_with', ref: 'B' })
  })

  test('E5 a ban is live although the warning before it has lapsed', () => {
    const late = [warning('W', '2025-03-01'), ban30('B', '2026-02-20')]
    expect(climb(late, [on('2026-03-10')]).outcome).toEqual({ step: 'ec_decides' })
    expect(climb(late, [on('2026-03-22')]).outcome).toEqual({ step: 'lifetime' })
  })

  test('E5 an older ban that has ended does not turn an incident during a newer one into a step', () => {
    const two = [ban30('B1', '2025-03-01'), ban30('B2', '2025-08-01')]
    expect(climb(two, [on('2025-08-10')]).outcome).toEqual({ step: 'ec_decides' })
  })

  test('E5 lifted early it was live through the day of lifting, and over from the next', () => {
    const lifted = [
      ban30('B', '2025-05-01', {
        ban: { firstDay: '2025-05-01', lastDay: '2025-05-30', liftedOn: '2025-05-10' },
      }),
    ]
    expect(climb(lifted, [on('2025-05-10')]).outcome).toEqual({ step: 'ec_decides' })
    expect(climb(lifted, [on('2025-05-11')]).outcome).toEqual({ step: 'lifetime' })
  })

  test('E5 the lifting of a ban after its last day changes nothing', () => {
    const late = [
      ban30('B', '2025-05-01', {
        ban: { firstDay: '2025-05-01', lastDay: '2025-05-30', liftedOn: '2025-06-09' },
      }),
    ]
    expect(climb(late, [on('2025-05-31')]).outcome).toEqual({ step: 'lifetime' })
  })

  test('E5 a ban whose letter has come but which has not begun has not ended either', () => {
    const result = climb([ban30('B', '2025-05-01', { ban: null })], [on('2025-07-01')])
    expect(result.outcome).toEqual({ step: 'ec_decides' })
    expect(whyNot(result, 'B')).toBe('Its thirty days had not begun.')
  })

  test('E5 a live ban elsewhere leaves the ladder here as it is', () => {
    expect(climb(sanctions, [on('2025-05-10')], { platform: 'facebook' }).outcome).toEqual({ step: 'ban30' })
  })
})

describe('E6 before the previous letter', () => {
  test('E6 an incident before the letter, found later, is recorded with that case', () => {
    const result = climb([warning('W', '2025-03-01')], [on('2025-02-20')])
    expect(result.outcome).toEqual({ step: 'recorded_with', ref: 'W' })
    expect(result.counted).toEqual([])
    expect(whyNot(result, 'W')).toBe('The incident was not after its letter of 1 March 2025.')
  })

  test('E6 with the earliest of several later letters', () => {
    const sanctions = [ban30('B', '2025-05-01'), warning('W', '2025-03-01')]
    expect(climb(sanctions, [on('2025-02-20')]).outcome).toEqual({ step: 'recorded_with', ref: 'W' })
    expect(climb(sanctions, [on('2025-04-20')]).outcome).toEqual({ step: 'recorded_with', ref: 'B' })
  })

  test('E6 an incident during a ban, before a still later letter, is recorded with that one', () => {
    const sanctions = [ban30('B', '2025-05-01'), lifetime('L', '2025-08-01')]
    expect(climb(sanctions, [on('2025-05-10')]).outcome).toEqual({ step: 'recorded_with', ref: 'L' })
  })

  test('E6 letters that could not count here do not take it up', () => {
    const elsewhere = [warning('W', '2025-03-01', { platform: 'facebook' })]
    const incident = [on('2025-02-20')]
    expect(climb(elsewhere, incident).outcome).toEqual({ step: 'recorded_with', ref: 'W' })
    expect(climb(elsewhere, incident, { warningsCountOn: 'same_platform' }).outcome).toEqual({
      step: 'warning',
    })
    expect(climb([warning('W', '2025-03-01', { letter: null })], incident).outcome).toEqual({
      step: 'warning',
    })
  })
})

describe('E7 unknown date', () => {
  test('E7 a day on which the warning no longer counted is possible: it is taken', () => {
    const result = climb([warning('W', '2025-03-01')], [between('2026-02-01', '2026-04-01')])
    expect(result.outcome).toEqual({ step: 'warning' })
    expect(result.explanation).toContain(
      'on the most favourable day that it can have happened, 1 March 2026,',
    )
  })

  test('E7 a day before the letter is more favourable still', () => {
    const result = climb([warning('W', '2025-03-01')], [between('2025-02-27', '2026-04-01')])
    expect(result.outcome).toEqual({ step: 'recorded_with', ref: 'W' })
  })

  test('E7 a day during the ban is more favourable than one after it', () => {
    expect(climb([ban30('B', '2025-05-01')], [between('2025-05-30', '2025-06-20')]).outcome).toEqual({
      step: 'ec_decides',
    })
    expect(climb([ban30('B', '2025-05-01')], [between('2025-05-31', '2025-06-20')]).outcome).toEqual({
      step: 'lifetime',
    })
  })

  test('E7 with no earliest day it can have been before any letter', () => {
    const sanctions = [warning('W', '2024-03-01'), ban30('B', '2024-05-01')]
    expect(climb(sanctions, [between(null, '2026-01-01')]).outcome).toEqual({
      step: 'recorded_with',
      ref: 'W',
    })
    expect(climb([], [between(null, '2026-01-01')]).outcome).toEqual({ step: 'warning' })
  })

  test('E7 where every possible day counts, the step stands', () => {
    expect(climb([warning('W', '2025-03-01')], [between('2025-03-02', '2026-02-28')]).outcome).toEqual({
      step: 'ban30',
    })
  })
})

test('E8 the date of the incident counts: found and decided after the window has closed, it still meets the warning', () => {
  const sanctions = [warning('W', '2025-03-01')]
  const result = climb(sanctions, [
    on('2026-03-05', 'that made the admins look'),
    on('2026-02-28', 'found on looking'),
  ])
  expect(result.outcome).toEqual({ step: 'ban30' })
  expect(result.decidingIncident).toBe('found on looking')
  expect(result.byIncident[0]).toEqual({ id: 'that made the admins look', outcome: { step: 'warning' } })
})

describe('E9 appeals', () => {
  test('E9 a step that relies on a sanction under appeal is held back, and says so', () => {
    const result = climb([warning('W', '2025-03-01', { appealPending: true })], [on('2025-06-01')])
    expect(result.outcome).toEqual({ step: 'ban30' })
    expect(result.blockedBy).toEqual(['W'])
    expect(result.explanation).toContain(
      'It cannot be issued while an appeal is pending (W); the case can be heard.',
    )
  })

  test('E9 a warning relies on nothing', () => {
    const lapsed = climb([warning('W', '2025-03-01', { appealPending: true })], [on('2026-06-01')])
    expect(lapsed.outcome).toEqual({ step: 'warning' })
    expect(lapsed.blockedBy).toEqual([])
  })

  test('E9 an appeal against the lapsed warning that a counting ban rested on holds back the lifetime ban', () => {
    const lapsed = warning('W', '2025-03-01', { appealPending: true })
    const rested = climb([lapsed, ban30('B', '2026-01-10', { reliedOn: ['W'] })], [on('2026-12-01')])
    expect(rested.blockedBy).toEqual(['W'])
    const onOther = climb([lapsed, ban30('B', '2026-01-10', { reliedOn: [] })], [on('2026-12-01')])
    expect(onOther.outcome).toEqual({ step: 'lifetime' })
    expect(onOther.blockedBy).toEqual([])
  })

  test('E9 no step, nothing to hold back', () => {
    expect(climb([ban30('B', '2025-05-01', { appealPending: true })], [on('2025-05-10')]).blockedBy).toEqual(
      [],
    )
  })
})

describe('E10 after a lifetime ban', () => {
  test('E10 nothing comes after a lifetime ban on that platform, however long ago', () => {
    const sanctions = [warning('W', '2024-03-01'), ban30('B', '2024-05-01'), lifetime('L', '2024-08-01')]
    expect(climb(sanctions, [on('2024-09-01')]).outcome).toEqual({ step: 'nothing_further', ref: 'L' })
    expect(climb(sanctions, [on('2026-09-01')]).outcome).toEqual({ step: 'nothing_further', ref: 'L' })
  })

  test('E10 K3 once lifted it is over, and does not by itself make a step on the same platform', () => {
    const ban = { firstDay: '2025-03-01', lastDay: null, liftedOn: '2025-06-01' }
    const result = climb([lifetime('L', '2025-03-01', { ban })], [on('2025-06-02')])
    expect(result.outcome).toEqual({ step: 'warning' })
    expect(whyNot(result, 'L')).toBe('It was lifted.')
    expect(climb([lifetime('L', '2025-03-01', { ban })], [on('2025-06-01')]).outcome).toEqual({
      step: 'nothing_further',
      ref: 'L',
    })
  })

  test('E10 no step is ever skipped: warnings alone never make a lifetime ban', () => {
    const many = ['2025-03-01', '2025-04-01', '2025-05-01'].map((day, n) => warning(`W${n}`, day))
    expect(climb(many, [on('2025-06-01')]).outcome).toEqual({ step: 'ban30' })
  })
})

describe('D2 several incidents', () => {
  test('D2 the step is the harshest that any single incident reaches by itself', () => {
    const sanctions = [warning('W', '2025-03-01'), ban30('B', '2025-05-01')]
    const result = climb(sanctions, [
      on('2025-04-20', 'before the ban'),
      on('2025-05-10', 'during'),
      on('2025-06-10', 'after'),
    ])
    expect(result.outcome).toEqual({ step: 'lifetime' })
    expect(result.decidingIncident).toBe('after')
    expect(result.byIncident).toEqual([
      { id: 'before the ban', outcome: { step: 'recorded_with', ref: 'B' } },
      { id: 'during', outcome: { step: 'ec_decides' } },
      { id: 'after', outcome: { step: 'lifetime' } },
    ])
    expect(result.explanation).toContain('Of the 3 incidents this one reaches the harshest step by itself.')
  })

  test('D2 incidents found together make one step, never two', () => {
    const many = ['2025-06-01', '2025-06-02', '2025-06-03'].map((day) => on(day, day))
    expect(climb([], many).outcome).toEqual({ step: 'warning' })
    expect(climb([warning('W', '2025-03-01')], many).outcome).toEqual({ step: 'ban30' })
  })

  test('D2 of outcomes without a step the one that is left to the EC outranks nothing further', () => {
    const lifted = { firstDay: '2025-05-01', lastDay: null, liftedOn: '2025-06-09' }
    const sanctions = [lifetime('L', '2025-05-01', { ban: lifted }), ban30('B', '2025-06-01')]
    const result = climb(sanctions, [on('2025-06-05', 'before the lifting'), on('2025-06-15', 'after it')])
    expect(result.byIncident.map(({ outcome }) => outcome.step)).toEqual(['nothing_further', 'ec_decides'])
    expect(result.outcome).toEqual({ step: 'ec_decides' })
  })

  test('D2 E9 of two that reach the same step, the one whose letter is not under appeal decides', () => {
    const sanctions = [warning('W1', '2024-01-10', { appealPending: true }), warning('W2', '2024-06-01')]
    const blocked = climb(sanctions, [on('2024-12-01', 'both'), on('2025-03-01', 'W2 only')])
    expect(blocked.decidingIncident).toBe('W2 only')
    expect(blocked.blockedBy).toEqual([])
  })

  test('D2 a case without an incident is a bug', () => {
    expect(() => ladder({ sanctions: [], incidents: [], platform: 'discord', settings: DEFAULTS })).toThrow(
      RangeError,
    )
  })
})

test('D3 a lighter outcome is the step below, words of advice, or no further action', () => {
  expect(lighterThan('warning')).toEqual(['words_of_advice', 'no_further_action'])
  expect(lighterThan('ban30')).toEqual(['warning', 'words_of_advice', 'no_further_action'])
  expect(lighterThan('lifetime')).toEqual(['ban30', 'words_of_advice', 'no_further_action'])
})

test('E a sanction is told from an outcome without one', () => {
  expect(isStep({ step: 'warning' })).toBe(true)
  expect(isStep({ step: 'lifetime' })).toBe(true)
  expect(isStep({ step: 'ec_decides' })).toBe(false)
  expect(isStep({ step: 'recorded_with', ref: 'W' })).toBe(false)
  expect(isStep({ step: 'nothing_further', ref: 'L' })).toBe(false)
})
