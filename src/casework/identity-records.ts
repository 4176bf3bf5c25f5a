import type { Instant } from '../policy/calendar.ts'

/**
 * Two identities that are taken to be one person (B3), from the proposal to its end. Kept with its dates when it is
 * refused or undone, until it is deleted with everything else of its age.
 */
export interface IdentityLink {
  id: number
  a: string
  aName: string
  b: string
  bName: string
  reason: string
  proposedBy: string
  proposedAt: Instant
  /** The second admin, who confirmed or refused it; null while nobody has. */
  decidedBy: string | null
  decidedAt: Instant | null
  confirmed: boolean | null
  refusedWhy: string | null
  /** An admin asks that it be undone, and a second one has yet to confirm that. */
  partingBy: string | null
  partingAt: Instant | null
  partingWhy: string | null
  endedBy: string | null
  endedAt: Instant | null
  endedWhy: string | null
}

/** Someone says that an identity is not theirs (B3). Open until it is answered, with reasons. */
export interface IdentityChallenge {
  id: number
  linkId: number
  at: Instant
  /** The identity that says so. */
  by: string
  /** The officer who wrote it down, where it came another way than by the button. */
  writtenBy: string | null
  /** The case in whose notice or letter it was said. */
  matter: string | null
  text: string
  taskId: number | null
  upheld: boolean | null
  reasons: string | null
  answeredBy: string | null
  answeredAt: Instant | null
}

/** One identity as an officer gives it: a Discord user, or a handle on a platform of the CLP (B3). */
export interface OneIdentity {
  identity: string
  name: string
  isBot: boolean
}

/** The second officer's answer: it is confirmed, or refused with a reason. */
export type SecondWord = { confirm: true } | { confirm: false; reason: string }
