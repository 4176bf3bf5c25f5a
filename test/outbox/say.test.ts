import { expect, test } from 'vitest'
import type { Effect } from '../../src/casework/effects.ts'
import { logLines, officerDm } from '../../src/discord/delivery/officers.ts'
import { say } from '../../src/outbox/say.ts'
import type { Wire } from '../../src/outbox/wire.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

/** The process dies: nothing after this line happens. */
class Killed extends Error {}

const dies = () => Promise.reject(new Killed())

/** A wire on which the process dies before its message is sent, or right after it was. */
const dying = (wire: Wire, when: 'before' | 'after'): Wire => ({
  ...wire,
  post: async (...args) => {
    if (when === 'after') await wire.post(...args)
    return dies()
  },
})

const toAda = (d: Delivery) =>
  d.effect({
    name: 'officer-dm',
    lane: 'officer:ada',
    target: 'clp',
    payload: { userId: d.small.admins[0], text: 'Please look.' },
  })

const logLine = (d: Delivery, n: number) =>
  d.effect({
    name: 'log',
    lane: 'log',
    target: 'log',
    payload: { text: `no. ${n} · 2 March 2026 at 09:30 · the bot · Something`, first: n, last: n },
  })

const current = async (d: Delivery, e: Effect): Promise<Effect> => {
  const found = await d.again(e)
  if (!found) throw new Error('the effect is over')
  return found
}

const seenByAda = (d: Delivery) => d.discord.dm(d.small.admins[0]).length

test('F3 G1 a message that was stored but never sent gets the date of the day on which it is sent, a minute old or not', async () => {
  const d = await startDelivery('2026-03-02T23:59:40.000Z')
  const e = await toAda(d)
  const stored: { at: string }[] = []
  const dated = {
    ...officerDm,
    // a date is tested here, not the hours
    inHours: () => false,
    delivered: async (_c: unknown, _s: unknown, _e: unknown, sent: { at: string }) => void stored.push(sent),
  }
  const killed = { ...d.clp, transact: refusing(d.clp.transact, 2) }
  await expect(say(killed, d.api.wire, dated, e)).rejects.toThrow(Killed)
  expect(await current(d, e)).toMatchObject({
    firstAttemptAt: expect.stringMatching(/^2026-03-02/),
    attempts: 0,
  })

  d.discord.clock.advanceTo('2026-03-03T00:00:05.000Z')
  await say(d.clp, d.api.wire, dated, await current(d, e))
  await say(d.clp, d.api.wire, dated, await current(d, e))
  expect(stored.map((x) => x.at.slice(0, 10))).toEqual(['2026-03-03'])
  expect(seenByAda(d)).toBe(1)
})

/** Transactions until the process dies before one. */
function refusing(transact: Delivery['clp']['transact'], after: number): Delivery['clp']['transact'] {
  let left = after
  return (work) => (left-- > 0 ? transact(work) : dies())
}

test('G1 a message in doubt is not said twice when the next attempt is told to wait', async () => {
  const d = await startDelivery()
  const e = await toAda(d)
  await expect(say(d.clp, dying(d.api.wire, 'after'), officerDm, e)).rejects.toThrow(Killed)
  expect(seenByAda(d)).toBe(1)

  d.discord.faults.add({
    match: { method: 'POST', path: /messages$/ },
    when: 'before',
    do: { status: 429, headers: { 'retry-after': '20', 'x-ratelimit-scope': 'user' } },
  })
  await say(d.clp, d.api.wire, officerDm, await current(d, e))
  const waiting = await current(d, e)
  expect(waiting.nonce).not.toBeNull()
  expect(Date.parse(waiting.notBefore) - Date.parse(d.clp.clock.now())).toBeGreaterThan(15_000)

  d.discord.clock.advanceBy({ minutes: 10 })
  await say(d.clp, d.api.wire, officerDm, waiting)
  expect(await d.again(e)).toBeUndefined()
  expect(seenByAda(d)).toBe(1)
})

