import { addDays, formatDateTime, londonDate } from '../policy/calendar.ts'
import { holdsAt } from '../policy/offices.ts'
import { dueOn } from '../policy/retention.ts'
import { BOT } from './actor.ts'
import type { HandBanAnswer } from './answer-hand-bans.ts'
import { desiredBan, queueBan } from './carry-out-ban.ts'
import { mustKeepOut } from './case-people.ts'
import { recordBannedByHand } from './issue-sanction.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { HandBan, SanctionRecord } from './records.ts'

/** The bans that stand on Discord at this moment, as the bot sees them. */
export interface SeenBan {
  userId: string
}

/** The bans from before `/setup` are the baseline: nobody is asked about them (G5). */
export const takeBaseline = (clp: Clp, bans: SeenBan[]): Promise<void> =>
  clp.transact(async (s) => {
    const settings = await s.settings()
    if (settings.baselineAt !== null) return
    const now = clp.clock.now()
    for (const { userId } of bans) await s.addHandBan({ userId, kind: 'baseline', seenAt: now, by: null })
    await s.set('baselineAt', now)
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'ban.baseline',
      line:
        bans.length === 0
          ? 'There were no bans on the server before; bans made by hand are asked about from here on'
          : `Took the ${bans.length === 1 ? 'one ban' : `${bans.length} bans`} that ${bans.length === 1 ? 'was' : 'were'} on the server before as the baseline`,
      details: { count: bans.length },
    })
  })

/** Of other platforms the server's ban list says nothing (G6). */
const onServer = (x: SanctionRecord): boolean => x.platform === DISCORD

/** What the bot itself has to do with somebody's ban, in words that change whenever that does. */
export type BanWork = ReadonlyMap<string, string>

/** Of everyone, or of one person alone. */
async function workOf(s: Store, of?: string): Promise<BanWork> {
  const [respondent, user, target] =
    of === undefined ? [{}, {}, {}] : [{ respondent: of }, { userId: of }, { target: of }]
  const work = new Map<string, string>()
  const note = (userId: string, what: string) => work.set(userId, `${work.get(userId) ?? ''}${what}; `)
  for (const x of (await s.sanctions({ banStates: ['in_force', 'due'], ...respondent })).filter(onServer))
    note(x.respondent, `${x.ref} ${x.banState}`)
  for (const h of await s.handBans(user))
    if (h.kind !== 'baseline') note(h.userId, `asked ${h.id} ${h.answer ?? ''}`)
  for (const e of await s.openEffects({ name: 'ban', ...target })) note(e.target, `effect ${e.id}`)
  return work
}

/** Taken before Discord is asked for its ban list: what the bot does meanwhile, that list does not show. */
export const banWork = (clp: Clp): Promise<BanWork> => clp.transact((s) => workOf(s))

type Seen = { all: true; banned: string[]; before: BanWork } | { all: false; userId: string; banned: boolean }

/** People looked at in one transaction, each with several reads: nobody's press waits for a long list. */
const CHUNK = 24

/**
 * Compares the register with the server's ban list (G5): at start, hourly, and when Discord says that a ban changed.
 * `by` is who did it, where Discord's audit log says so. What the bot itself is about to mend is left to it. Whom there
 * may be something to do about is found in memory, so that thousands of bans that are known cost a few reads in all.
 */
export async function compareBans(clp: Clp, seen: Seen, by: Map<string, string>): Promise<void> {
  const banned = new Set(seen.all ? seen.banned : seen.banned ? [seen.userId] : [])
  const people = await clp.transact((s) => worthALook(s, seen, banned))
  if (seen.all) await clp.transact((s) => renewBaseline(clp, s, banned))
  for (let i = 0; i < people.length; i += CHUNK)
    await clp.transact(async (s) => {
      const fresh: number[] = []
      for (const userId of people.slice(i, i + CHUNK)) {
        const known = await s.handBans({ userId })
        const isBusy = (await s.openEffects({ name: 'ban', target: userId })).length > 0
        // the list may be from before what the bot did meanwhile; the next comparison will tell
        const moved = seen.all && seen.before.get(userId) !== (await workOf(s, userId)).get(userId)
        if (isBusy || moved) continue
        const id = await compareOne(clp, s, userId, banned.has(userId), known.at(-1), by.get(userId) ?? null)
        if (id !== null) fresh.push(id)
      }
      if (fresh.length > 0) await ask(clp, s, fresh)
    })
}

