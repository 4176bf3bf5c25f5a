import { isBlank } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { dependentsOf, fall, replace } from './consequences.ts'
import { isTold } from './letter-out.ts'
import type { Dependent } from './matter-records.ts'
import { samePerson } from './identities.ts'
import { partedDependent } from './parted-sanctions.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { closeTask, ownTask, raiseTask } from './tasks.ts'
import { tellPerson } from './tell-person.ts'

/**
 * Sanctions that had relied on one which its signers took back: the EC decides on each whether it is replaced or falls,
 * as after an appeal (H9); its decision is written down by the Secretary with the minute. One that has no step of its own
 * has fallen. Whoever was told of it hears so.
 */
export async function askAboutDependents(clp: Clp, s: Store, ref: string, all: Dependent[]): Promise<void> {
  for (const one of all) {
    const file = await s.caseFile(one.ref)
    if (!file?.sanction) continue
    const falls = one.decision !== null
    if (isTold(file.sanction))
      await tellPerson(clp, s, one.ref, file.respondent, {
        what: 'reconsideration',
        text: `**${one.ref}** had relied on ${ref}, which was taken back. ${
          falls
            ? 'So it falls as well: it counts for nothing, and a ban because of it is lifted.'
            : 'So it counts for nothing, and a ban because of it is lifted, until the Executive Committee has decided what becomes of it. You are told.'
        } You do not have to do anything.`,
      })
    if (falls) continue
    await raiseTask(clp, s, {
      kind: 'relied_on',
      matter: one.ref,
      offices: ['secretary', 'trusted_ec_officer'],
      platform: file.platform,
      subject: file.respondent,
      text: `${one.ref} had relied on ${ref}, which its signers have taken back. It counts for nothing for now. The EC decides what becomes of it: replaced by the step that is left without ${ref}, by a new letter, or it falls. Press *Done* when the EC has decided.`,
    })
  }
}

/** What the EC decided on a sanction that had relied on one which was taken back, with its minute (H9). */
export const decideReliedOn = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  decision: string,
  minute: string,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task, as } = own
    const file = task.matter === null ? undefined : await s.caseFile(task.matter)
    if (task.kind !== 'relied_on' || !file?.sanction) return refuse({ why: 'no_such_matter' })
    const problems: string[] = []
    if (decision !== 'replace' && decision !== 'falls') problems.push('Choose what the EC decided.')
    if (isBlank(minute)) problems.push('Give the reference of the minute in which the EC decided it.')
    if (problems.length > 0) return refuse({ why: 'input', problems })
    const found = await reliedOnBefore(clp, s, file)
    await record(clp, s, {
      actor,
      as,
      action: `sanction.ec_${decision}`,
      matter: file.ref,
      line:
        decision === 'replace'
          ? 'Wrote down what the EC decided: it is replaced by a lesser step'
          : 'Wrote down what the EC decided: it falls',
      details: { minute: minute.trim(), decision },
      subject: file.respondent,
    })
    if (found && decision === 'replace')
      await replace(
        clp,
        s,
        found.dependent,
        found.base === null ? 'parted' : { ref: found.base, about: found.base },
      )
    else if (found) {
      await fall(clp, s, found.dependent, `the EC decided so, minute ${minute.trim()}`)
      // of a letter that was kept back they know nothing; that two identities were parted they have heard (B3)
      if (file.sanction.letterState !== 'held' || found.base === null)
        await tellPerson(clp, s, file.ref, file.respondent, {
          what: 'reconsideration',
          text: `**${file.ref}** had ${found.base === null ? 'rested on another identity being taken to be yours, which was undone' : `relied on ${found.base}, which was taken back`}. The Executive Committee has decided that it falls as well: it counts for nothing, and a ban because of it is lifted. You do not have to do anything.`,
        })
    }
    await closeTask(clp, s, task, actor, as, `the EC decided: ${decision}, minute ${minute.trim()}`)
    return { ok: true }
  })

/**
 * The overturned sanction on which another had relied, and what is to become of that one; no such sanction where it had
 * rested on two identities being one person (B3).
 */
async function reliedOnBefore(
  clp: Clp,
  s: Store,
  file: CaseFile,
): Promise<{ base: string | null; dependent: Dependent } | undefined> {
  for (const one of await s.sanctions({ respondent: await samePerson(s, file.respondent) })) {
    if (!one.overturned) continue
    const dependent = (await dependentsOf(clp, s, one.ref)).find((d) => d.ref === file.ref)
    if (dependent) return { base: one.ref, dependent }
  }
  const dependent = await partedDependent(clp, s, file)
  return dependent && { base: null, dependent }
}
