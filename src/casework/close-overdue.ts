import { discordUser } from '../policy/identity.ts'
import { nextSendingTime } from '../policy/calendar.ts'
import { appealOver } from './appeal-pending.ts'
import { BOT } from './actor.ts'
import { afterCase } from './close-complaint.ts'
import { complainantsToTell } from './tell-complainants.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { hadNotice } from './reply-reminder.ts'
import { closeTask } from './tasks.ts'
import type { PurgeQuestion } from './retention-records.ts'

/** Why a matter was closed whose two years were over. */
const OVERDUE = 'Its two years were over before it was decided, and nobody had put it on hold.'

/**
 * What is still undecided when its two years are over, and not on hold, is closed: what it was about goes with this run,
 * so nobody could decide it any more (K1, K4). Those whom it concerns are told. It is dated back to its opening, so that
 * its end keeps nothing for another two years.
 */
export async function closeOverdue(clp: Clp, s: Store, { due, held }: PurgeQuestion): Promise<number> {
  const isOverdue = ({ ref, openedAt }: { ref: string; openedAt: string }) =>
    openedAt < due.before && !held.includes(ref)
  const filter = { limit: 10_000 }
  let closed = 0
  for (const { ref, openedAt } of (
    await s.complaints({ states: ['open', 'mediating', 'with_case'], ...filter })
  ).filter(isOverdue)) {
    const file = await s.complaintFile(ref)
    await s.updateComplaint(ref, { state: 'closed', closedAt: openedAt, reasons: OVERDUE, tellAt: null })
    await tell(clp, s, file ? complainantsToTell(file) : [], ref)
    await write(clp, s, ref)
    closed += 1
  }
  for (const { ref, openedAt } of (
    await s.cases({ states: ['proposed', 'asking', 'replying', 'signing'], ...filter })
  ).filter(isOverdue)) {
    const file = await s.caseFile(ref)
    await s.updateCase(ref, { state: 'closed', outcome: 'dropped', closedAt: openedAt, closeReason: OVERDUE })
    const asked = file?.replies.some((r) => r.kind === 'told') ? hadNotice(file) : null
    await tell(clp, s, asked === null ? [] : [asked], ref)
    await write(clp, s, ref)
    // a complaint that is younger has nothing to wait for any more (C3)
    await afterCase(clp, s, { ref, outcome: 'dropped', closeReason: OVERDUE })
    closed += 1
  }
  for (const { ref, openedAt, about, appellant } of (
    await s.appeals({
      states: ['lodged', 'statements', 'answering', 'voting', 'meeting', 'consequences'],
      ...filter,
    })
  ).filter(isOverdue)) {
    await s.updateAppeal(ref, { state: 'closed', closedAt: openedAt, reasons: OVERDUE })
    await appealOver(clp, s, about)
    await tell(clp, s, [appellant], ref)
    await write(clp, s, ref)
    closed += 1
  }
  return closed
}

/** It stands in the register, and nobody is asked for anything in it any more. */
async function write(clp: Clp, s: Store, matter: string): Promise<void> {
  for (const task of await s.openTasks({ matter }))
    // someone at risk is looked after whatever becomes of it (C6)
    if (task.kind !== 'safeguarding') await closeTask(clp, s, task, BOT, 'bot', 'its two years were over')
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'register.overdue',
    matter,
    line: 'Closed undecided: its two years were over, and it was not on hold',
  })
}

/** In a lane that leaves nothing of them in the outbox. */
async function tell(clp: Clp, s: Store, people: string[], ref: string): Promise<void> {
  const now = clp.clock.now()
  for (const person of people) {
    const userId = discordUser(person)
    if (userId === null) continue
    await s.addEffect(
      {
        name: 'officer-dm',
        lane: `forget:${userId}`,
        target: 'clp',
        payload: {
          userId,
          text: `**${ref}** is closed without a decision. Everything is deleted two years after its own date, and its two years are over. If you have a question, ask the Secretary: ${clp.config.policy.clp.secretary}`,
        },
      },
      now,
      nextSendingTime(now, clp.config.policy.sendingHours),
    )
  }
}
