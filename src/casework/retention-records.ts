import type { CalendarDate, Instant } from '../policy/calendar.ts'

/** The nouns of retention as they are kept. Instants are UTC, calendar dates are Europe/London. */

/** A matter that is kept beyond its date (K4). */
export interface Hold {
  id: number
  matter: string
  at: Instant
  by: string
  reason: string
  /** The EC's minute. */
  minute: string
  reviewOn: CalendarDate
  releasedAt: Instant | null
  releasedBy: string | null
}

/** A lifetime ban that the EC has minuted to keep, after its file has gone: this and nothing else (K3). */
export interface KeptBan {
  ref: string
  platform: string
  identity: string
  /** The first day of the ban. */
  day: CalendarDate
  minute: string
}

/** What the EC was asked about a lifetime ban whose file goes soon, and what it minuted (K3). */
export interface BanReview {
  ref: string
  askedAt: Instant
  decision: 'keep' | 'lift' | null
  minute: string | null
  decidedBy: string | null
  decidedAt: Instant | null
}

/**
 * A message or room of the bot's own. `stands`: it is left alone until its date; `delete`: Discord is to delete it;
 * `edit`: some of its lines in the log channel are (K1).
 */
export interface PostedMessage {
  /** For a room the id of the thread. */
  messageId: string
  channelId: string
  at: Instant
  /** The name of the effect that posted it, or `room`, or `log`. */
  what: string
  matter: string | null
  state: 'stands' | 'delete' | 'edit'
  tries: number
  notBefore: Instant
  why: string | null
}

/** How far the daily run has come, so that one that was cut short goes on and counts on. */
export interface PurgeRun {
  /** The date whose run this is. */
  run: CalendarDate
  /** How many records of each kind have gone in it so far. */
  gone: Record<string, number>
}
