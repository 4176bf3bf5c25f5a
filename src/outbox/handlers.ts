import type { Effect, EffectName } from '../casework/effects.ts'
import type { Clp, Store } from '../casework/ports.ts'
import type { Instant } from '../policy/calendar.ts'
import type { MessageBody, WireFailure, WireResult } from './wire.ts'

/** Where a message goes and what it says, filled in at the moment of its first attempt. */
export interface Prepared {
  /** `dm` is somebody's identity: one who is on no Discord cannot be written to, which is a refusal for good (B3, F3). */
  to: { dm: string } | { channel: string }
  /** `mark` is a random word that belongs in the message, so that it can be found again; `at` fills its dates. */
  body(mark: string, at: Instant): MessageBody
  /** What to look for in the channel instead of the mark, where the message has something unique of its own. */
  marker?: string
}

export interface Delivered {
  channelId: string
  messageId: string
  body: MessageBody
  /** The first attempt that may have reached Discord: a letter's own date (F3). */
  at: Instant
}

/**
 * A *say*: a message that must appear once. `check` may ask Discord something first, outside any transaction, and
 * return work that ends the effect instead, or that Discord did not say. `prepare` answers null when there is nothing left
 * to say.
 */
export interface SayHandler {
  kind: 'say'
  /** It goes out only within the hours for writing to people, however late it has become (F5, D9); or some of them do. */
  inHours?: true | ((e: Effect) => boolean)
  /** It tells somebody about their own matter: a copy is kept of what they were told (N1). Its payload names them. */
  kept?: true
  /**
   * It is a letter, which nobody gets twice: after a restore it is looked for in the time that is lost even where its case is
   * decided a second time. `only_one`: there is one such letter of a case, whatever it says by now.
   */
  letter?: 'any' | 'only_one'
  /** True while it must wait for people; it is looked at again within the hour, or when its time is set anew. */
  holds?(s: Store, e: Effect): Promise<boolean>
  check?(clp: Clp, e: Effect): Promise<((s: Store) => Promise<void>) | WireFailure | null>
  prepare(clp: Clp, s: Store, e: Effect): Promise<Prepared | null>
  delivered(clp: Clp, s: Store, e: Effect, d: Delivered): Promise<void>
  /** It stands there, and had been withdrawn while it was on its way: nothing follows, unless it is to be written down. */
  tooLate?(clp: Clp, s: Store, e: Effect, d: Delivered): Promise<void>
  /** Discord said no for good. `wait`: nothing is given up, it is tried again later. */
  refused(clp: Clp, s: Store, e: Effect, f: WireFailure): Promise<'give_up' | 'wait'>
}

/** A *converge*: works out what should be from the register, reads Discord, closes the gap. Doing it twice is harmless. */
export interface ConvergeHandler {
  kind: 'converge'
  run(clp: Clp, e: Effect): Promise<WireResult<((s: Store) => Promise<void>) | null>>
  /** It failed for the n-th time. It is tried again in any case, unless the answer is `give_up`. */
  trouble(clp: Clp, s: Store, e: Effect, failures: number, f: WireFailure): Promise<'give_up' | 'wait'>
}

export type Handlers = Record<EffectName, SayHandler | ConvergeHandler>
