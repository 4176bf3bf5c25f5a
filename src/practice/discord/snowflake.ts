/** Discord's ids: 42 bits of milliseconds since 2015, then 22 bits that keep ids of one millisecond apart. */
import type { SimulatedClock } from '../clock.ts'

const EPOCH = 1_420_070_400_000n

/** Makes strictly growing ids from the simulated clock. */
export function createSnowflakes(clock: SimulatedClock): () => string {
  let last = 0n
  return () => {
    const base = (BigInt(clock.now().getTime()) - EPOCH) << 22n
    last = base > last ? base : last + 1n
    return last.toString()
  }
}

/** When an id was made. */
export function snowflakeTime(id: string): Date {
  return new Date(Number((BigInt(id) >> 22n) + EPOCH))
}

/** Sorts ids by age, oldest first. */
export function byAge(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
