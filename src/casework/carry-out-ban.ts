import { banDesired } from '../policy/ban-days.ts'
import { londonDate, nextSendingTime } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { DISCORD } from '../policy/platform.ts'
import { samePerson } from './identities.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { SanctionRecord } from './records.ts'
import { ladderSanction } from './person-ladder.ts'
import { isLiftedByEc, isOver } from './platform-ban-state.ts'
import { queueCard } from './room.ts'
import { closeTask, raiseTask } from './tasks.ts'

/** What the register says about someone's ban from the server, or from another platform, at this moment (G4, G6). */
export async function desiredBan(
  clp: Clp,
  s: Store,
  userId: string,
  platform: string = DISCORD,
): Promise<ReturnType<typeof banDesired>> {
  const sanctions = await unlessLifted(s, await s.sanctions({ respondent: userId }))
  const suspended = await suspendedFor(s, userId)
  const left = new Set(
    (await s.handBans({ userId }))
      .filter((h) => h.kind === 'lifted' && h.answer === 'leave_lifted')
      .map((h) => h.answeredAt as string),
  )
  return banDesired(
    sanctions
      .filter((x) => x.platform === platform)
      // a ban that was lifted by hand and left lifted stays so; a later sanction bans afresh (G5)
      .filter((x) => platform !== DISCORD || ![...left].some((at) => x.decidedAt < at))
      .map((x) => ({
        ref: x.ref,
        kind: x.kind,
        platform: x.platform,
        letter: ladderSanction(x).letter,
        overturned: x.overturned,
        suspended: x.underReview || suspended.has(x.ref),
        firstDay: x.firstDay,
        lastDay: x.lastDay,
      })),
    clp.clock.now(),
    platform,
  )
}

/** Without the lifetime bans that the EC has minuted to lift (K3). */
async function unlessLifted(s: Store, sanctions: SanctionRecord[]): Promise<SanctionRecord[]> {
  const left: SanctionRecord[] = []
  for (const x of sanctions) if (x.kind !== 'lifetime' || !(await isLiftedByEc(s, x.ref))) left.push(x)
  return left
}

/** Has the ban state of a person on this server brought in line with the register (G4). */
export async function queueBan(clp: Clp, s: Store, userId: string): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect({ name: 'ban', lane: `ban:${userId}`, target: userId, payload: {} }, now, now)
}

/** The sanctions whose ban is lifted while an appeal against them runs (H8). */
async function suspendedFor(s: Store, userId: string): Promise<Set<string>> {
  const appeals = await s.appeals({ appellant: await samePerson(s, userId) })
  return new Set(
    appeals.filter((a) => a.state !== 'closed' && (a.suspension?.since ?? null) !== null).map((a) => a.about),
  )
}

/** What Discord confirmed: a ban, and the sanction for which it was asked; or none, and whether there was one to lift. */
export type SeenBanState = { banned: true; because: string | null } | { banned: false; wasThere: boolean }

/** Discord confirmed that someone is banned, or not: the register says so once (G1, G4). */
export async function recordBanState(clp: Clp, s: Store, userId: string, seen: SeenBanState): Promise<void> {
  const today = londonDate(clp.clock.now())
  const desired = await desiredBan(clp, s, userId)
  const suspended = await suspendedFor(s, userId)
  for (const sanction of await onDiscord(s, userId)) {
    if (seen.banned) {
      if (seen.because === sanction.ref && sanction.banState === 'due') await inForce(clp, s, sanction)
    } else if (!desired.banned && sanction.overturned) await takenBack(clp, s, sanction)
    else if (!desired.banned && sanction.banState === 'in_force' && sanction.letterDate !== null)
      await (isOver(sanction, today) || !(sanction.underReview || suspended.has(sanction.ref))
        ? ended(clp, s, sanction, true)
        : liftedMeanwhile(clp, s, sanction))
    // Discord had the ban, but the bot was away before it could write so, until all its days were over
    else if (!desired.banned && sanction.banState === 'due' && isOver(sanction, today))
      await ended(clp, s, sanction, seen.wasThere)
  }
  // the alarm is over: an old one still open would keep the next from being raised
  if (seen.banned === desired.banned)
    for (const task of await s.openTasks({ kind: 'ban_trouble', subject: userId }))
      await closeTask(clp, s, task, BOT, 'bot', 'Discord has done it')
  // days may have passed while Discord was asked: what was done is then no longer what should be
  if (seen.banned !== desired.banned) await queueBan(clp, s, userId)
}

