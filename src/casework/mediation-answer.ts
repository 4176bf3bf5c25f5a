import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { refuseAndRecord } from './authorise.ts'
import { askToMediate, giveBack, no, tellMediated } from './mediation-pieces.ts'
import { matterOf } from './matter.ts'
import type { ComplaintFile, Mediation } from './matter-records.ts'
import { isWithNational, WITH_NATIONAL } from './national.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { HELD } from './safeguarding.ts'

/** Whether whoever offered to mediate still may: in office, and without a part in the matter since (A5, A8). */
export const stillMediates = async (clp: Clp, s: Store, file: ComplaintFile): Promise<boolean> =>
  file.mediation !== null &&
  (await matterOf(clp, s, file.ref))?.viewers.includes(file.mediation.mediator) === true

/** Whom a mediation waits for, and what they are asked; undefined when it waits for nobody's answer. */
export function askedNow(
  file: ComplaintFile | undefined,
): { person: string; who: 'complainant' | 'respondent'; mediation: Mediation } | undefined {
  const { mediation } = file ?? {}
  if (!file || !mediation || file.state !== 'mediating') return undefined
  if (mediation.state === 'asking_complainant')
    return { person: mediation.complainant, who: 'complainant', mediation }
  if (mediation.state === 'asking_respondent' && file.respondent !== null)
    return { person: file.respondent, who: 'respondent', mediation }
  return undefined
}

/**
 * *Yes* or *No* to a mediation, by whoever was asked (C5). To anyone else, and to the person concerned before the
 * complainant's yes, there is no such complaint (A6). Pressed again it says what has happened since.
 */
export const answerMediation = (
  clp: Clp,
  actor: Actor,
  ref: string,
  yes: boolean,
): Promise<Result<{ next: 'other_is_asked' | 'begins' | 'ends' }>> =>
  clp.transact(async (s): Promise<Result<{ next: 'other_is_asked' | 'begins' | 'ends' }>> => {
    const file = await s.complaintFile(ref)
    const asked = askedNow(file)
    if (!file || asked?.person !== actor.id) return stale(clp, s, actor, ref, file)
    if (file.safeguarding === 'raised') return refuse(HELD)
    if (await isWithNational(s, ref)) return no(WITH_NATIONAL)
    const { mediation, who } = asked
    await record(clp, s, {
      actor,
      as: who,
      action: `complaint.mediation_${yes ? 'yes' : 'no'}`,
      matter: ref,
      line: yes ? 'Said yes to a mediation' : 'Said no to a mediation',
      details: { who },
      subject: file.respondent,
    })
    if (!yes) {
      await giveBack(clp, s, file, { ...mediation, state: 'declined' }, 'They said no to a mediation.')
      if (who === 'respondent') await tellMediated(clp, s, file, mediation.complainant, DECLINED)
      return { ok: true, next: 'ends' }
    }
    if (who === 'complainant') {
      await s.updateComplaint(ref, {
        mediation: { ...mediation, state: 'asking_respondent', otherAsked: true },
      })
      await askToMediate(clp, s, ref, file.respondent as string, 'respondent')
      await roomLine(clp, s, ref, 'Whoever complained said yes to a mediation. The other is asked now.')
      await queueCard(clp, s, ref)
      return { ok: true, next: 'other_is_asked' }
    }
    await s.updateComplaint(ref, { mediation: { ...mediation, state: 'running' } })
    const stays = await stillMediates(clp, s, file)
    const begins = `**Both of you said yes to a mediation in ${ref}.** ${stays ? `<@${mediation.mediator}>, an admin,` : 'An admin'} mediates and will write to you both. You can stop at any time: tell them so.`
    for (const person of [mediation.complainant, actor.id]) await tellMediated(clp, s, file, person, begins)
    await roomLine(
      clp,
      s,
      ref,
      stays
        ? `Both said yes. <@${mediation.mediator}> mediates, and then presses *Agreed* or *Not agreed*.`
        : 'Both said yes, but whoever offered to mediate cannot any more. One of you admins takes it on, writes to both, and then presses *Agreed* or *Not agreed*.',
    )
    await queueCard(clp, s, ref)
    return { ok: true, next: 'begins' }
  })

const DECLINED =
  'The other person does not want a mediation. Nothing is held against either of you. The admins go on with your complaint, and you hear what comes of it.'

/** A press that comes too late, or by someone who was never asked. */
async function stale(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
  file: ComplaintFile | undefined,
): Promise<ReturnType<typeof refuse>> {
  const { mediation } = file ?? {}
  const heard =
    mediation &&
    (actor.id === mediation.complainant || (actor.id === file?.respondent && mediation.otherAsked))
  if (!heard) {
    await refuseAndRecord(clp, s, actor, 'mediation', ref, { why: 'no_such_matter' })
    return refuse({ why: 'no_such_matter' })
  }
  if (file?.state === 'closed') return no('This complaint is closed, and there is no mediation any more.')
  return no(
    {
      asking_complainant: 'Nobody waits for your answer at the moment.',
      asking_respondent: 'Thank you, your answer was written down. The other person is being asked.',
      running: 'Both of you said yes, and the mediation is under way.',
      agreed: 'The mediation is over: it was written down as agreed.',
      not_agreed: 'The mediation is over. The admins go on with the complaint.',
      declined: 'There is no mediation. The admins go on with the complaint.',
    }[mediation.state],
  )
}

/** Discord does not let the bot ask somebody: then there is no mediation (C5). */
export async function recordNotAsked(
  clp: Clp,
  s: Store,
  ref: string,
  who: 'complainant' | 'respondent',
  why: string,
): Promise<void> {
  const file = await s.complaintFile(ref)
  const asked = askedNow(file)
  if (!file || asked?.who !== who) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'delivery.mediation_failed',
    matter: ref,
    line: 'Someone could not be asked about a mediation by Discord message',
    details: { who, why },
    subject: file.respondent,
  })
  await giveBack(
    clp,
    s,
    file,
    { ...asked.mediation, state: 'declined' },
    'Discord did not let the bot ask them.',
  )
  if (who === 'respondent') await tellMediated(clp, s, file, asked.mediation.complainant, DECLINED)
}

/** Discord does not let the bot tell somebody how a mediation stands: the mediator does. */
export async function recordNotTold(clp: Clp, s: Store, ref: string, why: string): Promise<void> {
  const file = await s.complaintFile(ref)
  if (!file) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'delivery.mediation_failed',
    matter: ref,
    line: 'Someone could not be told how a mediation stands by Discord message',
    details: { why },
    subject: file.respondent,
  })
  await roomLine(
    clp,
    s,
    ref,
    'Discord did not let the bot tell one of the two how the mediation stands. Please tell them in another way.',
  )
}
