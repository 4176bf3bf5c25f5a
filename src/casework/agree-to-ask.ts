import { nextSendingTime } from '../policy/calendar.ts'
import { sameAs } from '../policy/same-person.ts'
import { nextState } from '../policy/case-state.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { HELD, safeguardingHolds } from './safeguarding.ts'

/** Lane of everything that one person is sent, so that it arrives in order. */
export const personLane = (userId: string): string => `person:${userId}`

/** *Agree to ask*: another admin agrees, and the respondent is written to and asked for their side (D4). */
export const agreeToAsk = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, 'case.agree', { file, ref })
    if (!may.ok) return may
    const found = file as CaseFile
    if (await safeguardingHolds(s, ref)) return refuse(HELD)
    if (sameAs(found.people, found.proposer).includes(actor.id)) return refuse({ why: 'own_proposal' })
    const next = nextState(found.state, 'agree')
    if (typeof next !== 'string')
      return refuse({ why: 'moved_on', state: found.state, outcome: found.outcome })
    await s.updateCase(ref, { agreedBy: actor.id, agreedAt: clp.clock.now() })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'case.agreed_to_ask',
      matter: ref,
      line: 'Agreed to ask for the other side',
      subject: found.respondent,
    })
    await askForReply(clp, s, ref)
    return { ok: true }
  })

/** Has the notice of allegation sent, within the hours for writing to people (F5). */
export async function askForReply(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = (await s.caseFile(ref)) as CaseFile
  const now = clp.clock.now()
  await s.updateCase(ref, { state: 'asking', toldStep: file.step })
  await s.addEffect(
    {
      name: 'notice',
      lane: personLane(file.respondent),
      target: ref,
      payload: { userId: file.respondent },
    },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
  await roomLine(
    clp,
    s,
    ref,
    'Agreed. The notice goes out to the person concerned, and they are asked for their side.',
  )
  await queueCard(clp, s, ref)
}
