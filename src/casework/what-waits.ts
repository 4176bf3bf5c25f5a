import { type CalendarDate, type Instant, londonDate, startOfLondonDay } from '../policy/calendar.ts'
import type { OfficeHolding } from '../policy/offices.ts'
import { pauseAt } from '../policy/pause.ts'
import { warnsToday } from '../policy/retention.ts'
import { type Overdue, tellsToday } from '../policy/timescales.ts'
import { appealHandlers, type AppealMatter, appealViewers, appealVoters } from './appeal-people.ts'
import { mayStillState } from './appeal-statements.ts'
import { questionsOf, votesOn } from './appeal-view.ts'
import { cameLater, mayStandIn, maySee, signersNow } from './case-people.ts'
import { complaintSignersNow, complaintViewers } from './complaint-people.ts'
import { deletionsComing } from './holds.ts'
import type { ComplaintFile } from './matter-records.ts'
import { isWithNational } from './national.ts'
import { appealOverdue, caseOverdue, complaintOverdue, openMattersOf } from './open-matters.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, Task, TaskKind } from './records.ts'
import { caseIsHeld } from './safeguarding.ts'
import { taskPeople } from './tasks.ts'
import { toldToday } from './told-today.ts'

/** What somebody is waited for to do; `past_target`: nothing of theirs, but it should have ended by now (D9, H11). */
export type Todo =
  | 'agree'
  | 'sign'
  | 'look_again'
  | 'propose'
  | 'sign_complaint'
  | 'mediate'
  | 'put_to_ec'
  | 'state'
  | 'vote'
  | 'meeting'
  | 'past_target'
  /** It begins to be deleted on a day unless it is put on hold (K4). */
  | 'deletion'

/** One thing that waits for somebody: by its reference and nothing more. */
export interface Waiting {
  /** Null for a task that belongs to no matter. */
  ref: string | null
  todo: Todo | TaskKind
  since: Instant
  /** Until when it can be done, where that is known. */
  until: Instant | null
  taskId: number | null
  /** The day on which a task falls due, where it has one. */
  dueOn: CalendarDate | null
  overdue: Overdue | null
  /** It waits for nobody's holiday (D9). */
  inPause: boolean
}

/** Bans end on time, people in danger are looked after, and what the law or retention dates keeps its day, also while the CLP pauses (D9). */
const GOES_ON: Task['kind'][] = [
  'safeguarding',
  'crisis',
  'ban_by_hand',
  'ban_trouble',
  'tell_returned',
  'platform_ban',
  'platform_lift',
  'lift_unkept',
  'keep_ban',
  'hold_review',
  'data_request',
  'data_answer',
  'restored',
]

/** Everything that waits for one officer now, oldest first. Nothing of a matter in which they have a conflict (A5, A6). */
async function whatWaits(clp: Clp, s: Store, person: string): Promise<Waiting[]> {
  const holdings = await s.holdings()
  const open = await openMattersOf(s)
  const found: Waiting[] = []
  for (const file of open.cases) found.push(...(await ofCase(clp, s, holdings, file, person)))
  for (const file of open.again) found.push(...(await secondLook(clp, s, holdings, file, person)))
  for (const file of open.complaints) found.push(...ofComplaint(clp, holdings, file, person))
  for (const m of open.appeals) found.push(...(await ofAppeal(clp, s, holdings, m, person)))
  for (const task of await s.openTasks())
    if ((await taskPeople(clp, s, task)).includes(person)) found.push(ofTask(task))
  found.push(...(await comingDeletions(clp, s, person)))
  return found.toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
}

/**
 * What a digest of this day has for somebody (D9): what they were told of on an earlier day and have not done yet; in a
 * pause only what goes on in it.
 */
export async function digestOf(clp: Clp, s: Store, person: string): Promise<Waiting[]> {
  const now = clp.clock.now()
  const today = startOfLondonDay(londonDate(now))
  const pausing = pauseAt(now, await s.pauses()) !== undefined
  const shown = (await whatWaits(clp, s, person)).filter(
    (w) =>
      w.since < today &&
      (!pausing || w.inPause) &&
      (w.todo !== 'past_target' || (w.overdue !== null && tellsToday(w.overdue))),
  )
  const untold: Waiting[] = []
  for (const w of shown) {
    const thing = w.taskId !== null ? { task: w.taskId } : w.ref !== null ? { ref: w.ref } : null
    if (thing === null || !(await toldToday(clp, s, person, thing))) untold.push(w)
  }
  return untold
}

/** Open matters that begin to be deleted within sixty days, for whoever can have them held (K4). */
async function comingDeletions(clp: Clp, s: Store, person: string): Promise<Waiting[]> {
  const now = clp.clock.now()
  const found: Waiting[] = []
  for (const { ref, on, openedAt } of await deletionsComing(s, now)) {
    if (!warnsToday(londonDate(now), on)) continue
    const may = { platform: null, matter: ref, subject: null }
    const secretaries = await taskPeople(clp, s, { ...may, offices: ['secretary'] })
    const asked =
      secretaries.length > 0
        ? secretaries
        : await taskPeople(clp, s, { ...may, offices: ['trusted_ec_officer'] })
    if (asked.includes(person))
      found.push({ ...waits(ref, 'deletion', openedAt, { overdue: null }), dueOn: on, inPause: true })
  }
  return found
}

