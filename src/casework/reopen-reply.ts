import { nextSendingTime } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { queueCard } from './room.ts'

const SAYS = {
  new_evidence: 'New evidence was put to the respondent; the reply was opened again',
  new_incident: 'A new incident was put to the respondent; the reply was opened again',
  harsher_step: 'A harsher possible step was put to the respondent; the reply was opened again',
}

/**
 * New evidence, a new incident or a harsher step goes to the respondent and opens their window again (D4). Before
 * they were written to at all there is nothing to reopen: the notice will carry it.
 */
export async function reopenReply(
  clp: Clp,
  s: Store,
  file: CaseFile,
  why: 'new_evidence' | 'new_incident' | 'harsher_step',
): Promise<void> {
  if (file.state !== 'replying' && file.state !== 'signing') return
  const now = clp.clock.now()
  const sentAt = nextSendingTime(now, clp.config.policy.sendingHours)
  await s.updateCase(file.ref, { state: 'replying', signOpenedAt: null, toldStep: file.step })
  // the days count from when they can read it, not from a night on which nothing is sent
  await s.addReply(file.ref, { kind: 'reopened', at: sentAt, why, text: null }, null)
  await s.addEffect(
    {
      name: 'reopened',
      lane: personLane(file.respondent),
      target: file.ref,
      payload: { userId: file.respondent, what: why },
    },
    now,
    sentAt,
  )
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'reply.reopened',
    matter: file.ref,
    line: SAYS[why],
    subject: file.respondent,
  })
  await queueCard(clp, s, file.ref)
}
