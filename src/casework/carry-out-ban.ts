import { banDesired } from '../policy/ban-days.ts'
import { londonDate, nextSendingTime } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { ladderSanction } from './person-ladder.ts'
import { queueCard } from './room.ts'
import { raiseTask } from './tasks.ts'

/** What the register says about someone's ban from the server at this moment (G4). */
export async function desiredBan(clp: Clp, s: Store, userId: string): Promise<ReturnType<typeof banDesired>> {
  const sanctions = await s.sanctions({ respondent: userId })
  const left = new Set(
    (await s.handBans({ userId }))
      .filter((h) => h.kind === 'lifted' && h.answer === 'leave_lifted')
      .map((h) => h.answeredAt as string),
  )
  return banDesired(
    sanctions
      .filter((x) => x.platform === 'discord')
      // a ban that was lifted by hand and left lifted stays so; a later sanction bans afresh (G5)
      .filter((x) => ![...left].some((at) => x.decidedAt < at))
      .map((x) => ({
        ref: x.ref,
        kind: x.kind,
        platform: x.platform,
        letter: ladderSanction(x).letter,
        overturned: x.overturned,
        suspended: false,
        firstDay: x.firstDay,
        lastDay: x.lastDay,
      })),
    clp.clock.now(),
  )
}

/** Discord confirmed that someone is banned, or not: the register says so once (G1, G4). */
export async function recordBanState(clp: Clp, s: Store, userId: string, banned: boolean): Promise<void> {
  const now = clp.clock.now()
  const desired = await desiredBan(clp, s, userId)
  for (const sanction of await s.sanctions({ respondent: userId })) {
    const wanted = banned && desired.because === sanction.ref
    if (wanted && sanction.banState === 'due') {
      await s.updateSanction(sanction.ref, { banState: 'in_force' })
      await record(clp, s, {
        actor: BOT,
        as: 'bot',
        action: 'ban.carried_out',
        matter: sanction.ref,
        line: sanction.kind === 'lifetime' ? 'The lifetime ban is in force' : 'The 30-day ban is in force',
        details: { firstDay: sanction.firstDay, lastDay: sanction.lastDay },
        subject: userId,
      })
      await queueCard(clp, s, sanction.ref)
    }
    if (!banned && !desired.banned && sanction.banState === 'in_force' && sanction.letterDate !== null) {
      await s.updateSanction(sanction.ref, { banState: 'ended' })
      await record(clp, s, {
        actor: BOT,
        as: 'bot',
        action: 'ban.lifted',
        matter: sanction.ref,
        line: 'The ban has ended and was lifted',
        details: { lastDay: sanction.lastDay },
        subject: userId,
      })
      await s.addEffect(
        { name: 'returned', lane: `person:${userId}`, target: sanction.ref, payload: {} },
        now,
        nextSendingTime(now, clp.config.policy.sendingHours),
      )
      await queueCard(clp, s, sanction.ref)
    }
    const over = sanction.lastDay !== null && sanction.lastDay < londonDate(now)
    if (!banned && !desired.banned && sanction.banState === 'due' && over) {
      await s.updateSanction(sanction.ref, { banState: 'ended' })
      await queueCard(clp, s, sanction.ref)
    }
  }
  // days may have passed while Discord was asked: what was done is then no longer what should be
  if (banned !== desired.banned)
    await s.addEffect({ name: 'ban', lane: `ban:${userId}`, target: userId, payload: {} }, now, now)
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
  const all = await s.sanctions({ respondent: userId })
  const matter = desired.because ?? all.findLast((x) => x.banState === 'in_force')?.ref ?? null
  await raiseTask(clp, s, {
    kind: 'ban_trouble',
    matter,
    offices: ['admin', 'sm_officer'],
    platform: 'discord',
    subject: userId,
    text: `${matter ?? 'A ban'}: Discord has refused to ${desired.banned ? 'carry out the ban' : 'lift the ban'} ${failures} times. ${why} The bot goes on trying.`,
  })
}
