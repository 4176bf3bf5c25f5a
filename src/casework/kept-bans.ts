import { isBlank } from '../letters/plain-text.ts'
import {
  addMonths,
  type CalendarDate,
  formatDate,
  type Instant,
  londonDate,
  nextSendingTime,
  startOfLondonDay,
} from '../policy/calendar.ts'
import { discordUser, handleOf } from '../policy/identity.ts'
import { holdsAt } from '../policy/offices.ts'
import { askAboutBanFrom, deletionDate } from '../policy/retention.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { desiredBan } from './carry-out-ban.ts'
import { heldRefs } from './holds.ts'
import { conflictIn, matterOf } from './matter.ts'
import { wasLifted } from './platform-ban-state.ts'
import { carryOut, isPlatformTask } from './platform-bans.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { lostTime } from './restored.ts'
import type { SanctionRecord } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import type { KeptBan } from './retention-records.ts'
import { tellPeople } from './tell-officers.ts'
import { closeTask, ownTask, raiseTask, WORDS } from './tasks.ts'

/** What dates a sanction: its letter, or its decision while there is none (K1). */
const ownDate = (x: SanctionRecord): CalendarDate => {
  const decided = londonDate(x.decidedAt)
  return x.letterDate !== null && x.letterDate > decided ? x.letterDate : decided
}

/** Whether someone is banned for life by this sanction now. */
async function bansForLife(clp: Clp, s: Store, x: SanctionRecord): Promise<boolean> {
  if (x.kind !== 'lifetime' || x.letterDate === null) return false
  const { banned, until } = await desiredBan(clp, s, x.respondent, x.platform)
  return banned && until === null && !x.overturned
}

const asKept = (x: SanctionRecord, minute: string): KeptBan => ({
  ref: x.ref,
  platform: x.platform,
  identity: x.respondent,
  day: x.firstDay ?? x.letterDate ?? londonDate(x.decidedAt),
  minute,
})

/**
 * A month before the file of a lifetime ban goes the EC is asked *Keep* or *Lift* (K3): its members are told, and whoever
 * would handle an appeal against it gets the task to write down what they minute. Neither whoever decided on the ban nor
 * anybody with a conflict is asked (A5).
 */
export async function askAboutBans(clp: Clp, s: Store): Promise<void> {
  const now = clp.clock.now()
  const held = new Set(await heldRefs(s))
  for (const x of await s.sanctions({ banStates: ['due', 'in_force'] })) {
    if (x.kept || held.has(x.ref) || askAboutBanFrom(ownDate(x)) > londonDate(now)) continue
    if ((await s.banReview(x.ref)) || !(await bansForLife(clp, s, x))) continue
    const matter = await matterOf(clp, s, x.ref)
    const notFor = matter?.parties.proposedOrSigned ?? []
    await s.saveBanReview({
      ref: x.ref,
      askedAt: now,
      decision: null,
      minute: null,
      decidedBy: null,
      decidedAt: null,
    })
    const goes = formatDate(deletionDate(ownDate(x)))
    await raiseTask(clp, s, {
      kind: 'keep_ban',
      matter: x.ref,
      offices: ['secretary'],
      platform: x.platform,
      // nothing of them is to outlive their file
      subject: null,
      notFor,
      text: `${x.ref}: the file of this lifetime ban is deleted on ${goes}. Put to the EC whether the ban is kept or lifted, and press *Keep* or *Lift* to write down what it minuted. Where nothing is minuted to keep it, the ban is lifted.`,
    })
    const members = (await s.holdings())
      .filter((h) => h.office === 'ec_member' && h.person !== null && holdsAt(h, now))
      .map((h) => h.person as string)
      .filter((p) => !notFor.includes(p) && (matter === undefined || conflictIn(p, matter) === undefined))
    await tellPeople(
      clp,
      s,
      members,
      x.ref,
      `**${x.ref}**: two years on, the file of a lifetime ban is deleted on ${goes}. The EC decides in a meeting, with a minute, whether the ban is kept or lifted; whoever writes it down has the task. Where nothing is minuted, the ban is lifted.`,
    )
  }
}

/**
 * What the EC minuted about a lifetime ban (K3). *Keep* writes it into the ban register, where it stands when the file has
 * gone; *Lift* lifts it at once.
 */
export const decideKeptBan = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  decision: string,
  minute: string,
): Promise<Result<{ decision: 'keep' | 'lift' }>> =>
  clp.transact(async (s): Promise<Result<{ decision: 'keep' | 'lift' }>> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task, as } = own
    const ref = task.matter
    if (task.kind !== 'keep_ban' || ref === null) return refuse({ why: 'no_such_matter' })
    const problems: string[] = []
    if (decision !== 'keep' && decision !== 'lift') problems.push('Choose what the EC decided.')
    if (isBlank(minute))
      problems.push('Give the date and the reference of the minute in which the EC decided it.')
    if ((decision !== 'keep' && decision !== 'lift') || problems.length > 0)
      return refuse({ why: 'input', problems })
    const now = clp.clock.now()
    const file = await s.caseFile(ref)
    const sanction = file?.sanction
    const review = await s.banReview(ref)
    if (!sanction || !review) return refuse({ why: 'no_such_matter' })
    const words = minute.trim()
    await s.saveBanReview({ ...review, decision, minute: words, decidedBy: actor.id, decidedAt: now })
    if (decision === 'keep') await s.keepBan(asKept(sanction, words))
    else await s.dropKeptBan(ref)
    await record(clp, s, {
      actor,
      as,
      action: decision === 'keep' ? 'ban.kept' : 'ban.not_kept',
      matter: ref,
      line:
        decision === 'keep'
          ? 'Wrote down the EC’s minute that the lifetime ban is kept beyond its file'
          : 'Wrote down the EC’s minute that the lifetime ban is lifted',
      details: { minute: words },
    })
    await closeTask(clp, s, task, actor, as, `${decision === 'keep' ? 'kept' : 'lifted'}, minute ${words}`)
    if (decision === 'lift')
      await (sanction.kept
        ? lift(clp, s, asKept(sanction, words), 'The lifetime ban was lifted: the EC has minuted it')
        : carryOut(clp, s, sanction.respondent, sanction.platform))
    return { ok: true, decision }
  })

