import { type Instant, londonDate, nextSendingTime } from '../policy/calendar.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import type { Clp, Store } from './ports.ts'

/** Everyone for whom something can wait: holders of an office now who are on Discord, but for moderators (A4). */
const officers = (holdings: OfficeHolding[], now: Instant): string[] => [
  ...new Set(
    holdings.flatMap((h) =>
      h.person !== null && h.office !== 'moderator' && holdsAt(h, now) ? [h.person] : [],
    ),
  ),
]

/**
 * Once a day, from ⚙09:00 on, each officer is told what waits for them (D9). What it says is worked out when it is sent,
 * so that nobody is reminded of what is done; where nothing waits nothing is sent.
 */
export async function sendDigests(clp: Clp, s: Store): Promise<void> {
  const now = clp.clock.now()
  if (nextSendingTime(now, clp.config.policy.sendingHours) > now) return
  const day = londonDate(now)
  if (!(await s.remindOnce('digest', day))) return
  for (const userId of officers(await s.holdings(), now))
    await s.addEffect(
      { name: 'digest', lane: `officer:${userId}`, target: userId, payload: { userId, day } },
      now,
      now,
    )
}
