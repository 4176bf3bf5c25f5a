import { expect, onTestFinished, test } from 'vitest'
import type { Clp } from '../../src/casework/ports.ts'
import { officerDm } from '../../src/discord/delivery/officers.ts'
import type { Handlers } from '../../src/outbox/handlers.ts'
import { startOutbox } from '../../src/outbox/outbox.ts'
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
