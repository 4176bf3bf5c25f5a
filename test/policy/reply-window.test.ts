import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plusDays } from '../../src/policy/calendar.ts'
import { replyWindow, type ReplyEvent } from '../../src/policy/reply-window.ts'

const TOLD = '2026-06-01T10:00:00.000Z'
const day = (n: number, time = '10:00') => `2026-06-${String(n).padStart(2, '0')}T${time}:00.000Z`
const told: ReplyEvent = { kind: 'told', at: TOLD }
const press = (kind: 'extended' | 'said' | 'thats_all' | 'wont_reply', at: string): ReplyEvent => ({
  kind,
  at,
})
const reopened = (at: string): ReplyEvent => ({ kind: 'reopened', at, why: 'new_evidence' })
const at = (now: string, ...events: ReplyEvent[]) => replyWindow({ days: 3, reopenDays: 3, events, now })

describe('D4 the window', () => {
  test('D4 has not begun before the person was told', () => {
    expect(at(day(1))).toEqual({ state: 'not_told' })
    expect(at(day(1, '09:59'), told)).toEqual({ state: 'not_told' })
    expect(at(day(2), press('thats_all', day(1)), reopened(day(1)))).toEqual({ state: 'not_told' })
  })

  test('D4 is open for its days, and closed at the same hour', () => {
    expect(at(TOLD, told)).toEqual({ state: 'open', closesAt: day(4), mayExtend: true, wontReplyOnce: false })
    expect(at(day(4, '09:59'), told).state).toBe('open')
    expect(at(day(4), told)).toEqual({ state: 'closed', closedAt: day(4), how: 'time' })
    expect(at(day(20), told)).toEqual({ state: 'closed', closedAt: day(4), how: 'time' })
  })

  test('D4 E1 closes at the same hour in London when the clocks change meanwhile', () => {
    const window = replyWindow({
      days: 7,
      reopenDays: 3,
      events: [{ kind: 'told', at: '2026-03-25T10:00:00.000Z' }],
      now: '2026-03-26T10:00:00.000Z',
    })
    expect(window).toMatchObject({ closesAt: '2026-04-01T09:00:00.000Z' })
  })

  test('D4 a window of no days is closed at once', () => {
    const window = replyWindow({ days: 0, reopenDays: 3, events: [told], now: TOLD })
    expect(window).toEqual({ state: 'closed', closedAt: TOLD, how: 'time' })
  })

  test('D4 being told a second time does not begin it anew', () => {
    expect(at(day(3), told, { kind: 'told', at: day(2) })).toMatchObject({ closesAt: day(4) })
  })
})

describe('D4 I need more time', () => {
  test('D4 makes it once as long again', () => {
    const events = [told, press('extended', day(2))]
    expect(at(day(2), ...events)).toEqual({
      state: 'open',
      closesAt: day(7),
      mayExtend: false,
      wontReplyOnce: false,
    })
    expect(at(day(7), ...events)).toEqual({ state: 'closed', closedAt: day(7), how: 'time' })
  })

  test('D4 and only once', () => {
    expect(at(day(6), told, press('extended', day(2)), press('extended', day(5)))).toMatchObject({
      closesAt: day(7),
    })
  })

  test('D4 but not once it has closed', () => {
    expect(at(day(5), told, press('extended', day(4)))).toEqual({
      state: 'closed',
      closedAt: day(4),
      how: 'time',
    })
  })
})

describe('D4 closing early', () => {
  test('D4 That’s all closes it', () => {
    const events = [told, press('said', day(2)), press('thats_all', day(2, '11:00'))]
    expect(at(day(3), ...events)).toEqual({ state: 'closed', closedAt: day(2, '11:00'), how: 'thats_all' })
  })

  test('D4 I don’t want to reply counts on the second press', () => {
    const once = [told, press('wont_reply', day(2))]
    expect(at(day(2), ...once)).toMatchObject({ state: 'open', wontReplyOnce: true, closesAt: day(4) })
    expect(at(day(3), ...once, press('wont_reply', day(2, '10:01')))).toEqual({
      state: 'closed',
      closedAt: day(2, '10:01'),
      how: 'wont_reply',
    })
  })

  test.each(['said', 'extended'] as const)(
    'D4 whoever then presses otherwise (%s) has changed their mind',
    (kind) => {
      const events = [told, press('wont_reply', day(2)), press(kind, day(2, '11:00'))]
      expect(at(day(3), ...events)).toMatchObject({ state: 'open', wontReplyOnce: false })
      expect(at(day(3), ...events, press('wont_reply', day(2, '12:00')))).toMatchObject({
        state: 'open',
        wontReplyOnce: true,
      })
    },
  )

  test('D4 saying something, as often as needed, closes nothing', () => {
    const said = [1, 2, 3].map((n) => press('said', day(n, '12:00')))
    expect(at(day(3, '13:00'), told, ...said)).toMatchObject({
      state: 'open',
      closesAt: day(4),
      mayExtend: true,
    })
  })

  test('D4 what is pressed after closing changes nothing', () => {
    const events = [
      told,
      press('thats_all', day(2)),
      press('extended', day(2)),
      press('wont_reply', day(3)),
      press('wont_reply', day(3)),
    ]
    expect(at(day(3), ...events)).toEqual({ state: 'closed', closedAt: day(2), how: 'thats_all' })
  })
})

