import { londonDate } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { refuseAndRecord } from './authorise.ts'
import { isRespondent } from './case-people.ts'
import { mayBeThere } from './letter-out.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard } from './room.ts'
import { closeTask } from './tasks.ts'

/** Words of advice, or that a case is over, make no sanction: that they were read is kept with the attempts to tell. */
const noteOutcomeRead = (clp: Clp, s: Store, file: CaseFile): Promise<void> =>
  s.addAttempt(file.ref, {
    at: clp.clock.now(),
    what: 'letter',
    means: 'Discord message, marked as read',
    day: londonDate(clp.clock.now()),
    reached: true,
    by: file.respondent,
  })

/**
 * Whether what is marked as read was written to this person: a letter that is out, even where Discord's own answer is
 * still on its way, or the end of a case of which they were told. Until then the matter does not exist for them (A6).
 */
async function wasWrittenTo(s: Store, actor: Actor, file: CaseFile): Promise<boolean> {
  if (!isRespondent(actor.id, file)) return false
  if (file.sanction === null)
    return (
      file.state === 'closed' &&
      (file.outcome === 'words_of_advice' || file.replies.some((r) => r.kind === 'told'))
    )
  const { letterState } = file.sanction
  if (letterState !== 'queued') return letterState !== 'held' && letterState !== 'failed'
  return mayBeThere(s, file.ref)
}

/** *I've read this* on a letter, or on the message that tells how a case ended (F3). */
export const markRead = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const file = await s.caseFile(ref)
    if (!file || !(await wasWrittenTo(s, actor, file))) {
      const refusal = { why: 'no_such_matter' as const }
      await refuseAndRecord(clp, s, actor, 'letter.read', ref, refusal)
      return refuse(refusal)
    }
    const before = file.sanction
      ? file.sanction.readAt !== null
      : file.attempts.some((a) => a.by === actor.id)
    if (!before) {
      if (file.sanction) await s.updateSanction(ref, { readAt: clp.clock.now() })
      else await noteOutcomeRead(clp, s, file)
      await record(clp, s, {
        actor,
        as: 'respondent',
        action: 'delivery.letter_read',
        matter: ref,
        line: 'The respondent pressed that they have read the letter',
        subject: actor.id,
      })
      for (const task of await s.openTasks({ kind: 'undelivered', matter: ref }))
        await closeTask(clp, s, task, BOT, 'bot', 'they have read it')
      await queueCard(clp, s, ref)
    }
    return { ok: true }
  })
