import { isRespondent } from './case-people.ts'
import { isBlank } from '../letters/plain-text.ts'
import type { Instant } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { refuseAndRecord } from './authorise.ts'
import { keepFiles, type Sent } from './keep-files.ts'
import { putToSigners } from './reconsider.ts'
import { raiseObjection } from './objections.ts'
import { withdrawTimeTasks } from './pause-news.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { recordNoticeDelivered } from './record-delivery.ts'
import type { CaseFile } from './records.ts'
import { refreshCase } from './refresh-case.ts'
import { refuse, type Result } from './refusal.ts'
import { recordReopened, type ReopenedFor } from './reopen-reply.ts'
import { replyState } from './reply-state.ts'
import { roomForMore } from './room-for-more.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { alertSigners } from './signers.ts'

export type ReplyPress = 'thats_all' | 'extended' | 'wont_reply'

/** Only the respondent replies, once they were told: until then, and for everyone else, the matter does not exist (A6). */
async function respondentsCase(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ file: CaseFile }>> {
  const found = await s.caseFile(ref)
  const file = found && isRespondent(actor.id, found) ? await asToldNow(clp, s, found) : undefined
  if (file?.replies.some((r) => r.kind === 'told')) return { ok: true, file }
  await refuseAndRecord(clp, s, actor, 'reply', ref, { why: 'no_such_matter' })
  return refuse({ why: 'no_such_matter' })
}

/**
 * A press on the notice shows that it arrived, even where Discord's own answer is still on its way or was lost: the
 * window runs from the moment at which it was sent, and the press counts.
 */
async function asToldNow(clp: Clp, s: Store, file: CaseFile): Promise<CaseFile> {
  const name = file.state === 'asking' ? 'notice' : 'reopened'
  const sent = (await s.openEffects()).find((e) => e.name === name && e.target === file.ref)
  if (!sent?.firstAttemptAt) return file
  if (sent.name === 'reopened')
    await recordReopened(clp, s, file.ref, sent.payload.what as ReopenedFor, sent.firstAttemptAt)
  else await recordNoticeDelivered(clp, s, file.ref, sent.firstAttemptAt)
  return (await s.caseFile(file.ref)) as CaseFile
}

const SAID: Record<ReplyPress | 'said', string> = {
  said: 'The respondent gave their side',
  thats_all: 'The respondent said that this is all; the reply has closed',
  extended: 'The respondent asked for more time',
  wont_reply: 'The respondent pressed that they do not want to reply',
}

/**
 * *Give my side* (D4): as often as needed while the window is open. `form` is the random id of the form, so that
 * the same submit twice is one reply; `objection` says who should not decide it, and why (A5); `files`
 * go with it. What comes after the window
 * has closed is kept for the signers, never thrown away; no number of such replies holds the decision up (D5).
 */
