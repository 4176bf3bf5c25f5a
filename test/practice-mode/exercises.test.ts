import { expect, onTestFinished, test } from 'vitest'
import { createSimulatedClock } from '../../src/practice/clock.ts'
import { type PracticeDiscord, startPracticeDiscord } from '../../src/practice/discord/practice-discord.ts'
import { makeSmallClp, type SmallClp } from '../../src/practice/small-clp.ts'
import { DEFINITIONS } from '../../src/practice-mode/exercises/definitions.ts'
import { daysOn, toMorning } from '../../src/practice-mode/exercises/morning.ts'
import { exercisesOnPage } from '../../src/practice-mode/exercises/on-page.ts'

interface Session {
  discord: PracticeDiscord
  clp: SmallClp
  isReady: boolean
  cast: { id: string }[]
  unread: { readAll(people: readonly string[]): void }
  ready(): boolean
  putPlugIn(): Promise<void>
}

/** A session without a bot, which the first exercise needs only once it was begun. */
async function session(): Promise<Session> {
  const discord = await startPracticeDiscord({ start: '2026-03-02T22:00:00.000Z' })
  onTestFinished(() => discord.close())
  const made: Session = {
    discord,
    clp: makeSmallClp(discord),
    isReady: true,
    cast: [],
    unread: { readAll: () => undefined },
    ready: () => made.isReady,
    putPlugIn: () => Promise.resolve(),
  }
  return made
}

test('D1 after Start over an exercise begins anew, and none begins before the CLP is set up', async () => {
  let now = await session()
  const all = exercisesOnPage(() => now)
  now.isReady = false
  expect((await all.start('first-warning'))?.text).toContain('being set up')
  expect(all.check('first-warning')?.points).toHaveLength(1)
  now.isReady = true
  expect(await all.start('first-warning')).toMatchObject({ me: now.clp.admins[0] })
  expect(all.check('first-warning')?.points).toHaveLength(6)
  now = await session()
  expect(all.check('first-warning')?.points).toEqual([
    { done: false, text: 'Begin this exercise first: that makes everything ready for it.', more: null },
  ])
})

test('D1 an exercise that was being made ready when somebody started over is in nobody’s way', async () => {
  const first = await session()
  let now = first
  const plugged = Promise.withResolvers<undefined>()
  first.putPlugIn = () => plugged.promise
  await fetch(`${first.discord.apiUrl}/v10/applications/${first.clp.bot.id}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${first.clp.bot.token}`, 'content-type': 'application/json' },
    body: JSON.stringify([
      { name: 'warn', description: 'Warns', options: [{ name: 'person', description: 'Whom', type: 6 }] },
    ]),
  })
  const all = exercisesOnPage(() => now)
  const begun = all.start('both-sides')
  expect((await all.start('first-warning'))?.text).toContain('being made ready')
  now = await session()
  expect((await all.start('first-warning'))?.text).toContain('Everything is ready')
  plugged.reject(new Error('started over'))
  expect((await begun)?.text).toContain('could not be made ready: started over')
})

test('F5 an exercise begins at an hour at which letters go out', async () => {
  const now = await session()
  await exercisesOnPage(() => now).start('first-warning')
  expect(now.discord.clock.now().toISOString().slice(0, 16)).toBe('2026-03-03T09:30')
  const clock = createSimulatedClock({ start: '2026-03-27T12:00:00.000Z' })
  toMorning(clock)
  expect(clock.now().toISOString().slice(0, 16)).toBe('2026-03-27T12:00')
  // the clocks go forward on the 29th: half past four in the afternoon in London is then half past three in UTC
  clock.advanceTo('2026-03-27T16:30:00.000Z')
  daysOn(clock, 3)
  expect(clock.now().toISOString().slice(0, 16)).toBe('2026-03-30T15:30')
})

test('A5 D4 every exercise names who does each step, tells how, and rests on a rule; nothing is called the same', () => {
  expect(DEFINITIONS.map(({ id }) => id)).toHaveLength(8)
  expect(new Set(DEFINITIONS.flatMap(({ id, title, about }) => [id, title, about])).size).toBe(24)
  for (const step of DEFINITIONS.flatMap(({ steps }) => steps)) {
    expect(step.rules.length).toBeGreaterThan(0)
    expect(step.rules.every((rule) => /^[A-O]\d{1,2}$/.test(rule))).toBe(true)
    expect(step.hint).toMatch(/[.!?]$/)
    expect(step.why).toMatch(/[.!?]$/)
  }
})
