import { discordUser } from '../policy/identity.ts'
import type { Instant } from '../policy/calendar.ts'
import { conflictOf, type Conflict, type MatterParties } from '../policy/conflict.ts'
import { holdsAt, type Office, type OfficeHolding } from '../policy/offices.ts'
import { type SecondLook, secondLook, type SecondLookVote } from '../policy/reconsider.ts'
import { sameAs } from '../policy/same-person.ts'
import { signOff, type SignerTier } from '../policy/sign-off.ts'
import { samePerson } from './identities.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'

/** Who has which part in a case (A5). Whoever proposed or signed is kept from its appeal, not from deciding it. */
export function partiesOf(file: CaseFile): MatterParties {
  const of = (kind: string) => file.involvements.filter((i) => i.kind === kind).map((i) => i.person)
  return {
    respondent: file.respondent,
    complainants: of('complainant'),
    witnesses: of('witness'),
    declared: of('declared'),
    proposedOrSigned: [file.proposer, ...file.votes.filter((v) => v.verdict === 'sign').map((v) => v.by)],
    people: file.people,
  }
}

/** The conflict that keeps someone out of a case, if any (A5). */
export const conflictInCase = (person: string, file: CaseFile): Conflict | undefined =>
  conflictOf(person, partiesOf(file), 'decision')

/**
 * Whether someone on Discord is the respondent of a case, to read and answer what is written to them: also of one about
 * a handle of theirs, but not about another Discord user who is taken to be them, who answers there (B3).
 */
export const isRespondent = (person: string, file: CaseFile): boolean =>
  file.respondent === person ||
  (discordUser(file.respondent) === null && sameAs(file.people, file.respondent).includes(person))

/** Which officers are this person, or have a conflict in a matter about them (A5): asked for all of them at once. */
export async function keptOutOf(s: Store, person: string): Promise<(officer: string) => boolean> {
  const identities = await samePerson(s, person)
  const about = await s.cases({ respondent: identities, limit: 1000 })
  const files = await s.caseFiles(about.map((c) => c.ref))
  return (officer) =>
    identities.includes(officer) || files.some((file) => conflictInCase(officer, file) !== undefined)
}

/** The same of one officer. */
export const mustKeepOut = async (s: Store, officer: string, person: string): Promise<boolean> =>
  (await keptOutOf(s, person))(officer)

/** What says who may sign a decision: of a case, or of a complaint. */
export interface ToBeSigned {
  platform: string
  openedAt: Instant
  namedSigners: string[]
  /** The respondent holds an office, so that only people who were named sign (D7). */
  namedOnly: boolean
  /** Admins sign only once it is recorded when they were trained (L3). */
  trainedOnly: boolean
  conflicted(person: string): boolean
  /** Those who are several identities: nobody signs twice (B3, D7). */
  people: readonly (readonly string[])[]
}

/**
 * Everyone without conflict who could sign now or as a stand-in, with their tier (D5, D7). Someone appointed after
 * the matter was opened acts only as a stand-in (A3).
 */
export function eligibleFor(
  q: ToBeSigned,
  holdings: OfficeHolding[],
  now: Instant,
): { person: string; tier: SignerTier }[] {
  const found = new Map<string, SignerTier>()
  const order: SignerTier[] = ['admins', 'chair', 'ec_named', 'secretary']
  const add = (person: string, tier: SignerTier) => {
    const before = found.get(person)
    if (before === undefined || order.indexOf(tier) < order.indexOf(before)) found.set(person, tier)
  }
  for (const h of holdings) {
    if (h.person === null || !holdsAt(h, now) || q.conflicted(h.person)) continue
    if (q.namedSigners.includes(h.person)) add(h.person, 'ec_named')
    if (q.namedOnly) continue
    const worksCases = h.office === 'sm_officer' || (h.office === 'admin' && h.platform === q.platform)
    if (worksCases && q.trainedOnly && (h.trainedOn ?? null) === null) continue
    if (worksCases) add(h.person, h.from <= q.openedAt ? 'admins' : 'chair')
    else if (h.office === 'chair') add(h.person, 'chair')
    else if (h.office === 'secretary') add(h.person, 'secretary')
  }
  const once = [...found.keys()].filter(
    (person, n, all) => !all.slice(0, n).some((other) => sameAs(q.people, other).includes(person)),
  )
  return once.map((person) => ({ person, tier: found.get(person) as SignerTier }))
}

