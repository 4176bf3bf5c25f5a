import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plusDays } from '../../src/policy/calendar.ts'
import {
  SIGNER_TIERS,
  signOff,
  type SignOffQuestion,
  type SignOffVote,
  type SignerTier,
} from '../../src/policy/sign-off.ts'

const OPENED = '2026-06-01T10:00:00.000Z'
const day = (n: number, time = '10:00') => `2026-06-${String(n).padStart(2, '0')}T${time}:00.000Z`
const sign = (by: string, at: string, letterVersion = 1): SignOffVote => ({
  by,
  verdict: 'sign',
  at,
  letterVersion,
})
const dont = (by: string, at: string, letterVersion = 1): SignOffVote => ({
  by,
  verdict: 'dont_sign',
  at,
  letterVersion,
})
const people = (tiers: Partial<Record<SignerTier, string>>) =>
  SIGNER_TIERS.flatMap((tier) =>
    (tiers[tier] ?? '')
      .split(' ')
      .filter(Boolean)
      .map((person) => ({ person, tier })),
  )

/** Three admins, a Chair and a Secretary; nobody named. */
const FULL = people({ admins: 'ann bob cat', chair: 'cho', secretary: 'sue' })
const ask = (now: string, votes: SignOffVote[], changes: Partial<SignOffQuestion> = {}) =>
  signOff({
    openedAt: OPENED,
    now,
    required: 2,
    letterVersion: 1,
    votes,
    eligible: FULL,
    namedOnly: false,
    noneWithinDays: 5,
    tieDays: 7,
    ...changes,
  })

describe('D5 signatures', () => {
  test('D5 it is open, for the admins, until two have signed', () => {
    expect(ask(OPENED, [])).toEqual({
      state: 'open',
      tiersOpen: ['admins'],
      signed: [],
      refused: [],
      missing: 2,
      needsNaming: false,
      nextChangeAt: day(6),
    })
    expect(ask(day(2), [sign('ann', day(1))])).toMatchObject({ state: 'open', signed: ['ann'], missing: 1 })
  })

  test('D5 decided at the second signature', () => {
    expect(ask(day(9), [sign('ann', day(1)), sign('bob', day(2))])).toEqual({
      state: 'decided',
      at: day(2),
      signers: ['ann', 'bob'],
      refusers: [],
    })
  })

  test('D5 signatures must outnumber the refusals', () => {
    const oneEach = [dont('ann', day(1)), sign('bob', day(2))]
    expect(ask(day(3), oneEach)).toMatchObject({ state: 'open', signed: ['bob'], refused: ['ann'] })
    expect(ask(day(3), [...oneEach, sign('cat', day(3))])).toMatchObject({
      state: 'decided',
      at: day(3),
      refusers: ['ann'],
    })
  })

  test('D5 refusals that reach the number and outnumber the signatures: not agreed', () => {
    const votes = [sign('ann', day(1)), dont('bob', day(2)), dont('cat', day(3))]
    expect(ask(day(2), votes.slice(0, 2)).state).toBe('open')
    expect(ask(day(4), votes)).toEqual({ state: 'not_agreed', at: day(3) })
  })

  test('D5 more signatures can be asked for', () => {
    const votes = [sign('ann', day(1)), sign('bob', day(2))]
    expect(ask(day(3), votes, { required: 3 })).toMatchObject({ state: 'open', missing: 1 })
    expect(ask(day(3), [...votes, sign('cat', day(3))], { required: 3 })).toMatchObject({
      state: 'decided',
      at: day(3),
    })
  })

  test('D7 never one person alone: one signature is taken as two', () => {
    expect(ask(day(3), [sign('ann', day(1))], { required: 1 })).toMatchObject({ state: 'open', missing: 1 })
    expect(ask(day(3), [sign('ann', day(1)), sign('ann', day(2))], { required: 1 })).toMatchObject({
      signed: ['ann'],
    })
  })

  test('D5 the last vote of a person counts, and of two in one moment the refusal', () => {
    expect(ask(day(3), [dont('ann', day(1)), sign('ann', day(2))])).toMatchObject({
      signed: ['ann'],
      refused: [],
    })
    expect(ask(day(3), [sign('ann', day(2)), dont('ann', day(2))])).toMatchObject({
      signed: [],
      refused: ['ann'],
    })
    expect(ask(day(3), [dont('ann', day(2)), sign('ann', day(2))])).toMatchObject({
      signed: [],
      refused: ['ann'],
    })
  })

  test('D5 what comes after the decision does not undo it', () => {
    const votes = [
      sign('ann', day(1)),
      sign('bob', day(2)),
      dont('ann', day(3)),
      dont('bob', day(3)),
      dont('cat', day(3)),
    ]
    expect(ask(day(4), votes)).toMatchObject({ state: 'decided', at: day(2) })
  })
})

