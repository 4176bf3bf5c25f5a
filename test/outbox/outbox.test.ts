import { expect, onTestFinished, test } from 'vitest'
import type { Clp } from '../../src/casework/ports.ts'
import { officerDm } from '../../src/discord/delivery/officers.ts'
import type { Handlers } from '../../src/outbox/handlers.ts'
import { startOutbox } from '../../src/outbox/outbox.ts'
import type { Wire } from '../../src/outbox/wire.ts'
import { startDelivery } from '../support/delivery.ts'

test('G1 an entry that cannot be read for the log keeps nothing else from going out', async () => {
  const d = await startDelivery()
  const ada = d.small.admins[0]
  await d.clp.transact((s) => s.set('logChannelId', d.small.channels.log))
  await d.effect({
    name: 'officer-dm',
    lane: `officer:${ada}`,
    target: 'clp',
    payload: { userId: ada, text: 'Please look.' },
  })
  const unreadable: Clp = {
    ...d.clp,
    transact: (work) =>
      d.clp.transact((s) =>
        work({ ...s, entriesAfter: () => Promise.reject(new Error('it cannot be read')) }),
      ),
  }
  const bugs: unknown[] = []
  const outbox = startOutbox(
    unreadable,
    { 'officer-dm': officerDm } as unknown as Handlers,
    d.api.wire,
    (error) => bugs.push(error),
    () => true,
  )
  onTestFinished(() => outbox.stop())
  outbox.wake()
  await d.discord.waitFor(() => d.discord.dm(ada).length > 0, 'the message to Ada')
  expect(bugs.map(String)).toContain('Error: it cannot be read')
})

test('G1 what Discord refuses because the bot was removed meanwhile is said once it is back', async () => {
  const { clp, small, discord, api, effect, again } = await startDelivery()
  const ada = small.admins[0]
  const wire: Wire = {
    ...api.wire,
    async openDm(userId) {
      if (discord.clock.now().getUTCHours() === 9) discord.as(small.owner).kick(small.guild, small.bot.id)
      return api.wire.openDm(userId)
    },
  }
  const outbox = startOutbox(
    clp,
    { 'officer-dm': officerDm } as unknown as Handlers,
    wire,
    (error) => expect.unreachable(String(error)),
    () => discord.world.guild(small.guild).members.has(small.bot.id),
  )
  onTestFinished(() => outbox.stop())
  const payload = { userId: ada, text: 'Please look.' }
  const queued = await effect({ name: 'officer-dm', lane: 'x', target: 'clp', payload })
  outbox.wake()
  await expect.poll(() => again(queued)).toMatchObject({ attempts: 1 })
  discord.inviteBot(small.guild, small.bot.id, ['ViewChannel'])
  discord.clock.advanceBy({ hours: 1 })
  outbox.wake()
  await discord.waitFor(() => discord.dm(ada).length === 1, 'the message to Ada')
})

/** A clock that can be set, and an outbox that delivers to Ada by it. */
async function withClock(at: string) {
  const d = await startDelivery()
  const ada = d.small.admins[0]
  let shows = at
  const clp: Clp = { ...d.clp, clock: { now: () => shows } }
  const queue = (text: string, notBefore: string) =>
    clp.transact((s) =>
      s.addEffect(
        { name: 'officer-dm', lane: `officer:${ada} ${text}`, target: 'clp', payload: { userId: ada, text } },
        shows,
        notBefore,
      ),
    )
  const start = () => {
    const outbox = startOutbox(
      clp,
      { 'officer-dm': officerDm } as unknown as Handlers,
      d.api.wire,
      () => undefined,
      () => true,
    )
    onTestFinished(() => outbox.stop())
    outbox.wake()
    return outbox
  }
  const heard = (text: string) => d.discord.dm(ada).some((m) => m.content.includes(text))
  const hears = (text: string) => d.discord.waitFor(() => heard(text), text)
  return { queue, start, heard, hears, set: (to: string) => (shows = to) }
}

test('G1 what was put off while the clock was far ahead goes out at the next start', async () => {
  const { queue, start, hears, heard, set } = await withClock('2031-05-01T20:00:00.000Z')
  await queue('Queued in 2031', '2031-05-02T08:00:00.000Z')
  set('2026-03-02T09:30:00.000Z')
  await queue('For tomorrow', '2026-03-03T09:00:00.000Z')
  start()
  await hears('Queued in 2031')
  expect(heard('For tomorrow')).toBe(false)
})

test('G1 what was put off while the clock was far ahead goes out once it is set back', async () => {
  const { queue, start, hears, heard, set } = await withClock('2031-05-01T12:00:00.000Z')
  await queue('For the next morning', '2031-05-02T08:00:00.000Z')
  await queue('For now', '2031-05-01T12:00:00.000Z')
  const outbox = start()
  await hears('For now')
  expect(heard('For the next morning')).toBe(false)
  set('2026-03-02T09:30:00.000Z')
  outbox.wake()
  await hears('For the next morning')
})
