import type { CalendarDate } from '../policy/calendar.ts'
import { overdue, type Overdue } from '../policy/timescales.ts'
import { OPEN_APPEALS } from './appeal-handlers.ts'
import { type AppealMatter, appealMatter } from './appeal-people.ts'
import { OPEN_STATES } from './case-view.ts'
import { OPEN_COMPLAINTS } from './complaint-view.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'

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
