import { describe, expect, test } from 'vitest'
import { isFirstReplyInTime, secondLook, type SecondLookVote } from '../../src/policy/reconsider.ts'

const at = (day: number, hour = 10) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`

const look = (
  votes: SecondLookVote[],
  now = at(3),
  more: { person: string; tier: 'admins' | 'chair' }[] = [],
) =>
  secondLook({
    openedAt: at(2),
    now,
    required: 2,
    votes,
    eligible: [
      { person: 'ada', tier: 'admins' },
      { person: 'ben', tier: 'admins' },
      { person: 'cleo', tier: 'admins' },
      ...more,
    ],
    namedOnly: false,
    noneWithinDays: 5,
    tieDays: 7,
  })

const vote = (by: string, verdict: SecondLookVote['verdict'], day = 2, hour = 11): SecondLookVote => ({
  by,
  verdict,
  at: at(day, hour),
})

describe('D8 a first reply after the letter', () => {
  test('D8 counts until the fourteenth day after the letter, London time, and never when switched off', () => {
    expect(isFirstReplyInTime('2026-03-01', 14, '2026-03-15T23:59:00.000Z')).toBe(true)
    expect(isFirstReplyInTime('2026-03-01', 14, '2026-03-16T00:00:00.000Z')).toBe(false)
    // British Summer Time begins on 29 March 2026: midnight in London is 23:00 UTC
    expect(isFirstReplyInTime('2026-03-20', 14, '2026-04-03T22:59:00.000Z')).toBe(true)
    expect(isFirstReplyInTime('2026-03-20', 14, '2026-04-03T23:00:00.000Z')).toBe(false)
    expect(isFirstReplyInTime('2026-03-01', 0, '2026-03-01T12:00:00.000Z')).toBe(false)
  })

  test('D8 two who agree decide, either way; one alone never does', () => {
    expect(look([vote('ada', 'keep')])).toMatchObject({ state: 'open', keep: ['ada'] })
    expect(look([vote('ada', 'keep'), vote('ben', 'keep')])).toMatchObject({ state: 'kept' })
    expect(look([vote('ada', 'take_back'), vote('ben', 'take_back')])).toMatchObject({
      state: 'taken_back',
      by: ['ada', 'ben'],
    })
  })

  test('D8 divided: a third decides; a changed mind counts as it stands last', () => {
    const divided = [vote('ada', 'keep'), vote('ben', 'take_back')]
    expect(look(divided)).toMatchObject({ state: 'open' })
    expect(look([...divided, vote('cleo', 'take_back')])).toMatchObject({ state: 'taken_back' })
    expect(look([...divided, vote('ben', 'keep', 2, 12)])).toMatchObject({ state: 'kept' })
  })

  test('D8 still divided when nobody else can come in: the decision stays', () => {
    const divided = [vote('ada', 'keep'), vote('ben', 'take_back')]
    expect(look(divided, at(10))).toMatchObject({ state: 'open' })
    expect(look(divided, at(30))).toMatchObject({ state: 'kept' })
  })

  test('A8 A5 whoever is not eligible any more counts for nothing', () => {
    expect(look([vote('ada', 'take_back'), vote('dora', 'take_back')])).toMatchObject({
      state: 'open',
      takeBack: ['ada'],
    })
  })

  test('D7 stand-ins come in after five days without an answer', () => {
    const open = look([], at(8), [{ person: 'charles', tier: 'chair' }])
    expect(open).toMatchObject({ state: 'open', tiersOpen: ['admins', 'chair'] })
  })
})
