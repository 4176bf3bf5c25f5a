import { isBlank } from '../letters/plain-text.ts'
import {
  addDays,
  type CalendarDate,
  type Instant,
  londonDate,
  parseDateInput,
  startOfLondonDay,
} from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { authorise } from './authorise.ts'
import { maySee } from './case-people.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { afterLetter, datesFrom } from './record-delivery.ts'
import type { CaseFile, ServiceAttempt, Task } from './records.ts'
import { refreshCase } from './refresh-case.ts'
import { recordReopened, reopenReply, type ReopenedFor } from './reopen-reply.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { closeTask, ownTask, raiseTask } from './tasks.ts'
import { keepServed } from './told.ts'

/** What someone says of one attempt to serve a notice or letter another way (F3). */
export interface AttemptForm {
  /** How: e-mail, post, in person … */
  means: string
  /** The day as typed. */
  when: string
  reached: boolean
}

const serveTaskKinds = ['serve_notice', 'serve_letter', 'serve_new'] as const
export const isServeTask = (t: Pick<Task, 'kind'>): boolean =>
  (serveTaskKinds as readonly string[]).includes(t.kind)
const whatOf = (kind: Task['kind']): 'notice' | 'letter' => (kind === 'serve_letter' ? 'letter' : 'notice')
/** Attempts to give what this task is about: new material has attempts of its own, since the task was raised. */
const attemptsFor = (task: Task, file: CaseFile): ServiceAttempt[] =>
  file.attempts.filter(
    (a) => a.what === whatOf(task.kind) && (task.kind !== 'serve_new' || a.at >= task.raisedAt),
  )

/**
 * *Done* on a task to serve something another way: one attempt. Served, the sanction counts from that day, or the
 * reply window runs from it; not reached, the attempt is kept and the task stays open (F3).
 */
export const recordAttempt = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  form: AttemptForm,
): Promise<Result<{ served: boolean; mayDeem: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ served: boolean; mayDeem: boolean }>> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task, as } = own
    if (!isServeTask(task) || task.matter === null) return refuse({ why: 'no_such_matter' })
    const today = londonDate(clp.clock.now())
    const when = parseDateInput(form.when, today)
    const problems = when.ok ? [] : [when.why]
    if (isBlank(form.means)) problems.push('Say how: for example e-mail, post, or in person.')
    if (!when.ok || problems.length > 0) return refuse({ why: 'input', problems })
    const file = (await s.caseFile(task.matter)) as CaseFile
    const what = whatOf(task.kind)
    // a day before there was a letter or a notice would end a window that nobody could use (D4)
    const since =
      task.kind === 'serve_new' ? task.raisedAt : what === 'letter' ? file.decidedAt : file.agreedAt
    const earliest = londonDate(since ?? file.openedAt)
    if (when.date < earliest)
      return refuse({ why: 'input', problems: ['That day is before there was anything to serve.'] })
    const attempt: ServiceAttempt = {
      at: clp.clock.now(),
      what,
      means: form.means.trim(),
      day: when.date,
      reached: form.reached,
      by: actor.id,
    }
    await s.addAttempt(file.ref, attempt)
    await record(clp, s, {
      actor,
      as,
      action: `delivery.${what}_by_hand`,
      matter: file.ref,
      line: form.reached ? `Served the ${what} another way` : `Tried to serve the ${what} another way`,
      details: { means: attempt.means, day: attempt.day, reached: attempt.reached },
      subject: file.respondent,
    })
    if (form.reached) {
      await served(clp, s, file, task, when.date, 'served')
      await closeTask(clp, s, task, actor, as, `served: ${attempt.means}`)
      return { ok: true, served: true, mayDeem: false }
    }
    await queueCard(clp, s, file.ref)
    return { ok: true, served: false, mayDeem: mayDeem(clp, [...attemptsFor(task, file), attempt]) }
  })

/** Two attempts by different means, on days ⚙7 apart (F3): only then may it be deemed served. */
function mayDeem(clp: Clp, those: ServiceAttempt[]): boolean {
  const apart = clp.config.policy.service.attemptsApartDays
  return those.some((a) =>
    those.some((b) => a.means.toLowerCase() !== b.means.toLowerCase() && b.day >= addDays(a.day, apart)),
  )
}

