import type { Store } from '../casework/ports.ts'
import type { Instant } from '../policy/calendar.ts'

/** Nothing waits longer than this on purpose, in milliseconds: a night for the hours of F5, and a good deal of slack. */
const LONGEST_WAIT_MS = 3 * 24 * 3_600_000

/**
 * What was put off while the clock was far ahead would wait until that date: it goes out now that the clock is right.
 * Whatever has hours of its own looks at them again before it is sent (F5).
 */
export async function mendTimes(s: Store, now: Instant): Promise<void> {
  const latest = new Date(Date.parse(now) + LONGEST_WAIT_MS).toISOString()
  for (const e of await s.openEffects())
    if (e.notBefore > latest) await s.updateEffect(e.id, { notBefore: now })
}
