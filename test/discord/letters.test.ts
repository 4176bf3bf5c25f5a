import { expect, test } from 'vitest'
import { closeCase } from '../../src/casework/close-case.ts'
import { part } from '../../src/casework/part-identities.ts'
import type { Effect } from '../../src/casework/effects.ts'
import type { CaseFile } from '../../src/casework/records.ts'
import { notice, outcome } from '../../src/discord/delivery/letters.ts'
import { say } from '../../src/outbox/say.ts'
import { confirmedLink, putCase } from '../support/decided.ts'
import { type Delivery, meanwhile, startDelivery } from '../support/delivery.ts'

/** A case whose notice of allegation is about to go out to Robin. */
async function asked(start?: string): Promise<Delivery & { ref: string; robin: string; waiting: Effect }> {
  const d = await startDelivery(start)
  const robin = d.small.members[0] as string
  const ref = await d.clp.transact((s) => putCase(d.clp, s, robin, 'warning'))
  const waiting = await d.effect({
    name: 'notice',
    lane: `person:${robin}`,
    target: ref,
    payload: { userId: robin },
  })
  return { ...d, ref, robin, waiting }
}

const drop = ({ clp, ref }: Awaited<ReturnType<typeof asked>>) =>
  clp.transact(async (s) =>
    closeCase(clp, s, (await s.caseFile(ref)) as CaseFile, 'dropped', 'It was a misunderstanding.'),
  )

/** Says what waits for Robin, in order, until nothing is left. */
async function deliver(d: Delivery): Promise<void> {
  for (;;) {
    const open = await d.clp.transact((s) => s.openEffects())
    const next = open.find((e) => e.name === 'notice' || e.name === 'outcome')
    if (!next) return
    await say(d.clp, d.api.wire, next.name === 'notice' ? notice : outcome, next)
  }
}

test('F5 D8 somebody whose notice waited for the morning hears nothing of a case that was dropped in the night', async () => {
  const d = await asked('2026-03-02T22:00:00.000Z')
  await say(d.clp, d.api.wire, notice, d.waiting)
  await drop(d)
  d.discord.clock.advanceTo('2026-03-03T09:00:00.000Z')
  await deliver(d)
  expect(d.discord.dm(d.robin)).toEqual([])
})

test('D8 J1 somebody whose notice was on its way when the case was dropped hears that it was', async () => {
  const d = await asked()
  const dying = {
    ...d.api.wire,
    post: async (...args: Parameters<typeof d.api.wire.post>) => {
      await d.api.wire.post(...args)
      throw new Error('killed')
    },
  }
  await expect(say(d.clp, dying, notice, d.waiting)).rejects.toThrow('killed')
  await drop(d)
  d.discord.clock.advanceBy({ minutes: 10 })
  await deliver(d)
  const [first, second, ...more] = d.discord.dm(d.robin).map((m) => m.content)
  expect(first).toContain('We would like to hear your side')
  expect(second).toContain('It was a misunderstanding.')
  expect(more).toEqual([])
  const entries = await d.clp.transact((s) => s.entriesAfter(0, 100))
  expect(entries.map((e) => e.content?.action)).toEqual([
    'register.opened',
    'case.dropped',
    'delivery.notice',
    'delivery.outcome',
  ])
})

test('B3 D4 a notice that is on its way while its identities are parted has asked nobody: the respondent is asked by hand', async () => {
  const d = await startDelivery()
  const robin = d.small.members[0] as string
  const handle = 'X:robin'
  const ref = await d.clp.transact(async (s) => {
    await s.addIdentityLink(confirmedLink(robin, handle, d.clp.clock.now()))
    return putCase(d.clp, s, handle, 'warning', { platform: 'X' })
  })
  const waiting = await d.effect({
    name: 'notice',
    lane: `person:${robin}`,
    target: ref,
    payload: { userId: handle },
  })
  meanwhile(d, () =>
    d.clp.transact(async (s) => {
      const [link] = await s.identityLinks()
      if (link) await part(d.clp, s, { id: '1', name: 'Ada' }, 'admin', link, 'It was not them.')
    }),
  )
  await say(d.clp, d.api.wire, notice, waiting)
  await deliver(d)
  const after = await d.clp.transact(async (s) => ({
    file: await s.caseFile(ref),
    tasks: await s.openTasks({ kind: 'serve_notice', matter: ref }),
  }))
  expect(after.file).toMatchObject({ state: 'asking', replies: [] })
  expect(after.tasks).toHaveLength(1)
})
