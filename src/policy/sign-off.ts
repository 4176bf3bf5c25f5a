import type { Instant } from './calendar.ts'
import { type Pause, plusOpenDays } from './pause.ts'

/**
 * Who may sign, in the order in which they are asked (D5, D7): the platform's admins with the SM Officer, the
 * Chair, people named by the Secretary, and last the Secretary, whom signing costs the appeal.
 */
export const SIGNER_TIERS = ['admins', 'chair', 'ec_named', 'secretary'] as const

/** A tier of signers (D7). */
export type SignerTier = (typeof SIGNER_TIERS)[number]

/** One press of *Sign* or *Don't sign*, on the letter as it then stood (D6). */
export interface SignOffVote {
  by: string
  verdict: 'sign' | 'dont_sign'
  at: Instant
  letterVersion: number
}

/** What a sign-off is worked out from. */
export interface SignOffQuestion {
  /** When the reply window closed: nobody decides before hearing (D5). */
  openedAt: Instant
  now: Instant
  /** Signatures needed; fewer than two is taken as two, since nobody decides alone (D7). */
  required: number
  letterVersion: number
  votes: readonly SignOffVote[]
  /** Holders of offices without conflict, in office now. Someone listed twice signs in their first tier. */
  eligible: readonly { person: string; tier: SignerTier }[]
  /** The respondent holds an office, so that only people who were named sign (D7). */
  namedOnly: boolean
  noneWithinDays: number
  tieDays: number
  /** Their days do not count (D9). */
  pauses?: readonly Pause[] | undefined
}

/** Where a sign-off stands. People are Discord user ids, in the order in which they first pressed. */
export type SignOff =
  | {
      state: 'open'
      tiersOpen: SignerTier[]
      signed: string[]
      refused: string[]
      /** Signatures still missing. None may be missing while as many refuse: that is a tie. */
      missing: number
      /** The Secretary (or a trusted EC officer) should name signers, or more of them. */
      needsNaming: boolean
      /** When time alone will change something next: another tier, or the end of a tie. */
      nextChangeAt: Instant | null
    }
  | { state: 'decided'; at: Instant; signers: string[]; refusers: string[] }
  | { state: 'not_agreed'; at: Instant }

/**
 * Plays a sign-off through from its opening to `now` (D5–D7).
 *
 * It is decided at the first moment at which the required signatures are there and outnumber the refusals, and
 * not agreed when the refusals reach that number and outnumber the signatures. Until then the next tier opens:
 * at once where the open ones hold too few people (but the Secretary comes in by waiting only, so that she has
 * the time to name others), after `noneWithinDays` without the signatures, and after `tieDays` if it is tied
 * then. Tied again, or still, as many days later: not agreed. A tier with nobody in it is passed over.
 *
 * Void are votes on another version of the letter (D6), from before the opening, and of anyone not in
 * `eligible`: an office that ended takes its vote with it (A8). Of several votes of a person the last one
 * counts; of two in one millisecond the refusal. Days end at the same hour in London.
 */
export function signOff(q: SignOffQuestion): SignOff {
  const facts = factsOf(q)
  const pauses = q.pauses ?? []
  let progress: Progress = {
    t: q.openedAt,
    open: facts.openFromStart,
    quietSince: q.openedAt,
    tieSince: q.openedAt,
    tiedBefore: false,
  }
  for (;;) {
    const { t } = progress
    const tally = count(facts, progress)
    const { signed, refused } = tally
    if (prevails(signed, refused, facts))
      return { state: 'decided', at: t, signers: signed, refusers: refused }
    if (prevails(refused, signed, facts)) return { state: 'not_agreed', at: t }

    const tieEnds = isTied(tally) ? plusOpenDays(progress.tieSince, q.tieDays, pauses) : null
    const waitEnds = isWaiting(tally, facts, progress)
      ? plusOpenDays(progress.quietSince, q.noneWithinDays, pauses)
      : null
    if (tieEnds !== null && tieEnds <= t) {
      if (progress.tiedBefore) return { state: 'not_agreed', at: t }
      progress = { ...openNext(facts, progress), tieSince: t, tiedBefore: true }
    } else if (waitEnds !== null && waitEnds <= t) {
      progress = openNext(facts, progress)
    } else {
      const nextVote = facts.votes.find(({ at }) => at > t)?.at ?? null
      const next = earliest(tieEnds, waitEnds, nextVote)
      if (next === null || next > q.now) return stillOpen(facts, progress, tally, earliest(tieEnds, waitEnds))
      progress = { ...progress, t: next }
    }
  }
}

const NEVER_ALONE = 2

/** What does not change while a sign-off is played through. */
interface Facts {
  required: number
  tiers: readonly SignerTier[]
  tierOf: ReadonlyMap<string, SignerTier>
  /** Valid votes up to now, oldest first, a refusal last among those of one millisecond. */
  votes: readonly SignOffVote[]
  openFromStart: number
  /** How often another step can be taken: one beyond the tiers where more people can only be named. */
  mostSteps: number
}

