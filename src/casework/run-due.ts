import { addDays, londonDate } from '../policy/calendar.ts'
import { appealDue, openAppealRefs } from './appeal-due.ts'
import { signOffOf } from './case-people.ts'
import { desiredBan, queueBan } from './carry-out-ban.ts'
import { complaintsDue } from './complaints-due.ts'
import { dataRequestDue, openDataRequests } from './data-due.ts'
import { askForReasons } from './long-open.ts'
import { isWithNational } from './national.ts'
import { sendDigests } from './daily-digest.ts'
import { sendMondayNote } from './monday-note.ts'
import { platformBansDue } from './platform-bans.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Clp, Store } from './ports.ts'
import { endPauses } from './pause-posting.ts'
import { settleSecondLook } from './reconsider.ts'
import { openSignOff } from './record-reply.ts'
import type { CaseFile } from './records.ts'
import { isReopening } from './reopen-reply.ts'
import { remindOfReply } from './reply-reminder.ts'
import { replyState } from './reply-state.ts'
import { safeguardingHolds } from './safeguarding.ts'
import { chaseUnread } from './serve-by-hand.ts'
import { settle } from './sign.ts'
import { alertSigners } from './signers.ts'
import { passOn, tasksInLine } from './tasks.ts'

/**
 * Does everything that has fallen due by now; doing it twice changes nothing. One transaction a matter, so that
 * nobody's three seconds wait for a long list. One that fails keeps no other from its date: nobody stays banned because
 * of somebody else's case (G4). The first failure is thrown once all have had their turn.
 */
export async function runDue(clp: Clp): Promise<void> {
  const failed: unknown[] = []
  const inTurn = (work: (s: Store) => Promise<void>) =>
    clp.transact(work).catch((error: unknown) => void failed.push(error))
  const { again, replying, signing, banned, letters, appeals, tasks } = await clp.transact(async (s) => ({
    again: await s.openReconsiderations(),
    replying: await s.cases({ states: ['replying'], limit: 10_000 }),
    signing: await s.cases({ states: ['signing'], limit: 10_000 }),
    banned: await s.sanctions({ banStates: ['in_force', 'due'] }),
    letters: await s.sanctions({ letterStates: ['delivered'] }),
    appeals: await openAppealRefs(s),
    tasks: await tasksInLine(s),
  }))
  for (const { ref } of replying) await inTurn((s) => closeReply(clp, s, ref))
  for (const { ref } of signing)
    await inTurn(async (s) => {
      const file = await s.caseFile(ref)
      if (file?.state !== 'signing' || (await waits(s, ref))) return
      const { outcome } = await settleQuietly(clp, s, file)
      if (outcome === 'waiting') await alertSigners(clp, s, ref)
    })
  for (const ref of appeals) await inTurn((s) => appealDue(clp, s, ref))
  for (const { caseRef } of again)
    await inTurn(async (s) => void (await settleSecondLook(clp, s, caseRef, true)))
  for (const sanction of banned)
    await inTurn(async (s) => {
      if (sanction.platform !== DISCORD || sanction.letterDate === null || sanction.kept) return
      const desired = await desiredBan(clp, s, sanction.respondent)
      const current = (await s.sanctions({ respondent: sanction.respondent })).find(
        (x) => x.ref === sanction.ref,
      )
      const gap =
        current?.banState === 'in_force' ? !desired.banned : current?.banState === 'due' && desired.banned
      if (gap && !(await hasOpenBan(s, sanction.respondent))) await queueBan(clp, s, sanction.respondent)
    })
  const unreadSince = addDays(londonDate(clp.clock.now()), -clp.config.policy.service.unreadDays)
  for (const sanction of letters)
    if (sanction.readAt === null && sanction.letterDate !== null && sanction.letterDate <= unreadSince)
      await inTurn(async (s) => {
        // its date may have come since, and the deletion is made beside this (K1)
        const file = await s.caseFile(sanction.ref)
        if (file?.sanction) await chaseUnread(clp, s, file)
      })
  await platformBansDue(clp, inTurn)
  for (const { id } of tasks) await inTurn((s) => passOn(clp, s, id))
  await inTurn((s) => endPauses(clp, s))
  await complaintsDue(clp, inTurn)
  for (const ref of await clp.transact(openDataRequests)) await inTurn((s) => dataRequestDue(clp, s, ref))
  await inTurn((s) => askForReasons(clp, s))
  await inTurn((s) => sendDigests(clp, s))
  await inTurn((s) => sendMondayNote(clp, s))
  if (failed.length > 0) throw failed[0]
}

/** Nothing closes while safeguarding is asked (C6), or while the matter is with National (I2). */
const waits = async (s: Store, ref: string): Promise<boolean> =>
  (await safeguardingHolds(s, ref)) || (await isWithNational(s, ref))

async function closeReply(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = await s.caseFile(ref)
  if (file?.state !== 'replying' || (await waits(s, ref))) return
  if (replyState(clp, file).state !== 'closed') return remindOfReply(clp, s, file)
  if (!(await isReopening(s, ref))) await openSignOff(clp, s, ref)
}

/** Settles only where time alone has changed something, so that the card is not drawn anew each minute. */
async function settleQuietly(clp: Clp, s: Store, file: CaseFile): Promise<{ outcome: string }> {
  const state = signOffOf(clp, file, await s.holdings(), clp.clock.now())
  return state.state === 'open' ? { outcome: 'waiting' } : settle(clp, s, file)
}

async function hasOpenBan(s: Store, userId: string): Promise<boolean> {
  return (await s.openEffects({ name: 'ban', target: userId })).length > 0
}