/** Someone's sanctions on this server, whose state is kept with their files: what Discord says of a ban is about no other platform. */
const onDiscord = async (s: Store, userId: string): Promise<SanctionRecord[]> =>
  (await s.sanctions({ respondent: userId })).filter((x) => x.platform === DISCORD && !x.kept)

async function inForce(clp: Clp, s: Store, sanction: SanctionRecord): Promise<void> {
  await s.updateSanction(sanction.ref, { banState: 'in_force' })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'ban.carried_out',
    matter: sanction.ref,
    line: sanction.kind === 'lifetime' ? 'The lifetime ban is in force' : 'The 30-day ban is in force',
    details: { firstDay: sanction.firstDay, lastDay: sanction.lastDay },
    subject: sanction.respondent,
  })
  await queueCard(clp, s, sanction.ref)
}

/** The ban of a sanction that does not stand is gone; the letter of the outcome says so, and nothing else need (H8). */
async function takenBack(clp: Clp, s: Store, sanction: SanctionRecord): Promise<void> {
  if (sanction.banState !== 'in_force' && sanction.banState !== 'due') return
  await s.updateSanction(sanction.ref, { banState: 'ended', liftedOn: londonDate(clp.clock.now()) })
  if (sanction.banState === 'due') return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'ban.lifted',
    matter: sanction.ref,
    line: 'The ban was lifted: its sanction does not stand',
    subject: sanction.respondent,
  })
  await queueCard(clp, s, sanction.ref)
}

/** The ban is lifted for the time being: while an appeal runs, or until the EC has decided on it anew (H8, H9). */
async function liftedMeanwhile(clp: Clp, s: Store, sanction: SanctionRecord): Promise<void> {
  await s.updateSanction(sanction.ref, { banState: 'due' })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'ban.suspended',
    matter: sanction.ref,
    line: 'The ban was lifted for the time being',
    subject: sanction.respondent,
  })
  await queueCard(clp, s, sanction.ref)
}

/** The ban is over: on the same day the letter is edited to say *You can come back* (G4). */
async function ended(clp: Clp, s: Store, sanction: SanctionRecord, wasLifted: boolean): Promise<void> {
  await s.updateSanction(sanction.ref, { banState: 'ended' })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: wasLifted ? 'ban.lifted' : 'ban.never_there',
    matter: sanction.ref,
    line: wasLifted
      ? 'The ban has ended and was lifted'
      : 'The days of the ban are over; it was not found on Discord',
    details: { lastDay: sanction.lastDay },
    subject: sanction.respondent,
  })
  await queueReturned(clp, s, sanction)
  await queueCard(clp, s, sanction.ref)
}

/** Has the letter of a ban that is over edited to say *You can come back* (G4). */
export async function queueReturned(clp: Clp, s: Store, sanction: SanctionRecord): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect(
    { name: 'returned', lane: personLane(sanction.respondent), target: sanction.ref, payload: {} },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
}

/** A ban or its lifting keeps failing: after ⚙3 failures people are told, while the bot goes on trying (G4). */
export async function recordBanTrouble(
  clp: Clp,
  s: Store,
  userId: string,
  failures: number,
  why: string,
): Promise<void> {
  if (failures < clp.config.policy.carryingOut.failuresBeforeAlarm) return
  if ((await s.openTasks({ kind: 'ban_trouble', subject: userId })).length > 0) return
  const desired = await desiredBan(clp, s, userId)
  const all = await onDiscord(s, userId)
  const matter = desired.because ?? all.findLast((x) => x.banState === 'in_force')?.ref ?? null
  await raiseTask(clp, s, {
    kind: 'ban_trouble',
    matter,
    offices: ['admin', 'sm_officer'],
    platform: DISCORD,
    subject: userId,
    text: `${matter ?? 'A ban'}: Discord has refused to ${desired.banned ? 'carry out the ban' : 'lift the ban'} ${failures} times. ${why} The bot goes on trying.`,
  })
}
