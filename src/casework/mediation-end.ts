import { isBlank } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { closeComplaint } from './close-complaint.ts'
import { matterOf } from './matter.ts'
import { giveBack, mediatable, no, tellMediated } from './mediation-pieces.ts'
import type { ComplaintFile, Mediation } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { HELD } from './safeguarding.ts'

/** Whether this person may say how a mediation ended: the mediator, or another admin where they cannot any more. */
async function ending(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ file: ComplaintFile; as: string; mediation: Mediation }>> {
  const may = await mediatable(clp, s, actor, ref)
  if (!may.ok) return may
  const { file, as } = may
  const { mediation } = file
  if (file.safeguarding === 'raised') return refuse(HELD)
  if (file.state !== 'mediating' || mediation?.state !== 'running')
    return no('No mediation is under way in this complaint at the moment.')
  const matter = await matterOf(clp, s, ref)
  if (mediation.mediator !== actor.id && matter?.viewers.includes(mediation.mediator))
    return no(`<@${mediation.mediator}> mediates, and says how it ended.`)
  return { ok: true, file, as, mediation }
}

/** Asks, before the form of *Agreed* or *Not agreed* opens. */
export const mayEndMediation = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const may = await ending(clp, s, actor, ref)
    return may.ok ? { ok: true } : may
  })

/** *Agreed* closes the complaint; *Not agreed* gives it back to the admins to decide (C5). The note is kept. */
export const endMediation = (
  clp: Clp,
  actor: Actor,
  ref: string,
  agreed: boolean,
  note: string,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await ending(clp, s, actor, ref)
    if (!may.ok) return may
    const { file, as, mediation } = may
    if (isBlank(note))
      return refuse({
        why: 'input',
        problems: [agreed ? 'Write down what the two agreed.' : 'Write down in a few words how it ended.'],
      })
    const state = agreed ? 'agreed' : 'not_agreed'
    // another admin has taken it on where whoever began it could not go on
    const over: Mediation = { ...mediation, mediator: actor.id, state, note: note.trim() }
    await record(clp, s, {
      actor,
      as,
      action: agreed ? 'complaint.mediation_agreed' : 'complaint.mediation_not_agreed',
      matter: ref,
      line: agreed ? 'Wrote down that a mediation was agreed' : 'Wrote down that a mediation was not agreed',
      details: { note: over.note },
      subject: file.respondent,
    })
    const respondent = file.respondent as string
    if (agreed) {
      await s.updateComplaint(ref, { mediation: over })
      await closeComplaint(clp, s, { ...file, mediation: over }, 'mediation', over.note as string, {
        actor,
        as,
      })
      await tellMediated(
        clp,
        s,
        file,
        respondent,
        `**The mediation in ${ref} is written down as agreed, and the complaint is closed.** Nothing stands against you.`,
      )
      return { ok: true }
    }
    await giveBack(clp, s, file, over, 'The mediation ended without an agreement.')
    for (const person of [mediation.complainant, respondent])
      await tellMediated(
        clp,
        s,
        file,
        person,
        `**The mediation in ${ref} ended without an agreement.** That is held against nobody. The admins go on with the complaint; whoever is concerned is asked before anything is decided about them.`,
      )
    return { ok: true }
  })
