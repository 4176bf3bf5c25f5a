import { type Instant, plusMinutes, plusSeconds } from '../policy/calendar.ts'
import { isMatterRef } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import type { PostedMessage } from './retention-records.ts'

/** A lane of its own, so that what goes to people never waits for it. */
const LANE = 'forget' as const
/** Between two deletions: Discord lets old messages go at one a second. */
const PACE_SECONDS = 1
/** After a refusal it is tried again in an hour, then in two, at the latest every day, in minutes. */
const FIRST_MINUTES = 60
const LONGEST_MINUTES = 24 * 60
/** After so many refusals it stands in the certificate, and people are told. */
export const REFUSALS_TOLD = 3

/** Letters that the bot wrote to somebody: they are the member's own copy and stay (K1). */
const LETTERS = new Set(['letter', 'notice', 'reopened', 'outcome', 'appeal-letter', 'respondent-dm'])

/** Notes a message that was posted, so that it can be deleted on its date. Lines of the log have notes of their own. */
export async function notePosted(
  s: Store,
  e: { name: string; target: string; lane: string },
  d: { channelId: string; messageId: string; at: Instant },
): Promise<void> {
  // what is said to somebody whose file has gone is a letter too, and nothing of it is kept (K3)
  if (LETTERS.has(e.name) || e.name === 'log' || e.lane.startsWith(`${LANE}:`)) return
  const task = e.name === 'task-alert' ? await s.task(Number(e.target)) : undefined
  const ref = task ? task.matter : e.target
  const matter = ref !== null && isMatterRef(ref) ? ref : null
  const { channelId, messageId, at } = d
  await s.notePosted({ messageId, channelId, at, what: e.name, matter })
}

/** Has Discord delete what is to go, one after another, unless that is under way. */
export async function queueForget(clp: Clp, s: Store): Promise<void> {
  const next = await s.nextToForget()
  if (!next) return
  const now = clp.clock.now()
  const [waiting] = await s.openEffects({ name: 'forget' })
  if (waiting) {
    // it may wait for one that was refused
    if (next.notBefore < waiting.notBefore) await s.updateEffect(waiting.id, { notBefore: next.notBefore })
    return
  }
  await s.addEffect(
    { name: 'forget', lane: LANE, target: 'messages', payload: {} },
    now,
    next.notBefore > now ? next.notBefore : now,
  )
}

/** Discord did it, or there was nothing left to do; the next is asked for a second later. */
export async function recordForgotten(clp: Clp, s: Store, m: PostedMessage): Promise<void> {
  await s.forgotten(m, clp.clock.now())
  await goOn(clp, s)
}

/** Discord said no: it is tried again later and later, never lost, and does not keep the others waiting. */
export async function recordNotForgotten(clp: Clp, s: Store, m: PostedMessage, why: string): Promise<void> {
  const tries = m.tries + 1
  const minutes = Math.min(FIRST_MINUTES * 2 ** Math.min(m.tries, 10), LONGEST_MINUTES)
  await s.forgetLater(m.messageId, { tries, notBefore: plusMinutes(clp.clock.now(), minutes), why })
  await goOn(clp, s)
}

async function goOn(clp: Clp, s: Store): Promise<void> {
  const next = await s.nextToForget()
  if (!next) return
  const now = clp.clock.now()
  const soon = plusSeconds(now, PACE_SECONDS)
  await s.addEffect(
    { name: 'forget', lane: LANE, target: 'messages', payload: {} },
    now,
    next.notBefore > soon ? next.notBefore : soon,
  )
}
