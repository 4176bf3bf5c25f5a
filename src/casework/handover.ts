import { addDays, type CalendarDate, londonDate } from '../policy/calendar.ts'
import { holdsAt, OFFICES, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { conflictIn, type Matter, matterOf } from './matter.ts'
import { type MondayNote, waitingOf } from './monday-note.ts'
import { closings, openMattersOf } from './open-matters.ts'
import type { PauseRecord } from './pause-records.ts'
import { comingPauses } from './pauses.ts'
import type { Clp } from './ports.ts'
import type { PlatformRecord, Task } from './records.ts'
import type { Result } from './refusal.ts'
import type { Hold } from './retention-records.ts'
import { taskPeople } from './tasks.ts'

/** How far ahead deletions are counted. Days. */
const AHEAD = 60

/** What whoever comes next has to know (J6): by reference and date, without anybody concerned. */
export interface Handover {
  waiting: MondayNote['waiting']
  due: MondayNote['due']
  bansEnding: MondayNote['bansEnding']
  /** Lifetime bans in force. */
  lifetime: string[]
  tasks: Pick<Task, 'id' | 'matter' | 'raisedAt' | 'dueOn'>[]
  holds: Pick<Hold, 'matter' | 'reviewOn' | 'minute'>[]
  deletions: { day: CalendarDate; count: number }[]
  officers: OfficeHolding[]
  platforms: PlatformRecord[]
  pauses: PauseRecord[]
  lastAgm: CalendarDate | null
}

/**
 * `/officer handover` (J6): what is open, with its dates and holds, for a successor. Nothing of a matter that the asker may
 * not see, nor of one in which the successor has a conflict, where they say who that is (A5). Secretary and Chair keep the
 * register, so they see every matter by its reference; the others those that they work.
 */
export const handover = (
  clp: Clp,
  actor: Actor,
  successor: string | null,
): Promise<Result<{ handover: Handover }>> =>
  clp.transact(async (s): Promise<Result<{ handover: Handover }>> => {
    const may = await authorise(clp, s, actor, 'officer.handover')
    if (!may.ok) return may
    const now = clp.clock.now()
    const today = londonDate(now)
    const keepsRegister = may.holdings.some(
      (h) => h.person === actor.id && (h.office === 'secretary' || h.office === 'chair') && holdsAt(h, now),
    )
    const shows = (m: Matter): boolean =>
      (keepsRegister || m.sees(actor.id)) &&
      [actor.id, ...(successor === null ? [] : [successor])].every((p) => conflictIn(p, m) === undefined)
    const known = async <M>(list: M[], refOf: (m: M) => string): Promise<M[]> => {
      const kept: M[] = []
      for (const one of list) {
        const matter = await matterOf(clp, s, refOf(one))
        if (matter && shows(matter)) kept.push(one)
      }
      return kept
    }
    const open = await openMattersOf(s)
    const cases = await known(open.cases, (c) => c.ref)
    const complaints = await known(open.complaints, (c) => c.ref)
    const appeals = await known(open.appeals, (m) => m.file.ref)
    const tasks: Task[] = []
    for (const task of await s.openTasks()) {
      const matter = task.matter === null ? undefined : await matterOf(clp, s, task.matter)
      if (!(await taskPeople(clp, s, task)).includes(actor.id)) continue
      const aboutSuccessor = successor !== null && task.subject === successor
      if (matter === undefined ? !aboutSuccessor : shows(matter)) tasks.push(task)
    }
    const bans = await known(await s.sanctions({ banStates: ['in_force'] }), (x) => x.ref)
    const { lastAgm } = await s.settings()
    return {
      ok: true,
      handover: {
        waiting: waitingOf(clp, { cases, complaints, appeals }, tasks.length),
        due: closings(clp, { cases, appeals }),
        bansEnding: bans.flatMap(({ ref, platform, lastDay }) =>
          lastDay === null ? [] : [{ ref, platform, lastDay, over: lastDay < today }],
        ),
        lifetime: bans.filter((x) => x.kind === 'lifetime').map((x) => x.ref),
        tasks,
        holds: keepsRegister ? await known(await s.holds({ inForce: true }), (h) => h.matter) : [],
        deletions: keepsRegister ? await s.entriesDue(addDays(today, AHEAD)) : [],
        officers: may.holdings
          .filter((h) => holdsAt(h, now))
          .toSorted((a, b) => OFFICES.indexOf(a.office) - OFFICES.indexOf(b.office)),
        platforms: (await s.platforms()).filter((p) => (p.retiredAt ?? null) === null),
        pauses: await comingPauses(s, now),
        lastAgm,
      },
    }
  })
