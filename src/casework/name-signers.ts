import { holdsAt } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { type Authority, authorise } from './authorise.ts'
import { conflictInCase, respondentHoldsOffice } from './case-people.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { alertSigners } from './signers.ts'
import { closeTask } from './tasks.ts'

/** Whether this person may name signers of a case: only where names are wanted, else it is none of theirs (D7, A6). */
async function mayName(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ file: CaseFile; may: Extract<Authority, { ok: true }> }>> {
  const file = await s.caseFile(ref)
  const wanted =
    file !== undefined &&
    (respondentHoldsOffice(file, await s.holdings(), clp.clock.now()) ||
      (await s.openTasks({ kind: 'name_signers', matter: ref })).length > 0)
  const may = await authorise(clp, s, actor, 'case.name_signers', { file: wanted ? file : undefined, ref })
  if (!may.ok) return may
  const found = file as CaseFile
  if (found.state === 'decided' || found.state === 'closed')
    return refuse({ why: 'moved_on', state: found.state, outcome: found.outcome })
  return { ok: true, file: found, may }
}

/** Asks, before the form of *Name signers* opens, whether this person may. */
export const mayNameSigners = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const asked = await mayName(clp, s, actor, ref)
    return asked.ok ? { ok: true } : asked
  })

/**
 * The Secretary, or a trusted EC officer, names who signs: stand-ins from the EC, or the signers of a case about
 * someone who holds an office (D7). Named people hold an office, have no conflict, and are not the namer.
 */
export const nameSigners = (clp: Clp, actor: Actor, ref: string, people: string[]): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const asked = await mayName(clp, s, actor, ref)
    if (!asked.ok) return asked
    const { file: found, may } = asked
    const now = clp.clock.now()
    const problems: string[] = []
    for (const person of people) {
      const name = `<@${person}>`
      const held = may.holdings.filter(
        (h) => h.person === person && holdsAt(h, now) && h.office !== 'moderator',
      )
      if (held.length === 0)
        problems.push(`${name} holds no office that could sign. Choose someone from the EC or an admin.`)
      else if (held.every((h) => h.from > found.openedAt))
        problems.push(`${name} was appointed after this matter was opened.`)
      else if (conflictInCase(person, found)) problems.push(`${name} cannot take part in this matter.`)
      else if (person === actor.id) problems.push('You cannot name yourself. Choose someone else.')
    }
    if (people.length === 0) problems.push('Choose at least one person.')
    if (problems.length > 0) return refuse({ why: 'input', problems })
    const fresh = people.filter((person) => !found.namedSigners.includes(person))
    for (const person of fresh) {
      await s.nameSigner(ref, person, actor.id, now)
      // in a sealed matter, and before the room has them, this is all by which they know of it (A7)
      const text = `You were named as someone who may sign **${ref}**. Please read it with \`/case view ref:${ref}\` on the server; only you see the answer. If you have a part in the matter, say so with \`/involved\` and do not sign.`
      await s.addEffect(
        { name: 'officer-dm', lane: `officer:${person}`, target: ref, payload: { userId: person, text } },
        now,
        now,
      )
    }
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'case.signers_named',
      matter: ref,
      line: `Named ${people.length === 1 ? 'someone' : `${people.length} people`} who may sign`,
      details: { people },
      subject: found.respondent,
    })
    for (const task of await s.openTasks({ kind: 'name_signers', matter: ref }))
      await closeTask(clp, s, task, actor, may.as, 'named')
    await roomLine(clp, s, ref, 'People were named who may sign this case.')
    await alertSigners(clp, s, ref)
    await queueCard(clp, s, ref)
    return { ok: true }
  })
