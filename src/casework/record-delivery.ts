import { type CalendarDate, type Instant, londonDate } from '../policy/calendar.ts'
import { banDays } from '../policy/ban-days.ts'
import { BOT } from './actor.ts'
import { casesAnew } from './cases-anew.ts'
import { afterCase } from './close-complaint.ts'
import { HOW_TO_GIVE } from './give-by-hand.ts'
import { canBeWrittenTo } from './letter-facts.ts'
import { tellOfPauseSince } from './pause-news.ts'
import { carryOut } from './platform-bans.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile, SanctionRecord } from './records.ts'
import { refreshCase } from './refresh-case.ts'
import { reopenReply, type ReopenedFor } from './reopen-reply.ts'
import { queueCard, roomLine } from './room.ts'
import { closeTask, raiseTask } from './tasks.ts'

/** Where a message of the bot stands on Discord, and what it says. */
export interface Posted {
  channelId: string
  messageId: string
  body: string
  /** When the first attempt was made that may have reached Discord: the letter's own date (F3). */
  at: Instant
}

/**
 * The notice of allegation arrived: the reply window runs from here (D4). One that was on its way when the case was
 * closed has told them too.
 */
export async function recordNoticeDelivered(clp: Clp, s: Store, ref: string, at: Instant): Promise<void> {
  const file = (await s.caseFile(ref)) as CaseFile
  // a press on its buttons may have told us before Discord's own answer did
  if (file.replies.some((r) => r.kind === 'told')) return
  if (file.state === 'asking') await s.updateCase(ref, { state: 'replying' })
  await s.addReply(ref, { kind: 'told', at, text: null }, null)
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'delivery.notice',
    matter: ref,
    line: 'The notice of allegation was delivered',
    details: { at },
    subject: file.respondent,
  })
  await tellOfPauseSince(clp, s, ref, at)
  const now = await refreshCase(clp, s, ref)
  // what came while it was on its way is not in it, and goes after it (D4); a harsher step has gone by now
  if (now.toldStep !== file.toldStep) return
  if (now.incidents.some((i) => i.ownStep && i.at > at)) await reopenReply(clp, s, now, 'new_incident')
  else if (now.evidence.some((e) => e.at > at)) await reopenReply(clp, s, now, 'new_evidence')
  else if ((now.findingAt ?? at) > at) await reopenReply(clp, s, now, 'new_finding')
}

/** Dates of a sanction from the date of its letter (F3, G4). */
export function sanctionDates(
  kind: SanctionRecord['kind'],
  letterDate: CalendarDate,
): Pick<SanctionRecord, 'letterDate' | 'firstDay' | 'lastDay'> {
  if (kind === 'warning') return { letterDate, firstDay: null, lastDay: null }
  const days = banDays(letterDate)
  return { letterDate, firstDay: days.firstDay, lastDay: kind === 'ban30' ? days.lastDay : null }
}

/** The same, where the days of a ban that the EC put in the place of an equal one were fixed before (H9). */
export const datesFrom = (x: SanctionRecord, letterDate: CalendarDate): ReturnType<typeof sanctionDates> =>
  x.firstDay === null
    ? sanctionDates(x.kind, letterDate)
    : { letterDate, firstDay: x.firstDay, lastDay: x.lastDay }

/** The letter arrived: the sanction counts from its date, the ban follows, the person's other cases are looked at anew. */
export async function recordLetterDelivered(clp: Clp, s: Store, ref: string, posted: Posted): Promise<void> {
  const file = (await s.caseFile(ref)) as CaseFile
  const sanction = file.sanction
  if (!sanction || sanction.letterState !== 'queued') return recordLetterTooLate(clp, s, ref, posted)
  await s.updateSanction(ref, {
    letterState: 'delivered',
    letterAt: posted.at,
    ...datesFrom(sanction, londonDate(posted.at)),
    dmChannelId: posted.channelId,
    dmMessageId: posted.messageId,
    dmBody: posted.body,
  })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'delivery.letter',
    matter: ref,
    line: 'The letter was delivered',
    details: { at: posted.at, letter: posted.body },
    subject: file.respondent,
  })
  await roomLine(clp, s, ref, 'The letter was delivered.')
  await afterLetter(clp, s, ref)
}

/** A letter arrived whose decision has fallen or was replaced while it was on its way: nothing follows from it (H9, J1). */
export async function recordLetterTooLate(clp: Clp, s: Store, ref: string, posted: Posted): Promise<void> {
  const file = (await s.caseFile(ref)) as CaseFile
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'delivery.letter_too_late',
    matter: ref,
    line: 'A letter was delivered whose decision had fallen or was replaced; it counts for nothing',
    details: { at: posted.at, letter: posted.body },
    subject: file.respondent,
  })
}

/**
 * What follows a letter that was delivered, served or deemed served (F3): the case is closed, the ban carried out,
 * the person's open cases worked out anew and their next letter let go (D3).
 */
