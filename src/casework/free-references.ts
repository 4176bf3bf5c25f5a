import { type Instant, londonDate } from '../policy/calendar.ts'
import type { Clp, Store } from './ports.ts'

/** So many references stay free beyond the highest that was seen: one may have been told before it stood in the log. */
const MORE = 5

const REFERENCE = /^([CAD]?)(\d{4})-(\d{3,6})$/

/**
 * Sees to it that no reference is given out twice after a restore: the next of each kind comes after the highest that was
 * seen on Discord, and after as many as lines hide theirs (J4).
 */
export async function freeReferences(
  clp: Clp,
  s: Store,
  seen: readonly string[],
  hidden: number,
  since: Instant | null,
): Promise<void> {
  const used = { ...(await s.settings()).referencesUsed }
  const years = [since, clp.clock.now()].map((at) =>
    Number((at === null ? clp.clock.now() : londonDate(at)).slice(0, 4)),
  )
  for (const year of new Set(years)) {
    const next = {
      '': (await s.nextCaseRef(year)).seq,
      C: (await s.nextComplaintRef(year)).seq,
      A: (await s.nextAppealRef(year)).seq,
      D: (await s.nextDataRequestRef(year)).seq,
    }
    for (const [kind, seq] of Object.entries(next)) {
      const highest = seen.reduce((most, ref) => {
        const [, letter, inYear, number] = REFERENCE.exec(ref) ?? []
        return letter === kind && Number(inYear) === year ? Math.max(most, Number(number)) : most
      }, seq - 1)
      used[`${kind}${year}`] = highest + hidden + MORE
    }
  }
  await s.set('referencesUsed', used)
}