/** The people about whose ban there may be something to do: a handful of reads, however many there are. */
async function worthALook(s: Store, seen: Seen, banned: ReadonlySet<string>): Promise<string[]> {
  const { baselineAt } = await s.settings()
  if (baselineAt === null) return []
  if (!seen.all) return [seen.userId]
  const last = new Map((await s.handBans({})).map((h) => [h.userId, h]))
  const sanctions = (await s.sanctions({})).filter(onServer)
  const sanctioned = new Set(sanctions.map((x) => x.respondent))
  const live = sanctions.filter((x) => x.banState === 'in_force' || x.banState === 'due')
  return [...new Set([...banned, ...live.map((x) => x.respondent), ...last.keys()])].filter((userId) => {
    const known = last.get(userId)
    if (sanctioned.has(userId)) return true
    return banned.has(userId) ? !isExplained(known) : known?.answer === null || isSpam(known)
  })
}

/** A known ban is seen anew so long before what is kept of it goes, in days. */
const RENEW_DAYS = 30

/**
 * What is kept of a ban from before, or of a spam account, goes on its date (K1). Where Discord's own list still holds the
 * ban then, it is taken into the baseline as that list shows it, so that nobody is asked about it after two years; who made
 * it and why is not carried on.
 */
async function renewBaseline(clp: Clp, s: Store, banned: ReadonlySet<string>): Promise<void> {
  const now = clp.clock.now()
  const { before } = dueOn(addDays(londonDate(now), RENEW_DAYS))
  const last = new Map((await s.handBans({})).map((h) => [h.userId, h]))
  for (const [userId, known] of last) {
    const settled = known.kind === 'baseline' || isSpam(known)
    if (settled && banned.has(userId) && (known.answeredAt ?? known.seenAt) < before)
      await s.addHandBan({ userId, kind: 'baseline', seenAt: now, by: null })
  }
}

/** A ban that nobody needs to be asked about: from before, asked about already, or known to be of a spam account. */
const isExplained = (last: HandBan | undefined): boolean =>
  last !== undefined && last.kind !== 'lifted' && (last.answer === null || last.answer === 'spam')

const isSpam = (last: HandBan | undefined): boolean => last?.kind === 'made' && last.answer === 'spam'

async function compareOne(
  clp: Clp,
  s: Store,
  userId: string,
  banned: boolean,
  last: HandBan | undefined,
  by: string | null,
): Promise<number | null> {
  const desired = await desiredBan(clp, s, userId)
  const sanctions = (await s.sanctions({ respondent: userId })).filter(onServer)
  const waiting = sanctions.find((x) => x.banState === 'due' && x.letterState === 'held')
  if (banned && waiting && (await s.openTasks({ kind: 'ban_by_hand', matter: waiting.ref })).length > 0) {
    await recordBannedByHand(clp, s, waiting.ref, userId)
    return null
  }
  if (banned && !desired.banned) {
    const ours = sanctions.find((x) => x.banState === 'in_force')
    if (ours) {
      // one whose letter is still to follow stays (G2); one that has ended while the bot was away is lifted
      if (ours.letterDate !== null) await queueBan(clp, s, userId)
      return null
    }
    return isExplained(last) ? null : noteHandBan(clp, s, userId, 'made', by)
  }
  if (
    !banned &&
    desired.banned &&
    sanctions.some((x) => x.ref === desired.because && x.banState === 'in_force')
  ) {
    const asked = last?.kind === 'lifted' && last.answer === null
    return asked ? null : noteHandBan(clp, s, userId, 'lifted', by)
  }
  if (last?.answer === null && !banned) await isGone(clp, s, last.id)
  // lifted by hand: what was answered then speaks for that ban, and for none that follows
  if (isSpam(last) && !banned) {
    const id = await s.addHandBan({ userId, kind: 'lifted', seenAt: clp.clock.now(), by })
    await isGone(clp, s, id)
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'ban.lifted_by_hand',
      line: 'The ban of a spam or raid account was lifted by hand',
      details: { by, id },
      subject: userId,
    })
  }
  return null
}

