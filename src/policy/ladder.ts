import { londonDate, type CalendarDate, type Instant } from './calendar.ts'
import {
  byLetter,
  countsFor,
  isAfterLetter,
  isInWindow,
  isOver,
  stands,
  stopsCounting,
  type Standing,
  type When,
} from './counting.ts'
import { explain, whyNotCounted } from './ladder-words.ts'

/** The three sanctions of the policy, in the order in which they can follow each other. */
export type Step = 'warning' | 'ban30' | 'lifetime'

/** A sanction of the person, or of an identity linked to them (B3). */
export interface LadderSanction {
  ref: string
  kind: Step
  platform: string
  /** Its letter, null while it is not delivered, served or deemed served (E2); `at` null where only the day is known. */
  letter: { date: CalendarDate; at: Instant | null } | null
  /** The ban's days, both included; null while it has not begun. `lastDay` is null for a lifetime ban. */
  ban: { firstDay: CalendarDate; lastDay: CalendarDate | null; liftedOn: CalendarDate | null } | null
  overturned: boolean
  underReview: boolean
  appealPending: boolean
  /** References of the sanctions that it rested on, so that an appeal against one of those is seen too (E9). */
  reliedOn?: readonly string[]
  /** Of an identity of which the person says that it is not theirs, until that is answered (B3). */
  doubted?: boolean
  /** On a platform whose sanctions do not count on this one: a branch's, where the CLP counts those apart (B4). */
  apart?: boolean
}

/** When an incident happened; `notBefore` and `notAfter` are both possible days themselves (E7). */
export type IncidentTime =
  | { known: 'instant'; at: Instant }
  | { known: 'date'; date: CalendarDate }
  | { known: 'unknown'; notBefore: CalendarDate | null; notAfter: CalendarDate }

export interface LadderIncident {
  id: string
  time: IncidentTime
}

/** The two ⚙ of the ladder: where warnings count, and how long the way to a lifetime ban may take (E4). */
export interface LadderSettings {
  warningsCountOn: 'any_platform' | 'same_platform'
  lifetimeWindow: 'from_ban' | 'from_warning'
}

/**
 * What follows: a sanction; a decision of the EC (E5); nothing new, recorded with an earlier case (E6); or
 * nothing, since a lifetime ban already stands (E10).
 */
export type Outcome =
  | { step: Step }
  | { step: 'ec_decides' }
  | { step: 'recorded_with'; ref: string }
  | { step: 'nothing_further'; ref: string }

export interface CountedSanction {
  ref: string
  kind: Step
  platform: string
  letterDate: CalendarDate
  /** The first day on which an incident no longer meets it (E3). */
  stopsCounting: CalendarDate
}

export interface LadderQuestion {
  sanctions: readonly LadderSanction[]
  /** At least one. */
  incidents: readonly LadderIncident[]
  platform: string
  settings: LadderSettings
}

export interface LadderResult {
  outcome: Outcome
  /** The sanctions that the step relies on, oldest letter first; empty where there is no step. */
  counted: CountedSanction[]
  /** Every other sanction, with a sentence for people to read. */
  notCounted: { ref: string; why: string }[]
  /** Sanctions under appeal, or of an identity in doubt, on which the step relies: it cannot be issued yet (E9, B3). */
  blockedBy: string[]
  byIncident: { id: string; outcome: Outcome }[]
  /** The incident that reaches the step by itself; null where there is no step. */
  decidingIncident: string | null
  /** Plain English for the admins. */
  explanation: string
}

/** From most to least favourable to the person (D2, E7): what makes no step, then what leaves it to the EC, then the steps. */
const HARSHNESS: Record<Outcome['step'], number> = {
  recorded_with: 0,
  nothing_further: 1,
  ec_decides: 2,
  warning: 3,
  ban30: 4,
  lifetime: 5,
}

/**
 * The step that a case reaches (E1–E10): each incident by itself, on the most favourable day that its time
 * allows (E7), and then the harshest of them (D2). Throws where there is no incident: a case without one is a bug.
 */
export function ladder(q: LadderQuestion): LadderResult {
  const [first, ...others] = q.incidents.map((incident) => reach(incident, q))
  if (first === undefined) throw new RangeError('The ladder needs at least one incident.')
  const deciding = others.reduce((worst, one) => (outranks(one, worst) ? one : worst), first)

  const { id, time, outcome, when, counted, blockedBy } = deciding
  const { platform } = q
  const relied = new Set(counted.map(({ ref }) => ref))
  return {
    outcome,
    counted,
    notCounted: q.sanctions
      .filter(({ ref }) => !relied.has(ref))
      .map((sanction) => ({ ref: sanction.ref, why: whyNotCounted(sanction, when, outcome, q) })),
    blockedBy,
    byIncident: [first, ...others].map((one) => ({ id: one.id, outcome: one.outcome })),
    decidingIncident: isStep(outcome) ? id : null,
    explanation: explain({
      outcome,
      when,
      time,
      counted,
      blockedBy,
      doubted: q.sanctions.filter((one) => one.doubted && blockedBy.includes(one.ref)).map(({ ref }) => ref),
      platform,
      incidents: q.incidents.length,
    }),
  }
}

/** What signers may choose instead of a step, with written reasons: the step below, or no sanction at all (D3). */
export function lighterThan(step: Step): ('warning' | 'ban30' | 'words_of_advice' | 'no_further_action')[] {
  switch (step) {
    case 'warning':
      return ['words_of_advice', 'no_further_action']
    case 'ban30':
      return ['warning', 'words_of_advice', 'no_further_action']
    case 'lifetime':
      return ['ban30', 'words_of_advice', 'no_further_action']
    default:
      return step satisfies never
  }
}

