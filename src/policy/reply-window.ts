import type { Instant } from './calendar.ts'
import { type Pause, plusOpenDays } from './pause.ts'

/** What happens to a respondent's chance to give their side (D4). */
export type ReplyEvent =
  /** The notice reached them, or was deemed to. */
  | { kind: 'told'; at: Instant }
  /** *I need more time*. */
  | { kind: 'extended'; at: Instant }
  | { kind: 'said'; at: Instant }
  | { kind: 'thats_all'; at: Instant }
  /** *I don't want to reply*; it counts on the second press. */
  | { kind: 'wont_reply'; at: Instant }
  | {
      kind: 'reopened'
      at: Instant
      why: 'new_evidence' | 'new_incident' | 'new_finding' | 'harsher_step' | 'waited'
    }

/** Where the window stands. `closesAt` and `closedAt` are moments; at `closesAt` itself it is closed. */
export type ReplyWindow =
  | { state: 'not_told' }
  | { state: 'open'; closesAt: Instant; mayExtend: boolean; wontReplyOnce: boolean }
  | { state: 'closed'; closedAt: Instant; how: 'time' | 'thats_all' | 'wont_reply' }

type Open = Extract<ReplyWindow, { state: 'open' }> & { openedAt: Instant; days: number }
type Window = Exclude<ReplyWindow, { state: 'open' }> | Open

/**
 * The reply window (D4). It opens when the person is told and lasts `days`; *I need more time* adds as many
 * days again, once for each opening. It closes by time, on *That's all*, or on the second *I don't want to
 * reply* with nothing else in between: whoever says something or asks for time has changed their mind. New
 * evidence, a new incident or a harsher step reopens it for `reopenDays`, and never shortens one still open.
 * What is pressed after it has closed changes nothing. Days end at the same hour in London; those of a pause do not
 * count (D9).
 */
export function replyWindow(q: {
  days: number
  reopenDays: number
  events: readonly ReplyEvent[]
  now: Instant
  pauses?: readonly Pause[] | undefined
}): ReplyWindow {
  const events = q.events
    .filter(({ at }) => at <= q.now)
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
  const reached = events.reduce<Window>((window, event) => apply(atMoment(window, event.at), event, q), {
    state: 'not_told',
  })
  const window = atMoment(reached, q.now)
  if (window.state !== 'open') return window
  const { closesAt, mayExtend, wontReplyOnce } = window
  return { state: 'open', closesAt, mayExtend, wontReplyOnce }
}

function atMoment(window: Window, now: Instant): Window {
  if (window.state !== 'open' || now < window.closesAt) return window
  return { state: 'closed', closedAt: window.closesAt, how: 'time' }
}

function apply(
  window: Window,
  event: ReplyEvent,
  q: { days: number; reopenDays: number; pauses?: readonly Pause[] | undefined },
): Window {
  const pauses = q.pauses ?? []
  if (event.kind === 'told') return window.state === 'not_told' ? opened(event.at, q.days, pauses) : window
  if (window.state === 'not_told') return window
  if (event.kind === 'reopened') {
    const again = opened(event.at, q.reopenDays, pauses)
    return window.state === 'open' && window.closesAt > again.closesAt
      ? { ...window, wontReplyOnce: false }
      : again
  }
  if (window.state === 'closed') return window

  switch (event.kind) {
    case 'extended':
      if (!window.mayExtend) return window
      return {
        ...window,
        closesAt: plusOpenDays(window.openedAt, 2 * window.days, pauses),
        mayExtend: false,
        wontReplyOnce: false,
      }
    case 'said':
      return { ...window, wontReplyOnce: false }
    case 'thats_all':
      return { state: 'closed', closedAt: event.at, how: 'thats_all' }
    case 'wont_reply':
      if (window.wontReplyOnce) return { state: 'closed', closedAt: event.at, how: 'wont_reply' }
      return { ...window, wontReplyOnce: true }
    default:
      return event satisfies never
  }
}

function opened(at: Instant, days: number, pauses: readonly Pause[]): Open {
  return {
    state: 'open',
    closesAt: plusOpenDays(at, days, pauses),
    mayExtend: true,
    wontReplyOnce: false,
    openedAt: at,
    days,
  }
}
