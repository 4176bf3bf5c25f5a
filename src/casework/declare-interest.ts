import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { conflictInCase } from './case-people.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { alertSigners } from './signers.ts'

/**
 * *I'm involved* and `/involved` (A5): from here on this person can neither see the matter nor act in it; a
 * signature they gave is void, since a conflicted person's vote does not count.
 */
export const declareInterest = (clp: Clp, actor: Actor, ref: string, reason: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, 'involved.declare', { file, ref })
    if (!may.ok) return may
    const found = file as CaseFile
    if (conflictInCase(actor.id, found)) return refuse({ why: 'already_did', what: 'involved' })
    if (reason.trim() === '')
      return refuse({ why: 'input', problems: ['Say in a few words how you are involved.'] })
    await s.addInvolvement(ref, { person: actor.id, kind: 'declared', reason, at: clp.clock.now() })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'case.involved',
      matter: ref,
      line: 'Declared an interest and takes no part in this matter',
      details: { reason },
      subject: found.respondent,
    })
    await queueRoom(clp, s, ref)
    await roomLine(clp, s, ref, 'One of you has declared an interest and takes no part from here on.')
    await alertSigners(clp, s, ref)
    await queueCard(clp, s, ref)
    return { ok: true }
  })
