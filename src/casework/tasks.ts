import type { Instant } from '../policy/calendar.ts'
import { holdsAt, type Office } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { appealMatter, whoHandles } from './appeal-people.ts'
import { authorise } from './authorise.ts'
import { conflictIn, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { Task, TaskKind } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { officerLane } from './tell-officers.ts'

/** To whom a task passes on where nobody without conflict is left in the offices before (D7). */
const SERVING: Office[][] = [['admin', 'sm_officer'], ['chair'], ['ec_member']]
const LINES: Partial<Record<TaskKind, Office[][]>> = {
  serve_notice: SERVING,
  serve_letter: SERVING,
  serve_new: SERVING,
  platform_ban: SERVING,
  platform_lift: SERVING,
  undelivered: SERVING,
  tell_returned: SERVING,
  ban_by_hand: SERVING,
  link_identities: SERVING,
  part_identities: SERVING,
  identity_challenge: [['secretary', 'trusted_ec_officer'], ['chair'], ['ec_member']],
  keep_ban: [['trusted_ec_officer'], ['chair'], ['ec_member']],
  hold_review: [['trusted_ec_officer'], ['chair'], ['ec_member']],
  lift_unkept: SERVING,
  change_passwords: [['admin', 'sm_officer'], ['secretary'], ['chair']],
  reason_needed: SERVING,
  ec_decides: [['secretary', 'trusted_ec_officer'], ['chair'], ['ec_member']],
}

/** In place of an office: whoever handles the appeal that a task is about, since others may not read it (H3). */
export const HANDLER = 'appeal_handler'
const FOR_HANDLER: Office[][] = [['secretary', 'trusted_ec_officer'], ['chair'], ['ec_member']]

/** To whom a task passes on. */
const lineOf = (t: Pick<Task, 'kind' | 'offices'>): Office[][] | undefined =>
  t.offices.includes(HANDLER) ? FOR_HANDLER : LINES[t.kind]

/** The offices that a task waits for: its own, or the next in line in which there is somebody for it (D7). */
async function officesOf(
  clp: Clp,
  s: Store,
  t: Pick<Task, 'kind' | 'offices' | 'platform' | 'matter' | 'subject' | 'notFor'>,
): Promise<string[]> {
  for (const offices of [t.offices, ...(lineOf(t) ?? [])])
    if ((await taskPeople(clp, s, { ...t, offices })).length > 0) return offices
  return t.offices
}

/** Tasks that may have to pass on; those that nobody is left for are looked at again by `passOn`. */
export const tasksInLine = async (s: Store): Promise<Task[]> =>
  (await s.openTasks()).filter((t) => lineOf(t) !== undefined)

/** Passes a task on whose people have a conflict since, or have left office, so that somebody is told (D7). */
export async function passOn(clp: Clp, s: Store, id: number): Promise<void> {
  const task = await s.task(id)
  if (!task || task.doneAt !== null) return
  const offices = await officesOf(clp, s, task)
  if (offices.join() === task.offices.join()) return
  const { kind, matter, platform, subject, text, notFor, dueOn = null, about = null, raisedAt } = task
  await closeTask(clp, s, task, BOT, 'bot', 'it passed on to others')
  // what was put to somebody by it was put on the day on which it was first raised (F3)
  const same = { kind, matter, platform, subject, text, dueOn, about, raisedAt }
  await raiseTask(clp, s, { ...same, offices, ...(notFor ? { notFor } : {}) })
}

/** What follows in the text of a task are the words to be passed on: shown by `/task list`, and in no DM (A7). */
export const WORDS = '\n>>> '

/** A task as a DM may say it: the reference, and not the words to be passed on. */
export const inDm = (text: string): string => {
  const at = text.indexOf(WORDS)
  return at === -1 ? text : `${text.slice(0, at)} The rest is shown by \`/task list\` on the server.`
}

/** Whom such a task is about stands in its words alone, so that neither the register nor a DM names them (K3). */
const namesNobody = ({ kind, text }: Pick<Task, 'kind' | 'text'>): string =>
  kind === 'lift_unkept' ? (text.split(WORDS)[0] ?? '') : text

/**
 * Raises a task for officers and tells each of them, by DM, with the reference only. Where nobody of its offices can do
 * it, it goes to the next in line (D7).
 */
export async function raiseTask(
  clp: Clp,
  s: Store,
  given: Omit<Task, 'id' | 'raisedAt' | 'doneAt' | 'doneBy' | 'doneHow'> & { raisedAt?: Instant },
): Promise<number> {
  const now = clp.clock.now()
  const t = { raisedAt: now, ...given, offices: await officesOf(clp, s, given) }
  const id = await s.addTask(t)
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'task.raised',
    matter: t.matter,
    line: 'A task was raised for the officers',
    details: { task: id, kind: t.kind, text: namesNobody(t) },
    subject: t.subject,
  })
  const atOnce = t.kind === 'crisis' || t.kind === 'safeguarding'
  for (const person of await taskPeople(clp, s, t))
    await s.addEffect(
      {
        name: 'task-alert',
        lane: officerLane(person, atOnce),
        target: String(id),
        payload: { taskId: id, userId: person, ...(atOnce ? { atOnce } : {}) },
      },
      now,
      now,
    )
  return id
}

