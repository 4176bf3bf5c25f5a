import type { CalendarDate, Instant } from '../policy/calendar.ts'

/** Any value that JSON can carry. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
export interface JsonObject {
  [name: string]: JsonValue
}

/** What one entry of the Secretary's register says (J1). All of it is sealed (J3) and all of it is personal data. */
export interface EntryContent {
  /** When it was done, a UTC instant. */
  at: Instant
  /** Who did it. `id` is null for the bot itself; `as` is the office acted in, or `bot`, `respondent`, `owner`, `member`. */
  actor: { id: string | null; name: string; as: string }
  /**
   * A dotted name, such as `case.proposed`. Refusals begin with `refusal.` and what became of letters and notices
   * with `delivery.`: these two are gathered into one post a day (J2).
   */
  action: string
  /** Reference of the matter, such as `2026-014`; null when it concerns none. */
  matter: string | null
  /** Plain English for the log channel: no respondent, complainant or content in it (J2). */
  line: string
  /** Everything else that is known of it. */
  details: JsonObject
  /** Identity of the person concerned, for search. */
  subject: string | null
  /**
   * The London date on which the content is due for deletion (K1), at the earliest `KEPT_MONTHS` after `at`. Null only
   * for entries that hold nothing personal and are kept for good: the register's opening and its deletion runs.
   */
  deleteOn: CalendarDate | null
}

/** An entry as others read it. `salt` and `content` are null once the content was deleted lawfully. */
export interface Entry {
  /** Number in the register, from 1 without gaps (J1). */
  n: number
  /** Seal of the content and seal of the entry in the chain, 64 hexadecimal digits each (J3). */
  c: string
  h: string
  salt: string | null
  content: EntryContent | null
}

/** An entry as it is stored: `text` is the canonical JSON that was sealed, byte for byte. */
export interface StoredEntry {
  n: number
  c: string
  h: string
  salt: string | null
  text: string | null
}

/** An entry's content may be deleted no earlier than so many months after it (K1). */
export { KEPT_MONTHS } from '../policy/retention.ts'

/** The first entry of every register. Kept for good, so that no later deletion can claim to be older than it (J3). */
export const OPENED = 'register.opened'

/** The kept entry that lists what one deletion run removed (J3). */
export const PURGED = 'register.purged'

/** The kept entry that declares what a restore from a backup lost (J3). */
export const RESTORED = 'register.restored'

/** The details of a `RESTORED` entry: the register went back to entry `upTo`, and the entries of `lost` are no more. */
export interface DeclaredGap {
  upTo: number
  /** First and last number, both included; null where nothing was lost. */
  lost: [number, number] | null
  /**
   * The 12 digits of the last one's seal as the log channel shows it; null where the channel could not be read, so that
   * numbers were left free that may never have been given.
   */
  seal: string | null
  /** The London date of the last line that was seen, so that it is known when it may go (K1); null without a seal. */
  seenOn: CalendarDate | null
}

/** The details of a `PURGED` entry: everything in the ranges (first and last number, both included) was due by `upTo`. */
export interface PurgeList {
  upTo: CalendarDate
  ranges: [number, number][]
}
