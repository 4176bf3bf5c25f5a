import { isBlank } from '../letters/plain-text.ts'
import { sanctionInWords } from '../letters/phrases.ts'
import {
  addDays,
  type CalendarDate,
  formatDate,
  londonDate,
  nextSendingTime,
  parseDateInput,
} from '../policy/calendar.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { desiredBan, queueBan } from './carry-out-ban.ts'
import { firstOffices } from './case-people.ts'
import { conflictIn, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { SanctionRecord, Task, TaskKind } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { bansOn, isLiftedByEc, isOver } from './platform-ban-state.ts'
import { queueCard, roomLine } from './room.ts'
import { tellOffices } from './tell-officers.ts'
import { closeTask, ownTask, raiseTask } from './tasks.ts'

/** Has the register carried out for one person on one platform: by the bot on its own server, elsewhere by people (B1, G6). */
export const carryOut = (clp: Clp, s: Store, respondent: string, platform: string): Promise<void> =>
  platform === DISCORD ? queueBan(clp, s, respondent) : platformBan(clp, s, respondent, platform)

const today = (clp: Clp): CalendarDate => londonDate(clp.clock.now())

/** The open tasks of a kind about one person's ban on one platform. */
const openOf = async (s: Store, kind: TaskKind, respondent: string, platform: string): Promise<Task[]> =>
  (await s.openTasks({ kind, subject: respondent })).filter((t) => t.platform === platform)

/**
 * Works out from the register which tasks should be open about one person's ban on a platform other than this server, and
 * brings that about (G6): asked again it changes nothing, so that none is doubled and a stale one is withdrawn. Once a ban
 * task was raised somebody may have banned them without saying so: where the ban is not to be any more, or its days are
 * over, a task asks to lift it whether or not the ban was written down.
 */
async function platformBan(clp: Clp, s: Store, respondent: string, platform: string): Promise<void> {
  const all = await bansOn(s, respondent, platform)
  if (all.length === 0) return
  const desired = await desiredBan(clp, s, respondent, platform)
  const bans = await openOf(s, 'platform_ban', respondent, platform)
  const lifts = await openOf(s, 'platform_lift', respondent, platform)
  const inForce = all.filter((x) => x.banState === 'in_force')
  const because = all.find((x) => x.ref === desired.because)
  if (because) {
    await withdraw(clp, s, lifts, 'the ban is to be there after all')
    // a shorter one beside it is over without anything to be done
    for (const x of all)
      if (x.banState === 'due' && isOver(x, today(clp))) await s.updateSanction(x.ref, { banState: 'ended' })
    if (inForce.length > 0) {
      await withdraw(clp, s, bans, 'they are banned there already')
      if (because.banState === 'due') await inForceNow(clp, s, because, null)
      return
    }
    await withdraw(
      clp,
      s,
      bans.filter((t) => t.matter !== because.ref),
      'another ban takes its place',
    )
    if (!bans.some((t) => t.matter === because.ref)) await raiseBan(clp, s, because)
    return
  }
  await withdraw(clp, s, bans, 'they are not to be banned any more')
  const last = inForce.at(-1) ?? all.find((x) => bans.some((t) => t.matter === x.ref))
  if (last && lifts.length === 0) await raiseLift(clp, s, last, inForce.length > 0)
  // a ban that nobody was ever asked to make has nothing to be lifted
  if (!last && lifts.length === 0)
    for (const x of all)
      if (x.banState === 'due' && (x.overturned || isOver(x, today(clp)))) {
        await s.updateSanction(x.ref, { banState: 'ended' })
        await queueCard(clp, s, x.ref)
      }
}

async function withdraw(clp: Clp, s: Store, tasks: Task[], why: string): Promise<void> {
  for (const task of tasks) await closeTask(clp, s, task, BOT, 'bot', `withdrawn: ${why}`)
}

async function raiseBan(clp: Clp, s: Store, x: SanctionRecord): Promise<void> {
  const first = x.firstDay ?? today(clp)
  const days =
    x.lastDay === null
      ? 'It has no last day.'
      : `Its last day is ${formatDate(x.lastDay)}; on the day after you get a task to lift it.`
  await raiseTask(clp, s, {
    kind: 'platform_ban',
    matter: x.ref,
    offices: ['admin', 'sm_officer'],
    platform: x.platform,
    subject: x.respondent,
    dueOn: first > today(clp) ? first : today(clp),
    text: `${x.ref}: the letter has reached the person, so the ban can be made. Please carry out ${sanctionInWords(x.kind)} on ${x.platform} today: ban or block the account there, and delete nothing that they wrote before. One of you does it; tell the others first. ${days} Whom it is about stands in \`/case view\`. Then press *Done* and give the day.`,
  })
}

async function raiseLift(clp: Clp, s: Store, x: SanctionRecord, known: boolean): Promise<void> {
  const over = isOver(x, today(clp))
  const why = over
    ? `the ban on ${x.platform} is over`
    : x.overturned
      ? `the ban on ${x.platform} does not stand any more`
      : (await isLiftedByEc(s, x.ref))
        ? `the EC has decided that the ban on ${x.platform} is lifted`
        : `the ban on ${x.platform} is taken off for the time being`
  const act = known
    ? 'Please lift it there today, so that they can come back.'
    : 'Nobody has written down that it was made. Please look, and lift it if it is there, so that nobody stays banned by mistake.'
  await raiseTask(clp, s, {
    kind: 'platform_lift',
    matter: x.ref,
    offices: ['admin', 'sm_officer'],
    platform: x.platform,
    subject: x.respondent,
    dueOn: over && x.lastDay !== null ? addDays(x.lastDay, 1) : today(clp),
    text: `${x.ref}: ${why}. ${act} Whom it is about stands in \`/case view\`. Then press *Done* and give the day.`,
  })
  await roomLine(clp, s, x.ref, `The admins of ${x.platform} are asked to lift the ban there.`)
}

/** The ban is there: by somebody's word, or since they are banned there already by an earlier one. */
async function inForceNow(
  clp: Clp,
  s: Store,
  x: SanctionRecord,
  by: { actor: Actor; as: string; day: CalendarDate } | null,
): Promise<void> {
  await s.updateSanction(x.ref, { banState: 'in_force' })
  await record(clp, s, {
    actor: by?.actor ?? BOT,
    as: by?.as ?? 'bot',
    action: 'ban.carried_out',
    matter: x.ref,
    line: by
      ? `Wrote down that the ban on ${x.platform} was carried out`
      : `The ban on ${x.platform} is in force: they were banned there already`,
    details: { platform: x.platform, day: by?.day ?? null, firstDay: x.firstDay, lastDay: x.lastDay },
    subject: x.respondent,
  })
  await roomLine(clp, s, x.ref, `The ban on ${x.platform} is in force.`)
  await queueCard(clp, s, x.ref)
}

export const isPlatformTask = (t: Pick<Task, 'kind'>): boolean =>
  t.kind === 'platform_ban' || t.kind === 'platform_lift'

/**
 * *Done* on a task to ban someone on a platform, or to lift that: the day on which it was done, as typed (G6). A ban is never
 * dated before its letter (F3). Where it has become stale meanwhile it is withdrawn, and the answer says so.
 */
export const recordPlatformDone = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  typed: string,
): Promise<Result<{ what: 'banned' | 'lifted' }>> =>
  clp.transact(async (s): Promise<Result<{ what: 'banned' | 'lifted' }>> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task, as } = own
    const { subject, platform, matter } = task
    const sanction = matter === null ? undefined : (await s.caseFile(matter))?.sanction
    if (!isPlatformTask(task) || !subject || !platform || !sanction) return refuse({ why: 'no_such_matter' })
    await platformBan(clp, s, subject, platform)
    if ((await s.task(taskId))?.doneAt !== null)
      return refuse({
        why: 'not_now',
        because:
          'This has changed meanwhile, and the task is withdrawn. See `/task list` for what is to be done instead.',
      })
    const when = isBlank(typed) ? null : parseDateInput(typed, today(clp))
    const problems: string[] = []
    if (!when) problems.push('Give the day on which it was done, for example today.')
    else if (!when.ok) problems.push(when.why)
    else if (sanction.letterDate !== null && when.date < sanction.letterDate)
      problems.push('That day is before the letter. The letter comes first, and only then the ban.')
    if (!when?.ok || problems.length > 0) return refuse({ why: 'input', problems })
    await closeTask(
      clp,
      s,
      task,
      actor,
      as,
      `${task.kind === 'platform_ban' ? 'banned' : 'lifted'} on ${when.date}`,
    )
    if (task.kind === 'platform_ban') await inForceNow(clp, s, sanction, { actor, as, day: when.date })
    else await lifted(clp, s, task, { actor, as, day: when.date })
    await platformBan(clp, s, subject, platform)
    return { ok: true, what: task.kind === 'platform_ban' ? 'banned' : 'lifted' }
  })

