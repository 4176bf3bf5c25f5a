import { londonDate } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { appealHandlers, appealVoters } from './appeal-people.ts'
import { appealStateInWords, bothOf } from './appeal-view.ts'
import { authorise } from './authorise.ts'
import { carryOut } from './platform-bans.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { tellOutcome } from './tell-outcome.ts'
import { tellPeople } from './tell-officers.ts'

/**
 * *Suspend the ban* while the appeal runs: whoever handles it and one EC member on the roll, two different people, both
 * press (H8). The days go on running, so that a suspended ban costs nobody a later last day. The EC members are brought
 * into the room by the first press, since one of them has to give the second.
 */
export const suspendBan = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ suspended: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ suspended: boolean }>> => {
    const both = await bothOf(clp, s, ref)
    const now = clp.clock.now()
    const handlers = both ? appealHandlers(clp, both.m, both.holdings, now) : []
    const members = both ? appealVoters(both.m, both.holdings, now).flatMap((v) => v.person ?? []) : []
    const may = await authorise(clp, s, actor, 'appeal.suspend', {
      about: both && {
        ...both.matter,
        standsIn: (person) => both.matter.sees(person) && [...handlers, ...members].includes(person),
      },
      ref,
    })
    if (!may.ok) return may
    const { file, about } = (both as NonNullable<typeof both>).m
    const sanction = about.kind === 'case' ? about.file.sanction : null
    if (file.outcome !== null || file.state === 'closed')
      return refuse({ why: 'not_now', because: `The appeal is decided: ${appealStateInWords(file)}.` })
    const isLive =
      sanction !== null &&
      (sanction.banState === 'in_force' || sanction.banState === 'due') &&
      (sanction.lastDay === null || sanction.lastDay >= londonDate(now))
    if (!isLive)
      return refuse({ why: 'not_now', because: 'There is no ban in force here that could be suspended.' })
    const before = file.suspension ?? { by: [], since: null }
    if (before.since !== null) return refuse({ why: 'not_now', because: 'The ban is suspended already.' })
    if (before.by.includes(actor.id))
      return refuse({
        why: 'not_now',
        because:
          'You have pressed this already. It takes a second person: whoever handles the appeal, and one EC member.',
      })
    // those whose office or freedom from conflict has ended since do not count (A8)
    const by = [...before.by.filter((p) => handlers.includes(p) || members.includes(p)), actor.id]
    const suspended = by.some((h) => handlers.includes(h) && by.some((v) => v !== h && members.includes(v)))
    await s.updateAppeal(ref, { suspension: { by, since: suspended ? now : null }, handledAt: now })
    await record(clp, s, {
      actor,
      as: may.as,
      action: suspended ? 'appeal.ban_suspended' : 'appeal.suspension_asked',
      matter: ref,
      line: suspended
        ? 'Suspended the ban while the appeal runs, as the second of two'
        : 'Asked that the ban be suspended while the appeal runs; it takes a second person',
      details: { by },
      subject: file.appellant,
    })
    await queueRoom(clp, s, ref)
    await queueCard(clp, s, ref)
    if (suspended) {
      await carryOut(clp, s, sanction.respondent, sanction.platform)
      await roomLine(clp, s, ref, 'The ban is suspended while the appeal runs. The person is told.')
      await roomLine(clp, s, file.about, 'The ban is suspended while the appeal against it runs.')
      await tellOutcome(clp, s, file, 'suspended')
    } else if (!file.sealed)
      await tellPeople(
        clp,
        s,
        (handlers.includes(actor.id) ? members : handlers).filter((p) => p !== actor.id),
        ref,
        `**${ref}**: it is proposed to suspend the ban while the appeal runs. It takes one more of you: the button **Suspend the ban** is in its room. If you are against it, do nothing.`,
      )
    return { ok: true, suspended }
  })
