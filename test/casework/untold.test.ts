import { expect, test } from 'vitest'
import { giveMySide, pressReply } from '../../src/casework/record-reply.ts'
import { refuse } from '../../src/casework/refusal.ts'
import { markRead } from '../../src/casework/mark-read.ts'
import type { CaseState } from '../../src/policy/case-state.ts'
import { putCase, sanctionOf } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const NO_SUCH = refuse({ why: 'no_such_matter' })
const MISSING = '2026-999'

const robinOf = (d: Delivery) => ({ id: d.small.members[0] as string, name: 'Robin' })

/** Everything that Robin can press or send about a case by its reference. */
const tries = async ({ clp, ...d }: Delivery, ref: string) => {
  const robin = robinOf({ clp, ...d })
  return [
    await giveMySide(clp, robin, ref, 'Is anybody there?', `form-${ref}`),
    await pressReply(clp, robin, ref, 'thats_all'),
    await pressReply(clp, robin, ref, 'extended'),
    await pressReply(clp, robin, ref, 'wont_reply'),
    await markRead(clp, robin, ref),
  ]
}

test.each<[CaseState, 'dropped' | null]>([
  ['proposed', null],
  ['asking', null],
  ['closed', 'dropped'],
])(
  'A5 A6 a respondent who was told nothing of a case (%s) hears what they hear of one that does not exist',
  async (state, outcome) => {
    const d = await startDelivery()
    const ref = await d.clp.transact((s) =>
      putCase(d.clp, s, robinOf(d).id, 'warning', { state, outcome, closeReason: outcome && 'A mistake.' }),
    )
    const missing = await tries(d, MISSING)
    expect(missing).toEqual(Array.from({ length: 5 }, () => NO_SUCH))
    expect(await tries(d, ref)).toEqual(missing)
    const file = await d.clp.transact((s) => s.caseFile(ref))
    expect(file?.replies).toEqual([])
    const refused = await d.clp.transact((s) => s.entriesAfter(0, 100))
    for (const asked of [ref, MISSING])
      expect(refused.filter((e) => e.content?.details['asked'] === asked)).toHaveLength(2)
  },
)

test('A6 F3 nobody marks a letter as read that was not written to them yet', async () => {
  const d = await startDelivery()
  const robin = robinOf(d)
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, robin.id, 'warning', { state: 'decided' })
    await s.addSanction(sanctionOf(made, robin.id))
    return made
  })
  const readAt = async () => (await d.clp.transact((s) => s.caseFile(ref)))?.sanction?.readAt
  expect(await markRead(d.clp, robin, ref)).toEqual(NO_SUCH)
  const letter = await d.effect({
    name: 'letter',
    lane: `person:${robin.id}`,
    target: ref,
    payload: { userId: robin.id },
  })
  await d.clp.transact((s) => s.updateSanction(ref, { letterState: 'queued' }))
  expect(await markRead(d.clp, robin, ref)).toEqual(NO_SUCH)
  expect(await readAt()).toBeNull()
  // it is on its way, and Discord's answer is not there yet: the press shows that it arrived
  await d.clp.transact((s) => s.updateEffect(letter.id, { firstAttemptAt: d.clp.clock.now(), attempts: 1 }))
  expect(await markRead(d.clp, robin, ref)).toEqual({ ok: true })
  expect(await readAt()).toMatch(/^2026-03-02/)
})
