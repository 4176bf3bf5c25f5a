import type { CalendarDate, Instant } from '../policy/calendar.ts'
import type { SanctionRecord } from './records.ts'
import type { BanReview, Hold, KeptBan, PostedMessage, PurgeQuestion, Stepped } from './retention-records.ts'

/** The part of storage that retention needs (K1–K4), bound to one transaction. */
export interface RetentionStore {
  /** Takes one step of the purge, by the name of a kind of records (K1). */
  purgeStep(name: string, q: PurgeQuestion, after: number): Promise<Stepped>
  /** Blanks entries that are due, at most `limit` of them (J3); how many. */
  purgeEntries(q: {
    at: Instant
    upTo: CalendarDate
    except: readonly string[]
    limit: number
  }): Promise<number>
  /** Some of the sanctions that are due, the oldest first. */
  dueSanctions(q: PurgeQuestion): Promise<SanctionRecord[]>
  holds(filter?: { matter?: string; inForce?: boolean }): Promise<Hold[]>
  addHold(h: Omit<Hold, 'id' | 'releasedAt' | 'releasedBy'>): Promise<void>
  updateHold(
    id: number,
    change: Partial<Pick<Hold, 'reviewOn' | 'reason' | 'minute' | 'releasedAt' | 'releasedBy'>>,
  ): Promise<void>
  /** The ban register (K3); of some identities only where these are given. */
  keptBans(identities?: string[]): Promise<KeptBan[]>
  keepBan(ban: KeptBan): Promise<void>
  dropKeptBan(ref: string): Promise<void>
  /** Gives a kept ban a file again, empty but for what the ban register says: an appeal needs something that it is about. */
  fileKeptBan(ref: string): Promise<void>
  banReview(ref: string): Promise<BanReview | undefined>
  saveBanReview(review: BanReview): Promise<void>
  /** Notes a message of the bot's own, so that it can be deleted on its date (K1). */
  notePosted(p: Pick<PostedMessage, 'messageId' | 'channelId' | 'at' | 'what' | 'matter'>): Promise<void>
  /** What Discord is to delete or edit next, whenever that may be tried. */
  nextToForget(): Promise<PostedMessage | undefined>
  /** Discord has deleted or edited it, or it was gone before. */
  forgotten(m: PostedMessage, at: Instant): Promise<void>
  /** Has what was posted in a matter by an effect of some name deleted from Discord before all others; how much. */
  forgetNow(matter: string, what: string): Promise<number>
  forgetLater(messageId: string, change: Pick<PostedMessage, 'tries' | 'notBefore' | 'why'>): Promise<void>
  /** How many messages Discord has still to delete, and how many of them it has refused so often. */
  notForgotten(tries: number): Promise<{ waiting: number; refused: number }>
  /** Those of some entries whose content has gone. */
  blankEntriesAmong(numbers: number[]): Promise<Set<number>>
}
