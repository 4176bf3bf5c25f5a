import type { Effect } from '../casework/effects.ts'
import type { Clp } from '../casework/ports.ts'
import { backOff } from './back-off.ts'
import type { WireFailure } from './wire.ts'

/** Puts an effect off after a failure; its lane waits with it. */
export async function later(clp: Clp, e: Effect, f: WireFailure): Promise<void> {
  const failures = e.attempts + 1
  const notBefore = new Date(Date.parse(clp.clock.now()) + backOff(failures, f)).toISOString()
  await clp.transact((s) => s.updateEffect(e.id, { attempts: failures, notBefore, lastError: f.why }))
}
