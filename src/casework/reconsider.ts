import { isBlank, quote } from '../letters/plain-text.ts'
import { formatDate } from '../policy/calendar.ts'
import { firstReplyUntil, isFirstReplyInTime } from '../policy/reconsider.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { authorise } from './authorise.ts'
import { secondLookOf, signersNow } from './case-people.ts'
import { overturn } from './consequences.ts'
import type { Reconsideration } from './matter-records.ts'
import { keepFiles, type Sent } from './keep-files.ts'
import { isTold } from './letter-out.ts'
import { isWithNational } from './national.ts'
import { raiseObjection } from './objections.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { AnotherWay, CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { askAboutDependents } from './reconsider-dependents.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { alertSigners } from './signers.ts'
import { closeTask } from './tasks.ts'
import { tellPerson } from './tell-person.ts'
import { untrained } from './training.ts'

/** The last London day on which a first reply to this case is put to its signers; null where none would be (D8). */
export function lateReplyUntil(clp: Clp, file: CaseFile): string | null {
  const letter = file.sanction
  const days = clp.config.policy.appeals.reconsiderDays
  if (!letter || !isTold(letter) || letter.letterDate === null || letter.overturned) return null
  if (file.state !== 'closed' || file.replies.some((r) => r.kind === 'said')) return null
  return isFirstReplyInTime(letter.letterDate, days, clp.clock.now())
    ? firstReplyUntil(letter.letterDate, days)
    : null
}

/**
 * A first reply, after the letter but within the days for it, is put to the signers once more and uses up no appeal
 * (D8). Null where it is not one, so that the usual answer holds.
 */
export async function putToSigners(
  clp: Clp,
  s: Store,
  actor: Actor,
  file: CaseFile,
  said: {
    text: string
    form: string | null
    objection: string
    files?: Sent[]
    /** It came another way, and the actor wrote it down in this office. */
    written?: { otherwise: AnotherWay; as: string }
  },
): Promise<Result | null> {
  if (lateReplyUntil(clp, file) === null || (await s.reconsideration(file.ref))) return null
  const { ref } = file
  if (file.sanction?.appealPending)
    return refuse({
      why: 'not_now',
      because: 'You have appealed, and the EC decides on that. Add what you want to say to your appeal.',
    })
  if (await isWithNational(s, ref))
    return refuse({
      why: 'not_now',
      because: 'This is with the National Complaints team, so nothing is decided here. Write to them.',
    })
  const now = clp.clock.now()
  const reply = { kind: 'said', at: now, text: said.text } as const
  const { written } = said
  if (!(await s.addReply(ref, written ? { ...reply, otherwise: written.otherwise } : reply, said.form)))
    return { ok: true }
  await keepFiles(clp, s, ref, actor.id, 'reply', said.files ?? [])
  await s.saveReconsideration({
    caseRef: ref,
    at: now,
    text: said.text,
    votes: [],
    outcome: null,
    decidedAt: null,
  })
  await s.updateCase(ref, { reconsideringSince: now })
  await record(clp, s, {
    actor,
    as: written?.as ?? 'respondent',
    action: 'reconsider.asked',
    matter: ref,
    line: 'A first reply came after the letter; it is put to the signers once more',
    details: { text: said.text, ...written?.otherwise },
    subject: file.respondent,
  })
  await roomLine(
    clp,
    s,
    ref,
    'The person concerned has given their side for the first time, after the letter. Please look at the decision again: *Keep the decision* or *Take it back*, with reasons.',
  )
  await raiseObjection(clp, s, ref, actor, said.objection)
  await queueRoom(clp, s, ref)
  await alertSigners(clp, s, ref)
  await queueCard(clp, s, ref)
  return { ok: true }
}

export type SecondVerdict = Reconsideration['votes'][number]['verdict']

/** A case that is looked at again, for someone who may do so now; else what it is for them. */
async function lookedAt(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ file: CaseFile; again: Reconsideration; as: string }>> {
  const file = await s.caseFile(ref)
  const may = await authorise(clp, s, actor, 'case.reconsider', { file, ref })
  if (!may.ok) return may
  const found = file as CaseFile
  const again = await s.reconsideration(ref)
  if (!again || !found.reconsideringSince)
    return refuse({ why: 'moved_on', state: found.state, outcome: found.outcome })
  if (await isWithNational(s, ref))
    return refuse({ why: 'not_now', because: 'This is with the National Complaints team now.' })
  const training = untrained(clp, may.holdings, actor)
  if (!signersNow(clp, found, may.holdings, clp.clock.now()).includes(actor.id))
    return refuse(
      training ?? {
        why: 'not_now',
        because: 'The admins look at it first. You are asked to stand in if they cannot.',
      },
    )
  return { ok: true, file: found, again, as: may.as }
}

/** Asks, before the form of *Keep the decision* or *Take it back* opens, whether this person may. */
export const mayLookAgain = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ text: string }>> =>
  clp.transact(async (s) => {
    const found = await lookedAt(clp, s, actor, ref)
    return found.ok ? { ok: true, text: found.again.text } : found
  })