describe('D6 A8 void votes', () => {
  test.each([
    ['D6 on an earlier version of the letter', sign('bob', day(2), 0)],
    ['D5 from before the reply had closed', sign('bob', '2026-06-01T09:59:59.999Z')],
    ['A8 A5 of someone not in office, or conflicted', sign('zoe', day(2))],
    ['A4 of the Chair, who does not stand in yet', sign('cho', day(2))],
    ['D5 that is still to come', sign('bob', day(4))],
  ])('%s counts for nothing', (_, vote) => {
    const withIt = ask(day(3), [sign('ann', day(1)), vote])
    expect(withIt).toMatchObject({ state: 'open', signed: ['ann'], missing: 1 })
  })

  test('A8 a signature falls with the office of whoever gave it', () => {
    const votes = [sign('ann', day(1)), sign('bob', day(2))]
    expect(ask(day(3), votes).state).toBe('decided')
    const withoutBob = FULL.filter(({ person }) => person !== 'bob')
    expect(ask(day(3), votes, { eligible: withoutBob })).toMatchObject({ state: 'open', signed: ['ann'] })
  })
})

describe('D7 stand-ins', () => {
  test('D7 without the signatures for five days the Chair stands in, after as many again the named, then the Secretary', () => {
    expect(ask(day(6, '09:59'), [])).toMatchObject({ tiersOpen: ['admins'], nextChangeAt: day(6) })
    expect(ask(day(6), [])).toMatchObject({
      tiersOpen: ['admins', 'chair'],
      nextChangeAt: day(11),
      needsNaming: false,
    })
    expect(ask(day(11), [])).toMatchObject({
      tiersOpen: ['admins', 'chair', 'ec_named'],
      nextChangeAt: day(16),
      needsNaming: true,
    })
    expect(ask(day(16), [])).toMatchObject({ tiersOpen: SIGNER_TIERS, nextChangeAt: null })
  })

  test('D7 one signature is not the signatures', () => {
    expect(ask(day(6), [sign('ann', day(1))])).toMatchObject({ tiersOpen: ['admins', 'chair'] })
    expect(ask(day(7), [sign('ann', day(1)), sign('cho', day(7))])).toMatchObject({
      state: 'decided',
      at: day(7),
    })
  })

  test('D7 with too few admins the Chair stands in at once', () => {
    const eligible = people({ admins: 'ann', chair: 'cho', secretary: 'sue' })
    expect(ask(OPENED, [], { eligible })).toMatchObject({
      tiersOpen: ['admins', 'chair'],
      needsNaming: false,
    })
    expect(ask(day(2), [sign('ann', day(1)), sign('cho', day(2))], { eligible })).toMatchObject({
      state: 'decided',
    })
  })

  test('D7 with still too few, the Secretary is to name EC members', () => {
    const eligible = people({ admins: 'ann', secretary: 'sue' })
    const state = ask(OPENED, [], { eligible })
    expect(state).toMatchObject({ tiersOpen: ['admins', 'chair', 'ec_named'], needsNaming: true })
    const named = [...eligible, ...people({ ec_named: 'eva' })]
    expect(ask(day(2), [], { eligible: named })).toMatchObject({ needsNaming: false })
    expect(ask(day(2), [sign('ann', day(1)), sign('eva', day(2))], { eligible: named })).toMatchObject({
      state: 'decided',
    })
  })

  test('D7 the Secretary last, and only by waiting, since signing loses her the appeal', () => {
    const eligible = people({ admins: 'ann', secretary: 'sue' })
    const votes = [sign('ann', day(1)), sign('sue', day(2))]
    expect(ask(day(5), votes, { eligible })).toMatchObject({ state: 'open', signed: ['ann'] })
    expect(ask(day(6), votes, { eligible })).toMatchObject({
      state: 'decided',
      at: day(6),
      signers: ['ann', 'sue'],
    })
  })

  test('D7 an absent Chair is passed over', () => {
    const eligible = people({ admins: 'ann bob', ec_named: 'eva', secretary: 'sue' })
    expect(ask(day(6), [], { eligible })).toMatchObject({
      tiersOpen: ['admins', 'chair', 'ec_named'],
      nextChangeAt: day(11),
    })
  })

  test('D7 more names are asked for when the named have all voted and it is still open', () => {
    const eligible = people({ admins: 'ann bob', chair: 'cho', ec_named: 'eva' })
    expect(ask(day(11), [], { eligible })).toMatchObject({ needsNaming: false })
    expect(ask(day(12), [dont('eva', day(11))], { eligible })).toMatchObject({ needsNaming: true })
  })

  test('D7 no more names are asked for while one of those who may sign anyway is still to vote', () => {
    const eligible = people({ admins: 'ann', ec_named: 'eva' })
    expect(ask(day(2), [dont('eva', day(1))], { eligible })).toMatchObject({ needsNaming: false })
    expect(ask(day(2), [dont('eva', day(1)), sign('ann', day(2))], { eligible })).toMatchObject({
      needsNaming: true,
    })
  })

  test('D7 nobody at all: open, and waiting for names', () => {
    expect(ask(day(30), [], { eligible: [] })).toMatchObject({
      state: 'open',
      needsNaming: true,
      nextChangeAt: null,
    })
  })
})

