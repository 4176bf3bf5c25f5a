import { isBlank } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { appealOver } from './appeal-pending.ts'
import { appealHandlers, type AppealMatter, appealMatter, appealVoters } from './appeal-people.ts'
import { settleStatements, statementsIn } from './appeal-statements.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { heardAs } from './identities.ts'
import { keepFiles, type Sent } from './keep-files.ts'
import { matterOf } from './matter.ts'
import type { AppealFile } from './matter-records.ts'
import { isWithNational } from './national.ts'
import { type Appealable, appealablesOf, appealsOf } from './own-appeals.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { noRoomForParts, roomForMore } from './room-for-more.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { closeTask } from './tasks.ts'
import { tellPeople } from './tell-officers.ts'

/** What someone can appeal against, and their appeals with where they stand (`/appeal`). */
export const ownAppeals = (
  clp: Clp,
  actor: Actor,
): Promise<Result<{ free: Appealable[]; appeals: OwnAppeal[] }>> =>
  clp.transact(async (s) => {
    const may = await authorise(clp, s, actor, 'appeal.lodge')
    if (!may.ok) return may
    const appeals: OwnAppeal[] = []
    for (const file of await appealsOf(s, actor.id))
      appeals.push({ file, withNational: await isWithNational(s, file.ref) })
    return { ok: true, free: await appealablesOf(s, actor.id), appeals }
  })

/** Someone's own appeal; while it is with National nothing is decided here (I2). */
export interface OwnAppeal {
  file: AppealFile
  withNational: boolean
}

/** Someone's own appeal, also one that was lodged under a handle of theirs (B3); for everyone else it does not exist (A6). */
async function ownAppeal(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ m: AppealMatter }>> {
  const m = await appealMatter(s, ref)
  if (m && (await heardAs(s, actor.id)).includes(m.file.appellant)) return { ok: true, m }
  const refusal = { why: 'no_such_matter' as const }
  await refuseAndRecord(clp, s, actor, 'appeal.lodge', ref, refusal)
  return refuse(refusal)
}

/** Whether something can still be added: until the vote has closed (H2). */
const isOpen = ({ state }: AppealFile): boolean => state !== 'closed' && state !== 'consequences'

/** What the appellant has written, by whatever means. */
const partsOf = ({ texts }: AppealFile) => texts.filter((t) => t.side === 'appellant')

const CLOSED = 'This appeal has been decided, so nothing can be added. `/appeal` shows what came of it.'

/** One's own appeal, before a form about it opens. */
export const appealForForm = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ answering: boolean }>> =>
  clp.transact(async (s) => {
    const own = await ownAppeal(clp, s, actor, ref)
    if (!own.ok) return own
    if (!isOpen(own.m.file)) return refuse({ why: 'not_now', because: CLOSED })
    const none = noRoomForParts(clp, ref, partsOf(own.m.file).length)
    if (none !== null) return refuse(none)
    return { ok: true, answering: statementsIn(own.m.file.texts).length > 0 }
  })

/** What something that was added is; `waits`: the vote waits for their answer. */
export interface Added {
  kind: 'more' | 'answer'
  waits: boolean
}

/**
 * *Add more* and *Answer* (H2, H4): a further part of the appeal, or what they say to what the admins added; as often as
 * needed until the vote has closed. Whoever reads the appeal is told that there is more.
 */
export const addToAppeal = (
  clp: Clp,
  actor: Actor,
  ref: string,
  text: string,
  files: Sent[],
): Promise<Result<Added>> =>
  clp.transact(async (s): Promise<Result<Added>> => {
    const own = await ownAppeal(clp, s, actor, ref)
    if (!own.ok) return own
    const { file } = own.m
    if (!isOpen(file)) return refuse({ why: 'not_now', because: CLOSED })
    if (isBlank(text) && files.length === 0)
      return refuse({ why: 'input', problems: ['Write something, or add a file.'] })
    const soFar = { parts: partsOf(file).length, files: file.files, by: actor.id }
    const room = roomForMore(clp, ref, soFar, files)
    if (!room.ok) return room
    const kind = await keepPart(clp, s, file, actor.id, text, files)
    await record(clp, s, {
      actor,
      as: 'appellant',
      action: kind === 'answer' ? 'appeal.answered' : 'appeal.added',
      matter: ref,
      line: kind === 'answer' ? 'The appellant answered' : 'The appellant added to the appeal',
      details: { text, files: files.length },
      subject: actor.id,
    })
    return { ok: true, kind, waits: file.state === 'statements' || file.state === 'answering' }
  })

/**
 * A further part of an appeal, or of the answer, as `by` brings it: kept, and whoever reads the appeal is told that there is
 * more. What has no words and no files, such as that this was all, is no part.
 */
async function keepPart(
  clp: Clp,
  s: Store,
  { ref, appellant, texts }: AppealFile,
  by: string,
  text: string,
  files: Sent[],
): Promise<Added['kind']> {
  const kind = statementsIn(texts).length > 0 ? 'answer' : 'more'
  if (!isBlank(text))
    await s.addMatterText(ref, { at: clp.clock.now(), by: appellant, side: 'appellant', kind, text })
  await keepFiles(clp, s, ref, by, kind === 'answer' ? 'answer' : 'appeal', files)
  if (!isBlank(text) || files.length > 0)
    await roomLine(clp, s, ref, 'The appellant has written more. It is under *Read all*.')
  await queueCard(clp, s, ref)
  return kind
}