/**
 * A sanction whose date has come goes (K1). A lifetime ban that the EC has minuted to keep lives on in the ban register;
 * one about which the EC has not had its month yet waits there for it; any other ends with its file (K3). What is still
 * banned by anything that goes is lifted, or nobody would know why.
 */
export async function sanctionGoes(clp: Clp, s: Store, x: SanctionRecord): Promise<void> {
  const review = await s.banReview(x.ref)
  const live = await bansForLife(clp, s, x)
  const decided = review?.decision ?? null
  const stillTime =
    review && decided === null && (await askedUntil(s, review.askedAt)) > londonDate(clp.clock.now())
  const stays = live && (decided === 'keep' || stillTime === true)
  if (stays) await s.keepBan(asKept(x, review?.minute ?? 'not yet'))
  await s.deleteSanction(x.ref)
  if (stays || (x.banState !== 'in_force' && x.banState !== 'due') || x.letterDate === null) return
  if (live) await lift(clp, s, asKept(x, ''), LIFTED)
  else await ban(clp, s, asKept(x, ''))
}

const LIFTED = 'The lifetime ban was lifted with its file: the EC has minuted nothing to keep it'

/**
 * The EC has a month from when it was asked; and once more where a backup was put back since: what was minuted in the time
 * that is lost has to be written down again (J3).
 */
async function askedUntil(s: Store, askedAt: Instant): Promise<CalendarDate> {
  const lost = await lostTime(s)
  return addMonths(londonDate(lost !== null && askedAt < lost.to ? lost.to : askedAt), 1)
}

/** Bans that waited for the EC after their files had gone, and about which it has minuted nothing in its month (K3). */
export async function liftUnkept(clp: Clp, s: Store): Promise<void> {
  const today = londonDate(clp.clock.now())
  for (const kept of await s.keptBans()) {
    const review = await s.banReview(kept.ref)
    if (!review || review.decision !== null || (await askedUntil(s, review.askedAt)) > today) continue
    // while its file stands the ban goes by that
    if ((await s.caseFile(kept.ref))?.sanction?.kept !== true) continue
    await s.dropKeptBan(kept.ref)
    for (const task of await s.openTasks({ kind: 'keep_ban', matter: kept.ref }))
      await closeTask(clp, s, task, BOT, 'bot', 'nothing was minuted in time')
    await lift(clp, s, kept, LIFTED)
  }
}

/** Lifts a ban of which the register knows nothing more, and tells the person where that is possible (K3). */
async function lift(clp: Clp, s: Store, kept: KeptBan, line: string): Promise<void> {
  await record(clp, s, { actor: BOT, as: 'bot', action: 'ban.lifted', matter: kept.ref, line })
  await ban(clp, s, kept)
  const userId = discordUser(kept.identity)
  if (userId === null || kept.platform !== DISCORD) return
  const now = clp.clock.now()
  await s.addEffect(
    {
      name: 'officer-dm',
      lane: `forget:${userId}`,
      target: 'clp',
      payload: {
        userId,
        text: `Your ban from the server of ${clp.config.policy.clp.name} is lifted: its two years are over, and nobody has decided to keep it. You can come back. Nothing about it is kept.`,
      },
    },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
}

/** What stands in the outbox about somebody whose file has gone is taken out of it once it is done: by its lane. */
async function ban(clp: Clp, s: Store, { ref, platform, identity }: KeptBan): Promise<void> {
  const now = clp.clock.now()
  if (platform === DISCORD) {
    await s.addEffect({ name: 'ban', lane: `forget:${identity}`, target: identity, payload: {} }, now, now)
    return
  }
  // what its admins were asked while its file stood cannot be answered any more
  const open = (await s.openTasks({ matter: ref })).filter(isPlatformTask)
  for (const task of open) await closeTask(clp, s, task, BOT, 'bot', 'withdrawn: its file has gone')
  if (await wasLifted(s, ref)) return
  await raiseTask(clp, s, {
    kind: 'lift_unkept',
    matter: null,
    offices: ['admin', 'sm_officer'],
    platform,
    subject: null,
    text: `${ref}: the file of a ban on ${platform} has gone, and the ban goes with it. Please lift it there today, then press *Done*.${WORDS}${handleOf(identity)?.handle ?? identity}`,
  })
}

/**
 * A kept ban that does not stand after all (H8, K3): of it nothing is left in the register by which its platform's admins
 * could be asked later, so they are asked at once. On this server the bot lifts it like any other.
 */
export async function keptFalls(clp: Clp, s: Store, x: SanctionRecord): Promise<void> {
  if (x.kept === true && x.platform !== DISCORD) await ban(clp, s, asKept(x, ''))
}

/** When somebody can appeal against a kept ban again: once its file has gone it is decided afresh (K3). */
export const afreshFrom = (x: SanctionRecord): string =>
  startOfLondonDay(deletionDate(x.letterDate ?? londonDate(x.decidedAt)))
