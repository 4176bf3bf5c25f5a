import { draftLetter, type LetterDraft } from '../letters/draft.ts'
import type { LetterKind } from '../letters/facts.ts'
import { letterFacts } from './letter-facts.ts'
import { ladderOfCase } from './person-ladder.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
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

/** The letter as the bot itself would send it at this stage; null where there is none, or only a sanction's (F3, D4). */
export async function toServe(clp: Clp, s: Store, file: CaseFile): Promise<ToServe | null> {
  const kind = kindToServe(file)
  if (kind === null) return null
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