/** Whether an outcome is a sanction, as against no step or a decision of the EC. */
export function isStep(outcome: Outcome): outcome is { step: Step } {
  return HARSHNESS[outcome.step] >= HARSHNESS.warning
}

interface Reached extends LadderIncident {
  outcome: Outcome
  when: When
  counted: CountedSanction[]
  blockedBy: string[]
}

function reach(incident: LadderIncident, q: LadderQuestion): Reached {
  // The earliest of equally favourable days, so that the same facts always give the same answer.
  const { when, outcome } = possibleMoments(incident.time, q)
    .map((moment) => ({ when: moment, outcome: outcomeAt(moment, q) }))
    .reduce((best, one) => (HARSHNESS[one.outcome.step] < HARSHNESS[best.outcome.step] ? one : best))
  const relied = reliedOn(outcome, when, q)
  return { ...incident, outcome, when, counted: relied.map(asCounted), blockedBy: underAppeal(relied, q) }
}

/** What one incident at one moment reaches, asked in this order: E6, E10, E5, E4. */
function outcomeAt(when: When, q: LadderQuestion): Outcome {
  const relevant = standingFor(q)
  const [later] = byLetter(relevant.filter((sanction) => !isAfterLetter(when, sanction)))
  if (later !== undefined) return { step: 'recorded_with', ref: later.ref }

  const current = relevant
    .filter(({ platform }) => platform === q.platform)
    .filter((ban) => !isOver(ban, when))
  const lifetime = byLetter(current).find(({ kind }) => kind === 'lifetime')
  if (lifetime !== undefined) return { step: 'nothing_further', ref: lifetime.ref }
  if (current.some(({ kind }) => kind === 'ban30')) return { step: 'ec_decides' }

  const counting = relevant.filter((sanction) => isInWindow(when, sanction))
  if (counting.some((sanction) => leadsToLifetime(sanction, counting, q))) return { step: 'lifetime' }
  return { step: counting.some((sanction) => leadsToBan(sanction, q)) ? 'ban30' : 'warning' }
}

function standingFor(q: LadderQuestion): Standing[] {
  return q.sanctions.filter(stands).filter((sanction) => countsFor(sanction, q))
}

/**
 * A counting 30-day ban on this platform; under `from_warning` only with a warning before it that still
 * counts, so that all three fall within that warning's twelve months (E4).
 */
function leadsToLifetime(ban: Standing, counting: readonly Standing[], q: LadderQuestion): boolean {
  if (ban.kind !== 'ban30' || ban.platform !== q.platform) return false
  if (q.settings.lifetimeWindow === 'from_ban') return true
  return counting.some((earlier) => earlier.kind === 'warning' && isAfterLetter(ban.letter, earlier))
}

/** A counting warning, or a counting ban elsewhere (E4). */
function leadsToBan(sanction: Standing, q: LadderQuestion): boolean {
  return sanction.kind === 'warning' || sanction.platform !== q.platform
}

/**
 * The days worth asking about: the first possible one, and each on which a letter stops counting, since an
 * outcome never becomes more favourable in between. Without an earliest day the first is no later than any letter.
 */
function possibleMoments(time: IncidentTime, q: LadderQuestion): When[] {
  if (time.known === 'instant') return [{ date: londonDate(time.at), at: time.at }]
  if (time.known === 'date') return [{ date: time.date, at: null }]

  const letters = q.sanctions.filter(stands)
  const earliest = [...letters.map(({ letter }) => letter.date), time.notAfter].toSorted()[0]
  const first = time.notBefore ?? earliest ?? time.notAfter
  const ends = letters.map(stopsCounting).filter((day) => day > first && day <= time.notAfter)
  return [first, ...ends.toSorted()].map((date) => ({ date, at: null }))
}

/** Everything that counts towards a step: what makes it, and the lesser letters that still count beside that. */
function reliedOn(outcome: Outcome, when: When, q: LadderQuestion): Standing[] {
  if (!isStep(outcome)) return []
  const counting = standingFor(q).filter((sanction) => isInWindow(when, sanction))
  return byLetter(
    counting.filter(
      (sanction) =>
        leadsToBan(sanction, q) || (outcome.step === 'lifetime' && leadsToLifetime(sanction, counting, q)),
    ),
  )
}

function asCounted(sanction: Standing): CountedSanction {
  const { ref, kind, platform, letter } = sanction
  return { ref, kind, platform, letterDate: letter.date, stopsCounting: stopsCounting(sanction) }
}

/** Sanctions under appeal, or of an identity in doubt, among these, and among those that these rested on in their turn (E9). */
function underAppeal(relied: readonly Standing[], q: LadderQuestion): string[] {
  const refs = new Set(relied.map(({ ref }) => ref))
  // A set visits what is added to it while it is being walked.
  for (const ref of refs) {
    for (const earlier of q.sanctions.find((sanction) => sanction.ref === ref)?.reliedOn ?? [])
      refs.add(earlier)
  }
  return q.sanctions
    .filter((sanction) => (sanction.appealPending || sanction.doubted) && refs.has(sanction.ref))
    .map(({ ref }) => ref)
}

/** Harsher; or as harsh but free to be issued, so that an appeal holds up only what rests on the letter appealed. */
function outranks(one: Reached, worst: Reached): boolean {
  const difference = HARSHNESS[one.outcome.step] - HARSHNESS[worst.outcome.step]
  return difference > 0 || (difference === 0 && one.blockedBy.length === 0 && worst.blockedBy.length > 0)
}
