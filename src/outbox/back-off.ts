import type { WireFailure } from './wire.ts'

const FIRST_MS = 500
const LONGEST_MS = 5 * 60_000
const AFTER_NO_MS = 30_000

/**
 * How long to wait before the next attempt, in milliseconds: as long as Discord asks, else doubling from half a second
 * to five minutes. After a plain no at least half a minute: ten thousand refusals in ten minutes block the address.
 */
export function backOff(failures: number, f: WireFailure): number {
  const doubling = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 20), LONGEST_MS)
  const floor = f.kind === 'final' ? AFTER_NO_MS : 0
  return Math.max(doubling, floor, f.retryAfterMs ?? 0)
}