const waits = (
  ref: string,
  todo: Todo,
  since: Instant,
  more: { until?: Instant | null; overdue: Overdue | null },
): Waiting => ({
  ref,
  todo,
  since,
  until: more.until ?? null,
  taskId: null,
  dueOn: null,
  overdue: more.overdue,
  inPause: false,
})

const ofTask = (task: Task): Waiting => ({
  ref: task.matter,
  todo: task.kind,
  since: task.raisedAt,
  until: null,
  taskId: task.id,
  dueOn: task.dueOn ?? null,
  overdue: null,
  inPause: GOES_ON.includes(task.kind),
})

async function ofCase(
  clp: Clp,
  s: Store,
  holdings: OfficeHolding[],
  file: CaseFile,
  person: string,
): Promise<Waiting[]> {
  const now = clp.clock.now()
  if (!maySee(clp, file, holdings, now, person)) return []
  if ((await isWithNational(s, file.ref)) || (await caseIsHeld(s, file))) return []
  const late = caseOverdue(clp, file, londonDate(now))
  if (file.state === 'proposed') {
    const onlyReads = cameLater(file, holdings, now, person) && !mayStandIn(clp, file, holdings, now, person)
    if (person !== file.proposer && !onlyReads)
      return [waits(file.ref, 'agree', file.openedAt, { overdue: late })]
  }
  if (file.state === 'signing') {
    const held = file.blockedBy.length > 0 && file.lighter === null
    const voted = file.votes.some((v) => v.by === person && v.letterVersion === file.letterVersion)
    if (!held && !voted && signersNow(clp, file, holdings, now).includes(person))
      return [waits(file.ref, 'sign', file.signOpenedAt ?? file.openedAt, { overdue: late })]
  }
  return late === null ? [] : [waits(file.ref, 'past_target', file.openedAt, { overdue: late })]
}

async function secondLook(
  clp: Clp,
  s: Store,
  holdings: OfficeHolding[],
  file: CaseFile,
  person: string,
): Promise<Waiting[]> {
  const again = await s.reconsideration(file.ref)
  if (!again || !file.reconsideringSince || (await isWithNational(s, file.ref))) return []
  if (again.votes.some((v) => v.by === person)) return []
  if (!signersNow(clp, file, holdings, clp.clock.now()).includes(person)) return []
  return [waits(file.ref, 'look_again', file.reconsideringSince, { overdue: null })]
}

function ofComplaint(clp: Clp, holdings: OfficeHolding[], file: ComplaintFile, person: string): Waiting[] {
  const now = clp.clock.now()
  if (file.safeguarding === 'raised' || !complaintViewers(clp, file, holdings, now).includes(person))
    return []
  const late = complaintOverdue(clp, file, londonDate(now))
  if (file.state === 'mediating' && file.mediation?.state === 'running' && file.mediation.mediator === person)
    return [waits(file.ref, 'mediate', file.mediation.startedAt, { overdue: late })]
  if (
    file.state === 'open' &&
    file.outcome === null &&
    complaintSignersNow(clp, file, holdings, now).includes(person)
  ) {
    if (file.proposal === null) return [waits(file.ref, 'propose', file.openedAt, { overdue: late })]
    const voted = file.votes.some(
      (v) => v.question === 'proposal' && v.version === file.proposalVersion && v.by === person,
    )
    if (!voted)
      return [waits(file.ref, 'sign_complaint', file.signOpenedAt ?? file.openedAt, { overdue: late })]
  }
  return late === null ? [] : [waits(file.ref, 'past_target', file.openedAt, { overdue: late })]
}

async function ofAppeal(
  clp: Clp,
  s: Store,
  holdings: OfficeHolding[],
  m: AppealMatter,
  person: string,
): Promise<Waiting[]> {
  const { file } = m
  const now = clp.clock.now()
  if (await isWithNational(s, file.ref)) return []
  const late = appealOverdue(clp, m, londonDate(now))
  const handles = appealHandlers(clp, m, holdings, now).includes(person)
  if (file.state === 'statements' && (await mayStillState(clp, s, m, person))) {
    const nothing = file.votes.some((v) => v.question === 'statement' && v.by === person)
    if (!nothing)
      return [
        waits(file.ref, 'state', file.countsFrom ?? file.openedAt, {
          until: file.statementsUntil,
          overdue: null,
        }),
      ]
  }
  if (!appealViewers(clp, m, holdings, now).includes(person)) return []
  if (file.state === 'lodged' && handles)
    return [waits(file.ref, 'put_to_ec', file.handledAt, { overdue: late })]
  if (file.state === 'meeting' && handles)
    return [waits(file.ref, 'meeting', file.handledAt, { overdue: late })]
  const isVoting = file.state === 'voting' || file.state === 'consequences'
  const voter = appealVoters(m, holdings, now).some((v) => v.person === person)
  if (isVoting && voter && questionsOf(file).some((q) => !votesOn(file, q).some((v) => v.by === person)))
    return [
      waits(file.ref, 'vote', file.votingOpenedAt ?? file.openedAt, {
        until: file.votingClosesAt,
        overdue: late,
      }),
    ]
  return late === null || !handles ? [] : [waits(file.ref, 'past_target', file.openedAt, { overdue: late })]
}
