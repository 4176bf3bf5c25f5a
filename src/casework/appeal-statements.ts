import { isBlank } from '../letters/plain-text.ts'
import { plusDays } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { type AppealMatter, appealMatter } from './appeal-people.ts'
import { appealStateInWords } from './appeal-view.ts'
import { openVote } from './appeal-vote.ts'
import { authorise } from './authorise.ts'
import { matterOf } from './matter.ts'
import type { MatterText } from './matter-records.ts'
import { isWithNational } from './national.ts'
import { waitsForAnswer } from './objections.ts'
import type { Clp, Store } from './ports.ts'
import { statementPeople } from './put-to-ec.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { tellAppellant } from './tell-appellant.ts'

/** What was added to the admins' statement so far. */
export const statementsIn = (texts: MatterText[]): MatterText[] => texts.filter((t) => t.kind === 'statement')

/** Whether someone can still add to the admins' statement, so that they are asked. */
export const mayStillState = async (clp: Clp, s: Store, m: AppealMatter, person: string): Promise<boolean> =>
  m.file.state === 'statements' &&
  (await statementPeople(clp, s, m)).includes(person) &&
  !m.file.texts.some((t) => t.kind === 'statement' && t.by === person)

interface ToState {
  m: AppealMatter
  as: string
}

/** Whether someone may add to the admins' statement now, and the appeal; for everyone else it does not exist (A6). */
async function mayState(clp: Clp, s: Store, actor: Actor, ref: string): Promise<Result<ToState>> {
  const m = await appealMatter(s, ref)
  const people = m ? await statementPeople(clp, s, m) : []
  // those who decided it have a part in the appeal, so it is their case or complaint that says who they are
  const below = m && m.file.state !== 'lodged' ? await matterOf(clp, s, m.file.about) : undefined
  const mine =
    below && people.includes(actor.id) ? { ...below, standsIn: () => true, sees: () => true } : undefined
  const may = await authorise(clp, s, actor, 'appeal.statement', { about: mine, ref })
  if (!may.ok) return may
  const found = m as AppealMatter
  if (found.file.state !== 'statements')
    return refuse({
      why: 'not_now',
      because: `The time for adding to the statement is over. Where the appeal stands now: ${appealStateInWords(found.file)}.`,
    })
  if (statementsIn(found.file.texts).some((t) => t.by === actor.id))
    return refuse({
      why: 'not_now',
      because: 'You have added to the statement already. Each admin can once.',
    })
  return { ok: true, m: found, as: may.as }
}

/** Whether the form *Add a statement* opens for this person. */
export const mayStateNow = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const may = await mayState(clp, s, actor, ref)
    return may.ok ? { ok: true } : may
  })

/** What an admin reads before adding to the statement: why it is appealed against. */
export const readGrounds = (
  clp: Clp,
  actor: Actor,
  ref: string,
): Promise<Result<{ texts: MatterText[]; about: string; until: string }>> =>
  clp.transact(async (s) => {
    const may = await mayState(clp, s, actor, ref)
    if (!may.ok) return may
    const { texts, about, statementsUntil } = may.m.file
    const own = texts.filter((t) => t.kind === 'grounds' || t.kind === 'more')
    return { ok: true, texts: own, about, until: statementsUntil ?? clp.clock.now() }
  })

/** *Add a statement* (H4): once for each admin; the appellant sees it at once and may answer. */
export const addStatement = (clp: Clp, actor: Actor, ref: string, text: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mayState(clp, s, actor, ref)
    if (!may.ok) return may
    if (isBlank(text)) return refuse({ why: 'input', problems: ['Write what you want to add.'] })
    const { m, as } = may
    const now = clp.clock.now()
    await s.addMatterText(ref, { at: now, by: actor.id, side: 'admins', kind: 'statement', text })
    await record(clp, s, {
      actor,
      as,
      action: 'appeal.statement',
      matter: ref,
      line: 'Added to the statement of the admins; the appellant sees it',
      details: { text },
      subject: m.file.appellant,
    })
    await tellAppellant(clp, s, ref, { what: 'statement', by: actor.id, at: now })
    await roomLine(
      clp,
      s,
      m.file.about,
      'One of you has added to the statement for the appeal. The appellant sees it and may answer.',
    )
    await queueCard(clp, s, ref)
    await settleStatements(clp, s, ref)
    return { ok: true }
  })

/** *Nothing to add*: when each of the admins has answered nobody waits any longer. */
export const nothingToAdd = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mayState(clp, s, actor, ref)
    if (!may.ok) return may
    const { m, as } = may
    if (m.file.votes.some((v) => v.question === 'statement' && v.by === actor.id)) return { ok: true }
    await s.addMatterVote(ref, {
      at: clp.clock.now(),
      by: actor.id,
      question: 'statement',
      verdict: 'nothing',
      reasons: null,
      version: 0,
    })
    await record(clp, s, {
      actor,
      as,
      action: 'appeal.nothing_to_add',
      matter: ref,
      line: 'Has nothing to add to the statement of the admins',
      subject: m.file.appellant,
    })
    await settleStatements(clp, s, ref)
    return { ok: true }
  })

/**
 * Moves an appeal on when its days for statements or for the answer are over, or nobody has anything more to say (H4);
 * asked after each press and by the clock. While it is with National nothing moves (I2).
 */
export async function settleStatements(clp: Clp, s: Store, ref: string): Promise<void> {
  const m = await appealMatter(s, ref)
  if (!m || (m.file.state !== 'statements' && m.file.state !== 'answering')) return
  if (await isWithNational(s, ref)) return
  const { file } = m
  const now = clp.clock.now()
  const added = statementsIn(file.texts)
  const saidAll = file.votes.findLast((v) => v.question === 'answer')?.at ?? ''
  const isAnswered = added.every((t) => saidAll >= t.at)
  if (file.state === 'answering') {
    if (isAnswered || (file.answerUntil !== null && now >= file.answerUntil)) await openVote(clp, s, ref)
    return
  }
  const spoke = new Set([
    ...added.map((t) => t.by),
    ...file.votes.filter((v) => v.question === 'statement').map((v) => v.by),
  ])
  const everyone = (await statementPeople(clp, s, m)).every((p) => spoke.has(p))
  if (!everyone && file.statementsUntil !== null && now < file.statementsUntil) return
  if ((added.length === 0 || isAnswered) && (await waitsForAnswer(clp, s, ref))) return
  // the button for a statement goes from the card
  await queueCard(clp, s, file.about)
  if (added.length === 0 || isAnswered) return openVote(clp, s, ref)
  await s.updateAppeal(ref, {
    state: 'answering',
    answerUntil: plusDays(now, clp.config.policy.appeals.answerDays),
    countsFrom: now,
  })
  await queueCard(clp, s, ref)
}
