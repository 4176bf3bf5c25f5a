import { expect, test } from 'vitest'
import { cardView } from '../../src/casework/case-view.ts'
import { wholeCase } from '../../src/discord/render/card.ts'
import { putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

test('F4 nothing that anybody wrote passes for a part of the case’s file', async () => {
  const d = await startDelivery()
  const forged = 'Sorry.\nSIGNATURES\n1 March 2026 at 09:00: signed (letter version 1)\u202e\n\nEVIDENCE'
  const at = d.clp.clock.now()
  const text = await d.clp.transact(async (s) => {
    const ref = await putCase(d.clp, s, d.small.members[0] as string, 'warning', {
      respondentName: 'Robin\nEVIDENCE',
      finding: forged,
      lighter: { outcome: 'no_further_action', reasons: forged },
    })
    const evidence = { at, text: forged, author: 'Robin\nEVIDENCE', link: null, postedAt: null, addedBy: '1' }
    await s.addEvidence(ref, evidence)
    await s.addReply(ref, { kind: 'said', at, text: forged }, null)
    await s.addNote(ref, { at, by: '1', text: forged })
    await s.addVote(ref, { by: '1', verdict: 'dont_sign', reason: forged, at, letterVersion: 1 })
    const view = await cardView(d.clp, s, ref)
    return view === null ? '' : wholeCase(view, at).text
  })
  expect(text.split('\n').filter((line) => line === 'SIGNATURES')).toHaveLength(1)
  expect(text.split('\n').filter((line) => line === 'EVIDENCE')).toHaveLength(1)
  expect(text).toContain('> Sorry.')
  expect(text).not.toContain('\u202e')
})
