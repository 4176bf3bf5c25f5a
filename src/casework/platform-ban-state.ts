import type { CalendarDate } from '../policy/calendar.ts'
import type { Store } from './ports.ts'
import type { SanctionRecord, Task } from './records.ts'

/**
 * Whether a ban elsewhere was lifted by somebody's word and not made again since. Of a ban that is kept beyond its file
 * nothing else says so: the ban register holds no state (K3).
 */
export async function wasLifted(s: Store, ref: string): Promise<boolean> {
  const [lift, ban] = [await s.lastTask('platform_lift', ref), await s.lastTask('platform_ban', ref)]
  const byPeople = (t: Task | undefined): string => (t?.doneBy ? (t.doneAt ?? '') : '')
  return byPeople(lift) > byPeople(ban)
}

/** Someone's bans on one platform, and how each stands there. */
export async function bansOn(s: Store, respondent: string, platform: string): Promise<SanctionRecord[]> {
  const all = (await s.sanctions({ respondent })).filter(
    (x) => x.platform === platform && x.kind !== 'warning' && x.letterDate !== null,
  )
  return Promise.all(
    all.map(async (x) => (x.kept && (await wasLifted(s, x.ref)) ? { ...x, banState: 'due' as const } : x)),
  )
}

/** Whether the days of a ban are over on a day. */
export const isOver = (x: Pick<SanctionRecord, 'lastDay'>, day: CalendarDate): boolean =>
  x.lastDay !== null && x.lastDay < day

/** The EC has minuted that this lifetime ban is lifted (K3). */
export const isLiftedByEc = async (s: Store, ref: string): Promise<boolean> =>
  (await s.banReview(ref))?.decision === 'lift'
