import { describe, expect, test } from 'vitest'
import { recordAgm } from '../../src/casework/agm.ts'
import { appoint, endOffice } from '../../src/casework/appoint.ts'
import { finishTask } from '../../src/casework/do-task.ts'
import { listOfficers } from '../../src/casework/list-officers.ts'
import { recordReason } from '../../src/casework/long-open.ts'
import { passwordsChanged } from '../../src/casework/passwords.ts'
import type { Task } from '../../src/casework/records.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { signCase } from '../../src/casework/sign.ts'
import { taskPeople, tasksFor } from '../../src/casework/tasks.ts'
import { recordTraining } from '../../src/casework/training.ts'
import { putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'
import { appointAll } from '../support/officers.ts'

const AT = '2026-01-05T10:00:00.000Z'

/** A CLP with its officers, a page on Facebook with an admin of its own, and one on X that was retired. */
async function started(): Promise<Delivery & { secretary: { id: string; name: string } }> {
  const d = await startDelivery()
  await appointAll(d)
  await d.clp.transact(async (s) => {
    const page = { kind: 'page', address: 'facebook.com/clp', owner: null, registeredAt: AT }
    await s.addPlatform({ name: 'discord', ...page })
    await s.addPlatform({ name: 'facebook', ...page })
    await s.addPlatform({ name: 'x', ...page })
    await s.updatePlatform('x', { retiredAt: AT })
    const person = d.small.members[5] as string
    await s.appoint({ office: 'admin', platform: 'facebook', person, name: 'Flo', at: AT, minute: null })
  })
  return { ...d, secretary: { id: d.small.secretary, name: 'Sec' } }
}

const asked = (d: Delivery): Promise<Task[]> =>
  d.clp.transact((s) => s.openTasks({ kind: 'change_passwords' }))
const platforms = async (d: Delivery): Promise<(string | null)[]> =>
  (await asked(d)).map((t) => t.platform).toSorted()

describe('L2 passwords', () => {
  test('L2 after an AGM each platform in use gets one task, for its own admins, and none twice', async () => {
    const d = await started()
    expect(await recordAgm(d.clp, d.secretary, '1 March 2026')).toMatchObject({ ok: true, tasks: 2 })
    expect(await platforms(d)).toEqual(['discord', 'facebook'])
    const [facebook] = (await asked(d)).filter((t) => t.platform === 'facebook')
    const people = await d.clp.transact((s) => taskPeople(d.clp, s, facebook as Task))
    expect(people.toSorted()).toEqual([d.small.smOfficer, d.small.members[5]].toSorted())
    expect((await recordAgm(d.clp, d.secretary, '1 March 2026')).ok).toBe(false)
    expect((await recordAgm(d.clp, d.secretary, '2 March 2026')).ok).toBe(true)
    expect(await platforms(d)).toEqual(['discord', 'facebook'])
    expect((await recordAgm(d.clp, d.secretary, '1 April 2026')).ok).toBe(false)
  })

  test.each([
    ['admin', 'facebook', ['facebook'], ['facebook']],
    ['admin', 'discord', [], ['discord']],
    ['sm_officer', null, ['facebook'], ['discord', 'facebook']],
    ['moderator', 'facebook', [], []],
    ['ec_member', null, [], []],
  ] as const)('L2 a new %s of %s, then their end', async (office, platform, appointed, ended) => {
    const d = await started()
    const q = { office, platform, person: d.small.members[7] as string, name: 'Gil', minute: 'EC 1' }
    expect((await appoint(d.clp, d.secretary, q)).ok).toBe(true)
    expect(await platforms(d)).toEqual(appointed)
    for (const { id } of await asked(d))
      await d.clp.transact((s) => s.finishTask(id, { at: AT, by: null, how: 'done' }))
    expect((await endOffice(d.clp, d.secretary, q)).ok).toBe(true)
    expect(await platforms(d)).toEqual(ended)
  })

  test('L2 Done takes no words, so that no password gets into the register', async () => {
    const d = await started()
    await recordAgm(d.clp, d.secretary, '1 March 2026')
    const flo = { id: d.small.members[5] as string, name: 'Flo' }
    const mine = await tasksFor(d.clp, flo)
    const id = mine.ok ? (mine.tasks[0]?.id ?? 0) : 0
    expect((await finishTask(d.clp, flo, id, 'It is now hunter2')).ok).toBe(false)
    expect((await passwordsChanged(d.clp, { id: d.small.chair, name: 'C' }, id)).ok).toBe(false)
    expect((await passwordsChanged(d.clp, flo, id)).ok).toBe(true)
    expect(await d.clp.transact((s) => s.task(id))).toMatchObject({
      doneBy: flo.id,
      doneHow: 'the passwords were changed',
    })
    expect((await passwordsChanged(d.clp, flo, id)).ok).toBe(false)
  })
})

describe('L3 training', () => {
  async function signing(d: Delivery): Promise<string> {
    return d.clp.transact((s) =>
      putCase(d.clp, s, d.small.members[0] as string, 'warning', {
        state: 'signing',
        signOpenedAt: d.clp.clock.now(),
      }),
    )
  }
  const sign = (d: Delivery, id: string, ref: string) =>
    signCase(d.clp, { id, name: 'A' }, ref, 1, { verdict: 'dont_sign', reason: 'No.' })

  test('L3 only the Secretary records it, for people in office and not for a day to come; the list shows it', async () => {
    const d = await started()
    const ada = { id: d.small.admins[0], name: 'Ada' }
    expect((await recordTraining(d.clp, { id: d.small.chair, name: 'C' }, ada, '1 March 2026')).ok).toBe(
      false,
    )
    expect((await recordTraining(d.clp, d.secretary, ada, '1 May 2026')).ok).toBe(false)
    const nobody = { id: d.small.members[8] as string, name: 'N' }
    expect((await recordTraining(d.clp, d.secretary, nobody, '1 March 2026')).ok).toBe(false)
    expect((await recordTraining(d.clp, d.secretary, ada, '1 March 2025')).ok).toBe(true)
    expect((await recordTraining(d.clp, d.secretary, ada, '1 March 2026')).ok).toBe(true)
    const held = (await listOfficers(d.clp)).find((h) => h.person === ada.id)
    expect(held?.trainedOn).toBe('2026-03-01')
  })

  test('L3 where the CLP wants it an untrained admin cannot sign and is told what to do; trained, they can', async () => {
    const d = await started()
    const [ada] = d.small.admins
    const open = await signing(d)
    expect((await sign(d, ada, open)).ok).toBe(true)
    Object.assign(d.clp, {
      config: { ...d.clp.config, policy: { ...d.clp.config.policy, trainedToSign: true } },
    })
    const ref = await signing(d)
    expect(JSON.stringify(await sign(d, ada, ref))).toContain('/officer trained')
    await recordTraining(d.clp, d.secretary, { id: ada, name: 'Ada' }, '1 March 2026')
    expect((await sign(d, ada, ref)).ok).toBe(true)
    // with too few trained admins the Chair stands in at once (D7)
    expect((await sign(d, d.small.chair, ref)).ok).toBe(true)
  })
})

test('D9 beyond nine months a case stays open only with a recorded reason, which is asked for once', async () => {
  const d = await started()
  const ref = await d.clp.transact((s) =>
    putCase(d.clp, s, d.small.members[0] as string, 'warning', { state: 'asking' }),
  )
  const needed = () => d.clp.transact((s) => s.openTasks({ kind: 'reason_needed' }))
  d.discord.clock.advanceTo('2026-12-01T10:00:00.000Z')
  await runDue(d.clp)
  expect(await needed()).toEqual([])
  d.discord.clock.advanceTo('2026-12-02T10:00:00.000Z')
  for (let i = 0; i < 3; i++) await runDue(d.clp)
  const [task, ...more] = await needed()
  expect(more).toEqual([])
  expect(task?.matter).toBe(ref)
  const ada = { id: d.small.admins[0], name: 'Ada' }
  expect((await recordReason(d.clp, ada, task?.id ?? 0, ' ')).ok).toBe(false)
  expect((await recordReason(d.clp, ada, task?.id ?? 0, 'The police asked us to wait.')).ok).toBe(true)
  const file = await d.clp.transact((s) => s.caseFile(ref))
  expect(file?.notes.at(-1)?.text).toBe('Why it is still open: The police asked us to wait.')
  expect(file?.state).toBe('asking')
  d.discord.clock.advanceTo('2026-12-20T10:00:00.000Z')
  await runDue(d.clp)
  expect(await needed()).toEqual([])
})

test('D9 a reason is not asked for any more once the matter has ended', async () => {
  const d = await started()
  const ref = await d.clp.transact((s) =>
    putCase(d.clp, s, d.small.members[0] as string, 'warning', { state: 'asking' }),
  )
  d.discord.clock.advanceTo('2026-12-02T10:00:00.000Z')
  await runDue(d.clp)
  await d.clp.transact((s) => s.updateCase(ref, { state: 'closed', outcome: 'dropped' }))
  await runDue(d.clp)
  expect(await d.clp.transact((s) => s.openTasks({ kind: 'reason_needed' }))).toEqual([])
})