describe('D7 when the respondent holds an office', () => {
  const eligible = people({ admins: 'ann bob', ec_named: 'eva eli', secretary: 'sue' })

  test('D7 only the named sign', () => {
    const admins = [sign('ann', day(1)), sign('bob', day(1))]
    expect(ask(day(30), admins, { eligible, namedOnly: true })).toMatchObject({
      tiersOpen: ['ec_named'],
      signed: [],
    })
    const named = [sign('eva', day(1)), sign('eli', day(2))]
    expect(ask(day(3), named, { eligible, namedOnly: true })).toMatchObject({
      state: 'decided',
      signers: ['eva', 'eli'],
    })
  })

  test('D7 an admin who was named signs as named', () => {
    const both = [...people({ admins: 'ann' }), ...people({ ec_named: 'ann eva' })]
    const votes = [sign('ann', day(1)), sign('eva', day(1))]
    expect(ask(day(2), votes, { eligible: both, namedOnly: true })).toMatchObject({ state: 'decided' })
  })

  test('D7 until two are named, and again when they stay silent, the Secretary is asked for names', () => {
    const one = people({ admins: 'ann bob', ec_named: 'eva' })
    expect(ask(OPENED, [], { eligible: one, namedOnly: true })).toMatchObject({ needsNaming: true })
    expect(ask(OPENED, [], { eligible, namedOnly: true })).toMatchObject({
      needsNaming: false,
      nextChangeAt: day(6),
    })
    expect(ask(day(6), [], { eligible, namedOnly: true })).toMatchObject({
      needsNaming: true,
      nextChangeAt: null,
    })
  })
})

describe('D5 ties', () => {
  const four = people({ admins: 'ann bob cat dan', chair: 'cho', secretary: 'sue' })
  const tie = [sign('ann', day(1)), sign('bob', day(1)), dont('cat', day(2)), dont('dan', day(2))]
  const tieOfTwo = tie.map((vote, n) => ({ ...vote, at: n < 2 ? vote.at : day(1) }))

  test('D5 two against two stays open, however many signatures there are', () => {
    expect(ask(day(3), tieOfTwo, { eligible: four })).toMatchObject({
      state: 'open',
      missing: 0,
      nextChangeAt: day(8),
    })
  })

  test('D5 still tied after seven days: the next stand-in signs, and breaks it', () => {
    const state = ask(day(8), tieOfTwo, { eligible: four })
    expect(state).toMatchObject({ state: 'open', tiersOpen: ['admins', 'chair'], nextChangeAt: day(15) })
    expect(ask(day(9), [...tieOfTwo, sign('cho', day(9))], { eligible: four })).toMatchObject({
      state: 'decided',
      at: day(9),
    })
    expect(ask(day(9), [...tieOfTwo, dont('cho', day(9))], { eligible: four })).toEqual({
      state: 'not_agreed',
      at: day(9),
    })
  })

  test('D5 tied again after as many days: closed as not agreed', () => {
    expect(ask(day(15, '09:59'), tieOfTwo, { eligible: four }).state).toBe('open')
    expect(ask(day(15), tieOfTwo, { eligible: four })).toEqual({ state: 'not_agreed', at: day(15) })
    expect(ask(day(30), tieOfTwo, { eligible: four })).toEqual({ state: 'not_agreed', at: day(15) })
  })

  test('D5 a vote at the very hour still breaks it', () => {
    expect(ask(day(15), [...tieOfTwo, sign('cho', day(15))], { eligible: four })).toMatchObject({
      state: 'decided',
      at: day(15),
    })
  })

  test('D5 a tie that comes about after the seven days brings in the next tier at once', () => {
    const late = [sign('ann', day(9)), sign('bob', day(9)), dont('cat', day(9)), dont('dan', day(9))]
    const state = ask(day(9), late, { eligible: four })
    expect(state).toMatchObject({ state: 'open', nextChangeAt: day(16) })
  })

  test('D5 D7 one against one, and nobody else: tied, then not agreed, never decided by time', () => {
    const eligible = people({ admins: 'ann bob' })
    const votes = [sign('ann', day(1)), dont('bob', day(1))]
    expect(ask(day(10), votes, { eligible })).toMatchObject({ state: 'open', needsNaming: true })
    expect(ask(day(15), votes, { eligible })).toEqual({ state: 'not_agreed', at: day(15) })
  })

  test('D5 nobody has voted: that is silence and not a tie, and never ends by itself', () => {
    expect(ask('2026-12-01T10:00:00.000Z', [])).toMatchObject({ state: 'open' })
  })
})

