import { expect, test } from 'vitest'
import { lodgeAppeal } from '../../src/casework/lodge-appeal.ts'
import { part } from '../../src/casework/part-identities.ts'
import { raiseSafeguarding } from '../../src/casework/safeguarding.ts'
import { tellPerson } from '../../src/casework/tell-person.ts'
import { personDm } from '../../src/discord/delivery/person-dm.ts'
import { say } from '../../src/outbox/say.ts'
import { banOfRobin, confirmedLink, putCase } from '../support/decided.ts'
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

test('B3 what waits for the morning goes to whom the person is by then, and by hand where that is nobody on Discord', async () => {
  const d = await startDelivery('2026-03-02T20:00:00.000Z')
  const robin = d.small.members[0] as string
  const handle = 'X:robin'
  const text = 'The decision is kept.'
  const ref = await d.clp.transact(async (s) => {
    await s.addIdentityLink(confirmedLink(robin, handle, d.clp.clock.now()))
    const made = await putCase(d.clp, s, handle, 'warning', { platform: 'X' })
    await tellPerson(d.clp, s, made, handle, { what: 'identity', text })
    const [link] = await s.identityLinks()
    if (link) await part(d.clp, s, { id: '1', name: 'Ada' }, 'admin', link, 'It was not them.')
    return made
  })
  d.discord.clock.advanceTo('2026-03-03T09:30:00.000Z')
  for (const e of await d.clp.transact((s) => s.openEffects({ name: 'person-dm', target: ref })))
    await say(d.clp, d.api.wire, personDm, e)
  expect(d.discord.dm(robin).filter((m) => m.content.includes(text))).toEqual([])
  const tasks = await d.clp.transact((s) => s.openTasks({ matter: ref }))
  expect(tasks.map((t) => t.kind)).toContain('undelivered')
})
