import { expect, test } from 'vitest'
import { takeOutQuotes } from '../../src/casework/take-out-quotes.ts'
import { personDm } from '../../src/discord/delivery/person-dm.ts'
import { takeOut } from '../../src/discord/delivery/take-out.ts'
import { converge } from '../../src/outbox/converge.ts'
import { say } from '../../src/outbox/say.ts'
import { putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

test('C8 G1 a quote that is marked while its message is on its way is taken out of it as soon as it is there', async () => {
  const d = await startDelivery()
  const { clp, small, api, discord } = d
  const robin = small.members[0] as string
  const link = 'https://discord.com/channels/1/2/3'
  const quoted = 'A sentence that nobody may read.'
  const ref = await clp.transact((s) => putCase(clp, s, robin, 'warning'))
  const text = `The post: ${link}\n> ${quoted}\nThat is all.`
  const payload = { userId: robin, what: 'objection' as const, text }
  const effect = await d.effect({ name: 'person-dm', lane: 'x', target: ref, payload })
  const post = { texts: [quoted], link }
  // it is marked after Discord has the message and before the register knows that
  const wire = {
    ...api.wire,
    async post(...sent: Parameters<typeof api.wire.post>) {
      const posted = await api.wire.post(...sent)
      await clp.transact((s) => takeOutQuotes(clp, s, [ref], post))
      return posted
    },
  }
  await say(clp, wire, personDm, effect)
  expect(discord.dm(robin).at(-1)?.content).toContain(quoted)
  const open = await clp.transact((s) => s.openEffects({ name: 'take-out' }))
  expect(open).toHaveLength(1)
  await converge(clp, takeOut(api), open[0] as never)
  const now = discord.dm(robin).at(-1)?.content
  expect(now).toContain('That is all.')
  expect(now).not.toContain(quoted)
  const kept = await clp.transact((s) => s.toldAbout([ref]))
  expect(JSON.stringify(kept)).not.toContain(quoted)
})
