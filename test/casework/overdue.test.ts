import { beforeEach, expect, test } from 'vitest'
import { report } from '../../src/casework/report.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { runPurge } from '../../src/casework/purge.ts'
import { raiseTask } from '../../src/casework/tasks.ts'
import { plainReport, putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

let d: Delivery

beforeEach(async () => {
  d = await startDelivery()
  const known = { name: 'x', at: '2026-01-01T00:00:00.000Z', minute: null, platform: null }
  await d.clp.transact(async (s) => {
    for (const person of d.small.admins)
      await s.appoint({ ...known, office: 'admin', platform: 'discord', person })
    await s.appoint({ ...known, office: 'secretary', person: d.small.secretary })
    await s.set('purgedOn', '2026-03-01')
  })
})

async function purgeOn(day: string): Promise<void> {
  d.discord.clock.advanceTo(`${day}T09:00:00.000Z`)
  expect(await runPurge(d.clp, async () => d.clp.clock.now())).toBe('done')
}

/** Someone complains; gives the complaint's reference. */
async function complained(by: string): Promise<string> {
  const made = await report(d.clp, { id: by, name: 'Sam' }, plainReport())
  if (!made.ok) throw new Error('not made')
  return made.done.ref
}

test('K1 C3 a complaint that waits for a case is not left waiting when the case is closed because its two years are over', async () => {
  const robin = d.small.members[0] as string
  const ref = await d.clp.transact((s) => putCase(d.clp, s, robin, 'warning', { state: 'signing' }))
  d.discord.clock.advanceTo('2027-06-01T09:00:00.000Z')
  const complaint = await complained(d.small.members[1] as string)
  await d.clp.transact((s) => s.updateComplaint(complaint, { state: 'with_case', caseRef: ref }))
  await purgeOn('2028-03-02')
  const file = await d.clp.transact((s) => s.complaintFile(complaint))
  expect(file?.state).toBe('closed')
  expect(file?.closedAt?.slice(0, 10)).toBe('2028-03-02')
})

test('K1 D8 what officers were asked in a case that is closed because its two years are over is asked no more', async () => {
  const robin = d.small.members[0] as string
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, robin, 'warning', { state: 'asking' })
    return made
  })
  d.discord.clock.advanceTo('2028-02-01T09:00:00.000Z')
  await d.clp.transact(async (s) => {
    // something of it is younger, so that its frame stays
    await s.addNote(ref, { at: d.clp.clock.now(), by: 'x', text: 'A note' })
    await raiseTask(d.clp, s, {
      kind: 'serve_notice',
      matter: ref,
      offices: ['admin'],
      platform: 'discord',
      subject: robin,
      text: `${ref}: please give the person the notice.`,
    })
  })
  await purgeOn('2028-03-02')
  await runDue(d.clp)
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('closed')
  expect(await d.clp.transact((s) => s.openTasks({ matter: ref }))).toEqual([])
})
