import type { Effect } from '../casework/effects.ts'
import { gatherLog } from '../casework/gather-log.ts'
import type { Clp } from '../casework/ports.ts'
import { converge } from './converge.ts'
import type { Handlers } from './handlers.ts'
import { say } from './say.ts'
import type { Wire } from './wire.ts'

/** Longest sleep between looks, in milliseconds: a missed wake-up costs no more than this. */
const LONGEST_SLEEP_MS = 30_000
/** Lanes delivered at the same time. */
const LANES_AT_ONCE = 8
const AFTER_BUG_MS = 5_000

export interface Outbox {
  /** There may be something to deliver. */
  wake(): void
  /** Stops taking up new effects and waits for those under way. */
  stop(): Promise<void>
}

/**
 * Delivers the effects of one CLP (G1): each lane strictly in order, lanes side by side. State is in the register's
 * file alone, so a process that dies at any line goes on where it was. While the bot is not on the server (`isThere`)
 * everything waits: refusals by the thousand block the address.
 */
export function startOutbox(
  clp: Clp,
  handlers: Handlers,
  wire: Wire,
  onBug: (error: unknown) => void,
  isThere: () => boolean,
): Outbox {
  const busy = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | null = null
  let again = false
  let stopped = false

  async function deliver(e: Effect, open: Effect[]): Promise<void> {
    const handler = handlers[e.name]
    try {
      if (handler.kind === 'say') await say(clp, wire, handler, e)
      else await converge(clp, handler, e, open)
    } catch (error) {
      onBug(error)
      const notBefore = new Date(Date.parse(clp.clock.now()) + AFTER_BUG_MS).toISOString()
      await clp.transact((s) => s.updateEffect(e.id, { attempts: e.attempts + 1, notBefore })).catch(onBug)
    }
  }

  async function look(): Promise<void> {
    clearTimeout(timer)
    timer = setTimeout(wake, LONGEST_SLEEP_MS)
    if (!isThere()) return
    while (await clp.transact((s) => gatherLog(clp, s)));
    const open = await clp.transact((s) => s.openEffects())
    const now = clp.clock.now()
    const seen = new Set<string>()
    let sleep = LONGEST_SLEEP_MS
    for (const e of open) {
      if (seen.has(e.lane)) continue
      seen.add(e.lane)
      if (busy.has(e.lane)) continue
      const wait = Date.parse(e.notBefore) - Date.parse(now)
      if (wait > 0) sleep = Math.min(sleep, wait)
      else if (busy.size < LANES_AT_ONCE && !stopped)
        busy.set(
          e.lane,
          deliver(e, open).finally(() => {
            busy.delete(e.lane)
            wake()
          }),
        )
    }
    clearTimeout(timer)
    timer = setTimeout(wake, sleep)
  }

  function wake(): void {
    if (stopped) return
    if (looking) {
      again = true
      return
    }
    looking = look()
      .catch(onBug)
      .finally(() => {
        looking = null
        if (again) {
          again = false
          wake()
        }
      })
  }

  return {
    wake,
    async stop() {
      stopped = true
      await looking
      clearTimeout(timer)
      await Promise.allSettled(busy.values())
    },
  }
}
