import { handlersChanged, OPEN_APPEALS } from './appeal-handlers.ts'
import { settleStatements } from './appeal-statements.ts'
import { settleAppeal } from './decide-appeal.ts'
import type { Clp, Store } from './ports.ts'

/** The appeals that something may have fallen due in. */
export const openAppealRefs = async (s: Store): Promise<string[]> =>
  (await s.appeals({ states: [...OPEN_APPEALS], limit: 10_000 })).map((a) => a.ref)

/** What has fallen due in an appeal by now: another may handle it (H3), its days for statements are over (H4), its vote has closed (H5). */
export async function appealDue(clp: Clp, s: Store, ref: string): Promise<void> {
  await handlersChanged(clp, s, ref)
  await settleStatements(clp, s, ref)
  await settleAppeal(clp, s, ref)
}
