import { samePerson } from './identities.ts'
import { type CalendarDate, type Instant, londonDate } from '../policy/calendar.ts'
import { banDays } from '../policy/ban-days.ts'
import { BOT } from './actor.ts'
import { afterCase } from './close-complaint.ts'
import { queueNextLetter } from './issue-sanction.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile, SanctionRecord } from './records.ts'
import { refreshCase } from './refresh-case.ts'
import { reopenReply } from './reopen-reply.ts'
import { reviseHeld } from './revise-held.ts'
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
  if (!sanction || sanction.letterState !== 'queued') return
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
  if (file.sanction?.kind !== 'warning') await queueBan(clp, s, file.respondent)
  for (const other of await s.cases({
    respondent: await samePerson(s, file.respondent),
    states: ['proposed', 'asking', 'replying', 'signing'],
  }))
    await refreshCase(clp, s, other.ref)
  await reviseHeld(clp, s, file.respondent)
  await queueNextLetter(clp, s, file.respondent)
  await afterCase(clp, s, { ref, outcome: 'sanctioned', closeReason: null })
  await queueCard(clp, s, ref)
}

/** Has the ban state of a person brought in line with the register (G4). */
export async function queueBan(clp: Clp, s: Store, userId: string): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect({ name: 'ban', lane: `ban:${userId}`, target: userId, payload: {} }, now, now)
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
    action: `delivery.${what}_failed`,
    matter: ref,
    line:
      what === 'letter'
        ? 'The letter could not be delivered by Discord message'
        : 'The notice could not be delivered by Discord message',
    details: { why },
    subject: file.respondent,
  })
  await raiseServeTask(clp, s, file, what, why)
  await roomLine(
    clp,
    s,
    ref,
    `The ${what} could not be delivered by Discord message: ${why} It must be served another way; see /task list.`,
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
): Promise<void> {
  const kind = what === 'letter' ? 'serve_letter' : 'serve_notice'
  if ((await s.openTasks({ kind, matter: file.ref })).length > 0) return
  await raiseTask(clp, s, {
    kind,
    matter: file.ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${file.ref}: serve the ${what} another way (e-mail, post, by hand). ${why} The text is under *Read all*${what === 'notice' ? ', as *What the person is asked*; the letter below it is a draft, and for nobody to send yet' : ''}. Press *Done* for each attempt and say how, when and whether it reached them.`,
  })
}
