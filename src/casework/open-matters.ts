import type { CalendarDate, Instant } from '../policy/calendar.ts'
import { overdue, type Overdue } from '../policy/timescales.ts'
import { OPEN_APPEALS } from './appeal-handlers.ts'
import { type AppealMatter, appealMatter } from './appeal-people.ts'
import { OPEN_STATES } from './case-view.ts'
import { OPEN_COMPLAINTS } from './complaint-view.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
import { replyState } from './reply-state.ts'

const ALL = 10_000

/** Everything that is open, read in one go: what digests, notes and handing over go through. */
export interface OpenMatters {
  cases: CaseFile[]
  /** Cases put to their signers again after a first reply that came late (D8). */
  again: CaseFile[]
  complaints: ComplaintFile[]
  appeals: AppealMatter[]
}

/** Reads everything that is open, oldest first. */
export async function openMattersOf(s: Store): Promise<OpenMatters> {
  const refs = <M extends { ref: string }>(found: M[]): string[] => found.map((m) => m.ref).toReversed()
  const appeals = await Promise.all(
    refs(await s.appeals({ states: [...OPEN_APPEALS], limit: ALL })).map((ref) => appealMatter(s, ref)),
  )
  return {
    cases: await s.caseFiles(refs(await s.cases({ states: [...OPEN_STATES], limit: ALL }))),
    again: await s.caseFiles((await s.openReconsiderations()).map((r) => r.caseRef)),
    complaints: await s.complaintFiles(refs(await s.complaints({ states: OPEN_COMPLAINTS, limit: ALL }))),
    appeals: appeals.filter((m) => m !== undefined),
  }
}

/** A time that runs in an open matter, and when it closes. */
export interface Closing {
  ref: string
  what: 'reply' | 'statement' | 'answer' | 'vote'
  at: Instant
}

/** Every time that runs, the one that closes soonest first. */
export function closings(clp: Clp, { cases, appeals }: Pick<OpenMatters, 'cases' | 'appeals'>): Closing[] {
  const found: Closing[] = []
  for (const file of cases) {
    const reply = replyState(clp, file)
    if (file.state === 'replying' && reply.state === 'open')
      found.push({ ref: file.ref, what: 'reply', at: reply.closesAt })
  }
  for (const { file } of appeals) {
    const { ref, state, statementsUntil, answerUntil, votingClosesAt } = file
    if (state === 'statements' && statementsUntil !== null)
      found.push({ ref, what: 'statement', at: statementsUntil })
    if (state === 'answering' && answerUntil !== null) found.push({ ref, what: 'answer', at: answerUntil })
    if ((state === 'voting' || state === 'consequences') && votingClosesAt !== null)
      found.push({ ref, what: 'vote', at: votingClosesAt })
  }
  return found.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** How far a case is past its target (D9). */
export const caseOverdue = (clp: Clp, file: CaseFile, today: CalendarDate): Overdue | null => {
  const { warning, ban, months } = clp.config.policy.targets
  const step = file.toldStep ?? file.step
  return overdue({
    openedAt: file.openedAt,
    days: step === null ? null : step === 'warning' ? warning : ban,
    months,
    today,
    pauses: file.pauses ?? [],
  })
}

/** How far a complaint is past its target (D9). */
export const complaintOverdue = (clp: Clp, file: ComplaintFile, today: CalendarDate): Overdue | null =>
  overdue({
    openedAt: file.openedAt,
    days: null,
    months: clp.config.policy.targets.months,
    today,
    pauses: file.pauses ?? [],
  })

/** How far an appeal is past its target: ⚙10 days for a 30-day ban, ⚙28 otherwise (H11). */
export function appealOverdue(clp: Clp, { file, about }: AppealMatter, today: CalendarDate): Overdue | null {
  const { ban30, other } = clp.config.policy.appeals.targetDays
  return overdue({
    openedAt: file.openedAt,
    days: about.kind === 'case' && about.file.sanction?.kind === 'ban30' ? ban30 : other,
    months: clp.config.policy.targets.months,
    today,
    pauses: file.pauses ?? [],
  })
}
