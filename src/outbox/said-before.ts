import type { Effect } from '../casework/effects.ts'
import type { Clp } from '../casework/ports.ts'
import { lostTime } from '../casework/restored.ts'
import { plusMinutes } from '../policy/calendar.ts'
import type { SayHandler } from './handlers.ts'
import type { Found, Wire, WireResult } from './wire.ts'

/** Clocks differ a little from Discord's. */
const SKEW_MINUTES = 10

/**
 * After a restore: whether a message stands in the channel already, since it was said in the time that is lost (G1). Asked for
 * what was waiting when the backup was made, and ever after for letters, whose case may be decided a second time: none is
 * sent twice. Null where it was not said.
 */
export async function saidBefore(
  clp: Clp,
  wire: Wire,
  handler: SayHandler,
  e: Effect,
  channelId: string,
): Promise<WireResult<Found | null>> {
  const asked = await clp.transact(async (s) => {
    const lost = await lostTime(s)
    if (lost === null || (e.createdAt >= lost.to && handler.letter === undefined)) return null
    const plan = await handler.prepare(clp, s, e)
    return plan && { lost, body: plan.body('', clp.clock.now()) }
  })
  if (asked === null) return { ok: true, value: null }
  return wire.alike(channelId, {
    from: plusMinutes(asked.lost.from, -SKEW_MINUTES),
    to: asked.lost.to,
    body: asked.body,
    onlyOne: handler.letter === 'only_one',
  })
}