export async function afterLetter(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = (await s.caseFile(ref)) as CaseFile
  const now = clp.clock.now()
  await s.updateCase(ref, { state: 'closed', outcome: 'sanctioned', closedAt: now })
  for (const task of await s.openTasks({ kind: 'serve_letter', matter: ref }))
    await closeTask(clp, s, task, BOT, 'bot', 'the letter was delivered')
  if (file.sanction?.kind !== 'warning') await carryOut(clp, s, file.respondent, file.platform)
  await casesAnew(clp, s, file.respondent)
  await afterCase(clp, s, { ref, outcome: 'sanctioned', closeReason: null })
  await queueCard(clp, s, ref)
}

/** A notice or a letter could not be delivered, finally: a task to serve it another way (F3). */
export async function recordNotDelivered(
  clp: Clp,
  s: Store,
  ref: string,
  what: 'notice' | 'letter',
  why: string,
): Promise<void> {
  const file = (await s.caseFile(ref)) as CaseFile
  if (what === 'letter') {
    if (file.sanction?.letterState !== 'queued') return
    await s.updateSanction(ref, { letterState: 'failed' })
  } else if (file.state !== 'asking') return
  const byHand = !canBeWrittenTo(file)
  // where nothing was tried there is no attempt that could count towards deeming it served
  if (!byHand)
    await s.addAttempt(ref, {
      at: clp.clock.now(),
      what,
      means: 'Discord message',
      day: londonDate(clp.clock.now()),
      reached: false,
      by: BOT.id,
    })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `delivery.${what}_${byHand ? 'to_give' : 'failed'}`,
    matter: ref,
    line: byHand
      ? `The ${what} is to be given to the respondent by hand`
      : `The ${what} could not be delivered by Discord message`,
    details: { why },
    subject: file.respondent,
  })
  // nobody serves what may count for nothing: the EC decides first, and what it decides is told (H9)
  if (what === 'letter' && file.sanction?.underReview) return queueCard(clp, s, ref)
  await raiseServeTask(clp, s, file, what, why, byHand)
  await roomLine(
    clp,
    s,
    ref,
    byHand
      ? `The ${what} is ready. The bot cannot write to a handle, so one of you gives it to them; see /task list.`
      : `The ${what} could not be delivered by Discord message: ${why} It must be served another way; see /task list.`,
  )
  await queueCard(clp, s, ref)
}

/** The task to serve a notice or a letter another way (F3); raised once. */
async function raiseServeTask(
  clp: Clp,
  s: Store,
  file: CaseFile,
  what: 'notice' | 'letter',
  why: string,
  byHand: boolean,
): Promise<void> {
  const kind = what === 'letter' ? 'serve_letter' : 'serve_notice'
  if ((await s.openTasks({ kind, matter: file.ref })).length > 0) return
  const another = `serve the ${what} another way (e-mail, post, by hand). ${why} The text is under *Show text*, and under *Read all*${what === 'notice' ? ' as *What the person is asked*; the letter below it there is a draft, and for nobody to send yet' : ''}. Press *Done* for each attempt and say how, when and whether it reached them.`
  await raiseTask(clp, s, {
    kind,
    matter: file.ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${file.ref}: ${byHand ? giveByHand(file, what) : another}`,
  })
}

const EACH_ATTEMPT =
  'Then press *Done*, once for each attempt, and say how, when and whether it reached them.'

/** The task to give something to somebody to whom the bot cannot write: what, how, and what follows. */
function giveByHand(file: CaseFile, what: 'notice' | 'letter'): string {
  if (what === 'notice')
    return `please give the person the notice, in which they are asked for their side. The bot cannot write to them. ${HOW_TO_GIVE} ${EACH_ATTEMPT} Their days to reply run from that day. If they answer you, write it down with \`/case reply\`.`
  const isBan = file.sanction?.kind !== 'warning'
  return `please give the person the letter. The bot cannot write to them. ${HOW_TO_GIVE} ${EACH_ATTEMPT} It counts from that day${isBan ? ', which is day 1 of the ban. Do not ban them before: that becomes a task of its own once you have written down that the letter reached them' : ''}.`
}

/**
 * New material for somebody to whom the bot cannot write: a task for people, and the days run from when they have given it
 * (D4). Where an older one is still open more was added since, so that the whole is given once more.
 */
export async function raiseServeNew(clp: Clp, s: Store, file: CaseFile, why: ReopenedFor): Promise<void> {
  if (file.state !== 'replying') return
  for (const before of await s.openTasks({ kind: 'serve_new', matter: file.ref }))
    await closeTask(
      clp,
      s,
      before,
      BOT,
      'bot',
      'more was added since; a new task asks to give them all of it',
    )
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'delivery.reopened_to_give',
    matter: file.ref,
    line: 'The new material is to be given to the respondent by hand',
    subject: file.respondent,
  })
  await raiseTask(clp, s, {
    kind: 'serve_new',
    matter: file.ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    about: why,
    text: `${file.ref}: something was added to the case, and the person may answer it. The bot cannot write to them. ${HOW_TO_GIVE} ${EACH_ATTEMPT} Their days to answer run from that day, and nothing is signed before.`,
  })
  await roomLine(
    clp,
    s,
    file.ref,
    'The new material is ready for the person concerned. One of you gives it to them; see /task list.',
  )
}
