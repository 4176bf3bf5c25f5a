import {
  addDays,
  type CalendarDate,
  type Instant,
  londonDate,
  nextSendingTime,
  startOfLondonDay,
} from '../policy/calendar.ts'
import { holdsAt, type Office } from '../policy/offices.ts'
import type { Overdue } from '../policy/timescales.ts'
import { appealStateInWords } from './appeal-view.ts'
import { conflictIn, matterOf } from './matter.ts'
import {
  appealOverdue,
  caseOverdue,
  type Closing,
  closings,
  complaintOverdue,
  openMattersOf,
  type OpenMatters,
} from './open-matters.ts'
import type { PauseRecord } from './pause-records.ts'
import { comingPauses } from './pauses.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseRecord } from './records.ts'
import type { ComplaintRecord } from './matter-records.ts'

const ALL = 10_000

/** The Secretary's week (J6), by reference and nothing more, without matters in which the reader has a conflict (A5). */
export interface MondayNote {
  /** References of what was closed since the Monday before. */
  done: { cases: string[]; complaints: string[]; appeals: string[] }
  waiting: {
    cases: { ref: string; state: CaseRecord['state']; overdue: Overdue | null }[]
    complaints: { ref: string; state: ComplaintRecord['state']; overdue: Overdue | null }[]
    appeals: { ref: string; state: string; overdue: Overdue | null }[]
    tasks: number
  }
  /** What ends within the next seven days, soonest first. */
  due: Closing[]
  /** 30-day bans of which one of the next seven days is the last, or that are over and still to be lifted by somebody. */
  bansEnding: { ref: string; platform: string; lastDay: CalendarDate; over: boolean }[]
  deletions: { day: CalendarDate; count: number }[]
  pauses: PauseRecord[]
}

/** Each Monday, or on the first day of the week on which the bot runs, the Secretary gets a note; the Chair where there is none (J6). */
export async function sendMondayNote(clp: Clp, s: Store): Promise<void> {
  const now = clp.clock.now()
  if (nextSendingTime(now, clp.config.policy.sendingHours) > now) return
  if (!(await s.remindOnce('monday note', mondayOf(londonDate(now))))) return
  for (const userId of await readers(s, now))
    await s.addEffect(
      {
        name: 'monday-note',
        lane: `officer:${userId}`,
        target: userId,
        payload: { userId, day: londonDate(now) },
      },
      now,
      now,
    )
}

async function readers(s: Store, now: Instant): Promise<string[]> {
  const holdings = await s.holdings()
  const holding = (office: Office) =>
    holdings.flatMap((h) => (h.office === office && h.person !== null && holdsAt(h, now) ? [h.person] : []))
  const secretaries = holding('secretary')
  return secretaries.length > 0 ? secretaries : holding('chair')
}

const mondayOf = (day: CalendarDate): CalendarDate => addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek)

/** The note for one reader, as things stand now; null for somebody who is not its reader any more (A8). */
export async function mondayNote(clp: Clp, s: Store, reader: string): Promise<MondayNote | null> {
  const now = clp.clock.now()
  if (!(await readers(s, now)).includes(reader)) return null
  const today = londonDate(now)
  const mayKnow = async (ref: string): Promise<boolean> => {
    const matter = await matterOf(clp, s, ref)
    return matter !== undefined && conflictIn(reader, matter) === undefined
  }
  const known = async <M>(list: M[], refOf: (m: M) => string): Promise<M[]> => {
    const kept: M[] = []
    for (const one of list) if (await mayKnow(refOf(one))) kept.push(one)
    return kept
  }
  const open = await openMattersOf(s)
  const cases = await known(open.cases, (c) => c.ref)
  const complaints = await known(open.complaints, (c) => c.ref)
  const appeals = await known(open.appeals, (m) => m.file.ref)
  const since = startOfLondonDay(addDays(mondayOf(today), -7))
  const closed = async (list: { ref: string; closedAt: Instant | null }[]): Promise<string[]> =>
    (
      await known(
        list.filter((m) => (m.closedAt ?? '') >= since),
        (m) => m.ref,
      )
    )
      .map((m) => m.ref)
      .toSorted()
  let tasks = 0
  for (const { matter: ref } of await s.openTasks()) {
    const matter = ref === null ? undefined : await matterOf(clp, s, ref)
    if (matter === undefined || conflictIn(reader, matter) === undefined) tasks += 1
  }
  const last = addDays(today, 7)
  const bans = (await s.sanctions({ banStates: ['in_force'] })).flatMap((x) =>
    x.kind === 'ban30' && x.lastDay !== null && x.lastDay <= last
      ? [{ ref: x.ref, platform: x.platform, lastDay: x.lastDay, over: x.lastDay < today }]
      : [],
  )
  return {
    done: {
      cases: await closed(await s.cases({ states: ['closed'], limit: ALL })),
      complaints: await closed(await s.complaints({ states: ['closed'], limit: ALL })),
      appeals: await closed(await s.appeals({ states: ['closed'], limit: ALL })),
    },
    waiting: waitingOf(clp, { cases, complaints, appeals }, tasks),
    due: closings(clp, { cases, appeals }).filter(({ at }) => at < startOfLondonDay(addDays(last, 1))),
    bansEnding: (await known(bans, (b) => b.ref)).toSorted((a, b) => (a.lastDay < b.lastDay ? -1 : 1)),
    deletions: await s.entriesDue(last),
    pauses: await comingPauses(s, now),
  }
}

/** What is open, with where it stands and how late it is. */
export function waitingOf(
  clp: Clp,
  open: Pick<OpenMatters, 'cases' | 'complaints' | 'appeals'>,
  tasks: number,
): MondayNote['waiting'] {
  const today = londonDate(clp.clock.now())
  return {
    cases: open.cases.map((c) => ({ ref: c.ref, state: c.state, overdue: caseOverdue(clp, c, today) })),
    complaints: open.complaints.map((c) => ({
      ref: c.ref,
      state: c.state,
      overdue: complaintOverdue(clp, c, today),
    })),
    appeals: open.appeals.map((m) => ({
      ref: m.file.ref,
      state: appealStateInWords(m.file),
      overdue: appealOverdue(clp, m, today),
    })),
    tasks,
  }
}