/** Everyone who could sign a case now or as a stand-in (D5, D7). */
export const eligibleSigners = (
  clp: Clp,
  file: CaseFile,
  holdings: OfficeHolding[],
  now: Instant,
): { person: string; tier: SignerTier }[] =>
  eligibleFor(
    {
      platform: file.platform,
      openedAt: file.openedAt,
      namedSigners: file.namedSigners,
      namedOnly: respondentHoldsOffice(file, holdings, now),
      trainedOnly: clp.config.policy.trainedToSign,
      conflicted: (person) => conflictInCase(person, file) !== undefined,
      people: file.people,
    },
    holdings,
    now,
  )

/** True when the respondent holds an office, so that the Secretary or a trusted EC officer names the signers (D7). */
export const respondentHoldsOffice = (file: CaseFile, holdings: OfficeHolding[], now: Instant): boolean =>
  holdsOffice(sameAs(file.people, file.respondent), holdings, now)

/** Whether one of someone's identities holds an office now. */
export const holdsOffice = (
  identities: readonly string[],
  holdings: OfficeHolding[],
  now: Instant,
): boolean => holdings.some((h) => h.person !== null && identities.includes(h.person) && holdsAt(h, now))

/**
 * The offices that name the signers of a matter: the Secretary with the trusted EC officers, else the Chair, else the EC
 * members, whichever first has somebody without conflict (D7). Empty: nobody is left here who could.
 */
export const namingOffices = (
  conflicted: (person: string) => boolean,
  holdings: OfficeHolding[],
  now: Instant,
): Office[] => firstOffices(NAMING, conflicted, holdings, now)

/** The first offices in a line of them in which there is somebody without conflict; none where nobody is left (D7). */
export function firstOffices(
  line: Office[][],
  conflicted: (person: string) => boolean,
  holdings: OfficeHolding[],
  now: Instant,
): Office[] {
  const isThere = (offices: Office[]) =>
    holdings.some(
      (h) => h.person !== null && offices.includes(h.office) && holdsAt(h, now) && !conflicted(h.person),
    )
  return line.find(isThere) ?? []
}

const NAMING: Office[][] = [['secretary', 'trusted_ec_officer'], ['chair'], ['ec_member']]

/** Where the sign-off of a case stands (D5–D7, A8). Only for a case whose reply has closed. */
export function signOffOf(
  clp: Clp,
  file: CaseFile,
  holdings: OfficeHolding[],
  now: Instant,
): ReturnType<typeof signOff> {
  const rules = clp.config.policy.signOff
  return signOff({
    openedAt: file.signOpenedAt ?? now,
    now,
    required: rules.signatures,
    letterVersion: file.letterVersion,
    votes: file.votes,
    eligible: eligibleSigners(clp, file, holdings, now),
    namedOnly: respondentHoldsOffice(file, holdings, now),
    noneWithinDays: rules.noneWithinDays,
    tieDays: rules.tieDays,
    pauses: file.pauses,
  })
}

/** Where the second look at a case stands, after a first reply that came late (D8). */
export const secondLookOf = (
  clp: Clp,
  file: CaseFile,
  votes: readonly SecondLookVote[],
  holdings: OfficeHolding[],
  now: Instant,
): SecondLook =>
  secondLook({
    openedAt: file.reconsideringSince ?? now,
    now,
    required: clp.config.policy.signOff.signatures,
    votes,
    eligible: eligibleSigners(clp, file, holdings, now),
    namedOnly: respondentHoldsOffice(file, holdings, now),
    noneWithinDays: clp.config.policy.signOff.noneWithinDays,
    tieDays: clp.config.policy.signOff.tieDays,
    pauses: file.pauses,
  })

