import { londonDate } from '../policy/calendar.ts'
import type { Clp, Store } from './ports.ts'
import type { Task } from './records.ts'

/** A task or a matter as somebody is told of it. */
type Thing = { task: Task['id'] } | { ref: string }

const named = (person: string, thing: Thing): string =>
  `${'task' in thing ? `task ${thing.task}` : thing.ref} for ${person}`

/** Somebody was told of something just now, so that the digest of this day is not the second time (D9). */
export const noteTold = async (clp: Clp, s: Store, person: string, thing: Thing): Promise<void> =>
  void (await s.remindOnce(named(person, thing), londonDate(clp.clock.now())))

/** Whether somebody has been told of something on this day already (D9). */
export const toldToday = (clp: Clp, s: Store, person: string, thing: Thing): Promise<boolean> =>
  s.wasReminded(named(person, thing), londonDate(clp.clock.now()))
