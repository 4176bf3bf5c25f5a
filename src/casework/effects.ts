import type { CalendarDate, Instant } from '../policy/calendar.ts'
import type { OutcomeNews } from './tell-outcome.ts'
import type { Told } from './tell-person.ts'
import type { AppellantNews } from './tell-appellant.ts'

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
  | {
      name: 'officer-dm'
      lane: string
      target: string
      /** `atOnce`: at whatever hour; a crisis, or somebody in danger (C6, D10). */
      payload: { userId: string; text: string; atOnce?: true }
    }
  | { name: 'room-line'; lane: string; target: string; payload: { text: string } }
  | {
      name: 'task-alert'
      lane: string
      target: string
      payload: { taskId: number; userId: string; atOnce?: true }
    }
  | { name: 'hand-ban-alert'; lane: string; target: string; payload: { ids: number[]; userId: string } }
  | { name: 'log'; lane: 'log'; target: string; payload: { text: string; first: number; last: number } }
  | { name: 'card'; lane: string; target: string; payload: Record<string, never> }
  | { name: 'room'; lane: string; target: string; payload: { anew?: true } }
  | { name: 'ban'; lane: string; target: string; payload: Record<string, never> }
  | {
      name: 'person-dm'
      lane: string
      target: string
      payload: Told
    }
  | {
      name: 'told-in-letter'
      lane: string
      target: string
      payload: Told & { why: string }
    }
  | { name: 'restrict-log'; lane: 'log' | 'log-readers'; target: string; payload: Record<string, never> }
  | {
      name: 'safeguarding-alert'
      lane: string
      target: string
      payload: { taskId: number; userId: string }
    }
  | {
      name: 'mediation-ask'
      lane: string
      target: string
      payload: { userId: string; who: 'complainant' | 'respondent' }
    }
  | { name: 'mediation-told'; lane: string; target: string; payload: { userId: string; text: string } }
  | {
      name: 'remove-post'
      lane: string
      /** `REF/channel/message`. */
      target: string
      payload: { ref: string; channelId: string; messageId: string }
    }
  | { name: 'pause-posting'; lane: string; target: string; payload: Record<string, never> }
  | { name: 'pause-told'; lane: string; target: string; payload: { userId: string; text: string } }
  | {
      name: 'complainant-now' | 'complainant-dm'
      lane: string
      target: string
      payload: { userId: string; text: string; buttons: 'own' | 'ec' | 'none' }
    }
  | { name: 'respondent-dm'; lane: string; target: string; payload: { userId: string; text: string } }
  | { name: 'fetch-file'; lane: string; target: string; payload: Record<string, never> }
  | {
      name: 'appeal-letter'
      lane: string
      target: string
      payload: { userId: string; what: OutcomeNews; about: string | null }
    }
  | {
      name: 'appeal-edit'
      lane: string
      target: string
      payload: { what: OutcomeNews; about: string | null; why: string }
    }
  | { name: 'case-file'; lane: string; target: string; payload: { part: number } }
  | {
      name: 'appellant-dm'
      lane: string
      target: string
      payload: { userId: string } & AppellantNews
    }
  | { name: 'statement-ask'; lane: string; target: string; payload: { userId: string } }
  | { name: 'digest'; lane: string; target: string; payload: { userId: string; day: CalendarDate } }
  | { name: 'monday-note'; lane: string; target: string; payload: { userId: string; day: CalendarDate } }
  | { name: 'reply-ends'; lane: string; target: string; payload: { userId: string; closesAt: Instant } }
  | { name: 'pause-news'; lane: string; target: string; payload: { userId: string } }
  | { name: 'restored'; lane: string; target: string; payload: { userId: string | null } }
  | { name: 'forget'; lane: 'forget'; target: 'messages'; payload: Record<string, never> }
  | { name: 'take-out'; lane: string; target: string; payload: Record<string, never> }
  | { name: 'returned'; lane: string; target: string; payload: Record<string, never> }
  | { name: 'data-answer'; lane: string; target: string; payload: { userId: string } }

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