test('F3 G1 a message that arrived counts as delivered, though the person shut their DMs before the bot was back', async () => {
  const d = await startDelivery()
  const outcomes: string[] = []
  const told = {
    ...officerDm,
    delivered: async () => void outcomes.push('delivered'),
    refused: async () => {
      outcomes.push('refused')
      return 'give_up' as const
    },
  }
  const e = await toAda(d)
  await expect(say(d.clp, dying(d.api.wire, 'after'), told, e)).rejects.toThrow(Killed)
  d.discord.as(d.small.admins[0]).shutDms()
  await say(d.clp, d.api.wire, told, await current(d, e))
  expect(outcomes).toEqual([])
  d.discord.clock.advanceBy({ minutes: 2 })
  await say(d.clp, d.api.wire, told, await current(d, e))
  expect(outcomes).toEqual(['delivered'])
})

test('F3 G1 a message that never arrived is given up once that is certain', async () => {
  const d = await startDelivery()
  const outcomes: string[] = []
  const told = {
    ...officerDm,
    delivered: async () => void outcomes.push('delivered'),
    refused: async () => {
      outcomes.push('refused')
      return 'give_up' as const
    },
  }
  const e = await toAda(d)
  await expect(say(d.clp, dying(d.api.wire, 'before'), told, e)).rejects.toThrow(Killed)
  d.discord.as(d.small.admins[0]).shutDms()
  d.discord.clock.advanceBy({ minutes: 2 })
  await say(d.clp, d.api.wire, told, await current(d, e))
  await say(d.clp, d.api.wire, told, await current(d, e))
  expect(outcomes).toEqual(['refused'])
  expect(await d.again(e)).toBeUndefined()
})

test('G1 a clock that was ahead, and is set right or not, makes nothing be said twice', async () => {
  for (const ahead of [true, false]) {
    const d = await startDelivery()
    const early: Delivery['clp'] = {
      ...d.clp,
      clock: { now: () => new Date(Date.parse(d.clp.clock.now()) + 10 * 60_000).toISOString() },
    }
    const e = await toAda(d)
    await expect(say(early, dying(d.api.wire, 'after'), officerDm, e)).rejects.toThrow(Killed)
    d.discord.clock.advanceBy({ minutes: 8 })
    await say(ahead ? early : d.clp, d.api.wire, officerDm, await current(d, e))
    expect(seenByAda(d)).toBe(1)
    expect(await d.again(e)).toBeUndefined()
  }
})

test('J2 a line that somebody else wrote down in the log channel is not taken for the bot’s own', async () => {
  const d = await startDelivery()
  const { log } = d.small.channels
  await d.clp.transact((s) => s.set('logChannelId', log))
  const e = await logLine(d, 7)
  await expect(say(d.clp, dying(d.api.wire, 'before'), logLines(d.api), e)).rejects.toThrow(Killed)
  d.discord.as(d.small.owner).say({ channel: log }, 'What became of no. 7 · ?')
  d.discord.clock.advanceBy({ minutes: 10 })
  for (let left = await d.again(e); left; left = await d.again(e))
    await say(d.clp, d.api.wire, logLines(d.api), left)
  const lines = d.discord.messages(log).filter((m) => m.authorId === d.small.bot.id)
  expect(lines.map((m) => m.content)).toEqual(['no. 7 · 2 March 2026 at 09:30 · the bot · Something'])
})

test('J2 a line is found among many when the bot was away', async () => {
  const d = await startDelivery()
  const { log } = d.small.channels
  await d.clp.transact((s) => s.set('logChannelId', log))
  const e = await logLine(d, 7)
  for (let i = 0; i < 130; i++) d.discord.as(d.small.owner).say({ channel: log }, `talk ${i}`)
  await expect(say(d.clp, dying(d.api.wire, 'after'), logLines(d.api), e)).rejects.toThrow(Killed)
  for (let i = 0; i < 130; i++) d.discord.as(d.small.owner).say({ channel: log }, `more talk ${i}`)
  d.discord.clock.advanceBy({ hours: 3 })
  await say(d.clp, d.api.wire, logLines(d.api), await current(d, e))
  expect(await d.again(e)).toBeUndefined()
  expect(d.discord.messages(log).filter((m) => m.authorId === d.small.bot.id)).toHaveLength(1)
})

