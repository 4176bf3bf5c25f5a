import { discordUser } from '../policy/identity.ts'
import { identitiesOf } from '../policy/same-person.ts'
import type { Store } from './ports.ts'

/** All identities of the person whom `identity` names, itself first: those of confirmed links that were not undone (B3). */
export const samePerson = async (s: Store, identity: string): Promise<string[]> =>
  identitiesOf(await s.identityLinks(), identity)

/**
 * Whom the bot writes to about someone: their own Discord user, or for a handle the Discord user who is taken to be the
 * same person (B3). Null where nobody can be written to, so that people serve it by hand (F3).
 */
export const writtenTo = async (s: Store, identity: string): Promise<string | null> =>
  (await samePerson(s, identity)).map(discordUser).find((one) => one !== null) ?? null
