import { isBlank } from '../letters/plain-text.ts'
import { formatDate, londonDate } from '../policy/calendar.ts'
import { discordUser } from '../policy/identity.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { authorise } from './authorise.ts'
import { dataHandlers, notHandling } from './data-handlers.ts'
import { passDataTask } from './data-request.ts'
import { deleteEarly } from './delete-early.ts'
import { heldAbout, type HeldPiece } from './held-about.ts'
import { kindOf, matterOf } from './matter.ts'
import { gatherOwnData, type OwnData } from './own-data.ts'
import type { DataChoice, DataRequest, ReleasedPiece } from './own-data-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { closeTask, raiseTask } from './tasks.ts'

/** A request as whoever answers it sees it; the pieces only where the rest was asked for. */
export interface OpenRequest {
  request: DataRequest
  pieces: HeldPiece[]
  choices: Map<string, DataChoice>
}

/** A request, for those to whom it falls; for everybody else, whatever their office, there is none such (A5, A6). */
async function requestFor(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ request: DataRequest; as: string }>> {
  const request = await s.dataRequest(ref)
  const theirs = request !== undefined && (await dataHandlers(clp, s, request)).includes(actor.id)
  // whoever had it as a task may have a part in it by now: then it passes on
  if (request && !theirs && request.answeredAt === null) await passDataTask(clp, s, request)
  const may = await authorise(
    clp,
    s,
    actor,
    'data.handle',
    theirs ? { standsIn: true } : { ref, file: undefined },
  )
  if (!may.ok) return may
  return request ? { ok: true, request, as: may.as } : refuse({ why: 'no_such_matter' })
}

const ANSWERED = (r: DataRequest) =>
  refuse({ why: 'done_before', by: r.answeredBy, at: r.answeredAt ?? r.at })

/** The same while it is still to be answered. */
async function unanswered(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ request: DataRequest; as: string }>> {
  const found = await requestFor(clp, s, actor, ref)
  return found.ok && found.request.answeredAt !== null ? ANSWERED(found.request) : found
}

async function opened(clp: Clp, s: Store, request: DataRequest): Promise<OpenRequest> {
  const pieces = request.kind === 'rest' ? await heldAbout(clp, s, request.person) : []
  return { request, pieces, choices: new Map((await s.dataChoices(request.ref)).map((c) => [c.piece, c])) }
}

/** *Open* on the task: what is asked, and for the rest every piece that is held, with what was chosen so far (N1). */
export const openRequest = (clp: Clp, actor: Actor, ref: string): Promise<Result<OpenRequest>> =>
  clp.transact(async (s) => {
    const found = await unanswered(clp, s, actor, ref)
    return found.ok ? { ok: true, ...(await opened(clp, s, found.request)) } : found
  })

/**
 * *Release* or *Withhold*, of one piece or of everything of its matter that nobody has chosen for yet. Withholding needs a
 * reason, which is kept and which the person is not told: it could say what is held (N1).
 */
export const choosePiece = (
  clp: Clp,
  actor: Actor,
  ref: string,
  key: string,
  choice: { release: true } | { release: false; reason: string; wholeMatter: boolean },
): Promise<Result<OpenRequest>> =>
  clp.transact(async (s): Promise<Result<OpenRequest>> => {
    const found = await unanswered(clp, s, actor, ref)
    if (!found.ok) return found
    const seen = await opened(clp, s, found.request)
    const { pieces, choices } = seen
    const piece = pieces.find((p) => p.key === key)
    if (!piece)
      return refuse({
        why: 'not_now',
        because: 'That has changed since. Press *Open* on the task again, please.',
      })
    if (!choice.release && isBlank(choice.reason))
      return refuse({ why: 'input', problems: ['Say why it is withheld.'] })
    const meant =
      !choice.release && choice.wholeMatter
        ? pieces.filter((p) => p.matter === piece.matter && (p.key === key || !choices.has(p.key)))
        : [piece]
    const at = clp.clock.now()
    const chosen = meant.map(({ key: one }): DataChoice => ({
      piece: one,
      at,
      release: choice.release,
      reason: choice.release ? null : choice.reason,
      by: actor.id,
    }))
    for (const one of chosen) await s.chooseForPiece(ref, one)
    return { ok: true, ...seen, choices: new Map([...choices, ...chosen.map((c) => [c.piece, c] as const)]) }
  })

/**
 * *Send*: the person gets what was released, with words that are the same whatever is left. Only once there is a choice for
 * every piece, so that nothing is passed over; what has come up meanwhile waits for one too.
 */
export const sendRest = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ released: number }>> =>
  clp.transact(async (s): Promise<Result<{ released: number }>> => {
    const found = await unanswered(clp, s, actor, ref)
    if (!found.ok) return found
    const { request, as } = found
    if (request.kind !== 'rest') return refuse({ why: 'no_such_matter' })
    const { pieces, choices } = await opened(clp, s, request)
    const left = pieces.filter((p) => !choices.has(p.key)).length
    if (left > 0)
      return refuse({
        why: 'not_now',
        because: `Nobody has chosen yet for ${left} of the ${pieces.length} pieces. Press *Open* on the task to go on.`,
      })
    const released = pieces
      .filter((p) => choices.get(p.key)?.release)
      .map(({ title, at, text, matter, file }): ReleasedPiece => ({
        title: matter === null ? title : `${title} (${matter})`,
        at,
        text,
        ...(file ? { file } : {}),
      }))
    await answered(clp, s, request, actor, as, { outcome: 'answered', answer: null, released })
    return { ok: true, released: released.length }
  })

