import { nextSendingTime } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { authorise } from './authorise.ts'
import { matterOf } from './matter.ts'
import type { ComplaintFile, Mediation } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'

/** What the steps of a mediation share (C5). */
export const no = (because: string): ReturnType<typeof refuse> => refuse({ why: 'not_now', because })

/** A complaint, for an admin without conflict who may mediate it. */
export async function mediatable(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ file: ComplaintFile; as: string }>> {
  const about = await matterOf(clp, s, ref)
  const may = await authorise(clp, s, actor, 'complaint.mediate', {
    about: about?.kind === 'complaint' ? about : undefined,
    ref,
  })
  if (!may.ok) return may
  return { ok: true, as: may.as, file: (await s.complaintFile(ref)) as ComplaintFile }
}

/** Has someone asked whether they want a mediation, within the hours for writing to people (F5). */
export async function askToMediate(
  clp: Clp,
  s: Store,
  ref: string,
  userId: string,
  who: 'complainant' | 'respondent',
): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect(
    { name: 'mediation-ask', lane: personLane(userId), target: ref, payload: { userId, who } },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
}

/** Has someone told how a mediation stands. */
export async function tellMediated(
  clp: Clp,
  s: Store,
  file: ComplaintFile,
  userId: string,
  text: string,
): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect(
    { name: 'mediation-told', lane: personLane(userId), target: file.ref, payload: { userId, text } },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
}

/** The mediation is over without an agreement, and the complaint is the admins' again. */
export async function giveBack(
  clp: Clp,
  s: Store,
  file: ComplaintFile,
  mediation: Mediation,
  why: string,
): Promise<void> {
  await s.updateComplaint(file.ref, { state: 'open', mediation })
  await roomLine(clp, s, file.ref, `${why} The complaint is open again for you to decide.`)
  await queueCard(clp, s, file.ref)
}
