import type { SimulatedClock } from '../../practice/clock.ts'

const ZONE = 'Europe/London'
const [FIRST, LAST] = [9, 17]

/** Moves the clock on to an hour at which notices and letters go out (F5), if it is none now. */
export function toMorning(clock: SimulatedClock): void {
  const now = Temporal.Instant.fromEpochMilliseconds(clock.now().getTime()).toZonedDateTimeISO(ZONE)
  if (now.hour >= FIRST && now.hour < LAST) return
  const day = now.hour < FIRST ? now : now.add({ days: 1 })
  clock.advanceTo(day.with({ hour: FIRST, minute: 30 }).toInstant().toString())
}

/** Moves the clock on by whole days, to an hour at which notices and letters go out. */
export function daysOn(clock: SimulatedClock, days: number): void {
  clock.advanceBy({ days })
  toMorning(clock)
}
