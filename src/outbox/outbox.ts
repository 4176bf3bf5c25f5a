import type { Effect } from '../casework/effects.ts'
import { lanesWhilePaused } from '../casework/restored.ts'
import { gatherLog } from '../casework/gather-log.ts'
import type { Clp } from '../casework/ports.ts'
import type { Instant } from '../policy/calendar.ts'
import { converge } from './converge.ts'
import type { Handlers } from './handlers.ts'
import { mendTimes } from './mend-times.ts'
import { say } from './say.ts'
import type { Wire, WireResult } from './wire.ts'

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
  let lastLook: Instant | null = null
  /** Whether it may stand still after a restore, which ends once and for all. */
  let paused = true

  /** Discord refuses everything of a bot that was removed: that is no last word on anything. */
  const whileAway = <T>(answer: WireResult<T>): WireResult<T> =>
    answer.ok || answer.kind !== 'final' || isThere() ? answer : { ...answer, kind: 'retry' }
  const patient: Wire = {
    openDm: async (...of) => whileAway(await wire.openDm(...of)),
    post: async (...of) => whileAway(await wire.post(...of)),
    find: async (...of) => whileAway(await wire.find(...of)),
    alike: async (...of) => whileAway(await wire.alike(...of)),
  }

  async function deliver(e: Effect): Promise<void> {
    const handler = handlers[e.name]
    try {
      if (handler.kind === 'say') await say(clp, patient, handler, e)
      else await converge(clp, { ...handler, run: async (...of) => whileAway(await handler.run(...of)) }, e)
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
    if (paused) {
      const goesOn = await clp.transact(lanesWhilePaused)
      paused = goesOn !== null
      // lanes are looked at one by one only in the rare time after a restore
      if (goesOn !== null) return lookAtFew(goesOn)
    }
    // what keeps the log from being gathered keeps no letter and no unban from going out
    while (
      await clp
        .transact((s) => gatherLog(clp, s))
        .catch((error: unknown) => {
          onBug(error)
          return false
        })
    );
    const free = LANES_AT_ONCE - busy.size
    // the next lane that ends looks again
    if (free === 0) return
    const now = clp.clock.now()
    // at start, and when the clock was set back: it may have been far ahead
    if (lastLook === null || now < lastLook) await clp.transact((s) => mendTimes(s, now))
    lastLook = now
    const { due, nextAt } = await clp.transact((s) =>
      s.dueEffects({ now, except: [...busy.keys()], limit: free }),
    )
    takeUp(due)
    if (stopped || nextAt === null) return
    clearTimeout(timer)
    timer = setTimeout(wake, Math.min(LONGEST_SLEEP_MS, Date.parse(nextAt) - Date.parse(now)))
  }

  /** After a restore, until a person has it go on: only what asks people goes out, and the log. */
  async function lookAtFew(goesOn: (lane: string) => boolean): Promise<void> {
    if (goesOn('log')) while (await clp.transact((s) => gatherLog(clp, s)));
    const now = clp.clock.now()
    const { due } = await clp.transact(async (s) => {
      const others = (await s.openEffects()).map((e) => e.lane).filter((lane) => !goesOn(lane))
      return s.dueEffects({ now, except: [...new Set([...others, ...busy.keys()])], limit: LANES_AT_ONCE })
    })
    takeUp(due)
  }

  function takeUp(due: Effect[]): void {
    if (stopped || !isThere()) return
    for (const e of due)
      busy.set(
        e.lane,
        deliver(e).finally(() => {
          busy.delete(e.lane)
          wake()
        }),
      )
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