/** Nobody needs to answer for it any more. */
const isGone = (clp: Clp, s: Store, id: number): Promise<void> =>
  s.answerHandBan(id, { answer: 'gone', reason: null, by: BOT.id, at: clp.clock.now() })

async function noteHandBan(
  clp: Clp,
  s: Store,
  userId: string,
  kind: 'made' | 'lifted',
  by: string | null,
): Promise<number> {
  const id = await s.addHandBan({ userId, kind, seenAt: clp.clock.now(), by })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `ban.${kind}_by_hand`,
    line: kind === 'made' ? 'Someone was banned by hand, without the procedure' : 'A ban was lifted by hand',
    details: { by, id },
    subject: userId,
  })
  return id
}

/** Who is asked about bans made and lifted by hand: the SM Officer and the admins of Discord at this moment. */
async function askedPeople(clp: Clp, s: Store): Promise<string[]> {
  return (await s.holdings())
    .filter((h) => h.person !== null && holdsAt(h, clp.clock.now()))
    .filter((h) => h.office === 'sm_officer' || (h.office === 'admin' && h.platform === 'discord'))
    .map((h) => h.person as string)
}

/** Whether someone may still be asked about bans when the message goes out: in office, and without conflict (A5, A8). */
export async function mayBeAsked(clp: Clp, s: Store, officer: string, ids: number[]): Promise<boolean> {
  if (!(await askedPeople(clp, s)).includes(officer)) return false
  for (const id of ids) {
    const ban = await s.handBan(id)
    if (ban && (await mustKeepOut(s, officer, ban.userId))) return false
  }
  return true
}

/** Asks the admins, a batch in one message for each kind. */
async function ask(clp: Clp, s: Store, ids: number[]): Promise<void> {
  const now = clp.clock.now()
  const bans = (await Promise.all(ids.map((id) => s.handBan(id)))).filter((b) => b !== undefined)
  const people = await askedPeople(clp, s)
  for (const kind of ['made', 'lifted'] as const) {
    const those = bans.filter((b) => b.kind === kind)
    for (let i = 0; i < those.length; i += BATCH)
      for (const userId of new Set(people)) {
        const batch: HandBan[] = []
        for (const b of those.slice(i, i + BATCH))
          if (!(await mustKeepOut(s, userId, b.userId))) batch.push(b)
        if (batch.length > 0)
          await s.addEffect(
            {
              name: 'hand-ban-alert',
              lane: `officer:${userId}`,
              target: 'discord',
              payload: { ids: batch.map((b) => b.id), userId },
            },
            now,
            now,
          )
      }
  }
}

/** As many as fit into one message and one custom id. */
const BATCH = 8

/** What the admins are told and may answer; null when all of it was answered meanwhile. */
export async function handBanText(
  _clp: Clp,
  s: Store,
  ids: number[],
): Promise<{ text: string; choices: { label: string; answer: HandBanAnswer }[] } | null> {
  const bans = (await Promise.all(ids.map((id) => s.handBan(id)))).filter(
    (b) => b !== undefined && b.answer === null,
  ) as HandBan[]
  const first = bans[0]
  if (!first) return null
  const list = bans
    .map((b) => `• <@${b.userId}>${b.by ? `, by <@${b.by}>` : ''}, seen ${formatDateTime(b.seenAt)}`)
    .join('\n')
  if (first.kind === 'lifted')
    return {
      text: `**A ban was lifted by hand**\n${list}\nBy the register the ban is still in force. What should happen?`,
      choices: [
        { label: 'Put the ban back', answer: 'put_back' },
        { label: 'Leave it lifted', answer: 'leave_lifted' },
      ],
    }
  return {
    text: `**Banned by hand, without the procedure**\n${list}\nNobody is banned without being heard. What should happen?`,
    choices: [
      { label: 'Lift it', answer: 'lift' },
      { label: 'Lift and open a case', answer: 'lift_and_open' },
      { label: 'Spam or raid account', answer: 'spam' },
    ],
  }
}
