import { isBlank } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { eligibleSigners, maySee } from './case-people.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { alertSigners } from './signers.ts'
import { taskPeople } from './tasks.ts'

/**
 * *I'm involved* and `/involved` (A5): from here on this person can neither see the matter nor act in it; a
 * signature they gave is void, since a conflicted person's vote does not count. Only someone with a part in the matter
 * can declare: for everyone else it does not exist, so that nobody finds out references by declaring (A6).
 */
export const declareInterest = (clp: Clp, actor: Actor, ref: string, reason: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const file = await s.caseFile(ref)
    const part = file !== undefined && (await hasPart(clp, s, actor, file))
    const may = await authorise(clp, s, actor, 'involved.declare', { file: part ? file : undefined, ref })
    if (!may.ok) return may
    const found = file as CaseFile
    if (isBlank(reason))
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

/** Whether someone may see a case, may come to sign it as a stand-in, or has a task about it: they know its reference. */
async function hasPart(clp: Clp, s: Store, actor: Actor, file: CaseFile): Promise<boolean> {
  const holdings = await s.holdings()
  const now = clp.clock.now()
  if (maySee(clp, file, holdings, now, actor.id)) return true
  if (eligibleSigners(file, holdings, now).some((e) => e.person === actor.id)) return true
  for (const task of await s.openTasks({ matter: file.ref }))
    if ((await taskPeople(clp, s, task)).includes(actor.id)) return true
  return false
}