/** They are banned there no more: what is over or overturned has ended; what is only taken off can be due again (H8, H9). */
async function lifted(
  clp: Clp,
  s: Store,
  task: Task,
  by: { actor: Actor; as: string; day: CalendarDate },
): Promise<void> {
  const mine = (await s.sanctions({ respondent: task.subject as string })).filter(
    (x) =>
      x.platform === task.platform && (x.banState === 'in_force' || x.banState === 'due') && x.letterDate,
  )
  for (const x of mine) {
    const ended = x.overturned || isOver(x, today(clp)) || (await isLiftedByEc(s, x.ref))
    if (!ended && x.banState === 'due') continue
    await s.updateSanction(x.ref, {
      banState: ended ? 'ended' : 'due',
      // its days were over anyway: the ladder reads a ban that was lifted before its end only from this
      ...(x.overturned ? { liftedOn: by.day } : {}),
    })
    await queueCard(clp, s, x.ref)
  }
  await record(clp, s, {
    actor: by.actor,
    as: by.as,
    action: 'ban.lifted',
    matter: task.matter,
    line: `Wrote down that the ban on ${task.platform} was lifted`,
    details: { platform: task.platform, day: by.day },
    subject: task.subject,
  })
  await roomLine(clp, s, task.matter as string, `The ban on ${task.platform} was lifted.`)
}

