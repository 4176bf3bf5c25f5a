import { expect, test } from 'vitest'
import { lodgeAppeal } from '../../src/casework/lodge-appeal.ts'
import { raiseSafeguarding } from '../../src/casework/safeguarding.ts'
import { personDm } from '../../src/discord/delivery/person-dm.ts'
import { say } from '../../src/outbox/say.ts'
import { banOfRobin } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

test('C6 nobody heard in a matter, or in its appeal, is written to while safeguarding is asked', async () => {
  const d = await startDelivery()
  const { ref, robin } = await banOfRobin(d)
  const who = { appellant: robin, name: 'Robin', lodgedBy: robin, receivedHow: null }
  const words = { grounds: 'It was not so.', trusted: 'no', notDecide: '', files: [] }
  const lodged = await d.clp.transact((s) => lodgeAppeal(d.clp, s, who, ref, words))
  const appeal = lodged.ok ? lodged.ref : ''
  await d.clp.transact((s) =>
    raiseSafeguarding(d.clp, s, ref, { id: robin, name: 'Robin' }, 'respondent', 'Someone is at risk.'),
  )
  const before = d.discord.dm(robin).length
  for (const target of [ref, appeal]) {
    const payload = { userId: robin, what: 'objection' as const, text: 'Your objection was not upheld.' }
    const e = await d.effect({ name: 'person-dm', lane: `person:${robin}`, target, payload })
    await say(d.clp, d.api.wire, personDm, e)
    expect((await d.again(e))?.notBefore).not.toBe(e.notBefore)
  }
  expect(d.discord.dm(robin)).toHaveLength(before)
})
