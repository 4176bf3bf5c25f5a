import { holdsAt, type Office, type OfficeHolding } from '../policy/offices.ts'
import { samePerson } from './identities.ts'
import { conflictIn, matterOf } from './matter.ts'
import type { DataRequest } from './own-data-records.ts'
import type { Clp, Store } from './ports.ts'

/** Who answers a request about data, in their order: the Secretary, else whoever stands in for her (N1, H3). */
const LINE: Office[][] = [['secretary'], ['trusted_ec_officer'], ['chair'], ['ec_member']]

const ALL = 1000

/** References of every matter that somebody has a part in as themselves: about them, by them, their appeals. */
export async function mattersOfPerson(s: Store, people: string[]): Promise<string[]> {
  const refs: string[] = await s.complaintsAbout(people)
  for (const one of people) {
    const found = [
      await s.cases({ respondent: one, limit: ALL }),
      await s.complaints({ complainant: one, limit: ALL }),
      await s.appeals({ appellant: one, limit: ALL }),
    ]
    refs.push(...found.flat().map((m) => m.ref))
  }
  return [...new Set(refs)].toSorted()
}

/**
 * Discord user ids of those who answer a request now. Whoever asks, and whoever has a conflict in any matter of theirs,
 * cannot (A5); nor can the Secretary where they say that she is involved. The officer whom they trust comes first. From
 * the first reminder on the trusted EC officers may act as well, so that no month goes by because of one absence (H3).
 */
export async function dataHandlers(clp: Clp, s: Store, r: DataRequest): Promise<string[]> {
  const now = clp.clock.now()
  const people = await samePerson(s, r.person)
  const matters = await Promise.all((await mattersOfPerson(s, people)).map((ref) => matterOf(clp, s, ref)))
  const held = (await s.holdings()).filter(
    (h): h is OfficeHolding & { person: string } => h.person !== null && holdsAt(h, now),
  )
  const secretaries = held.filter((h) => h.office === 'secretary').map((h) => h.person)
  const isFree = (person: string): boolean =>
    !people.includes(person) &&
    (r.trusted === null || !secretaries.includes(person)) &&
    !matters.some((m) => m !== undefined && conflictIn(person, m) !== undefined)
  const of = (offices: Office[]): string[] => [
    ...new Set(held.filter((h) => offices.includes(h.office) && isFree(h.person)).map((h) => h.person)),
  ]
  if (r.trusted !== null && held.some((h) => h.person === r.trusted) && isFree(r.trusted))
    return withTrusted([r.trusted])
  return withTrusted(LINE.map(of).find((found) => found.length > 0) ?? [])

  function withTrusted(first: string[]): string[] {
    return r.reminded.includes('week') ? [...new Set([...first, ...of(['trusted_ec_officer'])])] : first
  }
}

/** Every holder of an office that can answer requests, but those who do: a task is not for them. */
export async function notHandling(clp: Clp, s: Store, handlers: string[]): Promise<string[]> {
  const now = clp.clock.now()
  return (await s.holdings()).flatMap((h) =>
    h.person !== null && holdsAt(h, now) && LINE.flat().includes(h.office) && !handlers.includes(h.person)
      ? [h.person]
      : [],
  )
}
