import { isBlank, quote } from '../letters/plain-text.ts'
import { formatDateTime, type Instant, plusHours } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { careMatter, type CareMatter } from './care-matter.ts'
import type { PostingPause } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { HELD, safeguardingHolds } from './safeguarding.ts'
import { raiseTask } from './tasks.ts'

const HOURS = 24
const ACTIONS = { case: 'post.pause', complaint: 'post.pause' } as const

const no = (because: string) => refuse({ why: 'not_now', because })

interface Pausable {
  m: CareMatter
  as: string
  person: string
  /** The pause that this one renews; null for a first one. */
  renews: PostingPause | null
}

/** Whether someone may pause the posting of the person concerned, or renew a pause once as a second admin (D11). */
async function pausable(clp: Clp, s: Store, actor: Actor, ref: string): Promise<Result<Pausable>> {
  const may = await careMatter(clp, s, actor, ref, ACTIONS)
  if (!may.ok) return may
  const { m, as } = may
  if (clp.config.policy.complaints.pausePosting === null)
    return no('*Pause posting* is not turned on here. The EC has to minute it first; then it is a setting.')
  const person = m.file.respondent
  if (m.file.platform !== 'discord' || person === null)
    return no(
      m.file.platform === 'discord'
        ? 'Nobody on this server is named in this matter, so nobody’s posting can be paused in it.'
        : `The bot can pause posting on this server only, and this is about ${m.file.platform}. Nothing is done about the account there before it is decided. If a post must go now, its admins can hide or delete it there by hand; write that down with *Add note*, or with \`/case note\` in a case.`,
    )
  if (m.file.state === 'closed') return no('This matter is over, so nobody’s posting is paused in it.')
  // they would have to be told why, and nobody is written to until the contact has said how (C6)
  if (await safeguardingHolds(s, ref)) return refuse(HELD)
  const now = clp.clock.now()
  const [last] = (await s.postingPauses(ref)).slice(-1)
  if (last?.renewedBy) return no('It was renewed once already, and cannot be renewed again.')
  if (last?.by === actor.id) return no('You paused it yourself. It can be renewed once, by another admin.')
  if (!last && (await s.pausesOf(person)).some((p) => p.untilAt > now))
    return no('Their posting is paused already.')
  return { ok: true, m, as, person, renews: last ?? null }
}

/** Asks, before its form opens; `renews`: it would be the one renewal. */
export const mayPausePosting = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ renews: boolean }>> =>
  clp.transact(async (s) => {
    const may = await pausable(clp, s, actor, ref)
    return may.ok ? { ok: true, renews: may.renews !== null } : may
  })

/**
 * *Pause posting* (D11): a timeout on Discord of 24 hours, renewed once for as long by another admin. The person is told
 * why at once. It is no sanction, never counts, and ends by itself.
 */
export const pausePosting = (
  clp: Clp,
  actor: Actor,
  ref: string,
  reason: string,
): Promise<Result<{ untilAt: Instant }>> =>
  clp.transact(async (s): Promise<Result<{ untilAt: Instant }>> => {
    const may = await pausable(clp, s, actor, ref)
    if (!may.ok) return may
    if (isBlank(reason))
      return refuse({ why: 'input', problems: ['Say why. The person concerned is told this.'] })
    const { m, as, person, renews } = may
    const now = clp.clock.now()
    const untilAt = plusHours(now, HOURS)
    if (renews) await s.updatePostingPause(renews.id, { untilAt, renewedBy: actor.id, endedAt: null })
    else await s.addPostingPause({ matter: ref, person, at: now, by: actor.id, untilAt })
    await record(clp, s, {
      actor,
      as,
      action: `${m.kind}.posting_paused`,
      matter: ref,
      line: renews ? 'Renewed a pause of posting for 24 hours' : 'Paused posting for 24 hours; no sanction',
      details: { reason, until: untilAt, minute: clp.config.policy.complaints.pausePosting?.minute ?? '' },
      subject: person,
    })
    await s.addEffect(
      { name: 'pause-posting', lane: `pause:${person}`, target: person, payload: {} },
      now,
      now,
    )
    await s.addEffect(
      {
        name: 'pause-told',
        lane: personLane(person),
        target: ref,
        payload: { userId: person, text: pauseText(clp, reason, untilAt) },
      },
      now,
      now,
    )
    await roomLine(
      clp,
      s,
      ref,
      `Posting is paused until ${formatDateTime(untilAt)}. That is no sanction; it ends by itself.`,
    )
    await queueCard(clp, s, ref)
    return { ok: true, untilAt }
  })