/** Every ban on another platform that may have something due: people's tasks follow the register (G6). */
export async function platformBansDue(
  clp: Clp,
  inTurn: (work: (s: Store) => Promise<void>) => Promise<void>,
) {
  const { bans, tasks } = await clp.transact(async (s) => ({
    bans: (await s.sanctions({ banStates: ['in_force', 'due'] })).filter((x) => x.platform !== DISCORD),
    tasks: (await s.openTasks()).filter(isPlatformTask),
  }))
  const seen = new Set<string>()
  for (const { respondent, platform } of [
    ...bans,
    ...tasks.map((t) => ({ respondent: t.subject as string, platform: t.platform as string })),
  ]) {
    const key = `${platform}:${respondent}`
    if (seen.has(key)) continue
    seen.add(key)
    await inTurn((s) => platformBan(clp, s, respondent, platform))
  }
  for (const { id } of tasks) await inTurn((s) => alarmOverdue(clp, s, id))
}

/**
 * ⚙ days after the day on which a ban or its lifting was due the SM Officer is told, once; where there is none without a
 * conflict the Secretary or a trusted EC officer, else the Chair (G6). Others are reminded by the daily digest.
 */
async function alarmOverdue(clp: Clp, s: Store, taskId: number): Promise<void> {
  const task = await s.task(taskId)
  const now = clp.clock.now()
  const days = clp.config.policy.carryingOut.overdueDays
  if (!task || task.doneAt !== null || task.alarmedAt || !task.dueOn || task.matter === null) return
  if (londonDate(now) < addDays(task.dueOn, days)) return
  if (nextSendingTime(now, clp.config.policy.sendingHours) > now) return
  await s.updateTask(task.id, { alarmedAt: now })
  const matter = await matterOf(clp, s, task.matter)
  const conflicted = (p: string) =>
    p === task.subject || (matter !== undefined && conflictIn(p, matter) !== undefined)
  const offices = firstOffices(
    [['sm_officer'], ['secretary', 'trusted_ec_officer'], ['chair']],
    conflicted,
    await s.holdings(),
    now,
  )
  const act = task.kind === 'platform_ban' ? 'banning someone' : 'lifting a ban'
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'task.overdue',
    matter: task.matter,
    line: `A task on ${task.platform} is overdue; an officer was told`,
    details: { task: task.id, dueOn: task.dueOn, told: offices },
    subject: task.subject,
  })
  await tellOffices(
    clp,
    s,
    offices,
    task.matter,
    `**${task.matter}**: ${act} on ${task.platform} was due on ${formatDate(task.dueOn)} and is not done yet (task no. ${task.id}). ${task.kind === 'platform_lift' ? 'Somebody may be kept out for longer than was decided. ' : ''}Please see to it that an admin of ${task.platform} does it and presses *Done*, or find somebody else who can.`,
  )
}
