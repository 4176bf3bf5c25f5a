import { isBlank } from '../letters/plain-text.ts'
import { londonDate, parseDateInput } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { raiseObjection } from './objections.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { lateReplyUntil, putToSigners } from './reconsider.ts'
import { openSignOff } from './record-reply.ts'
import type { CaseFile } from './records.ts'
import { refreshCase } from './refresh-case.ts'
import { refuse, type Result } from './refusal.ts'
import { isReopening } from './reopen-reply.ts'
import { replyState } from './reply-state.ts'
import { queueCard, roomLine } from './room.ts'

/** What an officer writes down of a reply that came by e-mail, post or in person. */
export interface CameAnotherWay {
  /** Their words. */
  text: string
  /** How it came: e-mail, post, in person … */
  means: string
  /** The day on which it came, as typed. */
  when: string
  /** What they want besides (D4): to say more perhaps, to say no more, more time, or not to reply at all. */
  wish: Wish
  /** Whom they would rather not have decide it, in their words (A5); empty for nobody. */
  notDecide: string
}

export type Wish = 'more' | 'all' | 'time' | 'wont'

/** What a reply that was written down has come to; `looked_at_again`: the first one, after the letter (D8). */
export type WrittenReply = 'open' | 'closed' | 'late' | 'looked_at_again' | 'longer' | 'declined'

const NOT_ASKED =
  'They have not been asked for their side yet, as far as the bot knows. If somebody has taken the notice to them, write that down first: `/task list`, then *Done*.'

const ELSEWHERE = {
  why: 'not_now' as const,
  because:
    'They have appealed, or it is with the National Complaints team, so it is decided there. Pass on what they said to whoever deals with that.',
}

/** The case whose side this officer may write down now: they work it, and the respondent has been asked (D4, A5). */
async function caseToReplyIn(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ file: CaseFile; as: string }>> {
  const found = await s.caseFile(ref)
  const may = await authorise(clp, s, actor, 'case.reply', { file: found, ref })
  if (!may.ok) return may
  const file = found as CaseFile
  const over = file.state === 'decided' || file.state === 'closed'
  const again = lateReplyUntil(clp, file) !== null && !(await s.reconsideration(ref))
  if (over && !again) return refuse({ why: 'moved_on', state: file.state, outcome: file.outcome })
  if (replyState(clp, file).state === 'not_told') return refuse({ why: 'not_now', because: NOT_ASKED })
  return { ok: true, file, as: may.as }
}

/** Asks, before the form of `/case reply` opens, whether this person may. */
export const mayWriteReply = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const found = await caseToReplyIn(clp, s, actor, ref)
    return found.ok ? { ok: true } : found
  })

/**
 * `/case reply`: a reply of the respondent that came another way than by the buttons, since the notice says that it may
 * (D4, F3). It is theirs, in the letter and on the card, with how it came and who wrote it down. One that is written down
 * after the window has closed goes to the signers, as any late one does; a first one after the letter too (D8).
 */
