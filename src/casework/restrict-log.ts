import { keptOut, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'

/** Everything: after someone got a role, and hourly, since Discord does not tell of each change. */
export const ALL_MATTERS = 'all'

/**
 * Has it worked out anew whether someone who reads the log channel has a conflict in a matter, and its lines there
 * restricted where that is so (J4). In the lane of the log, so that lines which are on their way are there by then.
 */
export async function queueRestrictLog(clp: Clp, s: Store, ref: string): Promise<void> {
  const now = clp.clock.now()
  const lane = ref === ALL_MATTERS ? 'log-readers' : 'log'
  await s.addEffect({ name: 'restrict-log', lane, target: ref, payload: {} }, now, now)
}

/** Has every matter asked about anew: who can read the log channel, or open rooms, can have changed on Discord (J4, A7). */
export const recheckReaders = (clp: Clp): Promise<void> =>
  clp.transact((s) => queueRestrictLog(clp, s, ALL_MATTERS))

/** A matter in which people have a conflict, as the log channel and its room see it. */
export interface KeptFrom {
  ref: string
  people: string[]
  /** The log channel shows it as restricted already. */
  restricted: boolean
  hasRoom: boolean
}

/** Who is kept out of which matters; those in which nobody is are left out. */
export async function conflictsOf(clp: Clp, s: Store, refs: readonly string[]): Promise<KeptFrom[]> {
  const restricted = new Set(await s.restrictedMatters())
  const found: KeptFrom[] = []
  for (const ref of new Set(refs)) {
    const matter = await matterOf(clp, s, ref)
    if (!matter) continue
    const people = keptOut(matter)
    if (people.length > 0)
      found.push({ ref, people, restricted: restricted.has(ref), hasRoom: matter.room.threadId !== null })
  }
  return found
}

/** Someone who reads the log channel has a conflict in a matter: its lines are restricted from here on, old ones too (J4). */
export async function restrictMatter(clp: Clp, s: Store, ref: string): Promise<void> {
  if ((await s.restrictedMatters()).includes(ref)) return
  await s.restrictMatter(ref, clp.clock.now())
  await queueRestrictLog(clp, s, ref)
}

/** References of all matters, for a look at all of them in small steps. */
export async function allMatters(s: Store): Promise<string[]> {
  const filter = { limit: 10_000 }
  const found = [await s.cases(filter), await s.complaints(filter), await s.appeals(filter)]
  return found.flat().map((one) => one.ref)
}
