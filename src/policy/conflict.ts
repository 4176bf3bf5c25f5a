import { sameAs } from './same-person.ts'

/** Everyone with a part in a matter, by Discord user id. */
export interface MatterParties {
  respondent: string
  complainants: string[]
  /** Those whom the deciders accept as having evidence. */
  witnesses: string[]
  /** Those who said *I'm involved*, and those whom an objection upheld removed. */
  declared: string[]
  /** Whoever proposed or signed the decision. */
  proposedOrSigned: string[]
  /** Those who are several identities, so that nobody has less of a part under another name (B3). */
  people?: readonly (readonly string[])[]
}

/** Why someone may neither see nor decide a matter. */
export type Conflict = 'respondent' | 'complainant' | 'witness' | 'declared' | 'decided_it'

/**
 * The conflict of interest that keeps a person out of a matter (A5), or undefined. Having proposed or signed
 * the decision is one only in its appeal or review: it is what a decider does. Reporting as an officer on
 * duty makes nobody a complainant, so the caller leaves those reporters out of `complainants`. A part that somebody has
 * under one identity they have under all that are linked with it (B3).
 */
export function conflictOf(
  person: string,
  matter: MatterParties,
  stage: 'decision' | 'appeal',
): Conflict | undefined {
  const all = sameAs(matter.people ?? [], person)
  const isAmong = (those: string[]): boolean => all.some((one) => those.includes(one))
  if (isAmong([matter.respondent])) return 'respondent'
  if (isAmong(matter.complainants)) return 'complainant'
  if (isAmong(matter.witnesses)) return 'witness'
  if (isAmong(matter.declared)) return 'declared'
  if (stage === 'appeal' && isAmong(matter.proposedOrSigned)) return 'decided_it'
  return undefined
}
