import { discordUser } from './identity.ts'

/** Two identities that are taken to be one person's (B3). */
export interface Linked {
  a: string
  b: string
}

/** All identities that are one person's with `identity`, itself first, the nearest before the further (B3). Pure. */
export function identitiesOf(links: readonly Linked[], identity: string): string[] {
  const found = new Set([identity])
  // a set visits what is added to it while it is being walked
  for (const one of found)
    for (const { a, b } of links) {
      if (a === one) found.add(b)
      if (b === one) found.add(a)
    }
  return [...found]
}

/**
 * Everyone who is several identities, each once (B3): what conflicts of interest are asked with, so that nobody decides
 * their own cause under another name (A5).
 */
export function peopleIn(links: readonly Linked[]): string[][] {
  const seen = new Set<string>()
  return links.flatMap(({ a }) => {
    if (seen.has(a)) return []
    const person = identitiesOf(links, a)
    for (const one of person) seen.add(one)
    return [person]
  })
}

/** All identities of the person whom one names, among people as `peopleIn` gives them; itself alone where it is in none. */
export const sameAs = (people: readonly (readonly string[])[], identity: string): readonly string[] =>
  people.find((person) => person.includes(identity)) ?? [identity]

/** The Discord user whom the bot writes to about somebody: themselves, or who a handle is taken to be (B3); null for nobody. */
export const writesTo = (about: {
  respondent: string
  people: readonly (readonly string[])[]
}): string | null =>
  discordUser(about.respondent) ??
  sameAs(about.people, about.respondent).find((one) => discordUser(one) !== null) ??
  null

/** The link by which `other` is taken to be the same person as `identity`: the last of the way from one to the other. */
export function linkTo<L extends Linked>(
  links: readonly L[],
  identity: string,
  other: string,
): L | undefined {
  const cameBy = new Map<string, L | null>([[identity, null]])
  for (const [one] of cameBy)
    for (const link of links) {
      const next = link.a === one ? link.b : link.b === one ? link.a : null
      if (next !== null && !cameBy.has(next)) cameBy.set(next, link)
    }
  return cameBy.get(other) ?? undefined
}
