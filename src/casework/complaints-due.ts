import { nextSendingTime, plusDays } from '../policy/calendar.ts'
import { complaintSignOff } from './complaint-people.ts'
import { alertComplaintSigners } from './complaint-signers.ts'
import { OPEN_COMPLAINTS } from './complaint-view.ts'
import { stillOpen } from './complaint-words.ts'
import type { ComplaintFile } from './matter-records.ts'
import { isWithNational } from './national.ts'
import { pausedUntil } from './pauses.ts'
import type { Clp, Store } from './ports.ts'
import { BOT } from './actor.ts'
import { record } from './record.ts'
import { forgetCarried } from './carried-files.ts'
import { forgetReports } from './report-draft.ts'
import { settleComplaint } from './sign-complaint.ts'
import { complainantsToTell, tellComplainants } from './tell-complainants.ts'

/**
 * What has fallen due in complaints: whoever complained is told that it is still open (C2), stand-ins come in, ties and
 * waiting come to an end (D5, D7), but not while it is with National (I2). Nothing of it while safeguarding is asked (C6).
 */
export async function complaintsDue(
  clp: Clp,
  inTurn: (work: (s: Store) => Promise<void>) => Promise<void>,
): Promise<void> {
  await inTurn((s) => forgetReports(clp, s))
  await inTurn((s) => forgetCarried(clp, s))
  const open = await clp.transact((s) => s.complaints({ states: OPEN_COMPLAINTS, limit: 10_000 }))
  for (const { ref } of open)
    await inTurn(async (s) => {
      const file = await s.complaintFile(ref)
      if (!file || file.state === 'closed' || file.safeguarding === 'raised') return
      await tellStillOpen(clp, s, file)
      if (await isWithNational(s, ref)) return
      const state = complaintSignOff(clp, file, await s.holdings(), clp.clock.now())
      if (state.state === 'open') await alertComplaintSigners(clp, s, ref)
      else await settleComplaint(clp, s, file)
    })
}

/** Told once, however late it has become (C2). */
async function tellStillOpen(clp: Clp, s: Store, file: ComplaintFile): Promise<void> {
  const now = clp.clock.now()
  const { complaints, sendingHours } = clp.config.policy
  if (file.tellAt === null || file.tellAt > now) return
  const planned = plusDays(file.tellAt, complaints.tellDays)
  const next = nextSendingTime(planned > now ? planned : plusDays(now, complaints.tellDays), sendingHours)
  await s.updateComplaint(file.ref, { tellAt: next })
  if (complainantsToTell(file).length === 0) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'complaint.still_open',
    matter: file.ref,
    line: 'Told whoever complained that it is still open',
    subject: file.respondent,
  })
  await tellComplainants(clp, s, file, stillOpen(file.ref, next, await pausedUntil(s, now)), true)
}