export const writeReply = (
  clp: Clp,
  actor: Actor,
  ref: string,
  given: CameAnotherWay,
): Promise<Result<{ what: WrittenReply }>> =>
  clp.transact(async (s): Promise<Result<{ what: WrittenReply }>> => {
    const found = await caseToReplyIn(clp, s, actor, ref)
    if (!found.ok) return found
    const { file, as } = found
    const now = clp.clock.now()
    const problems: string[] = []
    const window = replyState(clp, file)
    const { wish } = given
    const saysNothing = isBlank(given.text) && (wish === 'time' || wish === 'wont') && window.state === 'open'
    if (isBlank(given.text) && !saysNothing)
      problems.push('*What they said* is empty. Write it down in their own words.')
    if (isBlank(given.means)) problems.push('Say how it came: for example e-mail, post, or in person.')
    const when = parseDateInput(given.when, londonDate(now))
    if (!when.ok) problems.push(when.why)
    else if (when.date < londonDate(file.agreedAt ?? file.openedAt))
      problems.push('That day is before they were asked for their side.')
    if (!when.ok || problems.length > 0) return refuse({ why: 'input', problems })

    if (wish === 'time' && window.state === 'open' && !window.mayExtend)
      return refuse({ why: 'not_now', because: 'They had more time once already, and have it once only.' })

    const means = given.means.trim()
    // it is theirs, whoever passes it on
    const theirs = { id: file.respondent, name: file.respondentName }
    if (saysNothing) {
      await raiseObjection(clp, s, ref, theirs, given.notDecide)
      return wishOnly(clp, s, actor, as, file, { wish, means, day: when.date })
    }
    const otherwise = { means, day: when.date, by: actor.id }
    const written = { otherwise, as }
    const again = await putToSigners(clp, s, actor, file, {
      text: given.text,
      form: null,
      objection: '',
      written,
    })
    if (again && !again.ok) return refuse(ELSEWHERE)
    await raiseObjection(clp, s, ref, theirs, given.notDecide)
    if (again) return { ok: true, what: 'looked_at_again' }
    const late = window.state === 'closed'
    await s.addReply(ref, { kind: 'said', at: now, text: given.text, otherwise }, null)
    await record(clp, s, {
      actor,
      as,
      action: late ? 'reply.late_another_way' : 'reply.given_another_way',
      matter: ref,
      line: late
        ? 'Wrote down a reply that came another way, after the reply had closed'
        : 'Wrote down a reply that came another way',
      details: { text: given.text, means, day: when.date, wish },
      subject: file.respondent,
    })
    await roomLine(
      clp,
      s,
      ref,
      late
        ? 'A reply that came another way was written down after the time for it was over. It is on the card: please read it. Whoever has signed can still press *Don’t sign*.'
        : 'The person concerned has replied another way. It is shown on the card.',
    )
    await refreshCase(clp, s, ref)
    if (late) return { ok: true, what: 'late' }
    if (wish === 'more') return { ok: true, what: 'open' }
    return { ok: true, what: await carryOutWish(clp, s, ref, wish === 'wont' ? 'all' : wish) }
  })

const SAID_BY_WISH = {
  time: 'Wrote down that the respondent asked for more time',
  wont: 'Wrote down that the respondent does not want to reply',
}

/** They said nothing but what they want: more time, or not to reply. */
async function wishOnly(
  clp: Clp,
  s: Store,
  actor: Actor,
  as: string,
  file: CaseFile,
  { wish, means, day }: { wish: Wish; means: string; day: string },
): Promise<Result<{ what: WrittenReply }>> {
  const asked = wish === 'wont' ? 'wont' : 'time'
  await record(clp, s, {
    actor,
    as,
    action: asked === 'wont' ? 'reply.wont_reply_another_way' : 'reply.extended_another_way',
    matter: file.ref,
    line: SAID_BY_WISH[asked],
    details: { means, day },
    subject: file.respondent,
  })
  return { ok: true, what: await carryOutWish(clp, s, file.ref, asked) }
}

/** The window gets longer, or closes: what they have not been shown yet still goes to them, and opens it again (D4). */
async function carryOutWish(
  clp: Clp,
  s: Store,
  ref: string,
  wish: 'all' | 'time' | 'wont',
): Promise<WrittenReply> {
  const at = clp.clock.now()
  if (wish === 'time') {
    await s.addReply(ref, { kind: 'extended', at, text: null }, null)
    await queueCard(clp, s, ref)
    return 'longer'
  }
  // pressed twice by whoever presses it themselves; a letter that says so needs no second
  const events = wish === 'all' ? (['thats_all'] as const) : (['wont_reply', 'wont_reply'] as const)
  for (const kind of events) await s.addReply(ref, { kind, at, text: null }, null)
  if (await isReopening(s, ref)) await queueCard(clp, s, ref)
  else await openSignOff(clp, s, ref)
  return wish === 'all' ? 'closed' : 'declined'
}