/** The appellant has nothing to add to their answer (H4). */
const saidAll = (clp: Clp, s: Store, ref: string, by: string): Promise<void> =>
  s.addMatterVote(ref, {
    at: clp.clock.now(),
    by,
    question: 'answer',
    verdict: 'thats_all',
    reasons: null,
    version: 0,
  })

/** What an appellant sent by e-mail, by post or in person, as whoever handles the appeal writes it down (H1, H4). */
export interface ByOtherMeans {
  /** How and when it came. */
  how: string
  text: string
  files: Sent[]
  /** They have nothing more to say, so that nobody waits any longer. */
  isAll: boolean
}

async function handledAppeal(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ m: AppealMatter; as: string }>> {
  const about = await matterOf(clp, s, ref)
  const may = await authorise(clp, s, actor, 'appeal.view', { about, ref })
  if (!may.ok) return may
  const m = (await appealMatter(s, ref)) as AppealMatter
  if (!isOpen(m.file))
    return refuse({ why: 'not_now', because: `${ref} has been decided, so nothing can be added.` })
  return { ok: true, m, as: may.as }
}

/** An appeal that someone handles, before the form for what the appellant sent by other means opens. */
export const appealToAddFor = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const own = await handledAppeal(clp, s, actor, ref)
    return own.ok ? { ok: true } : own
  })

/** `/appeals lodge` on an appeal that there is: more of it, or the answer, for someone who wrote by other means (H1, H4). */
export const addForAppellant = (
  clp: Clp,
  actor: Actor,
  ref: string,
  { how, text, files, isAll }: ByOtherMeans,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const own = await handledAppeal(clp, s, actor, ref)
    if (!own.ok) return own
    const { file } = own.m
    const problems = [
      ...(isBlank(how) ? ['Say how and when it was received. It is kept with the appeal.'] : []),
      ...(isBlank(text) && files.length === 0 && !isAll ? ['Write what they said, or add a file.'] : []),
    ]
    if (problems.length > 0) return refuse({ why: 'input', problems })
    const said = isBlank(text) ? '' : `(${how.trim()})\n${text}`
    const kind = await keepPart(clp, s, file, actor.id, said, files)
    if (isAll) await saidAll(clp, s, ref, file.appellant)
    await record(clp, s, {
      actor,
      as: own.as,
      action: kind === 'answer' ? 'appeal.answered' : 'appeal.added',
      matter: ref,
      line: 'Wrote down what the appellant sent by other means',
      details: { how, text, files: files.length, isAll },
      subject: file.appellant,
    })
    await settleStatements(clp, s, ref)
    return { ok: true }
  })

/** *That's all* (H4): the appellant has nothing to add to their answer, so that nobody waits for it. */
export const appealSaidAll = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const own = await ownAppeal(clp, s, actor, ref)
    if (!own.ok) return own
    const { state } = own.m.file
    if (state !== 'statements' && state !== 'answering')
      return refuse({
        why: 'not_now',
        because: 'The time for an answer is over already. `/appeal` shows where your appeal stands.',
      })
    const { votes, texts } = own.m.file
    const before = votes.findLast((v) => v.question === 'answer')
    // pressed again with nothing new on either side: it was said once
    if (before && texts.every((t) => t.at <= before.at)) return { ok: true }
    await saidAll(clp, s, ref, actor.id)
    await record(clp, s, {
      actor,
      as: 'appellant',
      action: 'appeal.said_all',
      matter: ref,
      line: 'The appellant has said all that they want to say',
      subject: actor.id,
    })
    await settleStatements(clp, s, ref)
    return { ok: true }
  })

/**
 * *Withdraw*, by the appellant and nobody else, with a second press: the decision stands, what waited for the appeal goes
 * on (E9), and a ban that was suspended is in force again.
 */
export const withdrawAppeal = (
  clp: Clp,
  actor: Actor,
  ref: string,
  isSure: boolean,
): Promise<Result<{ confirm: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ confirm: boolean }>> => {
    const own = await ownAppeal(clp, s, actor, ref)
    if (!own.ok) return own
    const { m } = own
    if (!isOpen(m.file)) return refuse({ why: 'not_now', because: CLOSED })
    if (!isSure) return { ok: true, confirm: true }
    const now = clp.clock.now()
    const holdings = await s.holdings()
    const withEc = m.file.votingOpenedAt !== null
    const told = [
      ...appealHandlers(clp, m, holdings, now),
      ...(withEc ? appealVoters(m, holdings, now).flatMap((v) => v.person ?? []) : []),
    ]
    const wasStatements = m.file.state === 'statements'
    await s.updateAppeal(ref, { state: 'closed', outcome: 'withdrawn', closedAt: now, suspension: null })
    await record(clp, s, {
      actor,
      as: 'appellant',
      action: 'appeal.withdrawn',
      matter: ref,
      line: 'The appellant withdrew the appeal',
      subject: actor.id,
    })
    for (const task of await s.openTasks({ matter: ref }))
      if (task.kind === 'choose_handler' || task.kind === 'to_national')
        await closeTask(clp, s, task, actor, 'appellant', 'the appeal was withdrawn')
    await tellPeople(
      clp,
      s,
      told,
      ref,
      `**${ref}** was withdrawn by the appellant. Nothing more is to be done.`,
    )
    await roomLine(clp, s, ref, 'The appellant has withdrawn the appeal. Nothing more is to be done.')
    if (wasStatements) await roomLine(clp, s, m.file.about, 'The appeal against this decision was withdrawn.')
    if (m.file.kind === 'sanction') await appealOver(clp, s, m.file.about)
    await queueCard(clp, s, m.file.about)
    await queueRoom(clp, s, ref)
    await queueCard(clp, s, ref)
    return { ok: true, confirm: false }
  })