describe('D5 D7 any course of events', () => {
  const names = ['ann', 'bob', 'cat', 'cho', 'eva', 'sue', 'zoe']
  const moment = fc
    .integer({ min: -4, max: 100 })
    .map((n) => new Date(Date.parse(OPENED) + n * 6 * 3_600_000).toISOString())
  const aVote: fc.Arbitrary<SignOffVote> = fc.record({
    by: fc.constantFrom(...names),
    verdict: fc.constantFrom('sign', 'sign', 'dont_sign'),
    at: moment,
    letterVersion: fc.constantFrom(1, 1, 1, 1, 1, 0),
  })
  const aQuestion: fc.Arbitrary<SignOffQuestion> = fc.record({
    openedAt: fc.constant(OPENED),
    now: fc.oneof(
      moment.filter((at) => at >= OPENED),
      fc.constant('2026-06-26T10:00:00.000Z'),
    ),
    required: fc.integer({ min: 0, max: 4 }),
    letterVersion: fc.constant(1),
    votes: fc.array(aVote, { minLength: 2, maxLength: 14, size: 'max' }),
    eligible: fc.array(
      fc.record({ person: fc.constantFrom(...names.slice(0, -1)), tier: fc.constantFrom(...SIGNER_TIERS) }),
      { minLength: 2, maxLength: 9, size: 'max' },
    ),
    namedOnly: fc.constantFrom(false, false, true),
    noneWithinDays: fc.integer({ min: 0, max: 6 }),
    tieDays: fc.integer({ min: 0, max: 8 }),
  })
  const runs = { numRuns: 2_000 }

  test('D7 it is never decided by one person, nor with fewer than asked, nor against as many', () => {
    let decided = 0
    fc.assert(
      fc.property(aQuestion, (q) => {
        const state = signOff(q)
        if (state.state !== 'decided') return
        decided += 1
        const signers = new Set(state.signers)
        expect(signers.size).toBeGreaterThanOrEqual(Math.max(2, q.required))
        expect(signers.size).toBeGreaterThan(state.refusers.length)
        for (const person of signers) {
          expect(
            q.eligible.some((one) => one.person === person && (!q.namedOnly || one.tier === 'ec_named')),
          ).toBe(true)
          expect(
            q.votes.some(
              (vote) =>
                vote.by === person &&
                vote.verdict === 'sign' &&
                vote.letterVersion === 1 &&
                vote.at >= OPENED &&
                vote.at <= state.at,
            ),
          ).toBe(true)
        }
      }),
      runs,
    )
    // Two thousand questions that are hardly ever decided would show little.
    expect(decided).toBeGreaterThan(100)
  })

  test('D5 the order in which votes and people are listed changes nothing', () => {
    fc.assert(
      fc.property(aQuestion, (q) => {
        const turned = { ...q, votes: q.votes.toReversed(), eligible: q.eligible.toReversed() }
        expect(signOff(turned)).toEqual(signOff(q))
      }),
      runs,
    )
  })

  test('D6 A8 void votes change nothing', () => {
    fc.assert(
      fc.property(aQuestion, (q) => {
        const eligible = new Set(
          q.eligible.filter(({ tier }) => !q.namedOnly || tier === 'ec_named').map(({ person }) => person),
        )
        const votes = q.votes.filter(
          (vote) =>
            vote.letterVersion === 1 && vote.at >= OPENED && vote.at <= q.now && eligible.has(vote.by),
        )
        expect(signOff({ ...q, votes })).toEqual(signOff(q))
      }),
      runs,
    )
  })

  test('D5 a decision, once made, stands whatever day it is looked at', () => {
    fc.assert(
      fc.property(aQuestion, (q) => {
        const state = signOff(q)
        if (state.state === 'open') return
        expect(signOff({ ...q, now: plusDays(q.now, 40) })).toEqual(state)
        expect(signOff({ ...q, now: state.at })).toEqual(state)
      }),
      runs,
    )
  })

  test('D9 nothing changes by time before the moment that it names', () => {
    fc.assert(
      fc.property(aQuestion, (q) => {
        const votes = q.votes.filter(({ at }) => at <= q.now)
        const state = signOff({ ...q, votes })
        if (state.state !== 'open') return
        const until = state.nextChangeAt ?? plusDays(q.now, 100)
        expect(until > q.now).toBe(true)
        const justBefore = new Date(Date.parse(until) - 1).toISOString()
        expect(signOff({ ...q, votes, now: justBefore })).toEqual(state)
        if (state.nextChangeAt !== null) expect(signOff({ ...q, votes, now: until })).not.toEqual(state)
      }),
      runs,
    )
  })
})
