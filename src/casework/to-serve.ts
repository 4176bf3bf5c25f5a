import { draftLetter, type LetterDraft } from '../letters/draft.ts'
import type { LetterKind } from '../letters/facts.ts'
import { type FilledLetter, fillLetter } from '../letters/fill.ts'
import { banDays } from '../policy/ban-days.ts'
import { addMonths, type Instant, londonDate } from '../policy/calendar.ts'
import { KEPT_MONTHS } from '../register/entry.ts'
import { letterFacts } from './letter-facts.ts'
import { ladderOfCase } from './person-ladder.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, SanctionRecord } from './records.ts'
import { replyDays } from './reply-state.ts'

/** What people take to someone whom the bot cannot reach, besides a sanction's letter, and the days of a notice (F3). */
export interface ToServe {
  draft: LetterDraft
  replyDays: number
}

/** Which letter that is: the notice while they may reply, and how it ended where no sanction came of it. */
function kindToServe(file: CaseFile): LetterKind | null {
  if (file.state === 'asking') return 'notice'
  if (file.state === 'replying')
    return file.replies.some((r) => r.kind === 'reopened') ? 'reopened' : 'notice'
  if (file.state !== 'closed' || file.sanction !== null) return null
  if (file.outcome === 'words_of_advice') return 'words_of_advice'
  return file.replies.some((r) => r.kind === 'told') ? 'no_further_action' : null
}

/**
 * The letter as the bot itself would send it at this stage; null where there is none, or only a sanction's (F3, D4). `given`:
 * the one that people have as a task.
 */
export async function toServe(
  clp: Clp,
  s: Store,
  file: CaseFile,
  given?: LetterKind,
): Promise<ToServe | null> {
  const kind = given ?? kindToServe(file)
  // what it would say has gone on its date (K1)
  if (kind === null || (file.incidents.length === 0 && file.letter?.kind !== kind)) return null
  const draft =
    file.letter?.kind === kind
      ? file.letter
      : draftLetter(
          clp.config.templates,
          kind,
          letterFacts(clp, file, kind, await ladderOfCase(clp, s, file)),
        )
  return { draft, replyDays: replyDays(clp, file) }
}

/** A notice, new material, or how it ended, with the dates of today, as people give it to someone: its days run from then. */
export function servedToday(serve: ToServe, now: Instant): FilledLetter {
  const date = londonDate(now)
  return fillLetter(serve.draft, {
    date,
    deletedOn: addMonths(date, KEPT_MONTHS),
    closesAt: { daysFromReceipt: serve.replyDays },
  })
}

/**
 * The letter of a sanction as it was read; or with today's dates in its slots, as if it went out now (D6, F1). One that is
 * to be served counts the days of a ban from the day on which they receive it (F3), unless the EC had fixed them (H9).
 */
export function letterAsRead(
  letter: LetterDraft,
  sanction: Pick<SanctionRecord, 'letterDate' | 'letterState' | 'firstDay' | 'lastDay'> | null,
  now: Instant,
): FilledLetter {
  const date = sanction?.letterDate ?? londonDate(now)
  const days = banDays(date)
  const isToBeServed = sanction?.letterState === 'failed'
  const fixed = sanction?.firstDay ?? null
  return fillLetter(letter, {
    date,
    deletedOn: addMonths(date, KEPT_MONTHS),
    firstDay: fixed ?? (isToBeServed ? 'on_receipt' : days.firstDay),
    lastDay: fixed ? (sanction?.lastDay ?? undefined) : isToBeServed ? 'on_receipt' : days.lastDay,
  })
}
