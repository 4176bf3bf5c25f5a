import { samePerson } from './identities.ts'
import { queueNextLetter } from './issue-sanction.ts'
import type { Clp, Store } from './ports.ts'
import { refreshCase } from './refresh-case.ts'
import { reviseHeld } from './revise-held.ts'

/** A person's cases that are not decided yet, worked out anew, under whichever of their identities (D3, B3). */
export async function openCasesAnew(clp: Clp, s: Store, respondent: string): Promise<void> {
  const identities = await samePerson(s, respondent)
  for (const open of await s.cases({
    respondent: identities,
    states: ['proposed', 'asking', 'replying', 'signing'],
    limit: 1000,
  }))
    await refreshCase(clp, s, open.ref)
}

/** A person's open cases and the decisions that wait, after what the ladder counts of them has changed (D3). */
export async function casesAnew(clp: Clp, s: Store, respondent: string): Promise<void> {
  await openCasesAnew(clp, s, respondent)
  await reviseHeld(clp, s, respondent)
  await queueNextLetter(clp, s, respondent)
}
