import { holdsAt, type Office } from '../policy/offices.ts'
import { conflictIn, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'

/**
 * Has each holder of some offices told something by DM, but for those with a conflict in the matter (A5), and for `others`
 * who are told of it already.
 */
export async function tellOffices(
  clp: Clp,
  s: Store,
  offices: Office[],
  matter: string | null,
  text: string,
  others: string[] = [],
): Promise<void> {
  const now = clp.clock.now()
  const found = matter === null ? undefined : await matterOf(clp, s, matter)
  const people = (await s.holdings())
    .filter((h) => h.person !== null && holdsAt(h, now) && offices.includes(h.office))
    .map((h) => h.person as string)
    .filter((p) => !others.includes(p) && (found === undefined || conflictIn(p, found) === undefined))
  await tellPeople(clp, s, people, matter, text)
}

/** Tells the EC something about a matter: the reference and no more (G2). */
export const tellEc = (clp: Clp, s: Store, matter: string, text: string): Promise<void> =>
  tellOffices(clp, s, ['ec_member', 'trusted_ec_officer'], matter, text)

/**
 * Has some people told something by DM; about a matter the reference and no more. It waits for the hours of writing to
 * people but for what is `atOnce`: that has a lane of its own, so that nothing which waits holds it up.
 */
export async function tellPeople(
  clp: Clp,
  s: Store,
  people: string[],
  matter: string | null,
  text: string,
  when: 'in_hours' | 'at_once' = 'in_hours',
): Promise<void> {
  const now = clp.clock.now()
  const atOnce = when === 'at_once'
  for (const userId of new Set(people))
    await s.addEffect(
      {
        name: 'officer-dm',
        lane: officerLane(userId, atOnce),
        target: matter ?? 'clp',
        payload: { userId, text, ...(atOnce ? { atOnce } : {}) },
      },
      now,
      now,
    )
}

/** Lane of what one officer is told, in its order. */
export const officerLane = (userId: string, atOnce = false): string =>
  atOnce ? `officer-now:${userId}` : `officer:${userId}`
