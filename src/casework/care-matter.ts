import type { Action } from '../policy/actions.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { kindOf, matterOf } from './matter.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
import type { Result } from './refusal.ts'

/** A case or a complaint, found for someone who may do something in it. */
export type CareMatter =
  | { kind: 'case'; ref: string; file: CaseFile }
  | { kind: 'complaint'; ref: string; file: ComplaintFile }

/** Checks authority in a case or a complaint, by the action that each has for the same thing (A2, A5, A6). */
export async function careMatter(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
  actions: { case: Action; complaint: Action },
): Promise<Result<{ m: CareMatter; as: string }>> {
  if (kindOf(ref) === 'complaint') {
    const about = await matterOf(clp, s, ref)
    const may = await authorise(clp, s, actor, actions.complaint, { about, ref })
    if (!may.ok) return may
    return {
      ok: true,
      as: may.as,
      m: { kind: 'complaint', ref, file: (await s.complaintFile(ref)) as ComplaintFile },
    }
  }
  // an appeal's reference finds no case, and is answered as one that does not exist
  const file = await s.caseFile(ref)
  const may = await authorise(clp, s, actor, actions.case, { file, ref })
  if (!may.ok) return may
  return { ok: true, as: may.as, m: { kind: 'case', ref, file: file as CaseFile } }
}
