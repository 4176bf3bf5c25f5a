import type { Store } from './ports.ts'
import type { SanctionRecord } from './records.ts'

/** Whether the letter of a sanction has reached the person: delivered, served or deemed served (F3). */
export const isTold = (x: SanctionRecord): boolean =>
  x.letterState === 'delivered' || x.letterState === 'served' || x.letterState === 'deemed'

/**
 * Whether the letter of a sanction may be with the person while Discord's own answer is still on its way: it cannot be
 * called back any more (F3, G1).
 */
export const mayBeThere = async (s: Store, ref: string): Promise<boolean> =>
  (await s.openEffects({ name: 'letter', target: ref })).some((e) => e.firstAttemptAt !== null)

/**
 * The sanctions among some on which the EC decides when what they rest on falls (H9): those of which the person was told or
 * may have been, and what is with the EC already. Others go back to their signers (D3).
 */
export async function thoseForEc(s: Store, some: readonly SanctionRecord[]): Promise<SanctionRecord[]> {
  const found: SanctionRecord[] = []
  for (const x of some) if (isTold(x) || x.underReview || (await mayBeThere(s, x.ref))) found.push(x)
  return found
}
