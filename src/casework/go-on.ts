import { type Instant, nextSendingTime } from '../policy/calendar.ts'
import { personLane } from './agree-to-ask.ts'
import { withPausedTimes } from './appeal-times.ts'
import { queueNextLetter } from './issue-sanction.ts'
import { kindOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'

/** What was frozen goes on: deadlines move by as long as it was frozen, and what waited to go out goes out (I2). */
export async function goOn(clp: Clp, s: Store, all: string[], since: Instant): Promise<void> {
  const now = clp.clock.now()
  const later = <T extends Instant | null>(at: T): T =>
    (at === null
      ? null
      : Temporal.Instant.from(at)
          .add(Temporal.Instant.from(now).since(Temporal.Instant.from(since)))
          .toString({ smallestUnit: 'millisecond' })) as T
  for (const ref of all)
    if (kindOf(ref) === 'appeal') {
      const kept = await s.appealFile(ref)
      const file = kept && withPausedTimes(kept)
      if (!file || file.state === 'closed' || file.decidedBy === 'national') continue
      await s.updateAppeal(ref, {
        handledAt: now,
        countsFrom: now,
        statementsUntil: later(file.statementsUntil),
        answerUntil: later(file.answerUntil),
        votingClosesAt: later(file.votingClosesAt),
      })
    } else if (kindOf(ref) === 'complaint') {
      const file = await s.complaintFile(ref)
      if (file && file.state !== 'closed')
        await s.updateComplaint(ref, { signOpenedAt: later(file.signOpenedAt) })
    } else await caseGoesOn(clp, s, ref, later)
}

async function caseGoesOn(
  clp: Clp,
  s: Store,
  ref: string,
  later: (at: Instant | null) => Instant | null,
): Promise<void> {
  const file = await s.caseFile(ref)
  if (!file) return
  const now = clp.clock.now()
  if (file.state === 'signing') await s.updateCase(ref, { signOpenedAt: later(file.signOpenedAt) })
  const asked = file.state === 'asking' && !file.replies.some((r) => r.kind === 'told')
  if (asked && (await s.openEffects({ name: 'notice', target: ref })).length === 0)
    await s.addEffect(
      {
        name: 'notice',
        lane: personLane(file.respondent),
        target: ref,
        payload: { userId: file.respondent },
      },
      now,
      nextSendingTime(now, clp.config.policy.sendingHours),
    )
  await queueNextLetter(clp, s, file.respondent)
}
