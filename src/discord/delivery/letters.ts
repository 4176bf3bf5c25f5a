import { draftLetter } from '../../letters/draft.ts'
import { fillLetter } from '../../letters/fill.ts'
import type { LetterKind } from '../../letters/facts.ts'
import { addMonths, formatDateTime, londonDate, type Instant } from '../../policy/calendar.ts'
import { banDays } from '../../policy/ban-days.ts'
import { writesTo } from '../../policy/same-person.ts'
import { plusOpenDays } from '../../policy/pause.ts'
import { KEPT_MONTHS } from '../../register/entry.ts'
import type { Effect } from '../../casework/effects.ts'
import { alsoThem, canBeWrittenTo, letterFacts } from '../../casework/letter-facts.ts'
import { mustWait } from '../../casework/issue-sanction.ts'
import { ladderOfCase } from '../../casework/person-ladder.ts'
import { isWithNational } from '../../casework/national.ts'
import type { Clp, Store } from '../../casework/ports.ts'
import {
  raiseServeNew,
  recordLetterDelivered,
  recordLetterTooLate,
  recordNotDelivered,
  recordNoticeDelivered,
} from '../../casework/record-delivery.ts'
import { recordOutcomeTold } from '../../casework/record-outcome.ts'
import type { CaseFile } from '../../casework/records.ts'
import { recordReopened, type ReopenedFor } from '../../casework/reopen-reply.ts'
import { queueCard } from '../../casework/room.ts'
import { safeguardingHolds } from '../../casework/safeguarding.ts'
import { replyDays, replyState } from '../../casework/reply-state.ts'
import type { Delivered, Prepared, SayHandler } from '../../outbox/handlers.ts'
import type { WireFailure } from '../../outbox/wire.ts'
import { buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import type { BanCheck } from './ban-check.ts'

const userOf = (e: Effect): string => (e.payload as { userId: string }).userId

/** Whom it goes to: about a handle the Discord user who is taken to be the same person at this moment (B3). */
const recipient = (file: CaseFile, e: Effect): string => writesTo(file) ?? userOf(e)

/** What a letter says of a failed delivery, in words for the admins. */
export const whyNot = (f: WireFailure): string =>
  f.code === 50278 || f.code === 50007 ? 'Discord does not let the bot write to this person.' : f.why

async function lettered(clp: Clp, s: Store, file: CaseFile, kind: LetterKind) {
  return draftLetter(
    clp.config.templates,
    kind,
    letterFacts(clp, file, kind, await ladderOfCase(clp, s, file)),
  )
}

/** *That's not me*, where another identity is taken to be theirs (B3). */
const notMe = (clp: Clp, file: CaseFile, mark: string) =>
  alsoThem(file).length > 0
    ? [{ label: "That's not me", id: customId('not-me', clp.serverId, file.ref, mark) }]
    : []

/** The buttons of the notice of allegation (F5). */
export function replyButtons(clp: Clp, file: CaseFile, mark: string, files: boolean): object[] {
  const id = (name: string) => customId(name, clp.serverId, file.ref, mark)
  return buttons([
    { label: 'Give my side', id: id('reply-say'), style: 'primary' },
    { label: 'I need more time', id: id('reply-time') },
    { label: "I don't want to reply", id: id('reply-no') },
    // what stands against them, pictures too, is theirs to see (F5)
    ...(files ? [{ label: 'See the files', id: id('list-files') }] : []),
    ...notMe(clp, file, mark),
  ])
}

/** The notice of allegation (F5). Its closing time counts from the moment it goes out. */
export const notice: SayHandler = {
  kind: 'say',
  letter: 'only_one',
  kept: true,
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
  async prepare(clp, s, e): Promise<Prepared | null> {
    const file = await s.caseFile(e.target)
    // it is asked for again when National has answered (I2)
    if (file?.state !== 'asking' || (await isWithNational(s, file.ref))) return null
    // the step that they are told of is that of this moment, whatever it was when the admins agreed
    if (file.toldStep !== file.step) await s.updateCase(file.ref, { toldStep: file.step })
    const draft = await lettered(clp, s, file, 'notice')
    const to = recipient(file, e)
    await s.updateCase(file.ref, { noticeTo: to === file.respondent ? null : to })
    const files = (await s.filesOf(file.ref)).length > 0
    return {
      to: { dm: to },
      body(mark, at) {
        const filled = fillLetter(draft, {
          date: londonDate(at),
          deletedOn: addMonths(londonDate(at), KEPT_MONTHS),
          closesAt: plusOpenDays(
            at,
            replyDays(clp, { toldStep: file.step, step: file.step }),
            file.pauses ?? [],
          ),
        })
        return {
          content: filled.message,
          files: [filled.file],
          components: replyButtons(clp, file, mark, files),
        }
      },
    }
  },
  delivered: (clp, s, e, d) => recordNoticeDelivered(clp, s, e.target, d.at),
  async refused(clp, s, e, f) {
    await recordNotDelivered(clp, s, e.target, 'notice', whyNot(f))
    return 'give_up'
  },
}

const whyReopened = (e: Effect) => (e.payload as { what: ReopenedFor }).what

/** New material put to the respondent (D4). */
export const reopened: SayHandler = {
  kind: 'say',
  letter: 'any',
  kept: true,
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
  async prepare(clp, s, e): Promise<Prepared | null> {
    const file = await s.caseFile(e.target)
    if (file?.state !== 'replying') return null
    const draft = await lettered(clp, s, file, 'reopened')
    const to = recipient(file, e)
    const files = (await s.filesOf(file.ref)).length > 0
    const reply = replyState(clp, file)
    return {
      to: { dm: to },
      body(mark, at) {
        const anew = plusOpenDays(at, clp.config.policy.reply.reopenDays, file.pauses ?? [])
        const closesAt = reply.state === 'open' && reply.closesAt > anew ? reply.closesAt : anew
        if (whyReopened(e) === 'waited')
          return {
            content: `**Your time to give your side in ${file.ref} was stopped for a while, and runs again.** You have until ${formatDateTime(closesAt)} (UK time). Nothing has been decided, and what you have told us already counts.\n-# ${clp.config.policy.clp.name} · ${mark}`,
            components: replyButtons(clp, file, mark, files),
          }
        const filled = fillLetter(draft, {
          date: londonDate(at),
          deletedOn: addMonths(londonDate(at), KEPT_MONTHS),
          closesAt,
        })
        return {
          content: filled.message,
          files: [filled.file],
          components: replyButtons(clp, file, mark, files),
        }
      },
    }
  },
  async delivered(clp, s, e, d) {
    await recordReopened(clp, s, e.target, whyReopened(e), d.at)
    await recordOutcomeTold(clp, s, e.target, 'reopened', true, d.at)
  },
  async refused(clp, s, e, f) {
    const file = await s.caseFile(e.target)
    // to a handle people take it, and the days run from when they did (D4)
    if (file && !canBeWrittenTo(file)) {
      await raiseServeNew(clp, s, file, whyReopened(e))
      return 'give_up'
    }
    await recordReopened(clp, s, e.target, whyReopened(e), clp.clock.now())
    await recordOutcomeTold(clp, s, e.target, 'reopened', false, clp.clock.now(), whyNot(f))
    return 'give_up'
  },
}

const asPosted = ({ channelId, messageId, at, body }: Delivered) => ({
  channelId,
  messageId,
  at,
  body: JSON.stringify(body),
})

/** The letter of a sanction: what was signed, with its dates filled in (D6, F3). A ban's only if the bot can ban (G2). */
export const letter = (banCheck: BanCheck): SayHandler => ({
  kind: 'say',
  letter: 'only_one',
  kept: true,
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
  check: (clp, e) => banCheck(clp, e.target, userOf(e)),
  async prepare(clp, s, e): Promise<Prepared | null> {
    const file = await s.caseFile(e.target)
    const draft = file?.letter
    if (!file || !draft || file.sanction?.letterState !== 'queued') return null
    // one that was on its way and is certainly not there begins afresh, and much may have happened since
    if (await mustWait(s, file.sanction)) {
      await s.updateSanction(file.ref, { letterState: 'held' })
      await queueCard(clp, s, file.ref)
      return null
    }
    const to = recipient(file, e)
    await s.updateSanction(file.ref, { letterTo: to === file.respondent ? null : to })
    return {
      to: { dm: to },
      body(mark, at) {
        const fixed = file.sanction?.firstDay ?? null
        const filled = fillLetter(draft, {
          ...letterSlots(at),
          ...(fixed === null ? {} : { firstDay: fixed, lastDay: file.sanction?.lastDay ?? undefined }),
        })
        const read = {
          label: "I've read this",
          id: customId('letter-read', clp.serverId, file.ref, mark),
          style: 'primary' as const,
        }
        const appeal = { label: 'Appeal', id: customId('appeal', clp.serverId, file.ref, mark) }
        const side = { label: 'Give my side', id: customId('reply-say', clp.serverId, file.ref, mark) }
        const list = mayStillReply(clp, file) ? [read, side, appeal] : [read, appeal]
        list.push(...notMe(clp, file, mark))
        return { content: filled.message, files: [filled.file], components: buttons(list) }
      },
    }
  },
  delivered: (clp, s, e, d) => recordLetterDelivered(clp, s, e.target, asPosted(d)),
  // the EC may have put another in its place while it was sent (H9)
  tooLate: (clp, s, e, d) => recordLetterTooLate(clp, s, e.target, asPosted(d)),
  async refused(clp, s, e, f) {
    await recordNotDelivered(clp, s, e.target, 'letter', whyNot(f))
    return 'give_up'
  },
})

/** Whoever was written to and said nothing can still give their side after the letter (D8). */
const mayStillReply = (clp: Clp, { replies }: CaseFile): boolean =>
  clp.config.policy.appeals.reconsiderDays > 0 &&
  replies.some((r) => r.kind === 'told') &&
  !replies.some((r) => r.kind === 'said')

/** The dates of a letter that goes out at a moment (F3, G4, K1). */
export function letterSlots(at: Instant) {
  const date = londonDate(at)
  const { firstDay, lastDay } = banDays(date)
  return { date, deletedOn: addMonths(date, KEPT_MONTHS), firstDay, lastDay }
}

/** Words of advice, or that a case is over without a step: told to someone who had been written to. */
export const outcome: SayHandler = {
  kind: 'say',
  letter: 'any',
  kept: true,
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
  async prepare(clp, s, e): Promise<Prepared | null> {
    const file = await s.caseFile(e.target)
    // somebody who was never written to is not troubled: a notice that waited for the morning was not sent either
    if (!file || (file.outcome !== 'words_of_advice' && !file.replies.some((r) => r.kind === 'told')))
      return null
    const kind =
      (e.payload as { kind: string }).kind === 'words_of_advice' ? 'words_of_advice' : 'no_further_action'
    const draft = file.letter?.kind === kind ? file.letter : await lettered(clp, s, file, kind)
    const to = recipient(file, e)
    return {
      to: { dm: to },
      body(mark, at) {
        const filled = fillLetter(draft, letterSlots(at))
        const read = {
          label: "I've read this",
          id: customId('letter-read', clp.serverId, file.ref, mark),
          style: 'primary' as const,
        }
        return { content: filled.message, files: [filled.file], components: buttons([read]) }
      },
    }
  },
  delivered: (clp, s, e, d) => recordOutcomeTold(clp, s, e.target, 'outcome', true, d.at),
  async refused(clp, s, e, f) {
    await recordOutcomeTold(clp, s, e.target, 'outcome', false, clp.clock.now(), whyNot(f))
    return 'give_up'
  },
}
