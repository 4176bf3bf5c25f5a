import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AppealVerdict,
  type AppealVote,
  countVote,
  handlersOf,
  type HandlerQuestion,
  quorum,
} from '../../src/policy/appeal.ts'
import type { Office, OfficeHolding } from '../../src/policy/offices.ts'

const CLOSES = '2026-06-08T10:00:00.000Z'
const day = (n: number, time = '09:00') => `2026-06-${String(n).padStart(2, '0')}T${time}:00.000Z`
const stands = (by: string, n = 2): AppealVote => ({ by, verdict: 'stands', at: day(n) })
const falls = (by: string, n = 2): AppealVote => ({ by, verdict: 'does_not_stand', at: day(n) })
const roll = (names: string, byName = 0) => [
  ...names
    .split(' ')
    .filter(Boolean)
    .map((person) => ({ person })),
  ...Array.from({ length: byName }, () => ({ person: null })),
]
const count = (
  votes: AppealVote[],
  now: string,
  entitled: { person: string | null }[] = roll('ann bob cat dan eve'),
) =>
  countVote<AppealVerdict>(
    { entitled, votes, closesAt: CLOSES, now, atLeast: 3 },
    ['stands', 'does_not_stand'],
    'does_not_stand',
  )

describe('H6 the quorum', () => {
  test.each([
    [3, 3],
    [4, 3],
    [5, 3],
    [6, 4],
    [7, 4],
    [11, 6],
  ])('H6 of %i without conflict it takes %i', (entitled, needed) => {
    expect(quorum(entitled, 3)).toBe(needed)
  })

  test('H6 fewer than three are never enough', () => {
    expect(quorum(2, 3)).toBe(3)
    expect(count([stands('ann'), stands('bob')], day(3), roll('ann bob'))).toMatchObject({
      state: 'not_quorate',
      needed: 3,
    })
  })
})

describe('H5 the vote', () => {
  test('H5 given five on the roll, when three have voted, then it is still open', () => {
    expect(count([stands('ann'), stands('bob'), falls('cat')], day(3))).toEqual({
      state: 'open',
      voted: 3,
      of: 5,
      closesAt: CLOSES,
    })
  })

  test('H5 when all have voted it closes at the last vote', () => {
    const votes = [stands('ann'), stands('bob'), stands('cat'), falls('dan'), falls('eve', 4)]
    expect(count(votes, day(5))).toMatchObject({
      state: 'decided',
      verdict: 'stands',
      at: day(4),
      tie: false,
    })
  })

  test('H5 a vote changed in the last minute is the one that counts, a later one is not', () => {
    const votes = [
      ...['ann', 'bob', 'cat'].map((by) => stands(by)),
      { by: 'cat', verdict: 'does_not_stand' as const, at: '2026-06-08T09:59:59.999Z' },
      { by: 'bob', verdict: 'does_not_stand' as const, at: CLOSES },
    ]
    expect(count(votes, day(9))).toMatchObject({
      state: 'decided',
      verdict: 'stands',
      counts: { stands: 2, does_not_stand: 1 },
      at: CLOSES,
    })
  })

  test('H5 H6 given two who are registered by name only, when the three others have voted, then it closes', () => {
    const votes = [stands('ann'), stands('bob'), falls('cat')]
    expect(count(votes, day(3), roll('ann bob cat', 2))).toMatchObject({
      state: 'decided',
      verdict: 'stands',
    })
    expect(count(votes, day(3), roll('ann bob cat', 3))).toMatchObject({ state: 'not_quorate', needed: 4 })
  })

  test('H6 a tie does not stand', () => {
    const votes = [stands('ann'), stands('bob'), falls('cat'), falls('dan')]
    expect(count(votes, day(9))).toMatchObject({ state: 'decided', verdict: 'does_not_stand', tie: true })
  })

  test('A5 A8 who has a conflict or no office at the close has not voted, and the quorum is that of the others', () => {
    const votes = [stands('ann'), stands('bob'), stands('cat'), falls('dan'), falls('eve')]
    expect(count(votes, day(9), roll('cat dan eve'))).toMatchObject({
      state: 'decided',
      verdict: 'does_not_stand',
      counts: { stands: 1, does_not_stand: 2 },
    })
    expect(count(votes, day(9), roll('cat dan'))).toMatchObject({ state: 'not_quorate' })
  })

  test('H6 with fewer votes than the quorum at the close it goes to the meeting', () => {
    expect(count([stands('ann'), stands('bob')], CLOSES)).toEqual({
      state: 'not_quorate',
      voted: 2,
      needed: 3,
    })
    expect(count([], day(7)).state).toBe('open')
  })
})

