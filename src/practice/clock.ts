/**
 * The simulated clock of the practice Discord: real time plus an offset that only ever grows, so that a year can be
 * played in a minute while heartbeats and the three seconds of an interaction stay real.
 */

/** One reading: `now` is a UTC ISO instant with milliseconds; `offsetMs` is how far it runs ahead of real time. */
export interface ClockReading {
  now: string
  offsetMs: number
}

export interface SimulatedClock {
  /** The simulated moment. */
  now(): Date
  reading(): ClockReading
  /** Moves on to an instant (ISO string or Date). Going back is a mistake of the caller: RangeError. */
  advanceTo(instant: string | Date): void
  /** Moves on by a duration; days, weeks and months keep the wall-clock time of Europe/London. */
  advanceBy(duration: Temporal.DurationLike): void
  /** Calls `listener` after every move; returns the way to stop it. */
  onChange(listener: (reading: ClockReading) => void): () => void
}

const ZONE = 'Europe/London'

/** Starts a clock, at `start` (ISO instant) or at the real time. */
export function createSimulatedClock(options: { start?: string } = {}): SimulatedClock {
  let offsetMs = options.start === undefined ? 0 : Date.parse(options.start) - Date.now()
  if (Number.isNaN(offsetMs)) throw new RangeError(`not an instant: ${String(options.start)}`)
  const listeners = new Set<(reading: ClockReading) => void>()

  const now = (): Date => new Date(Date.now() + offsetMs)
  const reading = (): ClockReading => ({ now: now().toISOString(), offsetMs })
  const moveTo = (target: number): void => {
    if (Number.isNaN(target)) throw new RangeError('not an instant')
    const step = target - now().getTime()
    if (step < 0) throw new RangeError('the simulated clock only moves on')
    offsetMs += step
    for (const listener of listeners) listener(reading())
  }

  return {
    now,
    reading,
    advanceTo: (instant) => moveTo(new Date(instant).getTime()),
    advanceBy: (duration) => {
      const from = Temporal.Instant.fromEpochMilliseconds(now().getTime()).toZonedDateTimeISO(ZONE)
      moveTo(from.add(duration).epochMilliseconds)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
