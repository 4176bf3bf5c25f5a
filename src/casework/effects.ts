import type { Instant } from '../policy/calendar.ts'

/**
 * What casework asks of the outside world, committed with its cause (G1). A *say* is a message that must appear
 * once; a *converge* works out at each attempt what should be and closes the gap.
 */
export type EffectRequest =
  | { name: 'letter'; lane: string; target: string; payload: { userId: string } }
  | { name: 'notice'; lane: string; target: string; payload: { userId: string } }
  | { name: 'reopened'; lane: string; target: string; payload: { userId: string; what: string } }
  | {
      name: 'outcome'
      lane: string
      target: string
      payload: { userId: string; kind: 'words_of_advice' | 'dropped' }
    }
  | { name: 'officer-dm'; lane: string; target: string; payload: { userId: string; text: string } }
  | { name: 'room-line'; lane: string; target: string; payload: { text: string } }
  | { name: 'task-alert'; lane: string; target: string; payload: { taskId: number; userId: string } }
  | { name: 'hand-ban-alert'; lane: string; target: string; payload: { ids: number[]; userId: string } }
  | { name: 'log'; lane: 'log'; target: string; payload: { text: string; first: number; last: number } }
  | { name: 'card'; lane: string; target: string; payload: Record<string, never> }
  | { name: 'room'; lane: string; target: string; payload: Record<string, never> }
  | { name: 'ban'; lane: string; target: string; payload: Record<string, never> }
  | {
      name: 'person-dm'
      lane: string
      target: string
      payload: { userId: string; what: 'objection' | 'reconsideration'; text: string }
    }
  | { name: 'restrict-log'; lane: 'log' | 'log-readers'; target: string; payload: Record<string, never> }
  | {
      name: 'safeguarding-alert'
      lane: string
      target: string
      payload: { taskId: number; userId: string }
    }
  | { name: 'fetch-file'; lane: string; target: string; payload: Record<string, never> }
  | { name: 'case-file'; lane: string; target: string; payload: { part: number } }
  | { name: 'returned'; lane: string; target: string; payload: Record<string, never> }

export type EffectName = EffectRequest['name']

/** An effect as it stands in the outbox. Times are UTC instants. */
export type Effect = EffectRequest & {
  id: number
  createdAt: Instant
  notBefore: Instant
  attempts: number
  nonce: string | null
  firstAttemptAt: Instant | null
  channelId: string | null
  body: string | null
}
