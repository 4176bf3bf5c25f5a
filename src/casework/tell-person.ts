import { nextSendingTime } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { kindOf, matterOf } from './matter.ts'
import { writtenTo } from './identities.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { raiseTask, WORDS } from './tasks.ts'

/** What someone is told: the answer to an objection, what came of a late reply, or that it is with National (I2). */
export type ToldWhat = 'objection' | 'reconsideration' | 'national' | 'identity'

/** Something that someone who is heard in a matter is told. `text` is as they read it. */
export interface Told {
  userId: string
  what: ToldWhat
  text: string
  /** Officers who are not the ones to pass it on: it could be about them. */
  notFor?: string[]
}

/**
 * Has someone who is heard in a matter told something by DM, within the hours for that (F5); somebody who is known by a
 * handle alone is told by people (B3).
 */
export async function tellPerson(
  clp: Clp,
  s: Store,
  ref: string,
  userId: string,
  told: Omit<Told, 'userId'>,
): Promise<void> {
  const now = clp.clock.now()
  const to = await writtenTo(s, userId)
  if (to === null)
    return recordToldPerson(clp, s, ref, { userId, ...told }, false, 'The bot cannot write to a handle.')
  await s.addEffect(
    { name: 'person-dm', lane: personLane(to), target: ref, payload: { userId, ...told } },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
}

/**
 * Discord refused the message: where they have the letter of a sanction in the case, that is edited to carry it, so that
 * it reaches somebody who is banned as well (H10); else people tell them another way.
 */
export async function tellByEdit(clp: Clp, s: Store, ref: string, told: Told, why: string): Promise<void> {
  const sanction = kindOf(ref) === 'case' ? (await s.caseFile(ref))?.sanction : null
  if (!sanction?.dmMessageId || ![sanction.respondent, sanction.letterTo].includes(told.userId))
    return recordToldPerson(clp, s, ref, told, false, why)
  const now = clp.clock.now()
  await s.addEffect(
    { name: 'told-in-letter', lane: personLane(told.userId), target: ref, payload: { ...told, why } },
    now,
    now,
  )
}

/** It reached them, or did not: then officers without a part in the matter tell them another way. */
export async function recordToldPerson(
  clp: Clp,
  s: Store,
  ref: string,
  { userId, what, text, notFor }: Told,
  reached: boolean,
  why = '',
): Promise<void> {
  const matter = await matterOf(clp, s, ref)
  if (!matter) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `delivery.${what}${reached ? '' : '_failed'}`,
    matter: ref,
    line: reached
      ? 'An answer reached someone who is heard in this matter'
      : 'An answer to someone who is heard in this matter could not be delivered by Discord',
    details: { why },
    subject: matter.subject,
  })
  if (reached) return
  await raiseTask(clp, s, {
    kind: 'undelivered',
    matter: ref,
    // an objection is about somebody who decides, so those who decide are not told of it
    offices:
      matter.stage === 'appeal' || what === 'objection'
        ? ['secretary', 'trusted_ec_officer']
        : ['admin', 'sm_officer'],
    ...(notFor && notFor.length > 0 ? { notFor } : {}),
    platform: matter.platform,
    subject: userId,
    text: `${ref}: tell the person this another way (e-mail, post, by hand). ${why} Press *Done* when you have.${WORDS}${text.slice(0, 1200)}`,
  })
}
