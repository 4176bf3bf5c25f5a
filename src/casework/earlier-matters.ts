import { referencesIn } from '../register/restricted.ts'
import type { Actor } from './actor.ts'
import { conflictIn, kindOf, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'

/**
 * References of cases in a text that one of these people must not see, since they have a conflict in that case (A5):
 * what a later case rests on names earlier letters. `own` is the matter that the text is about.
 */
export async function hiddenFrom(
  clp: Clp,
  s: Store,
  people: readonly string[],
  text: string,
  own: string | null,
): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>()
  for (const ref of new Set(referencesIn(text))) {
    const matter = ref === own || kindOf(ref) !== 'case' ? undefined : await matterOf(clp, s, ref)
    if (matter && people.some((person) => conflictIn(person, matter) !== undefined)) hidden.add(ref)
  }
  return hidden
}

/** The same for what one person is answered privately. */
export const hiddenFor = (
  clp: Clp,
  actor: Actor,
  text: string,
  own: string | null,
): Promise<ReadonlySet<string>> => clp.transact((s) => hiddenFrom(clp, s, [actor.id], text, own))
