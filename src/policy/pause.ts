import {
  addDays,
  type CalendarDate,
  type Instant,
  londonDate,
  plusDays,
  startOfLondonDay,
} from './calendar.ts'

/** A pause of the CLP's casework (D9): whole London days, `to` its last one. Called off, `to` lies before `from`. */
export interface Pause {
  from: CalendarDate
  to: CalendarDate
  /** When it was set: what had ended by then stays ended. */
  setAt: Instant
}

/**
 * When something ends that began at `since` and would end at `until` without any pause (D9): the days of a pause do not
 * count, so nobody loses time by it, and whatever a pause has moved ends at the earliest with the first whole day after
 * it. `pauses` do not overlap.
 */
export function putOff(since: Instant, until: Instant, pauses: readonly Pause[]): Instant {
  let end = until
  for (const { from, to, setAt } of pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const began = londonDate(since)
    const first = from > began ? from : began
    if (setAt >= end || to < first || londonDate(end) < first) continue
    const moved = plusDays(end, daysFrom(first, to))
    const wholeDay = startOfLondonDay(addDays(to, 2))
    end = moved > wholeDay ? moved : wholeDay
  }
  return end
}

/** So many days after `at`, at the same hour in London, those of a pause not counted (D9). */
export const plusOpenDays = (at: Instant, days: number, pauses: readonly Pause[]): Instant =>
  putOff(at, plusDays(at, days), pauses)

/** The pause that a moment lies in, if any. */
export const pauseAt = <P extends Pause>(now: Instant, pauses: readonly P[]): P | undefined =>
  pauses.find(({ from, to }) => from <= londonDate(now) && londonDate(now) <= to)

/** The first moment after a pause. */
export const endOfPause = ({ to }: Pick<Pause, 'to'>): Instant => startOfLondonDay(addDays(to, 1))

const daysFrom = (first: CalendarDate, last: CalendarDate): number =>
  Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last)).days + 1
