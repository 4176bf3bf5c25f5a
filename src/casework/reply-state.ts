import { replyWindow } from '../policy/reply-window.ts'
import type { Clp } from './ports.ts'
import type { CaseFile } from './records.ts'

/** How long the respondent has for their side: by the step that they were told of (D4). Days. */
export function replyDays(clp: Clp, file: Pick<CaseFile, 'toldStep' | 'step'>): number {
  return clp.config.policy.reply.days[file.toldStep ?? file.step ?? 'warning']
}

/** Where the reply window of a case stands at this moment (D4). */
export const replyState = (clp: Clp, file: CaseFile): ReturnType<typeof replyWindow> =>
  replyWindow({
    days: replyDays(clp, file),
    reopenDays: clp.config.policy.reply.reopenDays,
    events: file.replies,
    now: clp.clock.now(),
    pauses: file.pauses,
  })