describe('D4 new evidence, a new incident or a harsher step', () => {
  test('D4 reopens it, with another chance of more time', () => {
    const events = [told, press('thats_all', day(2)), reopened(day(10))]
    expect(at(day(11), ...events)).toEqual({
      state: 'open',
      closesAt: day(13),
      mayExtend: true,
      wontReplyOnce: false,
    })
    expect(at(day(13), ...events)).toEqual({ state: 'closed', closedAt: day(13), how: 'time' })
    expect(at(day(11), ...events, press('extended', day(11)))).toMatchObject({
      closesAt: day(16),
      mayExtend: false,
    })
  })

  test('D4 gives one still open at least its days, and never shortens it', () => {
    expect(at(day(3), told, reopened(day(3)))).toMatchObject({ closesAt: day(6) })
    const long = replyWindow({ days: 14, reopenDays: 3, events: [told, reopened(day(3))], now: day(3) })
    expect(long).toMatchObject({ closesAt: day(15) })
  })

  test('D4 takes back a first press of I don’t want to reply, which was about less', () => {
    expect(at(day(3), told, press('wont_reply', day(2)), reopened(day(3)))).toMatchObject({
      wontReplyOnce: false,
    })
    const long = replyWindow({
      days: 14,
      reopenDays: 3,
      events: [told, press('wont_reply', day(2)), reopened(day(3))],
      now: day(3),
    })
    expect(long).toMatchObject({ wontReplyOnce: false })
  })
})

describe('D4 any course of events', () => {
  const anEvent: fc.Arbitrary<ReplyEvent> = fc
    .tuple(fc.constantFrom('told', 'extended', 'said', 'thats_all', 'wont_reply', 'reopened'), fc.nat(60))
    .map(([kind, hours]) => {
      const moment = new Date(Date.parse(TOLD) + hours * 6 * 3_600_000).toISOString()
      return (kind === 'reopened' ? reopened(moment) : { kind, at: moment }) as ReplyEvent
    })
  const someEvents = fc.uniqueArray(anEvent, { maxLength: 8, selector: (event) => event.at })
  const someDays = fc.integer({ min: 1, max: 28 })
  const moments = Array.from({ length: 80 }, (_, n) =>
    new Date(Date.parse(TOLD) + n * 12 * 3_600_000).toISOString(),
  )

  test('D4 silence closes it by time only, never before the days are over', () => {
    fc.assert(
      fc.property(someEvents, someDays, (events, days) => {
        const quiet = events.filter(({ kind }) => kind === 'said' || kind === 'told' || kind === 'reopened')
        const first = quiet
          .filter(({ kind }) => kind === 'told')
          .map(({ at: moment }) => moment)
          .toSorted()[0]
        for (const now of moments) {
          const window = replyWindow({ days, reopenDays: 3, events: quiet, now })
          if (window.state !== 'closed') continue
          expect(window.how).toBe('time')
          expect(first !== undefined && window.closedAt >= plusDays(first, days)).toBe(true)
        }
      }),
    )
  })

  test('D4 the order in which events are listed changes nothing, and what is still to come changes nothing', () => {
    fc.assert(
      fc.property(someEvents, someDays, fc.constantFrom(...moments), (events, days, now) => {
        const window = replyWindow({ days, reopenDays: 3, events, now })
        expect(replyWindow({ days, reopenDays: 3, events: events.toReversed(), now })).toEqual(window)
        const past = events.filter((event) => event.at <= now)
        expect(replyWindow({ days, reopenDays: 3, events: past, now })).toEqual(window)
      }),
    )
  })

  test('D4 an open window closes exactly when it says, if nothing more happens', () => {
    fc.assert(
      fc.property(someEvents, someDays, fc.constantFrom(...moments), (events, days, now) => {
        const past = events.filter((event) => event.at <= now)
        const window = replyWindow({ days, reopenDays: 3, events: past, now })
        if (window.state !== 'open') return
        expect(window.closesAt > now).toBe(true)
        const later = replyWindow({ days, reopenDays: 3, events: past, now: window.closesAt })
        expect(later).toEqual({ state: 'closed', closedAt: window.closesAt, how: 'time' })
      }),
    )
  })
})