/** The answer to a request for correction or deletion (N2). `note`: what is to stand beside the record. */
export interface DataDecision {
  granted: boolean
  /** Sent to the person. */
  words: string
}

/**
 * Answers a request for correction or deletion (N2). The register is kept two years as the policy says, and its seals allow
 * no change: so a correction that is granted is a note beside the record, for everybody who reads it; a deletion takes away
 * at once what no decision rests on. The person is told what was done, and why not more.
 */
export const answerDataRequest = (
  clp: Clp,
  actor: Actor,
  ref: string,
  d: DataDecision,
): Promise<Result<{ request: DataRequest }>> =>
  clp.transact(async (s): Promise<Result<{ request: DataRequest }>> => {
    const found = await unanswered(clp, s, actor, ref)
    if (!found.ok) return found
    const { request, as } = found
    if (request.kind === 'rest') return refuse({ why: 'no_such_matter' })
    if (isBlank(d.words))
      return refuse({ why: 'input', problems: ['Write the answer that the person gets.'] })
    const done: string[] = []
    if (d.granted && request.kind === 'correction')
      done.push(await noteBeside(clp, s, request, actor, d.words))
    if (d.granted && request.kind === 'deletion') done.push(await deleteEarly(s, request.person))
    await answered(clp, s, request, actor, as, {
      outcome: d.granted ? 'granted' : 'refused',
      answer: [...done, d.words].filter(Boolean).join('\n\n'),
      released: null,
    })
    return { ok: true, request }
  })

/** A correction stands beside the record that it is about, where there is one. */
async function noteBeside(clp: Clp, s: Store, r: DataRequest, actor: Actor, words: string): Promise<string> {
  // what it is about may have been deleted on its date since they asked (K1)
  const file = r.about === null ? undefined : await matterOf(clp, s, r.about)
  const gone = kindOf(r.about ?? '') === 'case' && (await s.caseFile(r.about ?? ''))?.sanction?.kept
  if (r.about === null || !file || gone) return 'The correction is written down with your request.'
  const at = clp.clock.now()
  const text = `Correction, asked for by the person concerned and granted on ${formatDate(londonDate(at))}.\nThey wrote: ${r.words ?? ''}\nAnswered: ${words}`
  if (kindOf(r.about) === 'case') await s.addNote(r.about, { at, by: actor.id, text })
  else await s.addMatterText(r.about, { at, by: actor.id, side: 'officer', kind: 'note', text })
  return `The correction stands as a note beside ${r.about}, where everybody who reads it sees it.`
}

async function answered(
  clp: Clp,
  s: Store,
  r: DataRequest,
  actor: Actor,
  as: string,
  how: Pick<DataRequest, 'outcome' | 'answer' | 'released'>,
): Promise<void> {
  const at = clp.clock.now()
  await s.updateDataRequest(r.ref, { ...how, answeredAt: at, answeredBy: actor.id })
  await record(clp, s, {
    actor,
    as,
    action: 'data.answered',
    matter: r.ref,
    line: 'Answered a request about a person’s data',
    details: { outcome: how.outcome, released: how.released?.length ?? null },
  })
  for (const task of await s.openTasks({ kind: 'data_request', matter: r.ref }))
    await closeTask(clp, s, task, actor, as, 'answered')
  if (discordUser(r.person) === null)
    return recordAnswerTold(clp, s, r.ref, false, 'The bot cannot write to them.')
  await s.addEffect(
    { name: 'data-answer', lane: personLane(r.person), target: r.ref, payload: { userId: r.person } },
    at,
    at,
  )
}

/** The answer reached them by DM, or did not: then it is given to them another way. */
export async function recordAnswerTold(
  clp: Clp,
  s: Store,
  ref: string,
  reached: boolean,
  why = '',
): Promise<void> {
  const r = await s.dataRequest(ref)
  if (!r) return
  await s.updateDataRequest(ref, { reached: reached ? 'dm' : 'by_hand' })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `delivery.data_answer${reached ? '' : '_failed'}`,
    matter: ref,
    line: reached
      ? 'The answer to a request about a person’s data was delivered'
      : 'The answer to a request about a person’s data could not be delivered by Discord',
    details: { why },
  })
  if (reached) return
  await raiseTask(clp, s, {
    kind: 'data_answer',
    matter: ref,
    offices: ['secretary', 'trusted_ec_officer', 'chair', 'ec_member'],
    notFor: await notHandling(clp, s, await dataHandlers(clp, s, r)),
    platform: null,
    subject: null,
    dueOn: r.dueOn,
    text: `${ref}: give the person the answer another way (e-mail, post, by hand). ${why} *Get the answer* shows it to you. Press *Done* when you have.`,
  })
}

/** *Get the answer*: what could not be delivered, for those who take it to the person, with what `/mydata` gives at once. */
export const answerToGive = (
  clp: Clp,
  actor: Actor,
  ref: string,
): Promise<Result<{ request: DataRequest; own: OwnData }>> =>
  clp.transact(async (s): Promise<Result<{ request: DataRequest; own: OwnData }>> => {
    const found = await requestFor(clp, s, actor, ref)
    if (!found.ok) return found
    const { request } = found
    if (request.answeredAt === null) return refuse({ why: 'no_such_matter' })
    const own = await gatherOwnData(clp, s, { id: request.person, name: request.personName })
    return { ok: true, request, own }
  })
