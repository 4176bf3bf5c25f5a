import { isBlank } from '../letters/plain-text.ts'
import { londonDate, nextSendingTime } from '../policy/calendar.ts'
import { reasonDue } from '../policy/timescales.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { isWithNational } from './national.ts'
import { openMattersOf } from './open-matters.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard } from './room.ts'
import { closeTask, ownTask, raiseTask } from './tasks.ts'

/**
 * What has been open for longer than ⚙nine months stays so only with a recorded reason (D9): those who work it are asked
 * for one, once. Nothing is closed by it. Where it has ended meanwhile nobody is asked any more.
 */
export async function askForReasons(clp: Clp, s: Store): Promise<void> {
  for (const task of await s.openTasks({ kind: 'reason_needed' }))
    if (task.matter !== null && !(await isOpen(s, task.matter)))
      await closeTask(clp, s, task, BOT, 'bot', 'it is no longer open')
  const now = clp.clock.now()
  if (nextSendingTime(now, clp.config.policy.sendingHours) > now) return
  if (!(await s.remindOnce('reasons', londonDate(now)))) return
  const open = await openMattersOf(s)
  const matters = [
    ...open.cases.map((c) => ({ ...c, subject: c.respondent, offices: ['admin', 'sm_officer'] })),
    ...open.complaints.map((c) => ({ ...c, subject: c.respondent, offices: ['admin', 'sm_officer'] })),
    ...open.appeals.map(({ file }) => ({
      ...file,
      subject: file.appellant,
      offices: ['secretary', 'trusted_ec_officer'],
    })),
  ]
  const months = clp.config.policy.targets.reasonMonths
  for (const { ref, openedAt, offices, platform, subject } of matters) {
    if (londonDate(now) < reasonDue(openedAt, months)) continue
    if (await s.lastTask('reason_needed', ref)) continue
    if (await isWithNational(s, ref)) continue
    await raiseTask(clp, s, {
      kind: 'reason_needed',
      matter: ref,
      offices,
      platform,
      subject,
      text: `${ref} has been open for ${months} months. It stays open only with a recorded reason: press *Done* and write why, or bring it to an end.`,
    })
  }
}

const isOpen = async (s: Store, ref: string): Promise<boolean> => {
  const file = (await s.caseFile(ref)) ?? (await s.complaintFile(ref)) ?? (await s.appealFile(ref))
  return file !== undefined && file.state !== 'closed'
}

/** *Done* on such a task: the reason, kept with the matter and in the register (D9). */
export const recordReason = (clp: Clp, actor: Actor, id: number, reason: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const own = await ownTask(clp, s, actor, id)
    if (!own.ok) return own
    const { task, as } = own
    if (task.kind !== 'reason_needed' || task.matter === null) return refuse({ why: 'no_such_matter' })
    if (isBlank(reason)) return refuse({ why: 'input', problems: ['Write why it is still open.'] })
    const text = `Why it is still open: ${reason.trim()}`
    const at = clp.clock.now()
    if (await s.caseFile(task.matter)) await s.addNote(task.matter, { at, by: actor.id, text })
    else await s.addMatterText(task.matter, { at, by: actor.id, side: 'officer', kind: 'note', text })
    await record(clp, s, {
      actor,
      as,
      action: 'matter.reason_recorded',
      matter: task.matter,
      line: 'Recorded why it is still open',
      details: { why: reason.trim() },
      subject: task.subject,
    })
    await closeTask(clp, s, task, actor, as, 'the reason is recorded')
    await queueCard(clp, s, task.matter)
    return { ok: true }
  })
