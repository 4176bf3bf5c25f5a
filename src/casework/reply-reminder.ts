import { addDays, type Instant, londonDate, nextSendingTime } from '../policy/calendar.ts'
import { writesTo } from '../policy/same-person.ts'
import { personLane } from './agree-to-ask.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
import { replyState } from './reply-state.ts'

/**
 * Whom the bot may write to about their time: who had the notice from it, and is still taken to be this person (B3). Null
 * where people served it by hand, or somebody else is written to by now.
 */
export function hadNotice(file: CaseFile): string | null {
  const to = writesTo(file)
  return to === (file.noticeTo ?? file.respondent) ? to : null
}

/** Until when someone can still give their side who has said nothing since they were last asked; null for everyone else. */
export function silentUntil(clp: Clp, file: CaseFile): Instant | null {
  const reply = replyState(clp, file)
  if (file.state !== 'replying' || reply.state !== 'open') return null
  const asked = file.replies.findLastIndex((r) => r.kind === 'told' || r.kind === 'reopened')
  const since = file.replies.slice(asked)
  const spoke = since.some((r) => r.kind === 'said' || r.kind === 'wont_reply')
  return spoke ? null : reply.closesAt
}

/**
 * On the day before their time is over someone who has said nothing is reminded, once (D9, D4): not on the day on which
 * they were asked, and not where the bot cannot write to them.
 */
export async function remindOfReply(clp: Clp, s: Store, file: CaseFile): Promise<void> {
  const now = clp.clock.now()
  const closesAt = silentUntil(clp, file)
  const userId = hadNotice(file)
  if (closesAt === null || userId === null) return
  const day = addDays(londonDate(closesAt), -1)
  const asked = file.replies.findLast((r) => r.kind === 'told' || r.kind === 'reopened')?.at ?? now
  if (londonDate(now) < day || londonDate(asked) >= day) return
  if (nextSendingTime(now, clp.config.policy.sendingHours) > now) return
  if (!(await s.remindOnce(`reply ${file.ref}`, londonDate(closesAt)))) return
  await s.addEffect(
    { name: 'reply-ends', lane: personLane(userId), target: file.ref, payload: { userId, closesAt } },
    now,
    now,
  )
}
