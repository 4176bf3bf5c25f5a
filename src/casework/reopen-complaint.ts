import { plusDays } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'

/** How a complaint was decided does not stand: the admins decide it afresh, bound by the reasons of `who` decided so (C7). */
export async function reopenComplaint(clp: Clp, s: Store, file: ComplaintFile, who: string): Promise<void> {
  const now = clp.clock.now()
  await s.updateComplaint(file.ref, {
    state: 'open',
    outcome: null,
    reasons: null,
    closedAt: null,
    proposal: null,
    proposalVersion: file.proposalVersion + 1,
    signOpenedAt: now,
    tellAt: plusDays(now, clp.config.policy.complaints.tellDays),
  })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'complaint.reopened',
    matter: file.ref,
    line: 'The complaint is open again: it is to be decided afresh',
    details: { who },
    subject: file.respondent,
  })
  await roomLine(
    clp,
    s,
    file.ref,
    `${who} has decided that this does not stand as it was. Please decide it afresh, bound by the reasons that were given.`,
  )
  await queueRoom(clp, s, file.ref)
  await queueCard(clp, s, file.ref)
}
