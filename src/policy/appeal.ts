import type { Instant } from './calendar.ts'
import { holdsAt, type Office, type OfficeHolding } from './offices.ts'
import { type Pause, plusOpenDays } from './pause.ts'

/**
 * Where an appeal stands (H): it waits for its handler to put it to the EC; the admins may add to their statement, the
 * appellant answers, the EC votes; or it waits for the next EC meeting; after an overturned sanction the EC decides on
 * what had relied on it (H9).
 */
export type AppealState =
  | 'lodged'
  | 'statements'
  | 'answering'
  | 'voting'
  | 'meeting'
  | 'consequences'
  | 'closed'

/** What an EC member votes (H5). */
export type AppealVerdict = 'stands' | 'does_not_stand'

/** One vote; the last of a person counts, until the vote has closed. */
export interface AppealVote<V extends string = AppealVerdict> {
  by: string
  verdict: V
  at: Instant
}

export interface VoteQuestion<V extends string> {
  /** EC members on the roll who have no conflict and still hold office now (A8, H5); those registered by name count too. */
  entitled: readonly { person: string | null }[]
  votes: readonly AppealVote<V>[]
  closesAt: Instant
  now: Instant
  /** At least so many votes, and more than half of the entitled (H6). */
  atLeast: number
}

export type VoteResult<V extends string> =
  | { state: 'open'; voted: number; of: number; closesAt: Instant }
  | { state: 'not_quorate'; voted: number; needed: number }
  | { state: 'decided'; at: Instant; verdict: V; counts: Record<V, number>; tie: boolean }

/** How many votes make a quorum: more than half of the entitled, and at least `atLeast` (H6). */
export const quorum = (entitled: number, atLeast: number): number =>
  Math.max(Math.floor(entitled / 2) + 1, atLeast)

/**
 * Counts a vote of the EC (H5, H6). It closes when every entitled person who can vote here has voted, or at `closesAt`;
 * votes can be changed until then and later ones count for nothing. Void are votes of people who are not entitled at the
 * count: a conflict declared or an office ended takes the vote with it (A5, A8). A tie goes to `onTie`: the decision that
 * was appealed against does not stand.
 */
export function countVote<V extends string>(
  q: VoteQuestion<V>,
  verdicts: readonly V[],
  onTie: V,
): VoteResult<V> {
  const people = new Set(q.entitled.flatMap(({ person }) => (person === null ? [] : [person])))
  const last = new Map<string, AppealVote<V>>()
  for (const vote of q.votes)
    if (people.has(vote.by) && vote.at < q.closesAt && vote.at <= q.now) last.set(vote.by, vote)
  const voted = last.size
  const all = q.entitled.length
  const everyone = people.size > 0 && voted === people.size
  if (!everyone && q.now < q.closesAt) return { state: 'open', voted, of: all, closesAt: q.closesAt }
  const needed = quorum(all, q.atLeast)
  if (voted < needed) {
    // those who are registered by name only can vote at a meeting alone, so nothing is gained by waiting
    return { state: 'not_quorate', voted, needed }
  }
  const counts = Object.fromEntries(verdicts.map((v) => [v, 0])) as Record<V, number>
  for (const { verdict } of last.values()) counts[verdict] += 1
  const most = Math.max(...verdicts.map((v) => counts[v]))
  const leading = verdicts.filter((v) => counts[v] === most)
  const tie = leading.length > 1
  const at = everyone
    ? ([...last.values()]
        .map((v) => v.at)
        .toSorted()
        .at(-1) ?? q.now)
    : q.closesAt
  return { state: 'decided', at, verdict: tie ? onTie : (leading[0] as V), counts, tie }
}

export interface HandlerQuestion {
  holdings: readonly OfficeHolding[]
  now: Instant
  conflicted(person: string): boolean
  /** The appellant says that the Secretary is involved: honoured without proof (H2). */
  secretaryInvolved: boolean
  /** The EC officer whom they trust. */
  trustedOfficer: string | null
  /** The one whom EC members without conflict chose, where nobody else is left (D7). */
  chosenHandler: string | null
  /** When a handler last did something with it, and after how many days of nothing the trusted officers may act (H3). */
  handledAt: Instant
  idleDays: number
  /** Nobody is idle on their days (D9). */
  pauses?: readonly Pause[] | undefined
}

/**
 * Who may handle an appeal now (H3, D7): the Secretary; where she has a conflict or is named, the EC officer whom the
 * appellant trusts, else every trusted EC officer without conflict; then the Chair; then the one whom the EC chose. After
 * `idleDays` without anything done the trusted EC officers may act too. Empty: the EC has to choose someone, or it goes to
 * National.
 */
export function handlersOf(q: HandlerQuestion): string[] {
  const holding = (office: Office): string[] =>
    q.holdings
      .filter((h) => h.office === office && h.person !== null && holdsAt(h, q.now))
      .map((h) => h.person as string)
      .filter((person) => !q.conflicted(person))
  const inOffice = (person: string): boolean =>
    q.holdings.some((h) => h.person === person && h.office !== 'moderator' && holdsAt(h, q.now))
  const trusted = holding('trusted_ec_officer')
  const secretaries = q.secretaryInvolved ? [] : holding('secretary')
  const chosen = [q.trustedOfficer].filter((p): p is string => p !== null && inOffice(p) && !q.conflicted(p))
  const first = [secretaries, chosen, trusted, holding('chair')].find((people) => people.length > 0)
  const last = [q.chosenHandler].filter((p): p is string => p !== null && inOffice(p) && !q.conflicted(p))
  const now = first ?? last
  const idle = q.now >= plusOpenDays(q.handledAt, q.idleDays, q.pauses ?? [])
  return [...new Set(idle ? [...now, ...trusted] : now)]
}
