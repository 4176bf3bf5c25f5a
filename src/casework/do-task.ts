import { draftLetter } from '../letters/draft.ts'
import { isBlank } from '../letters/plain-text.ts'
import { nextSendingTime } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { afterCase } from './close-complaint.ts'
import { personLane } from './agree-to-ask.ts'
import { queueNextLetter } from './issue-sanction.ts'
import { letterFacts } from './letter-facts.ts'
import { ladderOfCase } from './person-ladder.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import type { Task } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { isPlatformTask } from './platform-bans.ts'
import { isServeTask } from './serve-by-hand.ts'
import { closeTask, ownTask } from './tasks.ts'

/** What the EC can decide about an incident during a live ban (E5). */
export const EC_DECISIONS = ['recorded', 'words_of_advice', 'national'] as const
export type EcDecision = (typeof EC_DECISIONS)[number]

/** A task that waits for this person, before its form opens. */
export const taskFor = (clp: Clp, actor: Actor, id: number): Promise<Result<{ task: Task }>> =>
  clp.transact(async (s) => {
    const own = await ownTask(clp, s, actor, id)
    return own.ok ? { ok: true, task: own.task } : own
  })

/** Tasks that have a form or a button of their own. */
const OWN_WAY: Task['kind'][] = [
  'safeguarding',
  'name_signers',
  'open_case',
  'ec_decides',
  'objection',
  'crisis',
  'relied_on',
  'data_request',
  'keep_ban',
  'hold_review',
  'link_identities',
  'part_identities',
  'identity_challenge',
  'change_passwords',
  'reason_needed',
]

/**
 * *Done* on a task. `how` is what the person wrote about it. Serving by hand, naming signers and an EC's decision are
 * done in ways of their own. A ban made by hand lets its letter go, which looks again whether the ban can be there (G2).
 */
export const finishTask = (clp: Clp, actor: Actor, id: number, how: string): Promise<Result> =>
  clp.transact(async (s) => {
    const own = await ownTask(clp, s, actor, id)
    if (!own.ok) return own
    const { task, as } = own
    if (isServeTask(task) || isPlatformTask(task) || OWN_WAY.includes(task.kind))
      return refuse({ why: 'not_now', because: 'This task is done with its own button. See `/task list`.' })
    if (isBlank(how))
      return refuse({ why: 'input', problems: ['Say in a few words how it was done. It is kept.'] })
    await closeTask(clp, s, task, actor, as, how)
    if (task.kind === 'ban_by_hand' && task.subject !== null) await queueNextLetter(clp, s, task.subject)
    return { ok: true }
  })

const DECIDED: Record<EcDecision, { line: string; close: string }> = {
  recorded: {
    line: 'Wrote down what the EC decided: recorded, nothing more',
    close: 'The EC decided to record it and do nothing more',
  },
  words_of_advice: {
    line: 'Wrote down what the EC decided: words of advice',
    close: 'The EC decided on words of advice',
  },
  national: {
    line: 'Wrote down what the EC decided: to the National Complaints team',
    close: 'The EC decided to take it to the National Complaints team',
  },
}

/** What the EC decided about an incident during a live ban, with its minute (E5). Words of advice go to the person. */
export const recordEcDecision = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  decision: string,
  minute: string,
): Promise<Result<{ decision: EcDecision }>> =>
  clp.transact(async (s): Promise<Result<{ decision: EcDecision }>> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task, as } = own
    const file = task.matter === null ? undefined : await s.caseFile(task.matter)
    if (task.kind !== 'ec_decides' || !file) return refuse({ why: 'no_such_matter' })
    const chosen = EC_DECISIONS.find((d) => d === decision)
    const problems: string[] = []
    if (!chosen) problems.push('Choose what the EC decided.')
    if (isBlank(minute)) problems.push('Give the reference of the minute in which the EC decided it.')
    if (!chosen || problems.length > 0) return refuse({ why: 'input', problems })
    const now = clp.clock.now()
    const closed = { ...file, closeReason: `${DECIDED[chosen].close} (minute ${minute.trim()}).` }
    await s.updateCase(file.ref, { closeReason: closed.closeReason })
    // kept with the case, so that it can be read there and served another way: they are banned, and may not be reached
    if (chosen === 'words_of_advice')
      await s.updateCase(file.ref, {
        outcome: 'words_of_advice',
        letterVersion: file.letterVersion + 1,
        letter: draftLetter(clp.config.templates, 'words_of_advice', {
          ...letterFacts(clp, closed, 'words_of_advice', await ladderOfCase(clp, s, file)),
          // no word of a reply: nobody asked for their side, and the letter must not say that anyone did
          ...(file.replies.some((r) => r.kind === 'told') ? {} : { reply: undefined }),
        }),
      })
    await record(clp, s, {
      actor,
      as,
      action: `case.ec_${chosen}`,
      matter: file.ref,
      line: DECIDED[chosen].line,
      details: { decision: chosen, minute: minute.trim() },
      subject: file.respondent,
    })
    await closeTask(clp, s, task, actor, as, `${DECIDED[chosen].close}, minute ${minute.trim()}`)
    // who had been asked for their side hears how it ended; of what is with National they hear from National
    const asked = file.replies.some((r) => r.kind === 'told')
    const kind = chosen === 'words_of_advice' ? chosen : chosen === 'recorded' && asked ? 'dropped' : null
    if (kind !== null)
      await s.addEffect(
        {
          name: 'outcome',
          lane: personLane(file.respondent),
          target: file.ref,
          payload: { userId: file.respondent, kind },
        },
        now,
        nextSendingTime(now, clp.config.policy.sendingHours),
      )
    const outcome = chosen === 'words_of_advice' ? chosen : 'recorded'
    await afterCase(clp, s, { ref: file.ref, outcome, closeReason: null })
    await roomLine(clp, s, file.ref, `${DECIDED[chosen].close}.`)
    await queueCard(clp, s, file.ref)
    return { ok: true, decision: chosen }
  })
