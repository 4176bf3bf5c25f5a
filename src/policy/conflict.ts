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
}

/** Why someone may neither see nor decide a matter. */
export type Conflict = 'respondent' | 'complainant' | 'witness' | 'declared' | 'decided_it'

/**
 * The conflict of interest that keeps a person out of a matter (A5), or undefined. Having proposed or signed
 * the decision is one only in its appeal or review: it is what a decider does. Reporting as an officer on
 * duty makes nobody a complainant, so the caller leaves those reporters out of `complainants`.
 */
export function conflictOf(
  person: string,
  matter: MatterParties,
  stage: 'decision' | 'appeal',
): Conflict | undefined {
  if (person === matter.respondent) return 'respondent'
  if (matter.complainants.includes(person)) return 'complainant'
  if (matter.witnesses.includes(person)) return 'witness'
  if (matter.declared.includes(person)) return 'declared'
  if (stage === 'appeal' && matter.proposedOrSigned.includes(person)) return 'decided_it'
  return undefined
}
