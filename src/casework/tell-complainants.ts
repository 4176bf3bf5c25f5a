import { nextSendingTime } from '../policy/calendar.ts'
import { personLane } from './agree-to-ask.ts'
import { BOT } from './actor.ts'
import type { ComplaintFile } from './matter-records.ts'
import { writtenTo } from './identities.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { raiseTask } from './tasks.ts'

/** What can be pressed below a message to a complainant: their own complaint, the way to the EC (C7), or nothing. */
export type ComplainantButtons = 'own' | 'ec' | 'none'

/** Who is told what becomes of a complaint: whoever complained and has not stopped; not officers on duty (A5). */
export const complainantsToTell = (file: ComplaintFile): string[] =>
  file.complainants.filter((c) => !c.onDuty && c.stoppedAt === null).map((c) => c.person)

/** Writes to one person about the complaint that they made. `inHours`: only within the hours for letters (F5). */
export async function tellComplainant(
  clp: Clp,
  s: Store,
  ref: string,
  userId: string,
  text: string,
  how: { inHours: boolean; buttons: ComplainantButtons },
): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect(
    {
      name: how.inHours ? 'complainant-dm' : 'complainant-now',
      lane: personLane(userId),
      target: ref,
      payload: { userId, text, buttons: how.buttons },
    },
    now,
    how.inHours ? nextSendingTime(now, clp.config.policy.sendingHours) : now,
  )
}

/**
 * Writes the same to everyone who complained and has not stopped (C2, C3), but for whom hears it otherwise. While safeguarding is raised nobody is written
 * to: what goes out in hours waits until the contact has said how (C6).
 */
export async function tellComplainants(
  clp: Clp,
  s: Store,
  file: ComplaintFile,
  text: string,
  inHours: boolean,
  buttons: ComplainantButtons = 'own',
  except: readonly string[] = [],
): Promise<void> {
  for (const userId of complainantsToTell(file).filter((p) => !except.includes(p)))
    await tellComplainant(clp, s, file.ref, userId, text, { inHours, buttons })
}

/** Writes to the person whom a complaint is about: words of advice, or that a matter of which they knew is over (C4). */
export async function tellRespondent(clp: Clp, s: Store, file: ComplaintFile, text: string): Promise<void> {
  if (file.respondent === null) return
  const now = clp.clock.now()
  // about a handle it goes to the Discord user who is taken to be the same person when it goes out (B3)
  const lane = personLane((await writtenTo(s, file.respondent)) ?? file.respondent)
  await s.addEffect(
    { name: 'respondent-dm', lane, target: file.ref, payload: { userId: file.respondent, text } },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
}

/** What a message about a complaint was, for the register. */
export type ToldWhat = 'ack' | 'complainant' | 'respondent'

const WHOM: Record<ToldWhat, string> = {
  ack: 'a complainant',
  complainant: 'a complainant',
  respondent: 'the person concerned',
}

/**
 * A message about a complaint reached someone, or did not. Where the outcome did not reach them people tell them another
 * way; an acknowledgement stands in the answer to their own press, and `/complain` shows it (C2).
 */
export async function recordComplaintTold(
  clp: Clp,
  s: Store,
  ref: string,
  what: ToldWhat,
  person: string,
  reached: boolean,
  why = '',
): Promise<void> {
  const file = await s.complaintFile(ref)
  if (!file) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `delivery.${what}${reached ? '' : '_failed'}`,
    matter: ref,
    line: reached
      ? `A message about the complaint reached ${WHOM[what]}`
      : `A message about the complaint could not be delivered to ${WHOM[what]} by Discord`,
    details: { person, why },
    subject: file.respondent,
  })
  if (reached || what === 'ack' || file.state !== 'closed') return
  const name = file.complainants.find((c) => c.person === person)?.name ?? file.respondentName ?? ''
  const text = `${name} could not be told by Discord message. ${why}`
  await s.addMatterText(ref, { at: clp.clock.now(), by: BOT.id, side: 'officer', kind: 'not told', text })
  // one task however many are not reached: who they are stands under Read all, and in no alert
  if ((await s.openTasks({ kind: 'undelivered', matter: ref })).length > 0) return
  await raiseTask(clp, s, {
    kind: 'undelivered',
    matter: ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${ref}: ${what === 'respondent' ? 'tell the person it is about' : 'tell whoever complained what came of it'} another way (e-mail, post, in person). ${why} Whom, and what to say, is under *Read all*. Press *Done* when you have.`,
  })
}
