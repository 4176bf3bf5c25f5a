import { isBlank } from '../letters/plain-text.ts'
import { londonDate } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { queueReturned, queueBan } from './carry-out-ban.ts'
import { mustKeepOut } from './case-people.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { HandBan } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard } from './room.ts'

/** What can be answered to a ban made or lifted by hand (G5). */
export type HandBanAnswer = 'put_back' | 'leave_lifted' | 'lift' | 'lift_and_open' | 'spam'

/** The bans that someone was asked about and that nobody has answered yet; for those with a conflict there are none (A5, A6). */
async function asksOf(
  clp: Clp,
  s: Store,
  actor: Actor,
  ids: number[],
): Promise<Result<{ open: HandBan[]; as: string }>> {
  const may = await authorise(clp, s, actor, 'ban.answer', { platform: 'discord' })
  if (!may.ok) return may
  const found = await Promise.all(ids.map((id) => s.handBan(id)))
  const all = found.filter((b) => b !== undefined).filter((b) => b.kind !== 'baseline')
  const apart = await Promise.all(all.map((b) => mustKeepOut(s, actor.id, b.userId)))
  if (all.length === 0 || apart.includes(true)) {
    const refusal = { why: 'no_such_matter' as const }
    await refuseAndRecord(clp, s, actor, 'ban.answer', `bans ${ids.join(', ')}`, refusal)
    return refuse(refusal)
  }
  const open = all.filter((b) => b.answer === null)
  if (open.length > 0) return { ok: true, open, as: may.as }
  return refuse({
    why: 'done_before',
    by: all[0]?.answeredBy === BOT.id ? null : (all[0]?.answeredBy ?? null),
    at: all[0]?.answeredAt ?? clp.clock.now(),
  })
}

/** Asks, before the form for a reason opens, whether there is still something to answer. */
export const openHandBans = (clp: Clp, actor: Actor, ids: number[]): Promise<Result> =>
  clp.transact(async (s) => {
    const asked = await asksOf(clp, s, actor, ids)
    return asked.ok ? { ok: true } : asked
  })

/** The admins' answer to bans made or lifted by hand (G5). A batch is answered by one press. */
export const answerHandBans = (
  clp: Clp,
  actor: Actor,
  ids: number[],
  answer: HandBanAnswer,
  reason: string,
): Promise<Result<{ userIds: string[] }>> =>
  clp.transact(async (s): Promise<Result<{ userIds: string[] }>> => {
    const asked = await asksOf(clp, s, actor, ids)
    if (!asked.ok) return asked
    const { open, as } = asked
    const fits = open[0]?.kind === 'lifted' ? ['put_back', 'leave_lifted'] : ['lift', 'lift_and_open', 'spam']
    if (!fits.includes(answer)) return refuse({ why: 'no_such_matter' })
    if ((answer === 'leave_lifted' || answer === 'spam') && isBlank(reason))
      return refuse({ why: 'input', problems: ['Say why. It is written to the register.'] })
    if (answer === 'spam') {
      const known: string[] = []
      for (const b of open)
        if (
          (await s.sanctions({ respondent: b.userId })).length > 0 ||
          (await s.cases({ respondent: b.userId })).length > 0 ||
          (await s.holdings()).some((h) => h.person === b.userId)
        )
          known.push(b.userId)
      if (known.length > 0)
        return refuse({
          why: 'input',
          problems: known.map(
            (k) =>
              `<@${k}> is known to us and no spam account. Lift the ban, and open a case if there is reason.`,
          ),
        })
    }
    const now = clp.clock.now()
    for (const b of open) {
      await s.answerHandBan(b.id, { answer, reason: reason.trim() || null, by: actor.id, at: now })
      await record(clp, s, {
        actor,
        as,
        action: `ban.answer_${answer}`,
        line: LINES[answer],
        details: { reason },
        subject: b.userId,
      })
      if (answer === 'leave_lifted') {
        for (const x of await s.sanctions({ respondent: b.userId, banStates: ['in_force'] })) {
          if (x.platform !== DISCORD) continue
          // what is answered here goes two years later, and the ban is not to come back then (K1, K3)
          await s.dropKeptBan(x.ref)
          if (x.kept) continue
          await s.updateSanction(x.ref, { banState: 'ended', liftedOn: londonDate(now) })
          // their letter still says that they are banned (G4)
          await queueReturned(clp, s, x)
          await queueCard(clp, s, x.ref)
        }
      } else if (answer !== 'spam') await queueBan(clp, s, b.userId)
    }
    return { ok: true, userIds: open.map((b) => b.userId) }
  })

const LINES: Record<HandBanAnswer, string> = {
  put_back: 'Had a ban that was lifted by hand put back',
  leave_lifted: 'Left a ban lifted that was lifted by hand, with reasons',
  lift: 'Had a ban made by hand lifted',
  lift_and_open: 'Had a ban made by hand lifted, to open a case instead',
  spam: 'Left a ban made by hand in place: a spam or raid account, with reasons',
}
