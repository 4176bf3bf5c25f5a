import { isBlank } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { complaintFor } from './complaint-view.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard } from './room.ts'
import { acceptWitnesses } from './witness.ts'

/** **Add note** on a complaint: for those who decide it, also when it is over. Whoever it names as having evidence is a witness (A5). */
export const noteComplaint = (
  clp: Clp,
  actor: Actor,
  ref: string,
  text: string,
  witnesses: string[],
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const found = await complaintFor(clp, s, actor, ref, 'complaint.note')
    if (!found.ok) return found
    if (isBlank(text)) return refuse({ why: 'input', problems: ['The note is empty.'] })
    await s.addMatterText(ref, { at: clp.clock.now(), by: actor.id, side: 'admins', kind: 'note', text })
    await record(clp, s, {
      actor,
      as: found.as,
      action: 'complaint.note',
      matter: ref,
      line: 'Wrote a note on a complaint',
      details: { note: text },
      subject: found.file.respondent,
    })
    await acceptWitnesses(clp, s, { actor, as: found.as }, ref, witnesses)
    await queueCard(clp, s, ref)
    return { ok: true }
  })
