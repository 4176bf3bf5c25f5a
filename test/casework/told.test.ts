import { expect, test } from 'vitest'
import { newAppeal } from '../../src/casework/new-appeal.ts'
import { recordToldPerson } from '../../src/casework/tell-person.ts'
import { tellByLetter } from '../../src/casework/outcome-reached.ts'
import { appealOutcomeText, outcomeMessage } from '../../src/casework/tell-outcome.ts'
import type { Effect } from '../../src/casework/effects.ts'
import { taskAlert } from '../../src/discord/delivery/officers.ts'
import { appealEdit, appealLetter } from '../../src/discord/delivery/appeal-outcome.ts'
import { converge } from '../../src/outbox/converge.ts'
import type { Office } from '../../src/policy/offices.ts'
import { appealOf, banOfRobin, putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const AT = '2026-03-01T09:00:00.000Z'

const hold = (d: Delivery, office: Office, person: string) =>
  d.clp.transact((s) =>
    s.appoint({
      office,
      platform: office === 'admin' ? 'discord' : null,
      person,
      name: person,
      at: AT,
      minute: null,
    }),
  )

test('A5 A7 the answer to an objection that Discord does not deliver is passed on by nobody whom it could be about', async () => {
  const d = await startDelivery()
  const { clp, small } = d
  const robin = small.members[0] as string
  const [edith = '', femi = ''] = small.ec
  await hold(d, 'secretary', small.secretary)
  await hold(d, 'trusted_ec_officer', edith)
  await hold(d, 'trusted_ec_officer', femi)
  for (const admin of small.admins) await hold(d, 'admin', admin)
  const { tasks, alert, list } = await clp.transact(async (s) => {
    const ref = await putCase(clp, s, robin, 'warning', { state: 'replying' })
    const told = { userId: robin, what: 'objection' as const, text: 'Not upheld.', notFor: [edith] }
    await recordToldPerson(clp, s, ref, told, false, 'No DM.')
    const found = await s.openEffects({ name: 'task-alert' })
    const said = await taskAlert.prepare(clp, s, found[0] as Effect)
    return { tasks: found, alert: said?.body('mark', AT).content, list: (await s.openTasks())[0]?.text }
  })
  const people = tasks.map((e) => (e.payload as { userId: string }).userId)
  expect(people.toSorted()).toEqual([small.secretary, femi].toSorted())
  // the words are in `/task list`, shown to them alone, and in no DM (A7)
  expect(list).toContain('Not upheld.')
  expect(alert).not.toContain('Not upheld.')
  expect(alert).toContain('`/task list`')
})

/** An appeal, and two bans of the same day that had relied on what it is about. */
async function withDependents(d: Delivery): Promise<{ ref: string; bans: string[] }> {
  const { clp } = d
  const first = await banOfRobin(d)
  const second = await banOfRobin(d)
  return clp.transact(async (s) => {
    const about = await putCase(clp, s, first.robin, 'warning')
    const { ref, seq } = await s.nextAppealRef(2026)
    const appeal = {
      ref,
      kind: 'sanction' as const,
      about,
      platform: 'discord',
      appellant: first.robin,
      appellantName: 'Robin',
      lodgedBy: first.robin,
      receivedHow: null,
      secretaryInvolved: false,
      trustedOfficer: null,
    }
    await s.addAppeal(newAppeal(appeal, [], clp.clock.now()), seq)
    return { ref, bans: [first.ref, second.ref] }
  })
}

test('H10 G1 what is said of two sanctions that fell is told apart by how each message begins', async () => {
  const d = await startDelivery()
  const { ref, bans } = await withDependents(d)
  const begins = await d.clp.transact(async (s) =>
    Promise.all(bans.map(async (ban) => (await outcomeMessage(d.clp, s, ref, 'fell', ban))?.begins)),
  )
  expect(begins[0]).not.toBe(begins[1])
})

test('G1 an outcome as long as a message can be is known again by how it begins', async () => {
  const d = await startDelivery()
  const { clp } = d
  const { ref } = await withDependents(d)
  const marked: boolean[] = []
  for (let length = 0; length < 3000; length += 12) {
    await clp.transact((s) =>
      s.updateAppeal(ref, {
        outcome: 'does_not_stand',
        reasons: Array(12)
          .fill('x'.repeat(length / 12))
          .join('\n\n'),
        decidedBy: 'vote',
      }),
    )
    const e = await d.effect({
      name: 'appeal-letter',
      lane: 'appellant:1',
      target: ref,
      payload: { userId: '1', what: 'outcome', about: null },
    })
    const handler = appealLetter(d.api)
    const said = await clp.transact((s) => handler.prepare(clp, s, e))
    if (said === null) throw new Error('there is something to say')
    const content = said.body('abcdefghij', clp.clock.now()).content ?? ''
    expect(content.length).toBeLessThanOrEqual(2000)
    expect(content).toContain(said.marker ?? 'abcdefghij')
    marked.push(said.marker === undefined)
  }
  expect(marked).toContain(true)
  expect(marked).toContain(false)
})

test('H10 G1 of two things that Discord does not deliver each is written into the letter, and each becomes a task', async () => {
  const d = await startDelivery()
  const { clp } = d
  await hold(d, 'secretary', d.small.secretary)
  const { ref: about, robin } = await banOfRobin(d)
  const bans = [(await banOfRobin(d)).ref, (await banOfRobin(d)).ref]
  const ref = 'A2026-001'
  const asked = await clp.transact(async (s) => {
    await s.addAppeal(newAppeal(appealOf(ref, about, robin), [], clp.clock.now()), 1)
    for (const ban of bans) await tellByLetter(clp, s, ref, 'fell', ban, 'No DM.')
    return s.openEffects({ name: 'appeal-edit' })
  })
  expect(asked).toHaveLength(2)
  await converge(clp, appealEdit(d.api), asked[0] as Effect)
  // the second waits for its own turn
  const left = await clp.transact((s) => s.openEffects({ name: 'appeal-edit' }))
  expect(left.map((e) => e.id)).toEqual([asked[1]?.id])
  await converge(clp, appealEdit(d.api), left[0] as Effect)
  const [letter = ''] = d.discord.dm(robin).map((m) => m.content)
  for (const ban of bans) expect(letter).toContain(ban)
  const texts = await clp.transact(async (s) =>
    Promise.all(
      (await s.openTasks({ kind: 'tell_appellant' })).map((t) =>
        appealOutcomeText(clp, s, ref, t.about ?? null),
      ),
    ),
  )
  expect(texts).toHaveLength(2)
  for (const [n, ban] of bans.entries()) expect(texts[n]).toContain(ban)
})
