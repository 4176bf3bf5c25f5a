import type { AppointRefusal } from '../policy/appointing.ts'
import type { Action } from '../policy/actions.ts'
import type { CaseState } from '../policy/case-state.ts'
import type { ComplaintOutcome, ComplaintState } from './matter-records.ts'

/** Why something was not done. Identifiers with data; `discord/render/refusal.ts` says it in plain English. */
export type Refusal =
  | { why: 'not_authorised'; action: Action }
  /** Also for those who must not know that the matter exists (A6). */
  | { why: 'no_such_matter' }
  | { why: 'own_proposal' }
  | { why: 'already_did'; what: string }
  | { why: 'moved_on'; state: CaseState; outcome: string | null }
  | { why: 'complaint_moved_on'; state: ComplaintState; outcome: ComplaintOutcome | null }
  | { why: 'letter_changed' }
  | { why: 'proposal_changed' }
  | { why: 'reply_open'; closesAt: string | null }
  | { why: 'under_appeal'; refs: string[] }
  /** About someone who holds an office: only those who were named sign it (D7). */
  | { why: 'needs_naming' }
  | { why: 'input'; problems: string[] }
  | { why: 'draft_gone' }
  | { why: 'already_used'; ref: string }
  /** The same form came twice; it was done once. */
  | { why: 'form_sent'; ref: string | null }
  | { why: 'appointment'; problem: AppointRefusal }
  | { why: 'done_before'; by: string | null; at: string }
  | { why: 'not_now'; because: string }

export type Result<T = object> = ({ ok: true } & T) | { ok: false; refusal: Refusal }

/** A refusal as a result. */
export const refuse = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal })
