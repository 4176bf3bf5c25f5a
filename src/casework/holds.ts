import { isBlank } from '../letters/plain-text.ts'
import {
  addDays,
  addMonths,
  type CalendarDate,
  formatDate,
  type Instant,
  londonDate,
} from '../policy/calendar.ts'
import { deletionDate, REVIEW_MONTHS, WARN_DAYS } from '../policy/retention.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { authorise } from './authorise.ts'
import { kindOf, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import type { Hold } from './retention-records.ts'
import { closeTask, raiseTask } from './tasks.ts'

/**
 * References that the purge leaves alone entirely, with their entries and messages (K4). Holding an appeal holds what it
 * is about: that is its file.
 */
export async function heldRefs(s: Store): Promise<string[]> {
  const refs = new Set<string>()
  for (const { matter } of await s.holds({ inForce: true })) {
    refs.add(matter)
    const appeal = kindOf(matter) === 'appeal' ? await s.appealFile(matter) : undefined
    if (appeal) refs.add(appeal.about)
  }
  return [...refs]
}

/** Whether anything is still to be decided or carried out in a matter. */
async function isOpen(s: Store, ref: string): Promise<boolean> {
  const found =
    kindOf(ref) === 'case'
      ? await s.caseFile(ref)
      : kindOf(ref) === 'complaint'
        ? await s.complaintFile(ref)
        : await s.appealFile(ref)
  return found !== undefined && found.state !== 'closed'
}

/** What the form of `/register hold` is opened with: the hold that is in force, if any. */
export const holdFor = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ hold: Hold | null }>> =>
  clp.transact(async (s) => {
    const may = await mayHold(clp, s, actor, ref)
    if (!may.ok) return may
    return { ok: true, hold: (await s.holds({ matter: ref, inForce: true }))[0] ?? null }
  })

async function mayHold(clp: Clp, s: Store, actor: Actor, ref: string): Promise<Result<{ as: string }>> {
  const about = await matterOf(clp, s, ref)
  const may = await authorise(clp, s, actor, 'register.hold', { ref, about })
  if (!may.ok) return may
  const inForce = (await s.holds({ matter: ref, inForce: true })).length > 0
  if (!inForce && !(await isOpen(s, ref)))
    return refuse({
      why: 'not_now',
      because: `${ref} is closed. Only what is still open can be held beyond its date; what is closed is deleted on it.`,
    })
  return { ok: true, as: may.as }
}

/**
 * Puts a matter on hold, goes on holding it after a review, or releases it (K4): by the Secretary or a trusted EC officer,
 * with a reason and a minute of the EC. What is released goes with the next daily run, where its date has passed.
 */
export const setHold = (
  clp: Clp,
  actor: Actor,
  ref: string,
  given: { choice: 'hold' | 'release'; reason: string; minute: string },
): Promise<Result<{ done: 'held' | 'reviewed' | 'released'; reviewOn: CalendarDate }>> =>
  clp.transact(
    async (s): Promise<Result<{ done: 'held' | 'reviewed' | 'released'; reviewOn: CalendarDate }>> => {
      const may = await mayHold(clp, s, actor, ref)
      if (!may.ok) return may
      const problems: string[] = []
      if (isBlank(given.reason)) problems.push('Give the reason.')
      if (isBlank(given.minute)) problems.push('Give the reference of the EC’s minute.')
      if (problems.length > 0) return refuse({ why: 'input', problems })
      const now = clp.clock.now()
      const reviewOn = addMonths(londonDate(now), REVIEW_MONTHS)
      const [before] = await s.holds({ matter: ref, inForce: true })
      const reason = given.reason.trim()
      const minute = given.minute.trim()
      const write = (action: string, line: string) =>
        record(clp, s, {
          actor,
          as: may.as,
          action,
          matter: ref,
          line,
          details: { reason, minute, reviewOn },
        })
      for (const task of await s.openTasks({ kind: 'hold_review', matter: ref }))
        await closeTask(clp, s, task, BOT, 'bot', 'the hold was reviewed')
      if (given.choice === 'release') {
        if (!before) return refuse({ why: 'not_now', because: `${ref} is not on hold.` })
        await s.updateHold(before.id, { releasedAt: now, releasedBy: actor.id })
        await write(
          'register.hold_released',
          'Released the hold: what is past its date goes with the next daily run',
        )
        return { ok: true, done: 'released', reviewOn }
      }
      if (before) {
        await s.updateHold(before.id, { reason, minute, reviewOn })
        await write(
          'register.hold_reviewed',
          `Reviewed the hold and keeps it, to be reviewed again by ${formatDate(reviewOn)}`,
        )
        return { ok: true, done: 'reviewed', reviewOn }
      }
      await s.addHold({ matter: ref, at: now, by: actor.id, reason, minute, reviewOn })
      await write(
        'register.held',
        `Put on hold beyond its date, by minute of the EC; to be reviewed by ${formatDate(reviewOn)}`,
      )
      return { ok: true, done: 'held', reviewOn }
    },
  )

/** Holds whose review is due (K4): the Secretary gets a task for each, and another trusted officer where she may not see it. */
export async function remindOfHolds(clp: Clp, s: Store): Promise<void> {
  const now = clp.clock.now()
  for (const { matter, reviewOn } of await holdsDue(s, now)) {
    if ((await s.openTasks({ kind: 'hold_review', matter })).length > 0) continue
    await raiseTask(clp, s, {
      kind: 'hold_review',
      matter,
      offices: ['secretary'],
      platform: null,
      subject: null,
      text: `${matter} is on hold beyond its date, and was to be looked at again by ${formatDate(reviewOn)}. Is it still needed? Use \`/register hold ref:${matter}\` to go on holding it, with a minute of the EC, or to release it.`,
    })
  }
}

/** The holds whose review is due by now (K4), for the digest too. */
export async function holdsDue(s: Store, now: Instant): Promise<Hold[]> {
  const today = londonDate(now)
  return (await s.holds({ inForce: true })).filter((hold) => hold.reviewOn <= today)
}

/** Open matters that begin to be deleted within sixty days unless they are put on hold (K4), the first one first. */
export async function deletionsComing(
  s: Store,
  now: Instant,
): Promise<{ ref: string; on: CalendarDate; openedAt: Instant }[]> {
  const held = new Set(await heldRefs(s))
  const until = addDays(londonDate(now), WARN_DAYS)
  const open = [
    ...(await s.cases({ states: ['proposed', 'asking', 'replying', 'signing', 'decided'], limit: 10_000 })),
    ...(await s.complaints({ states: ['open', 'mediating', 'with_case'], limit: 10_000 })),
    ...(await s.appeals({
      states: ['lodged', 'statements', 'answering', 'voting', 'meeting', 'consequences'],
      limit: 10_000,
    })),
  ]
  return open
    .map(({ ref, openedAt }) => ({ ref, openedAt, on: deletionDate(londonDate(openedAt)) }))
    .filter(({ ref, on }) => on <= until && !held.has(ref))
    .sort((a, b) => `${a.on} ${a.ref}`.localeCompare(`${b.on} ${b.ref}`))
}