/** *Keep the decision* or *Take it back*, with reasons; two who agree decide (D8). */
export const lookAgain = (
  clp: Clp,
  actor: Actor,
  ref: string,
  verdict: SecondVerdict,
  reasons: string,
): Promise<Result<{ outcome: Reconsideration['outcome'] }>> =>
  clp.transact(async (s): Promise<Result<{ outcome: Reconsideration['outcome'] }>> => {
    const found = await lookedAt(clp, s, actor, ref)
    if (!found.ok) return found
    const { again, file, as } = found
    if (isBlank(reasons))
      return refuse({ why: 'input', problems: ['Give your reasons. The person concerned is sent them.'] })
    if (again.votes.findLast((v) => v.by === actor.id)?.verdict === verdict)
      return refuse({ why: 'already_did', what: verdict })
    const votes = [...again.votes, { by: actor.id, verdict, reasons, at: clp.clock.now() }]
    await s.saveReconsideration({ ...again, votes })
    await record(clp, s, {
      actor,
      as,
      action: `reconsider.${verdict}`,
      matter: ref,
      line:
        verdict === 'keep'
          ? 'Looked again, and would keep the decision'
          : 'Looked again, and would take the decision back',
      details: { reasons },
      subject: file.respondent,
    })
    return { ok: true, outcome: await settleSecondLook(clp, s, ref) }
  })

/** Works out whether a second look has come to an end. Also asked by the clock, and quiet where nothing has changed. */
export async function settleSecondLook(
  clp: Clp,
  s: Store,
  ref: string,
  byClock = false,
): Promise<Reconsideration['outcome']> {
  const file = await s.caseFile(ref)
  const again = await s.reconsideration(ref)
  if (!file?.reconsideringSince || !again || (await isWithNational(s, ref))) return null
  const now = clp.clock.now()
  const look = secondLookOf(clp, file, again.votes, await s.holdings(), now)
  if (look.state === 'open') {
    await alertSigners(clp, s, ref)
    if (!byClock) await queueCard(clp, s, ref)
    return null
  }
  await s.saveReconsideration({ ...again, outcome: look.state, decidedAt: now })
  await s.updateCase(ref, { reconsideringSince: null })
  for (const task of await s.openTasks({ kind: 'name_signers', matter: ref }))
    await closeTask(clp, s, task, BOT, 'bot', 'it was decided')
  const keeps = look.state === 'kept'
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: keeps ? 'reconsider.kept' : 'reconsider.taken_back',
    matter: ref,
    line: keeps
      ? 'After a late first reply the decision is kept'
      : 'After a late first reply the decision is taken back',
    details: { people: look.by },
    subject: file.respondent,
  })
  await roomLine(clp, s, ref, keeps ? 'The decision is kept.' : 'The decision is taken back.')
  if (!keeps) {
    const left = await overturn(clp, s, ref, 'taken back after a late first reply')
    await askAboutDependents(clp, s, ref, left)
  }
  await tellOutcome(clp, s, file, again, keeps, look.by)
  await queueRoom(clp, s, ref)
  await queueCard(clp, s, ref)
  return look.state
}

/** Characters for all reasons together, so that one message holds the whole with an invitation. */
const REASONS_ROOM = 1200

/** The person is told what came of their reply, with the reasons of those who decided it. */
async function tellOutcome(
  clp: Clp,
  s: Store,
  file: CaseFile,
  again: Reconsideration,
  keeps: boolean,
  by: string[],
): Promise<void> {
  const reasons = by
    .map((person) => again.votes.findLast((v) => v.by === person && (v.verdict === 'keep') === keeps))
    .filter((v) => v !== undefined)
    .map((v) => quote(v.reasons, Math.floor(REASONS_ROOM / Math.max(1, by.length))))
  const ban = file.sanction?.kind !== 'warning'
  const dated = file.sanction?.letterDate ? ` of ${formatDate(file.sanction.letterDate)}` : ''
  const text = keeps
    ? [
        `You gave your side on **${file.ref}** after the letter${dated}. The people who may sign it have looked at the decision again.`,
        '**The decision is kept.**',
        ...(reasons.length > 0
          ? ['Their reasons:', ...reasons]
          : ['They did not agree on taking it back, so it stays as it was signed.']),
        'This has used up no appeal: you can still appeal, as the letter says, and the EC then decides.',
      ]
    : [
        `You gave your side on **${file.ref}** after the letter${dated}. The people who may sign it have looked at the decision again.`,
        '**The decision is taken back.** It counts for nothing from today, and you need not do anything.',
        ...(ban
          ? ['The ban is lifted. The message with your letter says how you come back.']
          : ['The warning is gone: it leads to no later step.']),
        'Their reasons:',
        ...reasons,
      ]
  await tellPerson(clp, s, file.ref, file.respondent, { what: 'reconsideration', text: text.join('\n') })
}
