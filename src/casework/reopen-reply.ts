import { nextSendingTime, type Instant } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { tellOfPauseSince } from './pause-news.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { queueCard } from './room.ts'
import { tellVoided } from './void-signatures.ts'

const SAYS = {
  new_evidence: 'New evidence was put to the respondent; the reply was opened again',
  new_incident: 'A new incident was put to the respondent; the reply was opened again',
  new_finding:
    'How the behaviour is said to have carried on was put to the respondent; the reply was opened again',
  harsher_step: 'A harsher possible step was put to the respondent; the reply was opened again',
  waited: 'The respondent gets days back for the time in which the case stood still',
}

/** Why a reply was opened again. */
export type ReopenedFor = keyof typeof SAYS

/**
 * New evidence, a new incident, a finding (E11) or a harsher step goes to the respondent and opens their window again (D4). Before
 * they were written to at all there is nothing to reopen: the notice will carry it. Until it has gone out nothing
 * closes; the days count from when they can read it, not from a night on which nothing is sent.
 */
export async function reopenReply(clp: Clp, s: Store, file: CaseFile, why: ReopenedFor): Promise<void> {
  if (file.state !== 'replying' && file.state !== 'signing') return
  const now = clp.clock.now()
  await s.updateCase(file.ref, { state: 'replying', signOpenedAt: null, toldStep: file.step })
  // evidence stands in no letter, but those who signed did so without it
  if (await tellVoided(clp, s, file, 'facts'))
    await s.updateCase(file.ref, { letterVersion: file.letterVersion + 1 })
  await s.addEffect(
    {
      name: 'reopened',
      lane: personLane(file.respondent),
      target: file.ref,
      payload: { userId: file.respondent, what: why },
    },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
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

/** The new material went out at `at`, or people now take it to them: the days run from there. */
export async function recordReopened(
  clp: Clp,
  s: Store,
  ref: string,
  why: ReopenedFor,
  at: Instant,
): Promise<void> {
  const file = await s.caseFile(ref)
  if (file?.state !== 'replying') return
  await s.addReply(ref, { kind: 'reopened', at, why, text: null }, null)
  await tellOfPauseSince(clp, s, ref, at)
  await queueCard(clp, s, ref)
}

/** True while new material is still on its way to the respondent: their reply does not close before they have it. */
export const isReopening = async (s: Store, ref: string): Promise<boolean> =>
  (await s.openEffects({ name: 'reopened', target: ref })).length > 0 ||
  // or people still have to give it to them
  (await s.openTasks({ kind: 'serve_new', matter: ref })).length > 0
