import { inDoubt, samePerson, writtenTo } from './identities.ts'
import { nextSendingTime } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { isWithNational } from './national.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { SanctionRecord } from './records.ts'
import { queueCard, roomLine } from './room.ts'
import { closeTask, raiseTask } from './tasks.ts'
import { tellEc } from './tell-officers.ts'

/**
 * Whether a letter waits until it is answered whether an identity is theirs (B3): its step relies on a sanction of one that
 * is in doubt, or it would go to somebody who says that they are not the respondent. `all`: the person's sanctions.
 */
export async function waitsForIdentity(
  s: Store,
  letter: SanctionRecord,
  all: readonly SanctionRecord[],
): Promise<boolean> {
  const doubtful = await inDoubt(s, letter.respondent)
  if (doubtful.includes((await writtenTo(s, letter.respondent)) ?? '')) return true
  return all.some((x) => doubtful.includes(x.respondent) && letter.reliedOn.includes(x.ref))
}

/**
 * Whether a letter is not to go out for now: the EC decides what becomes of its sanction (H9), its step relies on one under
 * appeal (E9), it waits for a word on an identity (B3), or the matter is with National (I2).
 */
export async function mustWait(s: Store, letter: SanctionRecord): Promise<boolean> {
  if (letter.underReview) return true
  const all = await s.sanctions({ respondent: await samePerson(s, letter.respondent) })
  if (all.some((x) => x.appealPending && letter.reliedOn.includes(x.ref))) return true
  return (await waitsForIdentity(s, letter, all)) || isWithNational(s, letter.ref)
}

/**
 * Has the letter of a person's next sanction sent. Theirs wait their turn: the next goes only when the last was
 * delivered, served or deemed served (D3). One that waits for a ban by hand goes when that ban is there (G2).
 */
export async function queueNextLetter(clp: Clp, s: Store, respondent: string): Promise<void> {
  const all = await s.sanctions({ respondent: await samePerson(s, respondent) })
  if (all.some((x) => x.letterState === 'queued' || x.letterState === 'failed')) return
  // what the EC is to decide on may stay with it for long, and holds up nothing else
  const next = all.find((x) => x.letterState === 'held' && !x.overturned && !x.underReview)
  if (!next || (await mustWait(s, next))) return
  const waits = await s.openTasks({ kind: 'ban_by_hand', matter: next.ref })
  if (waits.length > 0 && next.banState === 'due') return
  const now = clp.clock.now()
  await s.updateSanction(next.ref, { letterState: 'queued' })
  await s.addEffect(
    {
      name: 'letter',
      lane: personLane(next.respondent),
      target: next.ref,
      payload: { userId: next.respondent },
    },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
}

/**
 * The bot cannot ban this person, so nobody is told that they are banned: it becomes a task for someone who can, the
 * EC is told, and the letter follows the ban (G2). `why` is plain English for the officers.
 */
export async function recordCannotBan(clp: Clp, s: Store, ref: string, why: string): Promise<void> {
  const file = await s.caseFile(ref)
  if (!file?.sanction || file.sanction.letterState !== 'queued') return
  await s.updateSanction(ref, { letterState: 'held' })
  // nobody bans by hand on what the EC is to decide on anew (H9)
  if (file.sanction.underReview) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'ban.cannot',
    matter: ref,
    line: 'The bot cannot carry this ban out by itself; the letter waits until it is done by hand',
    details: { why },
    subject: file.respondent,
  })
  await raiseTask(clp, s, {
    kind: 'ban_by_hand',
    matter: ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${ref}: the ban was decided, but the bot cannot carry it out: ${why} Someone who can should ban the person by hand, in Discord's own member list. The letter goes out by itself once the ban is there.`,
  })
  await tellEc(
    clp,
    s,
    ref,
    `The ban decided in ${ref} cannot be carried out by the bot: ${why} The admins have it as a task.`,
  )
  await roomLine(
    clp,
    s,
    ref,
    `The bot cannot ban this person: ${why} The letter waits until someone has done it by hand.`,
  )
  await queueCard(clp, s, ref)
}

/** The ban that was to be made by hand is there: the letter follows it (G2). */
export async function recordBannedByHand(clp: Clp, s: Store, ref: string, userId: string): Promise<void> {
  await s.updateSanction(ref, { banState: 'in_force' })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'ban.made_by_hand',
    matter: ref,
    line: 'The ban was carried out by hand; the letter follows it',
    subject: userId,
  })
  for (const task of await s.openTasks({ kind: 'ban_by_hand', matter: ref }))
    await closeTask(clp, s, task, BOT, 'bot', 'the ban is there')
  await queueNextLetter(clp, s, userId)
  await queueCard(clp, s, ref)
}
