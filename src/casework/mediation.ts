import { handleOf, handleOnPlatform } from '../policy/identity.ts'
import { mediationAbout } from '../policy/mediation.ts'
import type { Actor } from './actor.ts'
import { mayBeMediated, mediated } from './care-view.ts'
import { askToMediate, mediatable, no } from './mediation-pieces.ts'
import type { ComplaintFile, Mediation } from './matter-records.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'

/** Why a complaint is not for a mediation at the moment (C5); null when it is. */
function whyNot(file: ComplaintFile): ReturnType<typeof no> | null {
  if (file.state === 'mediating') return no('A mediation is under way already.')
  if (file.state === 'closed') return no('This complaint is closed.')
  if (file.state === 'with_case') return no('A case came out of this complaint, so it is not mediated.')
  if (file.safeguarding !== 'none' || file.illegal)
    return no('Safeguarding was raised in this complaint. Such complaints are never mediated (C5).')
  if (file.mediation !== null)
    return no('A mediation was offered in this complaint already. Nobody is asked twice.')
  if (file.proposal !== null)
    return no('A decision has been proposed. Decide it, or propose otherwise, before you mediate.')
  const handle = file.respondent === null ? undefined : handleOf(file.respondent)
  if (handle)
    return no(
      `This complaint is about ${handleOnPlatform(handle)}. The bot can ask only people on this server whether they want a mediation. If talking could help, and it is about no harassment, discrimination, anything sexual or safeguarding, an admin can do it by hand: ask whoever complained first, tell them that it gives them away, and go to the other person only after a yes. Write down with *Add note* whether they agreed, then press *Propose outcome*.`,
    )
  if (!mayBeMediated(file))
    return no(
      'Only a complaint of one member about another can be mediated: here nobody, or more than one person, complained for themselves, or nobody on this server is named.',
    )
  return null
}

/** Asks, before the form of **Mediate** opens. */
export const mayMediate = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const may = await mediatable(clp, s, actor, ref)
    return may.ok ? (whyNot(may.file) ?? { ok: true }) : may
  })

const NEVER: Record<string, string> = {
  harassment: 'Harassment',
  discrimination: 'Discrimination',
  sexual: 'A complaint of something sexual',
  safeguarding: 'A safeguarding matter',
}

/**
 * **Mediate** (C5): whoever presses it mediates, and the complainant is asked first, by DM. The other hears of it only
 * after a yes. Never for harassment, discrimination, sexual or safeguarding matters.
 */
export const startMediation = (clp: Clp, actor: Actor, ref: string, about: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mediatable(clp, s, actor, ref)
    if (!may.ok) return may
    const { file, as } = may
    const refused = whyNot(file)
    if (refused) return refused
    const chosen = mediationAbout(about)
    if (!chosen) return refuse({ why: 'input', problems: ['Choose what the complaint is about.'] })
    if (!chosen.mediated)
      return refuse({
        why: 'input',
        problems: [`${NEVER[chosen.id]} is never mediated: nobody is asked to settle it with the other.`],
      })
    const [complainant] = mediated(file) as [string]
    const startedAt = clp.clock.now()
    const mediation: Mediation = {
      state: 'asking_complainant',
      mediator: actor.id,
      complainant,
      about: chosen.id,
      startedAt,
      otherAsked: false,
      note: null,
    }
    await s.updateComplaint(ref, { state: 'mediating', mediation })
    await record(clp, s, {
      actor,
      as,
      action: 'complaint.mediation_started',
      matter: ref,
      line: 'Offered to mediate; whoever complained is asked first',
      details: { about: chosen.id },
      subject: file.respondent,
    })
    await askToMediate(clp, s, ref, complainant, 'complainant')
    await roomLine(clp, s, ref, `<@${actor.id}> offers to mediate. Whoever complained is asked first.`)
    await queueCard(clp, s, ref)
    return { ok: true }
  })
