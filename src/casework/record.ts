import { addMonths, londonDate } from '../policy/calendar.ts'
import { type EntryContent, KEPT_MONTHS } from '../register/entry.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import type { Clp, Store } from './ports.ts'

/** What is written to the register about one act. `line` reaches the log channel: no respondent, complainant or content. */
export interface Act {
  actor: Actor
  /** The office acted in, or `respondent`, `owner`, `member`, `bot`. */
  as: string
  action: string
  matter?: string | null
  line: string
  details?: EntryContent['details']
  /** Identity of the person concerned, for search. */
  subject?: string | null
}

function contentOf(clp: Clp, act: Act): EntryContent {
  const at = clp.clock.now()
  return {
    at,
    actor: { id: act.actor === BOT ? null : act.actor.id, name: act.actor.name, as: act.as },
    action: act.action,
    matter: act.matter ?? null,
    line: act.line,
    details: act.details ?? {},
    subject: act.subject ?? null,
    deleteOn: addMonths(londonDate(at), KEPT_MONTHS),
  }
}

/** Writes one entry in the transaction of the act itself (J1). */
export async function record(clp: Clp, s: Store, act: Act): Promise<void> {
  await s.entry(contentOf(clp, act))
}

/** Writes a refusal; equal ones within an hour are one entry with a count (A6). */
export async function recordRefusal(clp: Clp, s: Store, act: Act): Promise<void> {
  await s.refusal(contentOf(clp, act))
}