export const giveMySide = (
  clp: Clp,
  actor: Actor,
  ref: string,
  text: string,
  form: string,
  objection = '',
  files: Sent[] = [],
): Promise<Result<{ closesAt: Instant | null; late: boolean; lookedAtAgain?: true }>> =>
  clp.transact(async (s) => {
    const own = await respondentsCase(clp, s, actor, ref)
    if (!own.ok) return own
    const { file } = own
    if (isBlank(text))
      return refuse({ why: 'input', problems: ['The form was empty. Write your side and send it again.'] })
    const parts = file.replies.filter((r) => r.kind === 'said' && r.otherwise === undefined).length
    const room = roomForMore(clp, ref, { parts, files: await s.filesOf(ref), by: actor.id }, files)
    if (!room.ok) return room
    const again = await putToSigners(clp, s, actor, file, { text, form, objection, files })
    if (again) return again.ok ? { ok: true, closesAt: null, late: true, lookedAtAgain: true } : again
    if (file.state === 'closed' || file.state === 'decided')
      return refuse({ why: 'moved_on', state: file.state, outcome: file.outcome })
    const state = replyState(clp, file)
    const late = state.state === 'closed'
    const fresh = await s.addReply(ref, { kind: 'said', at: clp.clock.now(), text }, form)
    if (fresh) {
      await record(clp, s, {
        actor,
        as: 'respondent',
        action: late ? 'reply.late' : 'reply.given',
        matter: ref,
        line: late ? 'The respondent added to their side after the reply had closed' : SAID.said,
        details: { text, ...(files.length > 0 ? { files: files.length } : {}) },
        subject: actor.id,
      })
      await keepFiles(clp, s, ref, actor.id, 'reply', files)
      const withFiles = files.length > 0 ? ' What they sent with it is under *Read all*.' : ''
      await roomLine(
        clp,
        s,
        ref,
        late
          ? `The person concerned has added to their side after their time was over. It is on the card: please read it. By itself it makes no signature void; whoever has signed can still press *Don’t sign*.${withFiles}`
          : `The person concerned has given their side. It is shown on the card.${withFiles}`,
      )
      await raiseObjection(clp, s, ref, actor, objection)
      await refreshCase(clp, s, ref)
    }
    return { ok: true, closesAt: state.state === 'open' ? state.closesAt : null, late }
  })

const TIME_IS_UP =
  'The time for a reply is over, and nothing is decided yet. If there is something that you want to say, press *Give my side* even so: it goes to the people who decide. You are told what comes of it.'

/** *That's all*, *I need more time* (once) and *I don't want to reply* (after a second press) (D4). */
export const pressReply = (
  clp: Clp,
  actor: Actor,
  ref: string,
  press: ReplyPress,
): Promise<Result<{ closesAt: Instant | null; confirm: boolean }>> =>
  clp.transact(async (s) => {
    const own = await respondentsCase(clp, s, actor, ref)
    if (!own.ok) return own
    const { file } = own
    const before = replyState(clp, file)
    if (before.state !== 'open')
      return refuse(
        file.state === 'signing' || file.state === 'replying'
          ? { why: 'not_now', because: TIME_IS_UP }
          : { why: 'moved_on', state: file.state, outcome: file.outcome },
      )
    if (press === 'extended' && !before.mayExtend) return refuse({ why: 'already_did', what: 'extended' })
    await s.addReply(ref, { kind: press, at: clp.clock.now(), text: null }, null)
    const file2 = (await s.caseFile(ref)) as CaseFile
    const after = replyState(clp, file2)
    const confirm = press === 'wont_reply' && after.state === 'open'
    if (!confirm) {
      await record(clp, s, {
        actor,
        as: 'respondent',
        action: `reply.${press}`,
        matter: ref,
        line: SAID[press],
        subject: actor.id,
      })
      // what they have not been shown yet still goes to them, and opens their reply again (D4)
      const unsent = (await s.openEffects({ name: 'reopened', target: ref })).some(
        (e) => e.firstAttemptAt === null,
      )
      if (after.state === 'closed' && !unsent) await openSignOff(clp, s, ref)
      else await queueCard(clp, s, ref)
    }
    return { ok: true, closesAt: after.state === 'open' ? after.closesAt : null, confirm }
  })

/** The reply has closed: sign-off opens, so that nobody decides before hearing (D5). */
export async function openSignOff(clp: Clp, s: Store, ref: string): Promise<void> {
  await s.updateCase(ref, { state: 'signing', signOpenedAt: clp.clock.now() })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'signoff.opened',
    matter: ref,
    line: 'The reply has closed; sign-off is open',
  })
  await withdrawTimeTasks(clp, s, ref)
  await refreshCase(clp, s, ref)
  await queueRoom(clp, s, ref)
  await roomLine(
    clp,
    s,
    ref,
    'The reply has closed. Please read the card, then press *Sign* or *Don’t sign*.',
  )
  await alertSigners(clp, s, ref)
}