test('J5 a line in doubt waits, and Secretary and Chair hear of it, while the channel is closed to the bot', async () => {
  const d = await startDelivery()
  const { log } = d.small.channels
  await d.clp.transact((s) => s.set('logChannelId', log))
  const e = await logLine(d, 7)
  await expect(say(d.clp, dying(d.api.wire, 'after'), logLines(d.api), e)).rejects.toThrow(Killed)
  const open = d.discord.faults.add({
    match: { method: 'GET', path: /messages$/ },
    when: 'before',
    do: { status: 403, body: { message: 'Missing Access', code: 50001 } },
    times: 3,
  })
  d.discord.clock.advanceBy({ minutes: 10 })
  await say(d.clp, d.api.wire, logLines(d.api), await current(d, e))
  expect((await d.clp.transact((s) => s.settings())).logTroubleSince).not.toBeNull()
  open()
  await say(d.clp, d.api.wire, logLines(d.api), await current(d, e))
  expect(await d.again(e)).toBeUndefined()
  expect(d.discord.messages(log)).toHaveLength(1)
})

test('G1 the waits grow while Discord certainly takes nothing, and what was said in vain is not said twice', async () => {
  const d = await startDelivery()
  const e = await toAda(d)
  const refused: Wire = {
    ...d.api.wire,
    post: () =>
      Promise.resolve({ ok: false, kind: 'retry', code: null, why: 'Discord could not be reached.' }),
  }
  const waits: number[] = []
  for (let n = 0; n < 12; n++) {
    const before = Date.parse(d.clp.clock.now())
    await say(d.clp, refused, officerDm, await current(d, e))
    const { notBefore, firstAttemptAt } = await current(d, e)
    const [least, most] = [
      Date.parse(notBefore) - Date.parse(d.clp.clock.now()),
      Date.parse(notBefore) - before,
    ]
    const wanted = Math.min(500 * 2 ** n, 300_000)
    expect(least).toBeLessThanOrEqual(wanted)
    expect(most).toBeGreaterThanOrEqual(wanted)
    waits.push(wanted)
    expect(firstAttemptAt).toBeNull()
  }
  expect(waits.at(-1)).toBe(300_000)
  // killed before the next one: it was stored and never sent, however many attempts failed before
  const killed = { ...d.clp, transact: refusing(d.clp.transact, 2) }
  await expect(say(killed, d.api.wire, officerDm, await current(d, e))).rejects.toThrow(Killed)
  await say(d.clp, d.api.wire, officerDm, await current(d, e))
  expect(await current(d, e)).toMatchObject({ firstAttemptAt: null })
  // killed after it was sent: it is in doubt, and found
  await expect(say(d.clp, dying(d.api.wire, 'after'), officerDm, await current(d, e))).rejects.toThrow(Killed)
  d.discord.clock.advanceBy({ minutes: 10 })
  await say(d.clp, d.api.wire, officerDm, await current(d, e))
  expect(seenByAda(d)).toBe(1)
  expect(await d.again(e)).toBeUndefined()
})

test('G1 D9 what was said on the morning that a restore has lost is not said again on that day, and is on the next', async () => {
  const begun = await startDelivery()
  let word = 0
  // as the bot's own are: the marks of two messages are no difference between them
  const randomId = () => `${'a'.repeat(9)}${'bcdefgh'[(word += 1)] ?? ''}${'a'.repeat(15)}`
  const d: Delivery = { ...begun, clp: { ...begun.clp, randomId } }
  await say(d.clp, d.api.wire, officerDm, await toAda(d))
  d.discord.clock.advanceBy({ minutes: 30 })
  const declaredAt = d.clp.clock.now()
  await d.clp.transact((s) =>
    s.set('restored', {
      file: 'a backup',
      putBackAt: declaredAt,
      declaredAt,
      resumedAt: declaredAt,
      since: '2026-03-01T18:00:00.000Z',
      upTo: 5,
      lost: [6, 40],
    }),
  )
  d.discord.clock.advanceBy({ minutes: 5 })
  const again = await toAda(d)
  await say(d.clp, d.api.wire, officerDm, again)
  expect(await d.again(again)).toBeUndefined()
  expect(seenByAda(d)).toBe(1)
  d.discord.clock.advanceBy({ hours: 24 })
  await say(d.clp, d.api.wire, officerDm, await toAda(d))
  expect(seenByAda(d)).toBe(2)
})
