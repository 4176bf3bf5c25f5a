import { ladder } from '../policy/ladder.ts'
import type { Dependent } from './matter-records.ts'
import { ladderIncident, ladderSanction } from './person-ladder.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, SanctionRecord } from './records.ts'
import { stepOf } from './warn-draft.ts'

/** Whether the letter of a sanction has reached the person: delivered, served or deemed served (F3). */
export const isTold = (x: SanctionRecord): boolean =>
  x.letterState === 'delivered' || x.letterState === 'served' || x.letterState === 'deemed'

/** The sanctions that relied on one, and those that relied on these, oldest decision first (H9). */
export function relyingOn(ref: string, all: readonly SanctionRecord[]): SanctionRecord[] {
  const found = new Set<string>([ref])
  for (let before = 0; before !== found.size;) {
    before = found.size
    for (const one of all) if (!one.overturned && one.reliedOn.some((r) => found.has(r))) found.add(one.ref)
  }
  found.delete(ref)
  return all
    .filter((x) => found.has(x.ref))
    .toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : a.decidedAt > b.decidedAt ? 1 : 0))
}

/**
 * What would have to be decided again if a sanction were overturned, with the step that the ladder gives without it and
 * without what had relied on it (H9). Only those of which the person was told; others go back to their signers (D3).
 */
export async function dependentsOf(clp: Clp, s: Store, ref: string): Promise<Dependent[]> {
  const file = await s.caseFile(ref)
  if (!file?.sanction) return []
  const all = await s.sanctions({ respondent: file.respondent })
  const relying = relyingOn(ref, all).filter(isTold)
  const out = new Set([ref, ...relying.map((x) => x.ref)])
  const files = await s.caseFiles(relying.map((x) => x.ref))
  return files.map((one) => ({
    ref: one.ref,
    kind: (one.sanction as SanctionRecord).kind,
    without: stepWithout(clp, one, all, out),
    decision: null,
  }))
}

/** The step of a case as if some sanctions had never been; null where there is none. */
function stepWithout(
  clp: Clp,
  file: CaseFile,
  all: readonly SanctionRecord[],
  out: ReadonlySet<string>,
): Dependent['without'] {
  const { warningsCountOn, lifetimeWindow } = clp.config.policy.ladder
  return stepOf(
    ladder({
      sanctions: all.filter((x) => x.ref !== file.ref && !out.has(x.ref)).map(ladderSanction),
      incidents: file.incidents.filter((i) => i.ownStep).map(ladderIncident),
      platform: file.platform,
      settings: { warningsCountOn, lifetimeWindow },
    }),
  )
}
