import { handlersOf } from '../policy/appeal.ts'
import type { Instant } from '../policy/calendar.ts'
import { conflictOf, type Conflict, type MatterParties } from '../policy/conflict.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import { sameAs } from '../policy/same-person.ts'
import { withPausedTimes } from './appeal-times.ts'
import { partiesOf } from './case-people.ts'
import { partiesOfComplaint } from './complaint-people.ts'
import type { AppealFile, ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'

/** An appeal with what it is about. */
export interface AppealMatter {
  file: AppealFile
  about: { kind: 'case'; file: CaseFile } | { kind: 'complaint'; file: ComplaintFile }
  /** Everyone who has ever been kept out of it, by their part. */
  parties: MatterParties
}

/** An appeal and the case or complaint that it is about; undefined where there is none such. */
export async function appealMatter(s: Store, ref: string): Promise<AppealMatter | undefined> {
  const kept = await s.appealFile(ref)
  if (!kept) return undefined
  const file = withPausedTimes(kept)
  const found = file.kind === 'sanction' ? await s.caseFile(file.about) : await s.complaintFile(file.about)
  if (!found) return undefined
  const about =
    file.kind === 'sanction'
      ? { kind: 'case' as const, file: found as CaseFile }
      : { kind: 'complaint' as const, file: found as ComplaintFile }
  // what the EC decides anew has deciders of its own, who are no more judges of it than of the rest (H9)
  const anew = file.dependents.filter((d) => d.without !== null).map((d) => d.ref)
  const reviewed = anew.length === 0 ? [] : (await s.caseFiles(anew)).map(partiesOf)
  // a second look is a decision on the same once more, whatever it came to (D8)
  const looked = file.kind === 'sanction' ? await s.reconsideration(file.about) : undefined
  const parties = partiesOfAppeal(file, about, reviewed, await s.holdings())
  const lookedAgain = looked?.votes.map((v) => v.by) ?? []
  return {
    file,
    about,
    parties: { ...parties, proposedOrSigned: [...parties.proposedOrSigned, ...lookedAgain] },
  }
}

/**
 * Who has which part in an appeal (A5): everyone who has one in what it is about or, once that does not stand, in what had
 * relied on it and is `reviewed` with it; whoever proposed or signed these; the appellant, those who declared an interest
 * since, and every Secretary where the appellant says that she is involved: she can then neither see nor act (H3).
 */
function partiesOfAppeal(
  file: AppealFile,
  about: AppealMatter['about'],
  reviewed: MatterParties[],
  holdings: OfficeHolding[],
): MatterParties {
  const below = about.kind === 'case' ? partiesOf(about.file) : partiesOfComplaint(about.file)
  const of = (kind: string) => file.involvements.filter((i) => i.kind === kind).map((i) => i.person)
  const secretaries = file.secretaryInvolved
    ? holdings.flatMap((h) => (h.office === 'secretary' && h.person !== null ? [h.person] : []))
    : []
  const all = (part: 'complainants' | 'witnesses' | 'declared' | 'proposedOrSigned'): string[] =>
    [below, ...reviewed].flatMap((p) => p[part])
  return {
    ...below,
    complainants: [...all('complainants'), ...(file.kind === 'complaint' ? [file.appellant] : [])],
    witnesses: [...all('witnesses'), ...of('witness')],
    // one who appealed under another identity stays who they are, also when the link between the two is undone
    declared: [...all('declared'), ...of('declared'), ...secretaries, file.appellant],
    proposedOrSigned: all('proposedOrSigned'),
  }
}

/** The conflict that keeps someone out of an appeal, if any (A5): having proposed or signed is one. */
export const conflictInAppeal = (person: string, m: AppealMatter): Conflict | undefined =>
  conflictOf(person, m.parties, 'appeal')

/** Who handles an appeal now (H3). */
export const appealHandlers = (
  clp: Clp,
  m: AppealMatter,
  holdings: OfficeHolding[],
  now: Instant,
): string[] =>
  handlersOf({
    holdings,
    now,
    conflicted: (person) => conflictInAppeal(person, m) !== undefined,
    secretaryInvolved: m.file.secretaryInvolved,
    trustedOfficer: m.file.trustedOfficer,
    chosenHandler: m.file.chosenHandler,
    // nobody is idle while it is others who have to do something
    handledAt: m.file.state === 'lodged' || m.file.state === 'meeting' ? m.file.handledAt : now,
    idleDays: clp.config.policy.appeals.idleDays,
    pauses: m.file.pauses,
  })

/**
 * Those on the roll who may vote now: without conflict and still EC members (A5, A8, H5). People who are registered by
 * name only count for the quorum, and vote at a meeting.
 */
export function appealVoters(m: AppealMatter, holdings: OfficeHolding[], now: Instant): AppealFile['roll'] {
  const ec = holdings.filter((h) => h.office === 'ec_member' && holdsAt(h, now))
  const people = new Set(ec.map((h) => h.person))
  const names = new Set(ec.filter((h) => h.person === null).map((h) => h.name))
  const may = m.file.roll.filter((one) =>
    one.person === null
      ? names.has(one.name)
      : people.has(one.person) && conflictInAppeal(one.person, m) === undefined,
  )
  // somebody with two accounts has one vote (B3)
  const persons = new Set<string>()
  return may.filter(({ person }) => {
    if (person === null || persons.has(person)) return person === null
    for (const all of sameAs(m.parties.people ?? [], person)) persons.add(all)
    return true
  })
}

/** Who may see an appeal and be in its room: whoever handles it, and once it is with the EC those who vote (H3, H5). */
export function appealViewers(clp: Clp, m: AppealMatter, holdings: OfficeHolding[], now: Instant): string[] {
  // where it is asked that the ban be suspended one of them has to agree, before it is theirs to decide too (H8)
  const withEc = m.file.votingOpenedAt !== null || m.file.suspension !== null
  const voters = withEc ? appealVoters(m, holdings, now).flatMap((v) => v.person ?? []) : []
  return [...new Set([...whoHandles(clp, m, holdings, now), ...voters])]
}

/** Who handles an appeal, also when it is closed and there is still something to see to. */
export const whoHandles = (clp: Clp, m: AppealMatter, holdings: OfficeHolding[], now: Instant): string[] => [
  ...new Set([
    ...appealHandlers(clp, m, holdings, now),
    ...(m.file.state === 'closed' ? lastHandlers(m, holdings, now) : []),
  ]),
]

/** A closed appeal stays readable to whoever would handle it, idle or not. */
function lastHandlers(m: AppealMatter, holdings: OfficeHolding[], now: Instant): string[] {
  return handlersOf({
    holdings,
    now,
    conflicted: (person) => conflictInAppeal(person, m) !== undefined,
    secretaryInvolved: m.file.secretaryInvolved,
    trustedOfficer: m.file.trustedOfficer,
    chosenHandler: m.file.chosenHandler,
    handledAt: now,
    idleDays: 1,
  })
}
