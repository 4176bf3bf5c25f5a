import type { Instant } from '../policy/calendar.ts'
import { conflictOf, type Conflict, type MatterParties } from '../policy/conflict.ts'
import { holdsAt, type Office, type OfficeHolding } from '../policy/offices.ts'
import { type SecondLook, secondLook, type SecondLookVote } from '../policy/reconsider.ts'
import { signOff, type SignerTier } from '../policy/sign-off.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'

/** Who has which part in a case (A5). Whoever proposed or signed is kept from its appeal, not from deciding it. */
export function partiesOf(file: CaseFile): MatterParties {
  const of = (kind: string) => file.involvements.filter((i) => i.kind === kind).map((i) => i.person)
  return {
    respondent: file.platform === 'discord' ? file.respondent : '',
    complainants: of('complainant'),
    witnesses: of('witness'),
    declared: of('declared'),
    proposedOrSigned: [file.proposer, ...file.votes.filter((v) => v.verdict === 'sign').map((v) => v.by)],
  }
}

/** The conflict that keeps someone out of a case, if any (A5). */
export const conflictInCase = (person: string, file: CaseFile): Conflict | undefined =>
  conflictOf(person, partiesOf(file), 'decision')

/** Whether an officer is this person, or has a conflict in a matter about them (A5). */
export async function mustKeepOut(s: Store, officer: string, person: string): Promise<boolean> {
  if (officer === person) return true
  const about = await s.cases({ respondent: person, limit: 1000 })
  return (await s.caseFiles(about.map((c) => c.ref))).some(
    (file) => conflictInCase(officer, file) !== undefined,
  )
}

/** What says who may sign a decision: of a case, or of a complaint. */
export interface ToBeSigned {
  platform: string
  openedAt: Instant
  namedSigners: string[]
  /** The respondent holds an office, so that only people who were named sign (D7). */
  namedOnly: boolean
  conflicted(person: string): boolean
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
    if (worksCases) add(h.person, h.from <= q.openedAt ? 'admins' : 'chair')
    else if (h.office === 'chair') add(h.person, 'chair')
    else if (h.office === 'secretary') add(h.person, 'secretary')
  }
  return [...found].map(([person, tier]) => ({ person, tier }))
}

/** Everyone who could sign a case now or as a stand-in (D5, D7). */
export const eligibleSigners = (
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
      conflicted: (person) => conflictInCase(person, file) !== undefined,
    },
    holdings,
    now,
  )

/** True when the respondent holds an office, so that the Secretary or a trusted EC officer names the signers (D7). */
export const respondentHoldsOffice = (file: CaseFile, holdings: OfficeHolding[], now: Instant): boolean =>
  file.platform === 'discord' && holdings.some((h) => h.person === file.respondent && holdsAt(h, now))

/**
 * The offices that name the signers of a matter: the Secretary with the trusted EC officers, else the Chair, else the EC
 * members, whichever first has somebody without conflict (D7). Empty: nobody is left here who could.
 */
export const namingOffices = (
  conflicted: (person: string) => boolean,
  holdings: OfficeHolding[],
  now: Instant,
): Office[] =>
  NAMING.find((offices) =>
    holdings.some(
      (h) => h.person !== null && offices.includes(h.office) && holdsAt(h, now) && !conflicted(h.person),
    ),
  ) ?? []

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
    eligible: eligibleSigners(file, holdings, now),
    namedOnly: respondentHoldsOffice(file, holdings, now),
    noneWithinDays: rules.noneWithinDays,
    tieDays: rules.tieDays,
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
    eligible: eligibleSigners(file, holdings, now),
    namedOnly: respondentHoldsOffice(file, holdings, now),
    noneWithinDays: clp.config.policy.signOff.noneWithinDays,
    tieDays: clp.config.policy.signOff.tieDays,
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
  return eligibleSigners(file, holdings, now)
    .filter((e) => state.tiersOpen.includes(e.tier))
    .map((e) => e.person)
}

/**
 * Who may see a case and be in its room: admins of its platform and the SM Officer without conflict, and whoever
 * may sign now (A4, A5, D7).
 */
export function mayView(clp: Clp, file: CaseFile, holdings: OfficeHolding[], now: Instant): string[] {
  const workers = holdings
    .filter((h) => h.person !== null && holdsAt(h, now))
    .filter((h) => h.office === 'sm_officer' || (h.office === 'admin' && h.platform === file.platform))
    .map((h) => h.person as string)
  // a stand-in who has voted stays; whose office has ended is out, whatever else they hold (A8)
  const eligible = eligibleSigners(file, holdings, now).map((e) => e.person)
  const voted = file.votes.map((v) => v.by).filter((p) => eligible.includes(p))
  const all = new Set([...workers, ...voted, ...signersNow(clp, file, holdings, now)])
  return [...all].filter((p) => conflictInCase(p, file) === undefined)
}

/**
 * True when someone may act in this case as a stand-in now: they may sign now, were named, or are needed to agree
 * because no other admin without conflict is there (D7).
 */
export function mayStandIn(
  clp: Clp,
  file: CaseFile,
  holdings: OfficeHolding[],
  now: Instant,
  person: string,
): boolean {
  if (file.namedSigners.includes(person) || signersNow(clp, file, holdings, now).includes(person)) return true
  if (file.state !== 'proposed') return false
  const eligible = eligibleSigners(file, holdings, now).filter((e) => e.person !== file.proposer)
  return !eligible.some((e) => e.tier === 'admins') && eligible.some((e) => e.person === person)
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
