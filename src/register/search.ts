import type { Instant } from '../policy/calendar.ts'
import type { Entry, EntryContent } from './entry.ts'

/** What `/register search` asks of the register. */
export interface EntrySearch {
  /** Words that must all occur somewhere in the entry, whatever their case. */
  text?: string
  matter?: string
  /** An action's full name, or its beginning with the dot (`refusal.`). */
  action?: string
  /** Discord id of who did it. */
  actor?: string
  /** Identity of the person concerned, or all of one person's (B3). */
  subject?: string | string[]
  /** Written at this moment or later, and before that one. */
  since?: Instant
  until?: Instant
  /** Only entries with lower numbers: the `next` of the page before. */
  before?: number
  limit: number
}

export interface EntryPage {
  /** Newest first. `again`: how often the same was refused since, in an hour that is still running (A6). */
  entries: (Entry & { content: EntryContent; again: number })[]
  /** Give it as `before` to read on; null when there is nothing more. */
  next: number | null
}
