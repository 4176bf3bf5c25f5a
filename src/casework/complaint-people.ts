import type { Instant } from '../policy/calendar.ts'
import { conflictOf, type Conflict, type MatterParties } from '../policy/conflict.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import { sameAs } from '../policy/same-person.ts'
import { signOff, type SignerTier } from '../policy/sign-off.ts'
import { eligibleFor, holdsOffice } from './case-people.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp } from './ports.ts'

/**
 * Who has which part in a complaint (A5). Reporting as an officer on duty makes nobody a complainant; one who has
 * stopped stays one: they know whom it was about.
 */
export function partiesOfComplaint(file: ComplaintFile): MatterParties {
  const of = (kind: string) => file.involvements.filter((i) => i.kind === kind).map((i) => i.person)
  return {
    respondent: file.respondent ?? '',
    complainants: file.complainants.filter((c) => !c.onDuty).map((c) => c.person),
    witnesses: of('witness'),
    declared: of('declared'),
    proposedOrSigned: [
      ...(file.proposal ? [file.proposal.by] : []),
      // who mediated has closed it with what the two agreed
      ...(file.mediation?.state === 'agreed' ? [file.mediation.mediator] : []),
      ...file.votes.filter((v) => v.verdict === 'sign').map((v) => v.by),
    ],
    people: file.people,
  }
}

/** The conflict that keeps someone out of a complaint, if any (A5). */
export const conflictInComplaint = (person: string, file: ComplaintFile): Conflict | undefined =>
  conflictOf(person, partiesOfComplaint(file), 'decision')

/** Whether the accused holds an office, so that others name who signs (D7). */
export const accusedHoldsOffice = (file: ComplaintFile, holdings: OfficeHolding[], now: Instant): boolean =>
  file.respondent !== null && holdsOffice(sameAs(file.people, file.respondent), holdings, now)

/** Everyone without conflict who could sign the decision of a complaint, with their tier (C3, D5, D7). */
export const eligibleForComplaint = (
  clp: Clp,
  file: ComplaintFile,
  holdings: OfficeHolding[],
  now: Instant,
): { person: string; tier: SignerTier }[] =>
  eligibleFor(
    {
      platform: file.platform,
      openedAt: file.openedAt,
      namedSigners: file.namedSigners,
      namedOnly: accusedHoldsOffice(file, holdings, now),
      trainedOnly: clp.config.policy.trainedToSign,
      conflicted: (person) => conflictInComplaint(person, file) !== undefined,
      people: file.people,
    },
    holdings,
    now,
  )

/**
 * Where the sign-off of the proposal stands (C3, D5–D7). Before there is a proposal it is open since the complaint
 * arrived, so that stand-ins come in where nobody works it.
 */
export function complaintSignOff(
  clp: Clp,
  file: ComplaintFile,
  holdings: OfficeHolding[],
  now: Instant,
): ReturnType<typeof signOff> {
  const rules = clp.config.policy.signOff
  return signOff({
    openedAt: file.signOpenedAt ?? file.openedAt,
    now,
    required: rules.signatures,
    letterVersion: file.proposalVersion,
    votes: file.votes
      .filter((v) => v.question === 'proposal')
      .map((v) => ({
        by: v.by,
        verdict: v.verdict as 'sign' | 'dont_sign',
        at: v.at,
        letterVersion: v.version,
      })),
    eligible: eligibleForComplaint(clp, file, holdings, now),
    namedOnly: accusedHoldsOffice(file, holdings, now),
    noneWithinDays: rules.noneWithinDays,
    tieDays: rules.tieDays,
    pauses: file.pauses,
  })
}

/** Who may propose and sign at this moment: the open tiers, or only the named (D7). */
export function complaintSignersNow(
  clp: Clp,
  file: ComplaintFile,
  holdings: OfficeHolding[],
  now: Instant,
): string[] {
  if (file.state === 'closed') return []
  const state = complaintSignOff(clp, file, holdings, now)
  if (state.state !== 'open') return []
  return eligibleForComplaint(clp, file, holdings, now)
    .filter((e) => state.tiersOpen.includes(e.tier))
    .map((e) => e.person)
}

/** Who may see a complaint and be in its room: admins of its platform and the SM Officer without conflict, and whoever may sign (C3, A5). */
export function complaintViewers(
  clp: Clp,
  file: ComplaintFile,
  holdings: OfficeHolding[],
  now: Instant,
): string[] {
  const workers = holdings
    .filter((h) => h.person !== null && holdsAt(h, now))
    .filter((h) => h.office === 'sm_officer' || (h.office === 'admin' && h.platform === file.platform))
    .map((h) => h.person as string)
  // a stand-in who has voted stays; whose office has ended is out, whatever else they hold (A8)
  const eligible = eligibleForComplaint(clp, file, holdings, now).map((e) => e.person)
  const voted = file.votes.map((v) => v.by).filter((p) => eligible.includes(p))
  const all = new Set([
    ...workers,
    ...voted,
    ...file.namedSigners.filter((p) => eligible.includes(p)),
    ...complaintSignersNow(clp, file, holdings, now),
  ])
  return [...all].filter((p) => conflictInComplaint(p, file) === undefined)
}
