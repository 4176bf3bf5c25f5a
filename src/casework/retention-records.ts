import type { CalendarDate, Instant } from '../policy/calendar.ts'
import type { Due } from '../policy/retention.ts'
import type { Transact } from './ports.ts'

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

/** What is to go in one run: what is due, but for matters on hold, at the time of the run. */
export interface PurgeQuestion {
  due: Due
  /** References of matters on hold (K4). */
  held: readonly string[]
  at: Instant
}

/** What one step of the purge did. */
export interface Stepped {
  gone: Record<string, number>
  /** Where the next step goes on; null where this kind is through. */
  after: number | null
  /** Matters that lost a part: what shows them is drawn anew, if they still stand. */
  matters: string[]
}

/** What was found once everything due had been deleted: all of it must be nothing (K2). */
export interface Proof {
  /** Records past their date, by table. */
  left: Record<string, number>
  /** Pages of the file that hold nothing any more. */
  freePages: number
  /** Bytes of the write-ahead log that are not folded into the file. */
  walBytes: number
  /** Whether the file was written anew, so that nothing stands between its records either. */
  rebuilt: boolean
}

/** What became of the copies of the register that the bot keeps (K2). */
export interface CopiesLeft {
  deleted: number
  /** Those older than they may be that could not be deleted. */
  overdue: number
}

/** Care for a CLP's file on disk, off the event loop. */
export interface Upkeep {
  /** The kinds of records of the retention map, in the order in which they go. */
  readonly kinds: readonly string[]
  /**
   * Runs work of many steps, each of which is a transaction that is found and done again if the power fails: its commit
   * does not hold the event loop until the disk has taken it. Nor does any commit meanwhile fold the journal into the
   * file: that is done beside the work, now and then between two steps.
   */
  beside<T>(work: (step: Transact) => Promise<T>): Promise<T>
  /** Writes the file anew where asked, empties its log and looks for anything that should be gone (K2). */
  prove(q: Pick<PurgeQuestion, 'due' | 'held'>, rebuild: boolean): Promise<Proof>
  /**
   * Deletes the copies made before a moment: backups beside the register and in the folder that was chosen for them ("" for
   * none), and copies kept before the shape of the database changed.
   */
  dropCopies(before: Instant, folder: string): Promise<CopiesLeft>
}
