import type { Actor } from './actor.ts'
import { involve } from './involve.ts'
import { conflictIn, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'

/**
 * The deciders accept that these people have evidence in a matter: as witnesses they take no part in deciding it from
 * here on, and what they had signed is void (A5). Whoever has a part in it already is left as they are.
 */
export async function acceptWitnesses(
  clp: Clp,
  s: Store,
  by: { actor: Actor; as: string },
  ref: string,
  people: string[],
): Promise<void> {
  for (const person of new Set(people)) {
    const matter = await matterOf(clp, s, ref)
    if (!matter || conflictIn(person, matter) !== undefined) continue
    await record(clp, s, {
      ...by,
      action: `${matter.kind}.witness`,
      matter: ref,
      line: 'Someone is a witness in this matter and takes no part in deciding it',
      details: { person },
      subject: matter.subject,
    })
    await involve(clp, s, matter, { person, kind: 'witness', reason: 'gives evidence' })
  }
}
