import { isBlank } from '../letters/plain-text.ts'
import { addMonths, type CalendarDate, formatDate, londonDate, parseDateInput } from '../policy/calendar.ts'
import { answerBy } from '../policy/data-request.ts'
import { BOT } from './actor.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { dataHandlers, notHandling } from './data-handlers.ts'
import { trustworthy, type Trustworthy } from './lodge-appeal.ts'
import { gatherOwnData } from './own-data.ts'
import type { DataRequest, DataRequestKind } from './own-data-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { closeTask, raiseTask, taskPeople } from './tasks.ts'

/** What the form about one's data asks. */
export interface DataWords {
  kind: DataRequestKind
  /** What should be corrected or deleted. */
  words: string
  /** The reference that it is about, or empty. */
  about: string
  /** As in an appeal (H2): `no`, `yes`, or the EC officer whom they trust. */
  trusted: string
}

const LINES: Record<DataRequestKind, string> = {
  rest: 'A person asked for the rest of their data; it is to be answered within one month',
  correction: 'A person asked for a correction of their data; it is to be answered within one month',
  deletion: 'A person asked for deletion of their data; it is to be answered within one month',
}

const TASKS: Record<DataRequestKind, string> = {
  rest: 'a person asks for whatever is held about them besides what `/mydata` gives at once',
  correction: 'a person asks for a correction of their data',
  deletion: 'a person asks for something of their data to be deleted',
}

/** The officers whom the forms let them name. */
export const dataOfficers = (clp: Clp, actor: Actor): Promise<Trustworthy[]> =>
  clp.transact(async (s) => trustworthy(await s.holdings(), clp.clock.now(), actor.id))

/** The matters that they know of, which the form for a correction or deletion offers. */
export const dataMatters = (clp: Clp, actor: Actor): Promise<string[]> =>
  clp.transact((s) => knownMatters(clp, s, actor))

/** References that stand in their own copy, the newest first. */
async function knownMatters(clp: Clp, s: Store, actor: Actor): Promise<string[]> {
  const d = await gatherOwnData(clp, s, actor)
  const refs = [...d.told, ...d.said, ...d.files].flatMap((one) => one.matter ?? [])
  return [...new Set([...d.sanctions.map((x) => x.ref), ...refs])]
    .filter((ref) => /^[CA]?\d{4}-/.test(ref))
    .toSorted()
    .toReversed()
}

/**
 * *Ask for the rest* (N1) and *Correct or delete something* (N2): a request with a clock of one calendar month. The answer
 * is the same for everybody, whatever is held. One that is open already takes what is sent again: nothing is refused, and
 * the day stays. The register does not say who asked, so that a Secretary who is said to be involved learns nothing.
 */
export const askAboutData = (
  clp: Clp,
  actor: Actor,
  w: DataWords,
): Promise<Result<{ dueOn: CalendarDate }>> =>
  clp.transact(async (s): Promise<Result<{ dueOn: CalendarDate }>> => {
    const may = await authorise(clp, s, actor, 'data.own')
    if (!may.ok) return may
    if (w.kind !== 'rest' && isBlank(w.words))
      return refuse({ why: 'input', problems: ['Say what should be corrected or deleted.'] })
    const now = clp.clock.now()
    const about = w.kind !== 'rest' && (await knownMatters(clp, s, actor)).includes(w.about) ? w.about : null
    const words = isBlank(w.words) ? null : w.words
    const open = (await s.dataRequests({ people: [actor.id], open: true })).find((r) => r.kind === w.kind)
    if (open) {
      const more =
        words === null
          ? []
          : [`Added on ${formatDate(londonDate(now))}${about ? `, about ${about}` : ''}:\n${words}`]
      await s.updateDataRequest(open.ref, {
        words: [...(open.words === null ? [] : [open.words]), ...more].join('\n\n') || null,
      })
      return { ok: true, dueOn: open.dueOn }
    }
    const request = await enter(clp, s, {
      kind: w.kind,
      person: actor.id,
      personName: actor.name,
      words,
      about,
      trusted: w.trusted === 'no' ? null : w.trusted,
      dueOn: answerBy(now),
    })
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'data.asked',
      matter: request.ref,
      line: LINES[w.kind],
    })
    await raiseDataTask(clp, s, request)
    return { ok: true, dueOn: request.dueOn }
  })