/**
 * Discord user ids of those whom a task waits for: holders of its offices now, or whoever handles its appeal, without
 * conflict in its matter (A5).
 */
export async function taskPeople(
  clp: Clp,
  s: Store,
  t: Pick<Task, 'offices' | 'platform' | 'matter' | 'subject' | 'notFor'>,
): Promise<string[]> {
  const now = clp.clock.now()
  const matter = t.matter === null ? undefined : await matterOf(clp, s, t.matter)
  const holdings = await s.holdings()
  const people = holdings
    .filter((h) => h.person !== null && holdsAt(h, now) && t.offices.includes(h.office))
    .filter((h) => h.office !== 'admin' || t.platform === null || h.platform === t.platform)
    .map((h) => h.person as string)
  const appeal =
    t.matter !== null && t.offices.includes(HANDLER) ? await appealMatter(s, t.matter) : undefined
  if (appeal) people.push(...whoHandles(clp, appeal, holdings, now))
  return [...new Set(people)].filter(
    (p) =>
      p !== t.subject &&
      t.notFor?.includes(p) !== true &&
      (matter === undefined || conflictIn(p, matter) === undefined),
  )
}

/** What waits for someone, oldest first (`/task list`). */
export const tasksFor = (clp: Clp, actor: Actor): Promise<Result<{ tasks: Task[] }>> =>
  clp.transact(async (s) => {
    const may = await authorise(clp, s, actor, 'task.list')
    if (!may.ok) return may
    const mine: Task[] = []
    for (const task of await s.openTasks())
      if ((await taskPeople(clp, s, task)).includes(actor.id)) mine.push(task)
    return { ok: true, tasks: mine }
  })

/** A task that waits for this person, or the answer that there is none such (A6). */
export async function ownTask(
  clp: Clp,
  s: Store,
  actor: Actor,
  id: number,
): Promise<Result<{ task: Task; as: string }>> {
  const may = await authorise(clp, s, actor, 'task.done')
  if (!may.ok) return may
  const task = await s.task(id)
  if (!task || !(await taskPeople(clp, s, task)).includes(actor.id)) {
    const unknown = await authorise(clp, s, actor, 'task.done', { ref: `task ${id}`, file: undefined })
    return unknown.ok ? refuse({ why: 'no_such_matter' }) : unknown
  }
  if (task.doneAt !== null) return refuse({ why: 'done_before', by: task.doneBy, at: task.doneAt })
  return { ok: true, task, as: may.as }
}

/** Closes a task, by a person or because what it asked for has come about. */
export async function closeTask(
  clp: Clp,
  s: Store,
  task: Task,
  actor: Actor,
  as: string,
  how: string,
): Promise<void> {
  await s.finishTask(task.id, { at: clp.clock.now(), by: actor === BOT ? null : actor.id, how })
  if (namesNobody(task) !== task.text) await s.updateTask(task.id, { text: namesNobody(task) })
  await record(clp, s, {
    actor,
    as,
    action: 'task.done',
    matter: task.matter,
    line: 'A task was done',
    details: { task: task.id, how },
    subject: task.subject,
  })
}
