import { cleanLine, isBlank } from '../letters/plain-text.ts'
import { addDays, formatDate, formatDateTime, type Instant, londonDate } from '../policy/calendar.ts'
import { comingDate } from '../policy/coming-date.ts'
import { endOfPause, pauseAt } from '../policy/pause.ts'
import type { Actor } from './actor.ts'
import { appealMatter } from './appeal-people.ts'
import { authorise } from './authorise.ts'
import { closings, openMattersOf, type OpenMatters } from './open-matters.ts'
import { tellOfPause } from './pause-news.ts'
import type { PauseRecord } from './pause-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { tellAppellant } from './tell-appellant.ts'

/** A pause is for a holiday or a campaign; nothing may stand still for longer in one go. Days. */
const LONGEST = 60

/** The first moment after the pause that the CLP is in, or null where it is in none (D9). */
export const pausedUntil = async (s: Store, now: Instant): Promise<Instant | null> => {
  const pause = pauseAt(now, await s.pauses())
  return pause === undefined ? null : endOfPause(pause)
}

/** The pauses that run or are still to come, the next first. */
export const comingPauses = async (s: Store, now: Instant): Promise<PauseRecord[]> =>
  (await s.pauses()).filter((p) => p.to >= londonDate(now) && p.to >= p.from)

/** `/pause` without dates: what is set. */
export const listPauses = (clp: Clp, actor: Actor): Promise<Result<{ pauses: PauseRecord[] }>> =>
  clp.transact(async (s): Promise<Result<{ pauses: PauseRecord[] }>> => {
    const may = await authorise(clp, s, actor, 'pause.set')
    return may.ok ? { ok: true, pauses: await comingPauses(s, clp.clock.now()) } : may
  })

/**
 * `/pause` (D9): from the first to the last day, as typed, no time to reply and no vote runs. What is open is moved, and
 * those whose time it is are told; bans end on time, and safeguarding goes on. How much that is stays unsaid: of some of it
 * whoever sets the pause may not know (A5, H3).
 */
export const setPause = (
  clp: Clp,
  actor: Actor,
  given: { from: string; to: string; reason: string },
): Promise<Result<{ pause: Pick<PauseRecord, 'from' | 'to'> }>> =>
  clp.transact(async (s): Promise<Result<{ pause: Pick<PauseRecord, 'from' | 'to'> }>> => {
    const may = await authorise(clp, s, actor, 'pause.set')
    if (!may.ok) return may
    const now = clp.clock.now()
    const today = londonDate(now)
    const from = comingDate(given.from, today)
    const to = comingDate(given.to, today)
    const problems = [
      ...(from.ok ? [] : [`*from*: ${from.why}`]),
      ...(to.ok ? [] : [`*to*: ${to.why}`]),
      ...(isBlank(given.reason) ? ['Give a reason, such as Christmas. Officers read it.'] : []),
    ]
    if (from.ok && to.ok) {
      const clash = (await comingPauses(s, now)).find((p) => p.from <= to.date && from.date <= p.to)
      if (to.date < from.date) problems.push('The last day is before the first.')
      else if (to.date > addDays(from.date, LONGEST - 1))
        problems.push(`A pause lasts ${LONGEST} days at most. Set another one after it if you must.`)
      else if (clash)
        problems.push(
          `There is a pause from ${formatDate(clash.from)} to ${formatDate(clash.to)} already. Use \`/pause\` alone to end it first.`,
        )
    }
    if (!from.ok || !to.ok || problems.length > 0) return refuse({ why: 'input', problems })
    const before = closingTimes(clp, await openMattersOf(s))
    const pause = {
      from: from.date,
      to: to.date,
      reason: cleanLine(given.reason),
      setBy: actor.id,
      setAt: now,
    }
    await s.addPause(pause)
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'pause.set',
      line: `Set a pause from ${formatDate(pause.from)} to ${formatDate(pause.to)}`,
      details: { from: pause.from, to: pause.to, why: pause.reason },
    })
    await tellMoved(clp, s, before)
    return { ok: true, pause }
  })

/**
 * Ends a pause early: one that runs ends with today, so that nothing closes before people have heard; one that is still to
 * come is called off. Times move back, and those whose time it is are told.
 */
export const endPause = (
  clp: Clp,
  actor: Actor,
  id: number,
): Promise<Result<{ pause: PauseRecord; calledOff: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ pause: PauseRecord; calledOff: boolean }>> => {
    const may = await authorise(clp, s, actor, 'pause.set')
    if (!may.ok) return may
    const now = clp.clock.now()
    const today = londonDate(now)
    const pause = (await s.pauses()).find((p) => p.id === id)
    if (!pause) return refuse({ why: 'not_now', because: 'There is no such pause.' })
    if (pause.to < today || pause.endedAt !== null || pause.to < pause.from)
      return refuse({ why: 'not_now', because: 'That pause is over, or ends today.' })
    const calledOff = pause.from > today
    if (!calledOff && pause.to === today)
      return refuse({ why: 'not_now', because: 'That pause ends today anyway.' })
    const before = closingTimes(clp, await openMattersOf(s))
    const to = calledOff ? addDays(pause.from, -1) : today
    await s.endPause(id, { to, by: actor.id, at: now })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'pause.ended',
      line: calledOff
        ? `Called off the pause from ${formatDate(pause.from)}`
        : `Ended a pause early: ${formatDate(to)} is its last day`,
      details: { from: pause.from, to },
    })
    await tellMoved(clp, s, before)
    return { ok: true, pause: { ...pause, to }, calledOff }
  })

/** When what runs closes, by reference. */
const closingTimes = (clp: Clp, open: OpenMatters): Map<string, Instant> =>
  new Map(closings(clp, open).map(({ ref, at }) => [ref, at]))

/** Tells those whose time it is what it is now, by its card, its room and a message to whoever is asked for their side. */
async function tellMoved(clp: Clp, s: Store, before: Map<string, Instant>): Promise<void> {
  const open = await openMattersOf(s)
  // stand-ins and ties wait as well, so the card of every case in sign-off is drawn anew
  for (const file of [...open.cases, ...open.again]) await queueCard(clp, s, file.ref)
  const moved = [...closingTimes(clp, open)].filter(([ref, at]) => before.get(ref) !== at)
  for (const [ref, at] of moved) {
    const file = open.cases.find((c) => c.ref === ref)
    if (file) await tellOfPause(clp, s, file, before.get(ref) ?? null)
    else await queueCard(clp, s, ref)
    await roomLine(
      clp,
      s,
      ref,
      `A pause has moved the time that runs here: it is open until ${formatDateTime(at)} now.`,
    )
    const appeal = file ? undefined : await appealMatter(s, ref)
    if (appeal?.file.state === 'statements') await queueCard(clp, s, appeal.file.about)
    if (appeal?.file.state === 'answering') await tellAppellant(clp, s, ref, { what: 'time' })
  }
}