describe('H5 H6 whatever is voted', () => {
  const people = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay']
  const vote = fc.record({
    by: fc.constantFrom(...people, 'outsider'),
    verdict: fc.constantFrom<AppealVerdict>('stands', 'does_not_stand'),
    at: fc.integer({ min: 1, max: 12 }).map((n) => day(n)),
  })
  const given = fc.record({
    votes: fc.array(vote, { maxLength: 20 }).map((list) => list.toSorted((a, b) => (a.at < b.at ? -1 : 1))),
    entitled: fc.subarray(people),
    byName: fc.integer({ min: 0, max: 4 }),
    now: fc.integer({ min: 1, max: 14 }).map((n) => day(n)),
  })

  test('H5 H6 A8 it is decided only by a quorum of the entitled, by their last votes before the close, and stands only by a majority', () => {
    fc.assert(
      fc.property(given, ({ votes, entitled, byName, now }) => {
        const who = roll(entitled.join(' '), byName)
        const result = count(votes, now, who)
        const last = new Map(
          votes.filter((v) => entitled.includes(v.by) && v.at < CLOSES && v.at <= now).map((v) => [v.by, v]),
        )
        if (result.state !== 'decided') {
          if (result.state === 'open') expect(now < CLOSES).toBe(true)
          else expect(last.size).toBeLessThan(Math.max(3, Math.floor(who.length / 2) + 1))
          return
        }
        const yes = [...last.values()].filter((v) => v.verdict === 'stands').length
        expect(last.size).toBeGreaterThanOrEqual(Math.max(3, Math.floor(who.length / 2) + 1))
        expect(result.counts).toEqual({ stands: yes, does_not_stand: last.size - yes })
        expect(result.verdict).toBe(yes * 2 > last.size ? 'stands' : 'does_not_stand')
      }),
    )
  })

  test('A8 votes of people who are not entitled change nothing', () => {
    fc.assert(
      fc.property(given, ({ votes, entitled, byName, now }) => {
        const who = roll(entitled.join(' '), byName)
        const own = votes.filter((v) => entitled.includes(v.by))
        expect(count(votes, now, who)).toEqual(count(own, now, who))
      }),
    )
  })
})

describe('H3 who handles it', () => {
  let id = 0
  const holds = (office: Office, person: string, until: string | null = null): OfficeHolding => ({
    id: ++id,
    office,
    platform: null,
    person,
    name: person,
    from: '2025-01-01T00:00:00.000Z',
    until,
  })
  const OFFICERS = [
    holds('secretary', 'sue'),
    holds('chair', 'cho'),
    holds('trusted_ec_officer', 'tom'),
    holds('ec_member', 'tom'),
    holds('ec_member', 'eve'),
  ]
  const handlers = (change: Partial<HandlerQuestion> & { conflicts?: string[] } = {}) =>
    handlersOf({
      holdings: OFFICERS,
      now: day(3),
      conflicted: (person) => (change.conflicts ?? []).includes(person),
      secretaryInvolved: false,
      trustedOfficer: null,
      chosenHandler: null,
      handledAt: day(1),
      idleDays: 5,
      ...change,
    })

  test('H3 the Secretary; with a conflict, or named, a trusted EC officer and not she', () => {
    expect(handlers()).toEqual(['sue'])
    expect(handlers({ conflicts: ['sue'] })).toEqual(['tom'])
    expect(handlers({ secretaryInvolved: true })).toEqual(['tom'])
  })

  test('H2 H3 the EC officer whom the appellant trusts, unless they have a conflict', () => {
    expect(handlers({ secretaryInvolved: true, trustedOfficer: 'eve' })).toEqual(['eve'])
    expect(handlers({ secretaryInvolved: true, trustedOfficer: 'eve', conflicts: ['eve'] })).toEqual(['tom'])
    expect(handlers({ secretaryInvolved: true, trustedOfficer: 'nobody in office' })).toEqual(['tom'])
  })

  test('D7 then the Chair, then the one whom the EC chose, then nobody', () => {
    expect(handlers({ conflicts: ['sue', 'tom'] })).toEqual(['cho'])
    const conflicts = ['sue', 'tom', 'cho']
    expect(handlers({ conflicts, chosenHandler: 'eve' })).toEqual(['eve'])
    expect(handlers({ conflicts })).toEqual([])
  })

  test('H3 after five idle days the trusted EC officers may act as well, not a minute before', () => {
    expect(handlers({ now: '2026-06-06T08:59:00.000Z' })).toEqual(['sue'])
    expect(handlers({ now: day(6) })).toEqual(['sue', 'tom'])
    expect(handlers({ now: day(6), conflicts: ['tom'] })).toEqual(['sue'])
  })

  test('A8 an office that has ended handles nothing', () => {
    const holdings = [holds('secretary', 'sue', day(2)), ...OFFICERS.slice(1)]
    expect(handlers({ holdings })).toEqual(['tom'])
  })
})
