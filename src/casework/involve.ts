import { alertComplaintSigners } from './complaint-signers.ts'
import { handlersChanged } from './appeal-handlers.ts'
import { conflictIn, kindOf, type Matter, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import type { Involvement } from './records.ts'
import { queueRestrictLog } from './restrict-log.ts'
import { checkRoom, queueCard, roomLine } from './room.ts'
import { alertSigners } from './signers.ts'

/**
 * From here on someone takes no part in a matter, nor in its appeals, its case or its complaints (A5): they are out of its rooms in the same
 * minute, whether they could open one is asked anew (A7), and what the log channel shows of it too (J4). A signature or
 * vote of theirs counts for nothing, since the count asks for conflicts. Writing it to the register is the caller's.
 */
export async function involve(clp: Clp, s: Store, m: Matter, part: Omit<Involvement, 'at'>): Promise<void> {
  const involvement = { ...part, at: clp.clock.now() }
  if (m.kind === 'case') await s.addInvolvement(m.ref, involvement)
  else await s.addMatterInvolvement(m.ref, involvement)
  if (m.parties.proposedOrSigned.includes(part.person) && m.stage === 'decision')
    await roomLine(clp, s, m.ref, 'What one of you has signed does not count any more.')
  await partsChanged(clp, s, m.ref)
  // whoever complained has a part in the case, but none in what others have complained of
  if (part.kind === 'complainant') return
  for (const one of await madeOneOf(s, m)) {
    const other = await matterOf(clp, s, one)
    if (other && conflictIn(part.person, other) === undefined) await involve(clp, s, other, part)
  }
}

/** The case that came of a complaint, or the complaints that a case came of: they are about the same (C3, A5). */
async function madeOneOf(s: Store, { kind, ref }: Matter): Promise<string[]> {
  if (kind === 'case') return (await s.complaints({ caseRef: ref })).map((c) => c.ref)
  const complaint = kind === 'complaint' ? await s.complaintFile(ref) : undefined
  return complaint?.caseRef ? [complaint.caseRef] : []
}

/** Who has a part in a matter has changed: rooms, cards, signers and log lines follow, also those of its appeals and reviews. */
export async function partsChanged(clp: Clp, s: Store, ref: string): Promise<void> {
  const about = await s.appeals({ about: ref, limit: 100 })
  const reviewing = (await s.appeals({ states: ['consequences', 'meeting'], limit: 10_000 })).filter((a) =>
    a.dependents.some((d) => d.ref === ref),
  )
  for (const one of [ref, ...[...about, ...reviewing].map((a) => a.ref)]) {
    if ((await matterOf(clp, s, one)) === undefined) continue
    await checkRoom(clp, s, one)
    if (kindOf(one) === 'case') await alertSigners(clp, s, one)
    if (kindOf(one) === 'complaint') await alertComplaintSigners(clp, s, one)
    if (kindOf(one) === 'appeal') await handlersChanged(clp, s, one)
    await queueCard(clp, s, one)
    await queueRestrictLog(clp, s, one)
  }
}