/** One signer's press of *Deem served*; the second by another person does it (F3). */
export const deemServed = (clp: Clp, actor: Actor, taskId: number): Promise<Result<{ done: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ done: boolean }>> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task, as } = own
    if (!isServeTask(task) || task.matter === null) return refuse({ why: 'no_such_matter' })
    const file = (await s.caseFile(task.matter)) as CaseFile
    const may = await authorise(clp, s, actor, 'case.sign', { file })
    if (!may.ok) return may
    const what = whatOf(task.kind)
    const attempts = attemptsFor(task, file)
    if (!mayDeem(clp, attempts))
      return refuse({
        why: 'not_now',
        because: `It can be deemed served after two recorded attempts by different means, at least ${clp.config.policy.service.attemptsApartDays} days apart.`,
      })
    const means = 'deemed'
    // the word of someone whose office has ended, or who has a part in it by now, is void (A8); admins write it down
    // also where others were named to sign, since the task waits for them
    const before = attempts.filter(
      (a) => a.means === means && a.reached && maySee(clp, file, may.holdings, clp.clock.now(), a.by),
    )
    if (before.some((a) => a.by === actor.id)) return refuse({ why: 'already_did', what: 'deemed' })
    const today = londonDate(clp.clock.now())
    await s.addAttempt(file.ref, {
      at: clp.clock.now(),
      what,
      means,
      day: today,
      reached: true,
      by: actor.id,
    })
    await record(clp, s, {
      actor,
      as,
      action: `delivery.${what}_deemed`,
      matter: file.ref,
      line: `Recorded the ${what} as ${what === 'notice' ? 'deemed told' : 'deemed served'}${before.length === 0 ? '; a second signature is needed' : ''}`,
      subject: file.respondent,
    })
    if (before.length === 0) return { ok: true, done: false }
    await served(clp, s, file, task, today, 'deemed')
    await closeTask(clp, s, task, actor, as, 'deemed served')
    return { ok: true, done: true }
  })

/** A letter served or deemed served counts from that day, known by its date only; a notice opens the reply (D4, F3). */
async function served(
  clp: Clp,
  s: Store,
  file: CaseFile,
  task: Task,
  day: CalendarDate,
  how: 'served' | 'deemed',
): Promise<void> {
  const now = clp.clock.now()
  const what = whatOf(task.kind)
  // a day is counted to the person's favour: the window runs from its end, or from now where that is earlier
  const end = startOfLondonDay(addDays(day, 1))
  const from = end < now ? end : now
  if (task.kind === 'serve_new') {
    if (file.state !== 'replying') return
    await keepServed(clp, s, file.ref, task, from)
    await recordReopened(clp, s, file.ref, task.about as ReopenedFor, from)
    await roomLine(
      clp,
      s,
      file.ref,
      `The new material was ${how === 'deemed' ? 'deemed told' : 'given to them'}. The days to answer it run.`,
    )
    await refreshCase(clp, s, file.ref)
    return
  }
  if (what === 'notice') {
    if (file.state !== 'asking') return
    await keepServed(clp, s, file.ref, task, from)
    await s.updateCase(file.ref, { state: 'replying', toldStep: file.step })
    await s.addReply(file.ref, { kind: 'told', at: from, text: null }, null)
    await roomLine(
      clp,
      s,
      file.ref,
      `The notice was ${how === 'deemed' ? 'deemed told' : 'served another way'}. The days for a reply run.`,
    )
    const after = await refreshCase(clp, s, file.ref)
    await putTheRest(clp, s, after, file.toldStep, task.about ?? from)
    return
  }
  if (!file.sanction || file.sanction.letterState !== 'failed') return
  await s.updateSanction(file.ref, {
    letterState: how,
    letterAt: null,
    ...datesFrom(file.sanction, day),
  })
  await keepServed(clp, s, file.ref, task, from)
  await roomLine(
    clp,
    s,
    file.ref,
    `The letter was ${how === 'deemed' ? 'deemed served' : 'served another way'}.`,
  )
  await afterLetter(clp, s, file.ref)
}

/** What was added to the case after its notice was last taken out to be given is not in it, and goes to them after it (D4). */
async function putTheRest(
  clp: Clp,
  s: Store,
  file: CaseFile,
  toldStep: CaseFile['toldStep'],
  asOf: Instant,
): Promise<void> {
  // a harsher step has gone to them by now, with everything
  if (file.toldStep !== toldStep) return
  if (file.incidents.some((i) => i.ownStep && i.at > asOf)) await reopenReply(clp, s, file, 'new_incident')
  else if (file.evidence.some((e) => e.at > asOf)) await reopenReply(clp, s, file, 'new_evidence')
  else if ((file.findingAt ?? asOf) > asOf) await reopenReply(clp, s, file, 'new_finding')
}

/** A delivered letter that nobody has marked as read after ⚙7 days: a task to serve it another way as well (F3). */
export async function chaseUnread(clp: Clp, s: Store, file: CaseFile): Promise<void> {
  const open = await s.openTasks({ kind: 'undelivered', matter: file.ref })
  if (open.length > 0 || file.attempts.some((a) => a.what === 'letter')) return
  await s.addAttempt(file.ref, {
    at: clp.clock.now(),
    what: 'letter',
    means: 'Discord message',
    day: file.sanction?.letterDate ?? londonDate(clp.clock.now()),
    reached: true,
    by: BOT.id,
  })
  await raiseTask(clp, s, {
    kind: 'undelivered',
    matter: file.ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${file.ref}: the letter was delivered ${clp.config.policy.service.unreadDays} days ago, but nobody has pressed *I’ve read this*. Send it another way too (e-mail, post, by hand). The text is under *Read all*. Press *Done* when you have.`,
  })
}
