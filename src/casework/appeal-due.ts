import { appealVoteDue } from './appeal-reminders.ts'
import { handlersChanged, OPEN_APPEALS } from './appeal-handlers.ts'
import { settleStatements } from './appeal-statements.ts'
import type { Clp, Store } from './ports.ts'

/** The appeals that something may have fallen due in. */
export const openAppealRefs = async (s: Store): Promise<string[]> =>
  (await s.appeals({ states: [...OPEN_APPEALS], limit: 10_000 })).map((a) => a.ref)

/** What has fallen due in an appeal by now: another may handle it (H3), or its days for statements are over (H4). */
export async function appealDue(clp: Clp, s: Store, ref: string): Promise<void> {
  await handlersChanged(clp, s, ref)
  await settleStatements(clp, s, ref)
  await appealVoteDue(clp, s, ref)
}
