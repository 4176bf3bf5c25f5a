import type { Instant } from '../policy/calendar.ts'

/** A message as it is stored before it is sent: plain JSON in Discord's own shape, files as text. */
export interface MessageBody {
  content?: string
  embeds?: object[]
  components?: object[]
  files?: { name: string; text: string }[]
}

/**
 * What became of a request. `final`: Discord said no, and it will not help to ask again. `retry`: it was certainly not
 * done, try later. `unknown`: it may have been done.
 */
export type WireFailure = {
  ok: false
  kind: 'final' | 'retry' | 'unknown'
  /** Discord's error code, such as 50007; null where there was none. */
  code: number | null
  why: string
  /** How long Discord asks to wait, in milliseconds. */
  retryAfterMs?: number
}
export type WireResult<T> = { ok: true; value: T } | WireFailure

/** A message to be looked for, and when it was said if it was. `onlyOne`: there is one such message of a matter. */
export interface Alike {
  from: Instant
  to: Instant
  body: MessageBody
  onlyOne: boolean
}

/** A message of the bot's own as it was found on Discord. */
export interface Found {
  id: string
  at: Instant
  body: MessageBody
}

/** What the outbox needs of Discord to say a thing once. Implemented in `discord/delivery`. */
export interface Wire {
  /** The DM channel with someone; made if there is none, the same one if there is. */
  openDm(userId: string): Promise<WireResult<string>>
  post(channelId: string, body: MessageBody, nonce: string): Promise<WireResult<string>>
  /** The id of a message of the bot's own that was posted after a time and holds the marker; null for none. */
  find(channelId: string, after: Instant, marker: string): Promise<WireResult<string | null>>
  /** The first message of the bot's own in a time that says the same, its mark and dates apart; null for none. */
  alike(channelId: string, q: Alike): Promise<WireResult<Found | null>>
}
