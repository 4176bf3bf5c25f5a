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
