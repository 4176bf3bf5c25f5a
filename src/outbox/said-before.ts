import type { Effect } from '../casework/effects.ts'
import type { Store } from '../casework/ports.ts'
import { lostTime } from '../casework/restored.ts'
import { type Instant, londonDate, plusMinutes } from '../policy/calendar.ts'
import type { Prepared, SayHandler } from './handlers.ts'
import type { Alike } from './wire.ts'

/** Clocks differ a little from Discord's. */
const SKEW_MINUTES = 10

/**
 * What to look for in the channel before something is said after a restore, since it may have been said in the time that is
 * lost (G1): what was waiting when the backup was made, on the day of the restore whatever that day brings anew, such as the
 * digests of its morning, and ever after letters, whose case may be decided a second time.
 * Null where nothing needs to be looked for.
 */
export async function maybeSaid(
  s: Store,
  handler: SayHandler,
  e: Effect,
  prepared: Prepared,
  now: Instant,
): Promise<Alike | null> {
  const lost = await lostTime(s)
  if (lost === null) return null
  const later = londonDate(e.createdAt) > londonDate(lost.to)
  if (later && handler.letter === undefined) return null
  return {
    from: plusMinutes(lost.from, -SKEW_MINUTES),
    to: lost.to,
    body: prepared.body('', now),
    onlyOne: handler.letter === 'only_one',
  }
}
