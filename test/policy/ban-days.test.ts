import { describe, expect, test } from 'vitest'
import { banDays, banDesired, type BanSanction } from '../../src/policy/ban-days.ts'

describe('G4 the thirty days', () => {
  test('G4 day 1 is the date of the letter, and it ends at 00:00 in London after day 30', () => {
    expect(banDays('2026-01-10')).toEqual({
      firstDay: '2026-01-10',
      lastDay: '2026-02-08',
      endsAt: '2026-02-09T00:00:00.000Z',
    })
  })

  test('G4 E1 over the spring change it ends at 23:00 UTC, over the autumn one at 00:00', () => {
    expect(banDays('2026-03-20')).toMatchObject({ lastDay: '2026-04-18', endsAt: '2026-04-18T23:00:00.000Z' })
    expect(banDays('2026-10-10')).toMatchObject({ lastDay: '2026-11-08', endsAt: '2026-11-09T00:00:00.000Z' })
  })

  test('G4 a leap day is one of the thirty', () => {
    expect(banDays('2024-02-10').lastDay).toBe('2024-03-10')
    expect(banDays('2023-02-10').lastDay).toBe('2023-03-11')
  })
})

describe('G4 who is banned, worked out afresh', () => {
  const ban = (ref: string, firstDay: string, changes: Partial<BanSanction> = {}): BanSanction => ({
    ref,
    kind: 'ban30',
    platform: 'discord',
    letter: { date: firstDay, at: null },
    overturned: false,
    suspended: false,
    firstDay,
    lastDay: banDays(firstDay).lastDay,
    ...changes,
  })
  const free = { banned: false, because: null, until: null }
  const june = ban('B', '2026-06-01')

  test.each([
    ['before it begins', '2026-05-31T22:59:59.999Z', free],
    [
      'from the first moment of its day',
      '2026-05-31T23:00:00.000Z',
      { banned: true, because: 'B', until: '2026-06-30T23:00:00.000Z' },
    ],
    [
      'to the last moment of day 30',
      '2026-06-30T22:59:59.999Z',
      { banned: true, because: 'B', until: '2026-06-30T23:00:00.000Z' },
    ],
    ['no more after it', '2026-06-30T23:00:00.000Z', free],
  ])('G4 %s', (_, now, expected) => {
    expect(banDesired([june], now)).toEqual(expected)
  })

  const now = '2026-06-10T12:00:00.000Z'

  test.each([
    ['F3 not before its letter has reached the person', { letter: null }],
    ['F3 not before its days are known', { firstDay: null }],
    ['H8 not once it was overturned', { overturned: true }],
    ['H8 not while it is suspended', { suspended: true }],
    ['B1 not here for a ban elsewhere', { platform: 'facebook' }],
    ['E4 not for a warning', { kind: 'warning' }],
  ] as const)('%s', (_, changes) => {
    expect(banDesired([{ ...june, ...changes }], now)).toEqual(free)
  })

  test('B1 another platform can be asked about', () => {
    expect(banDesired([{ ...june, platform: 'facebook' }], now, 'facebook').banned).toBe(true)
  })

  test('G4 a lifetime ban outlasts the end of the 30-day ban before it', () => {
    const both = [june, ban('L', '2026-06-05', { kind: 'lifetime', lastDay: null })]
    expect(banDesired(both, now)).toEqual({ banned: true, because: 'L', until: null })
    expect(banDesired(both.toReversed(), now)).toEqual({ banned: true, because: 'L', until: null })
    expect(banDesired(both, '2036-01-01T12:00:00.000Z').banned).toBe(true)
  })

  test('G4 a later ban outlasts an earlier one, and an overturned one changes nothing about it', () => {
    const later = ban('B2', '2026-06-09')
    expect(banDesired([june, later], now)).toMatchObject({ because: 'B2', until: '2026-07-08T23:00:00.000Z' })
    expect(banDesired([{ ...june, overturned: true }, later], now).because).toBe('B2')
    expect(banDesired([june, { ...later, overturned: true }], now).because).toBe('B')
  })

  test('G4 a 30-day ban whose last day is missing ends all the same', () => {
    const open = { ...june, lastDay: null }
    expect(banDesired([open], now).until).toBe('2026-06-30T23:00:00.000Z')
    expect(banDesired([open], '2026-07-01T12:00:00.000Z')).toEqual(free)
  })
})
