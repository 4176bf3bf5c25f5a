import { formatDateTime } from '../policy/calendar.ts'
import { holdsAt } from '../policy/offices.ts'
import { BOT } from './actor.ts'
import type { HandBanAnswer } from './answer-hand-bans.ts'
import { desiredBan } from './carry-out-ban.ts'
import { mustKeepOut } from './case-people.ts'
import { recordBannedByHand } from './issue-sanction.ts'
import type { Clp, Store } from './ports.ts'
import { queueBan } from './record-delivery.ts'
import { record } from './record.ts'
import type { HandBan } from './records.ts'

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

/** What the bot itself has to do with somebody's ban, in words that change whenever that does. */
export type BanWork = ReadonlyMap<string, string>

async function workOf(s: Store): Promise<BanWork> {
  const work = new Map<string, string>()
  const note = (userId: string, what: string) => work.set(userId, `${work.get(userId) ?? ''}${what}; `)
  for (const x of await s.sanctions({ banStates: ['in_force', 'due'] }))
    note(x.respondent, `${x.ref} ${x.banState}`)
  for (const h of await s.handBans({}))
    if (h.kind !== 'baseline') note(h.userId, `asked ${h.id} ${h.answer ?? ''}`)
  for (const e of await s.openEffects()) if (e.name === 'ban') note(e.target, `effect ${e.id}`)
  return work
}

/** Taken before Discord is asked for its ban list: what the bot does meanwhile, that list does not show. */
export const banWork = (clp: Clp): Promise<BanWork> => clp.transact(workOf)

/**
 * Compares the register with the server's ban list (G5): at start, hourly, and when Discord says that a ban changed.
 * `by` is who did it, where Discord's audit log says so. What the bot itself is about to mend is left to it.
 */
export const compareBans = (
  clp: Clp,
  seen: { all: true; banned: string[]; before: BanWork } | { all: false; userId: string; banned: boolean },
  by: Map<string, string>,
): Promise<void> =>
  clp.transact(async (s) => {
    const settings = await s.settings()
    if (settings.baselineAt === null) return
    const known = await s.handBans({})
    const busy = new Set((await s.openEffects()).filter((e) => e.name === 'ban').map((e) => e.target))
    const banned = new Set(seen.all ? seen.banned : seen.banned ? [seen.userId] : [])
    const inForce = await s.sanctions({ banStates: ['in_force', 'due'] })
    const candidates = seen.all
      ? new Set([...banned, ...inForce.map((x) => x.respondent), ...known.map((h) => h.userId)])
      : new Set([seen.userId])
    const fresh: number[] = []
    const work = seen.all ? await workOf(s) : null
    for (const userId of candidates) {
      if (busy.has(userId)) continue
      // the list may be from before what the bot did meanwhile; the next comparison will tell
      if (seen.all && seen.before.get(userId) !== work?.get(userId)) continue
      const id = await compareOne(
        clp,
        s,
        userId,
        banned.has(userId),
        known.filter((h) => h.userId === userId),
        by.get(userId) ?? null,
      )
      if (id !== null) fresh.push(id)
    }
    if (fresh.length > 0) await ask(clp, s, fresh)
  })

async function compareOne(
  clp: Clp,
  s: Store,
  userId: string,
  banned: boolean,
  known: HandBan[],
  by: string | null,
): Promise<number | null> {
  const desired = await desiredBan(clp, s, userId)
  const sanctions = await s.sanctions({ respondent: userId })
  const waiting = sanctions.find((x) => x.banState === 'due' && x.letterState === 'held')
  if (banned && waiting && (await s.openTasks({ kind: 'ban_by_hand', matter: waiting.ref })).length > 0) {
    await recordBannedByHand(clp, s, waiting.ref, userId)
    return null
  }
  const last = known.at(-1)
  if (banned && !desired.banned) {
    const ours = sanctions.find((x) => x.banState === 'in_force')
    if (ours) {
      // one whose letter is still to follow stays (G2); one that has ended while the bot was away is lifted
      if (ours.letterDate !== null) await queueBan(clp, s, userId)
      return null
    }
    const explained =
      last !== undefined && last.kind !== 'lifted' && (last.answer === null || last.answer === 'spam')
    return explained ? null : noteHandBan(clp, s, userId, 'made', by)
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
  if (last?.kind === 'made' && last.answer === 'spam' && !banned) {
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