/**
 * `/register request`: somebody who wrote by other means, from whatever platform, asks for their data (N1). The month runs
 * from the day on which it arrived. Whoever writes it down learns nothing by that: the request falls to whom it would
 * otherwise.
 */
export const askForSomebody = (
  clp: Clp,
  actor: Actor,
  who: { identity: string; name: string },
  came: { how: string; when: string },
): Promise<Result<{ ref: string; dueOn: CalendarDate }>> =>
  clp.transact(async (s): Promise<Result<{ ref: string; dueOn: CalendarDate }>> => {
    const may = await authorise(clp, s, actor, 'data.ask_for')
    if (!may.ok) return may
    const today = londonDate(clp.clock.now())
    const when = parseDateInput(came.when, today)
    const problems = when.ok ? [] : [when.why]
    if (isBlank(came.how)) problems.push('Say how it came: for example by e-mail, or by post.')
    if (!when.ok || problems.length > 0) return refuse({ why: 'input', problems })
    const request = await enter(clp, s, {
      kind: 'rest',
      person: who.identity,
      personName: who.name,
      words: `It came another way: ${came.how.trim()}, ${formatDate(when.date)}.`,
      about: null,
      trusted: null,
      dueOn: addMonths(when.date, 1),
    })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'data.asked',
      matter: request.ref,
      line: 'Wrote down that a person asked for their data by other means',
    })
    await raiseDataTask(clp, s, request)
    return { ok: true, ref: request.ref, dueOn: request.dueOn }
  })

type Asked = Pick<DataRequest, 'kind' | 'person' | 'personName' | 'words' | 'about' | 'trusted' | 'dueOn'>

async function enter(clp: Clp, s: Store, given: Asked): Promise<DataRequest> {
  const at = clp.clock.now()
  const { ref, seq } = await s.nextDataRequestRef(Number(londonDate(at).slice(0, 4)))
  const request: DataRequest = {
    ...given,
    ref,
    at,
    outcome: null,
    answer: null,
    released: null,
    answeredAt: null,
    answeredBy: null,
    reached: null,
    reminded: [],
  }
  await s.addDataRequest(request, seq)
  return request
}

/**
 * Has the task wait for those to whom the request falls now: an office may have ended, or somebody have a part in it since
 * (A5, A8). Nothing changes where it waits for them already.
 */
export async function passDataTask(clp: Clp, s: Store, r: DataRequest): Promise<void> {
  const handlers = await dataHandlers(clp, s, r)
  const open = await s.openTasks({ kind: 'data_request', matter: r.ref })
  for (const task of open) {
    const people = await taskPeople(clp, s, task)
    if (handlers.every((h) => people.includes(h)) && people.every((one) => handlers.includes(one))) return
    await closeTask(clp, s, task, BOT, 'bot', 'it passed on to others')
  }
  await raiseDataTask(clp, s, r)
}

/** The task to answer a request, for whoever it falls to now. */
async function raiseDataTask(clp: Clp, s: Store, r: DataRequest): Promise<void> {
  const handlers = await dataHandlers(clp, s, r)
  await raiseTask(clp, s, {
    kind: 'data_request',
    matter: r.ref,
    offices: ['secretary', 'trusted_ec_officer', 'chair', 'ec_member'],
    notFor: await notHandling(clp, s, handlers),
    platform: null,
    subject: null,
    dueOn: r.dueOn,
    text: `${r.ref}: ${TASKS[r.kind]}. Answer by ${formatDate(r.dueOn)}: the law gives one month. Press *Open*.`,
  })
}
