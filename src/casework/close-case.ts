import { isBlank } from '../letters/plain-text.ts'
import { nextSendingTime } from '../policy/calendar.ts'
import type { CaseOutcome } from '../policy/case-state.ts'
import { nextState } from '../policy/case-state.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { authorise } from './authorise.ts'
import { afterCase } from './close-complaint.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { closeTask } from './tasks.ts'

const LINES: Record<string, string> = {
  dropped: 'Dropped the case, with reasons',
  not_agreed: 'Closed the case: the signers did not agree',
  words_of_advice: 'Decided: words of advice',
  no_further_action: 'Decided: no further action',
  recorded: 'Closed the case: it makes no step of its own any more',
}

/**
 * Closes a case without a sanction. A respondent who had been written to is told, with the reasons where there are
 * any (C4, D8); one who had not is not troubled.
 */
export async function closeCase(
  clp: Clp,
  s: Store,
  file: CaseFile,
  outcome: Exclude<CaseOutcome, 'sanctioned'>,
  reason: string,
  by: { actor: Actor; as: string } = { actor: BOT, as: 'bot' },
): Promise<void> {
  const now = clp.clock.now()
  await s.updateCase(file.ref, { state: 'closed', outcome, closedAt: now, closeReason: reason })
  await record(clp, s, {
    actor: by.actor,
    as: by.as,
    action: `case.${outcome}`,
    matter: file.ref,
    line: LINES[outcome] ?? 'Closed the case',
    details: { reason },
    subject: file.respondent,
  })
  for (const task of await s.openTasks({ matter: file.ref }))
    // someone at risk is looked after whatever becomes of the case (C6)
    if (task.kind !== 'safeguarding') await closeTask(clp, s, task, BOT, 'bot', 'the case was closed')
  const told = file.replies.some((r) => r.kind === 'told')
  if (told || file.state === 'asking' || outcome === 'words_of_advice')
    await s.addEffect(
      {
        name: 'outcome',
        lane: personLane(file.respondent),
        target: file.ref,
        payload: {
          userId: file.respondent,
          kind: outcome === 'words_of_advice' ? 'words_of_advice' : 'dropped',
        },
      },
      now,
      nextSendingTime(now, clp.config.policy.sendingHours),
    )
  await afterCase(clp, s, { ref: file.ref, outcome, closeReason: reason })
  await roomLine(clp, s, file.ref, 'This case is closed.')
  await queueCard(clp, s, file.ref)
  await queueRoom(clp, s, file.ref)
}

/** *Drop case* (D8): with reasons, at any time before the decision. */
export const dropCase = (clp: Clp, actor: Actor, ref: string, reason: string): Promise<Result> =>
  clp.transact(async (s) => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, 'case.drop', { file, ref })
    if (!may.ok) return may
    const found = file as CaseFile
    if (typeof nextState(found.state, 'drop') !== 'string')
      return refuse({ why: 'moved_on', state: found.state, outcome: found.outcome })
    if (isBlank(reason))
      return refuse({ why: 'input', problems: ['Say why the case is dropped. It is kept with the case.'] })
    await closeCase(clp, s, found, 'dropped', reason, { actor, as: may.as })
    return { ok: true }
  })
