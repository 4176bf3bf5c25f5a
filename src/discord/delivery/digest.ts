import { digestOf } from '../../casework/what-waits.ts'
import { londonDate } from '../../policy/calendar.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import { digestText } from '../render/digest.ts'

/**
 * The digest of a day to one officer (D9). It says what waits at the moment at which it is sent; one that could not be
 * sent on its day is left, since the next day has its own.
 */
export const digest: SayHandler = {
  kind: 'say',
  inHours: true,
  async prepare(clp, s, e) {
    const { userId, day } = e.payload as { userId: string; day: string }
    if (londonDate(clp.clock.now()) !== day) return null
    const waiting = await digestOf(clp, s, userId)
    if (waiting.length === 0) return null
    const text = digestText(waiting)
    return {
      to: { dm: userId },
      body: (mark) => ({ content: `${text}\n-# ${clp.config.policy.clp.name} · ${mark}` }),
    }
  },
  async delivered() {},
  refused: async () => 'give_up',
}
