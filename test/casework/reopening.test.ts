import { expect, test } from 'vitest'
import { addEvidence } from '../../src/casework/change-case.ts'
import { pressReply, type ReplyPress } from '../../src/casework/record-reply.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { notice, reopened } from '../../src/discord/delivery/letters.ts'
import { say } from '../../src/outbox/say.ts'
import { putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

test.each<[ReplyPress, number]>([
  ['thats_all', 1],
  ['wont_reply', 2],
])('D4 evidence of the evening reaches them though they press %s in the night', async (press, times) => {
  const d = await startDelivery('2026-03-02T20:00:00.000Z')
  const robin = { id: d.small.members[0] as string, name: 'Robin' }
  const ada = { id: d.small.admins[0], name: 'Ada' }
  const ref = await d.clp.transact(async (s) => {
    const known = { name: 'x', at: '2026-01-01T00:00:00.000Z', minute: null }
    await s.appoint({ office: 'admin', platform: 'discord', person: ada.id, ...known })
    const made = await putCase(d.clp, s, robin.id, 'warning', { state: 'replying' })
    await s.addReply(made, { kind: 'told', at: '2026-03-02T10:00:00.000Z', text: null }, null)
    return made
  })
  const evidence = { text: 'Another member saw it too.', link: null }
  expect(await addEvidence(d.clp, ada, ref, evidence)).toEqual({ ok: true })
  for (let n = 0; n < times; n++)
    expect(await pressReply(d.clp, robin, ref, press)).toMatchObject({ ok: true })
  await runDue(d.clp)
  const state = async () => (await d.clp.transact((s) => s.caseFile(ref)))?.state
  expect(await state()).toBe('replying')

  d.discord.clock.advanceTo('2026-03-03T09:30:00.000Z')
  const waiting = (await d.clp.transact((s) => s.openEffects())).find((e) => e.name === 'reopened')
  if (!waiting) throw new Error('the new evidence does not go out')
  await say(d.clp, d.api.wire, reopened, waiting)
  expect(d.discord.dm(robin.id)).toHaveLength(1)
  await runDue(d.clp)
  expect(await state()).toBe('replying')
  d.discord.clock.advanceTo('2026-03-06T10:30:00.000Z')
  await runDue(d.clp)
  expect(await state()).toBe('signing')
})

test('D4 what came while the notice was on its way goes to them after it', async () => {
  const d = await startDelivery()
  const robin = d.small.members[0] as string
  const ref = await d.clp.transact((s) => putCase(d.clp, s, robin, 'warning'))
  const lane = `person:${robin}`
  const e = await d.effect({ name: 'notice', lane, target: ref, payload: { userId: robin } })
  const seen = { ownStep: true, oldReason: null, addedBy: '1', rules: ['trolling'] }
  d.discord.faults.add({
    match: { method: 'POST', path: /messages$/ },
    when: 'after',
    do: {
      call: () =>
        d.clp.transact(async (s) => {
          const at = d.clp.clock.now()
          await s.addIncident(ref, { at, what: 'Once more.', time: { known: 'instant', at }, ...seen })
        }),
    },
  })
  await say(d.clp, d.api.wire, notice, e)
  expect(d.discord.dm(robin).at(-1)?.text).not.toContain('Once more.')
  const waiting = (await d.clp.transact((s) => s.openEffects())).find((one) => one.name === 'reopened')
  if (!waiting) throw new Error('the new incident does not go out')
  await say(d.clp, d.api.wire, reopened, waiting)
  expect(d.discord.dm(robin).at(-1)?.text).toContain('Once more.')
})

test('D4 the step that stands in the notice is the one that they were told of', async () => {
  const d = await startDelivery()
  const robin = d.small.members[0] as string
  const ref = await d.clp.transact((s) => putCase(d.clp, s, robin, 'warning', { toldStep: null }))
  const lane = `person:${robin}`
  const e = await d.effect({ name: 'notice', lane, target: ref, payload: { userId: robin } })
  await say(d.clp, d.api.wire, notice, e)
  const file = await d.clp.transact((s) => s.caseFile(ref))
  expect(file?.toldStep).toBe('warning')
  expect((await d.clp.transact((s) => s.openEffects())).map((one) => one.name)).not.toContain('reopened')
})

test('D4 D5 whoever answers new material before Discord’s own answer is there has answered it', async () => {
  const d = await startDelivery()
  const robin = { id: d.small.members[0] as string, name: 'Robin' }
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, robin.id, 'warning', { state: 'replying' })
    await s.addReply(made, { kind: 'told', at: '2026-03-01T10:00:00.000Z', text: null }, null)
    return made
  })
  const payload = { userId: robin.id, what: 'new_evidence' }
  const e = await d.effect({ name: 'reopened', lane: `person:${robin.id}`, target: ref, payload })
  await d.clp.transact((s) => s.updateEffect(e.id, { firstAttemptAt: d.clp.clock.now(), attempts: 1 }))
  for (const confirm of [true, false])
    expect(await pressReply(d.clp, robin, ref, 'wont_reply')).toMatchObject({ ok: true, confirm })
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('signing')
})