/** Who may sign at this moment, or look again (D8): the open tiers, or only the named (D7). */
export function signersNow(clp: Clp, file: CaseFile, holdings: OfficeHolding[], now: Instant): string[] {
  const state =
    file.state === 'signing'
      ? signOffOf(clp, file, holdings, now)
      : file.reconsideringSince
        ? secondLookOf(clp, file, [], holdings, now)
        : null
  if (state?.state !== 'open') return []
  return eligibleSigners(clp, file, holdings, now)
    .filter((e) => state.tiersOpen.includes(e.tier))
    .map((e) => e.person)
}

/** Admins of a case's platform and the SM Officer, in office now and without conflict (A4, A5). */
const workersOf = (file: CaseFile, holdings: OfficeHolding[], now: Instant, from: Instant = now): string[] =>
  holdings
    .filter((h) => h.person !== null && holdsAt(h, now) && h.from <= from)
    .filter((h) => h.office === 'sm_officer' || (h.office === 'admin' && h.platform === file.platform))
    .map((h) => h.person as string)
    .filter((p) => conflictInCase(p, file) === undefined)

/** True of someone who would work a case by right but was appointed after it was opened (A3). */
export const cameLater = (file: CaseFile, holdings: OfficeHolding[], now: Instant, person: string): boolean =>
  workersOf(file, holdings, now).includes(person) &&
  !workersOf(file, holdings, now, file.openedAt).includes(person)

/**
 * Who may see a case and be in its room: admins of its platform and the SM Officer without conflict, and whoever
 * may sign now (A4, A5, D7).
 */
export function mayView(clp: Clp, file: CaseFile, holdings: OfficeHolding[], now: Instant): string[] {
  const workers = workersOf(file, holdings, now)
  // a stand-in who has voted stays; whose office has ended is out, whatever else they hold (A8)
  const eligible = eligibleSigners(clp, file, holdings, now).map((e) => e.person)
  const voted = file.votes.map((v) => v.by).filter((p) => eligible.includes(p))
  const all = new Set([...workers, ...voted, ...signersNow(clp, file, holdings, now)])
  return [...all].filter((p) => conflictInCase(p, file) === undefined)
}

/** Who keeps a case going in which nobody works by right any more, in their order (D7). */
const LEFT: Office[][] = [['chair'], ['ec_member']]
const BEFORE_SIGNING = ['proposed', 'asking', 'replying']

/**
 * True when someone may act in this case as a stand-in now (D7): they may sign now or were named; or nobody who was in
 * office when it was opened is left to work it, but who opened it cannot also agree to it. Then those stand in who were
 * appointed later (A3), and whoever could sign; where nobody at all works it by right, the Chair, else the EC members.
 */
export function mayStandIn(
  clp: Clp,
  file: CaseFile,
  holdings: OfficeHolding[],
  now: Instant,
  person: string,
): boolean {
  if (file.namedSigners.includes(person) || signersNow(clp, file, holdings, now).includes(person)) return true
  // those who sign are found by the sign-off itself
  if (file.state === 'signing') return false
  const conflicted = (p: string) => conflictInCase(p, file) !== undefined
  const workers = workersOf(file, holdings, now)
  if (workers.length === 0) {
    const left = firstOffices(LEFT, conflicted, holdings, now)
    if (
      !conflicted(person) &&
      holdings.some((h) => h.person === person && left.includes(h.office) && holdsAt(h, now))
    )
      return true
  }
  if (!BEFORE_SIGNING.includes(file.state)) return false
  const others = (people: string[]) =>
    file.state === 'proposed' ? people.filter((p) => p !== file.proposer) : people
  if (others(workersOf(file, holdings, now, file.openedAt)).length > 0) return false
  const couldSign = eligibleSigners(clp, file, holdings, now).map((e) => e.person)
  return others([...workers, ...(file.state === 'proposed' ? couldSign : [])]).includes(person)
}

/** Whether someone may see a case now, by right or as a stand-in: what lists and suggestions show (A4, A5, D7). */
export function maySee(
  clp: Clp,
  file: CaseFile,
  holdings: OfficeHolding[],
  now: Instant,
  person: string,
): boolean {
  if (conflictInCase(person, file) !== undefined) return false
  if (mayView(clp, file, holdings, now).includes(person)) return true
  const holdsAny = holdings.some((h) => h.person === person && h.office !== 'moderator' && holdsAt(h, now))
  return holdsAny && mayStandIn(clp, file, holdings, now, person)
}