const pauseText = (clp: Clp, reason: string, untilAt: Instant): string =>
  [
    `**You cannot post on the server of ${clp.config.policy.clp.name} until ${formatDateTime(untilAt)} (UK time).** The admins have paused it, to give everyone time. You can read, and you can write to this bot.`,
    `Why, in their words:\n${quote(reason, 1200)}`,
    'This is no sanction and never counts as one. Nothing has been decided about you, and it ends by itself: you need not do anything.',
  ].join('\n')

/** Until when someone's posting is paused, and in which matters; null when it is not (D11). */
export async function pausedUntil(
  clp: Clp,
  s: Store,
  person: string,
): Promise<{ until: Instant; refs: string[] } | null> {
  const now = clp.clock.now()
  const live = (await s.pausesOf(person)).filter((p) => p.untilAt > now)
  const until = live
    .map((p) => p.untilAt)
    .toSorted()
    .at(-1)
  return until === undefined ? null : { until, refs: live.map((p) => p.matter) }
}

/** The bot may not time this person out: said in the room, and a task for someone who can. */
export async function recordPauseTrouble(clp: Clp, s: Store, person: string, why: string): Promise<void> {
  const paused = await pausedUntil(clp, s, person)
  for (const ref of paused?.refs ?? []) {
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'delivery.pause_failed',
      matter: ref,
      line: 'Posting could not be paused by the bot',
      details: { why },
      subject: person,
    })
    await roomLine(
      clp,
      s,
      ref,
      'The bot may not pause this person’s posting: it lacks *Moderate Members*, or their role stands above its own. There is a task to do it by hand.',
    )
    await raiseTask(clp, s, {
      kind: 'post_trouble',
      matter: ref,
      offices: ['admin', 'sm_officer'],
      platform: 'discord',
      subject: person,
      text: `${ref}: the bot may not pause the posting of the person concerned. Someone with *Moderate Members* times them out on Discord until ${formatDateTime(paused?.until ?? clp.clock.now())}, no longer. They have been told of it. Then press *Done*.`,
    })
  }
}

/** Whether the person could be told; where not, the admins tell them (D11). */
export async function recordPauseTold(
  clp: Clp,
  s: Store,
  ref: string,
  person: string,
  reached: boolean,
  why = '',
): Promise<void> {
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: reached ? 'delivery.pause' : 'delivery.pause_not_told',
    matter: ref,
    line: reached ? 'The person was told why posting is paused' : 'The person could not be told of the pause',
    details: { why },
    subject: person,
  })
  if (!reached)
    await roomLine(
      clp,
      s,
      ref,
      'Discord does not let the bot tell them why their posting is paused. Please tell them in another way.',
    )
}

/** Writes down the pauses that are over; Discord has ended them by itself (D11). */
export async function endPauses(clp: Clp, s: Store): Promise<void> {
  const now = clp.clock.now()
  for (const pause of await s.runningPauses()) {
    if (pause.untilAt > now) continue
    await s.updatePostingPause(pause.id, { endedAt: now })
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'posting_pause.over',
      matter: pause.matter,
      line: 'A pause of posting is over',
      details: { until: pause.untilAt },
      subject: pause.person,
    })
    await queueCard(clp, s, pause.matter)
  }
}
