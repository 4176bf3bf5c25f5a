import type { Generated, GeneratedAlways } from 'kysely'

/** Rows of the register's tables (J1–J3). These types never leave `storage`. */
export interface RegisterTables {
  /** `content` is canonical JSON, sealed byte for byte; the columns after it are worked out from it by SQLite. */
  entries: {
    n: number
    c: string
    h: string
    salt: string | null
    content: string | null
    action: GeneratedAlways<string | null>
    matter: GeneratedAlways<string | null>
    actor: GeneratedAlways<string | null>
    subject: GeneratedAlways<string | null>
    deleteOn: GeneratedAlways<string | null>
  }
  /** Refusals whose hour is running (A6): how often the same was refused again since entry `entry`. */
  repeatedRefusals: {
    sameness: string
    entry: number
    closesAt: string
    again: number
    lastAt: string
    content: string
  }
  /** What was printed where in the log channel (J2), so that it can be read back (J3). `seals`: JSON of
   * [n, 12 digits, London date as shown]. */
  logPosts: {
    messageId: string
    channelId: string
    postedAt: string
    firstEntry: number
    lastEntry: number
    seals: string
    /** JSON of the hashes of what the bot's own edits left in the message (J4); null where it made none. */
    edits: string | null
    /** When it was deleted from the channel, with the last of its entries (K1). */
    goneAt: Generated<string | null>
  }
}
