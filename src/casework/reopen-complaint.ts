import { plusDays } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import type { AppealMatter } from './appeal-people.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'

/** The EC does not uphold how a complaint was decided: the admins decide it afresh, with the EC's reasons before them (C7). */
export async function reopenComplaint(clp: Clp, s: Store, m: AppealMatter): Promise<void> {
  if (m.about.kind !== 'complaint') return
  const { file } = m.about
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
    line: 'The complaint is open again: the EC asks for a fresh decision',
    details: { appeal: m.file.ref },
    subject: file.respondent,
  })
  await roomLine(
    clp,
    s,
    file.ref,
    'The EC has decided that this does not stand as it was. Please decide it afresh, with the EC’s reasons before you.',
  )
  await queueRoom(clp, s, file.ref)
  await queueCard(clp, s, file.ref)
}
