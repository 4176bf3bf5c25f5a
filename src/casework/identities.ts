import { discordUser } from '../policy/identity.ts'
import { identitiesOf, peopleIn, writesTo } from '../policy/same-person.ts'
import type { Store } from './ports.ts'

/** All identities of the person whom `identity` names, itself first: those of confirmed links that were not undone (B3). */
export const samePerson = async (s: Store, identity: string): Promise<string[]> =>
  identitiesOf(await s.identityLinks(), identity)

/**
 * Whom the bot writes to about someone: their own Discord user, or for a handle the Discord user who is taken to be the
 * same person (B3). Null where nobody can be written to, so that people serve it by hand (F3).
 */
export const writtenTo = async (s: Store, identity: string): Promise<string | null> =>
  writesTo({ respondent: identity, people: peopleIn(await s.identityLinks()) })

/**
 * Under which identities someone on Discord is heard: their own, and their handles elsewhere. Another Discord user who is
 * taken to be them speaks there, so that a link which proves wrong has shown nobody the matters of somebody else.
 */
export const heardAs = async (s: Store, person: string): Promise<string[]> =>
  (await samePerson(s, person)).filter((one) => one === person || discordUser(one) === null)

/** The identities that are taken to be this person's only by links that are being challenged (B3). */
export async function inDoubt(s: Store, identity: string): Promise<string[]> {
  const links = await s.identityLinks()
  if (links.length === 0) return []
  const challenged = new Set((await s.identityChallenges({ open: true })).map((c) => c.linkId))
  if (challenged.size === 0) return []
  const sure = identitiesOf(
    links.filter(({ id }) => !challenged.has(id)),
    identity,
  )
  return identitiesOf(links, identity).filter((one) => !sure.includes(one))
}