/** A sign-off at the moment `t`. */
interface Progress {
  t: Instant
  /** How many tiers are open, counted from the first. */
  open: number
  /** When the last tier opened: the days without the signatures run from here. */
  quietSince: Instant
  /** From when the days of a tie are counted. */
  tieSince: Instant
  /** Whether a tie has already brought in the next tier. */
  tiedBefore: boolean
}

interface Tally {
  signed: string[]
  refused: string[]
}

function factsOf(q: SignOffQuestion): Facts {
  const tiers: readonly SignerTier[] = q.namedOnly ? ['ec_named'] : SIGNER_TIERS
  const tierOf = new Map<string, SignerTier>()
  for (const tier of tiers) {
    for (const one of q.eligible)
      if (one.tier === tier && !tierOf.has(one.person)) tierOf.set(one.person, tier)
  }
  const order = ({ at, verdict }: SignOffVote) => `${at} ${verdict === 'sign' ? 0 : 1}`
  const votes = q.votes
    .filter((vote) => vote.letterVersion === q.letterVersion && vote.at >= q.openedAt && vote.at <= q.now)
    .filter((vote) => tierOf.has(vote.by))
    .toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a.by < b.by ? -1 : 1))
  const required = Math.max(NEVER_ALONE, q.required)
  const untilNamed = tiers.indexOf('ec_named') + 1
  const enough = tiers.findIndex((_, n) => peopleIn(tierOf, tiers.slice(0, n + 1)).length >= required) + 1
  return {
    required,
    tiers,
    tierOf,
    votes,
    openFromStart: enough === 0 ? untilNamed : Math.min(enough, untilNamed),
    mostSteps: q.namedOnly ? tiers.length + 1 : tiers.length,
  }
}

function count(facts: Facts, { t, open }: Progress): Tally {
  const tiersOpen = facts.tiers.slice(0, open)
  const last = new Map<string, SignOffVote['verdict']>()
  for (const { by, at, verdict } of facts.votes) {
    const tier = facts.tierOf.get(by)
    if (at > t || tier === undefined || !tiersOpen.includes(tier)) continue
    last.set(by, verdict)
  }
  const of = (verdict: SignOffVote['verdict']) =>
    [...last].filter((one) => one[1] === verdict).map(([by]) => by)
  return { signed: of('sign'), refused: of('dont_sign') }
}

function prevails(side: readonly string[], other: readonly string[], { required }: Facts): boolean {
  return side.length >= required && side.length > other.length
}

function isTied({ signed, refused }: Tally): boolean {
  return signed.length > 0 && signed.length === refused.length
}

/** Whether the days without the signatures run, and lead to something. */
function isWaiting({ signed }: Tally, { required, mostSteps }: Facts, { open }: Progress): boolean {
  return signed.length < required && open < mostSteps
}

/** Opens the next tier that holds anyone; the one for named people waits for names instead of being passed over. */
function openNext({ tiers, tierOf, mostSteps }: Facts, progress: Progress): Progress {
  let open = Math.min(progress.open + 1, mostSteps)
  for (; open < tiers.length; open += 1) {
    const tier = tiers[open - 1]
    if (tier === undefined || tier === 'ec_named' || peopleIn(tierOf, [tier]).length > 0) break
  }
  return { ...progress, open, quietSince: progress.t }
}

function stillOpen(facts: Facts, progress: Progress, tally: Tally, nextChangeAt: Instant | null): SignOff {
  const tiersOpen = facts.tiers.slice(0, progress.open)
  const missing = Math.max(0, facts.required - tally.signed.length)
  return {
    state: 'open',
    tiersOpen,
    ...tally,
    missing,
    needsNaming: tiersOpen.includes('ec_named') && lacksNames(facts, progress, tally, tiersOpen),
    nextChangeAt,
  }
}

/**
 * Whether only more names can help: too few people, all of them have voted, or waiting has reached the named
 * ones and none of them is still to vote.
 */
function lacksNames(
  facts: Facts,
  { open }: Progress,
  tally: Tally,
  tiersOpen: readonly SignerTier[],
): boolean {
  const hasVoted = (person: string) => tally.signed.includes(person) || tally.refused.includes(person)
  const people = peopleIn(facts.tierOf, tiersOpen)
  if (people.length < facts.required || people.every(hasVoted) || open > facts.tiers.length) return true
  const wereNamedFromStart = facts.tiers.indexOf('ec_named') < facts.openFromStart
  return !wereNamedFromStart && peopleIn(facts.tierOf, ['ec_named']).every(hasVoted)
}

function peopleIn(tierOf: ReadonlyMap<string, SignerTier>, tiers: readonly SignerTier[]): string[] {
  return [...tierOf].filter(([, tier]) => tiers.includes(tier)).map(([person]) => person)
}

function earliest(...moments: (Instant | null)[]): Instant | null {
  return moments.filter((moment) => moment !== null).toSorted()[0] ?? null
}
