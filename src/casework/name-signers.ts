import { holdsAt } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { type Authority, authorise } from './authorise.ts'
import { respondentHoldsOffice } from './case-people.ts'
import { accusedHoldsOffice } from './complaint-people.ts'
import { conflictIn, kindOf, type Matter, matterOf } from './matter.ts'
import { complaintMovedOn } from './complaint-view.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { VIEW_COMMAND } from './seal-matter.ts'
import { alertSigners } from './signers.ts'
import { closeTask, taskPeople } from './tasks.ts'

/** A case or complaint whose signers may have to be named. */
interface ToName {
  namedSigners: string[]
  aboutAnOfficer: boolean
  /** What has become of it, where there is nothing left to sign. */
  over: Refusal | null
}

async function toName(clp: Clp, s: Store, ref: string): Promise<ToName | undefined> {
  const holdings = await s.holdings()
  const now = clp.clock.now()
  if (kindOf(ref) === 'case') {
    const file = await s.caseFile(ref)
    const over = file && (file.state === 'decided' || (file.state === 'closed' && !file.reconsideringSince))
    return (
      file && {
        namedSigners: file.namedSigners,
        aboutAnOfficer: respondentHoldsOffice(file, holdings, now),
        over: over ? { why: 'moved_on', state: file.state, outcome: file.outcome } : null,
      }
    )
  }
  const file = await s.complaintFile(ref)
  return (
    file && {
      namedSigners: file.namedSigners,
      aboutAnOfficer: accusedHoldsOffice(file, holdings, now),
      over: file.state === 'closed' || file.outcome !== null ? complaintMovedOn(file) : null,
    }
  )
}

/** Whether this person may name signers of a matter: only where names are wanted, else it is none of theirs (D7, A6). */
async function mayName(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ named: string[]; matter: Matter; may: Extract<Authority, { ok: true }> }>> {
  const found = await toName(clp, s, ref)
  const wanted =
    found?.aboutAnOfficer === true || (await s.openTasks({ kind: 'name_signers', matter: ref })).length > 0
  const since = wanted ? null : await sinceThen(clp, s, actor, ref, found)
  if (since) return refuse(since)
  const may =
    kindOf(ref) === 'complaint'
      ? await authorise(clp, s, actor, 'complaint.name_signers', {
          about: wanted ? await matterOf(clp, s, ref) : undefined,
          ref,
        })
      : await authorise(clp, s, actor, 'case.name_signers', {
          file: wanted ? await s.caseFile(ref) : undefined,
          ref,
        })
  if (!may.ok) return may
  const { namedSigners, over } = found as ToName
  if (over) return refuse(over)
  return { ok: true, named: namedSigners, matter: (await matterOf(clp, s, ref)) as Matter, may }
}

/**
 * What has happened since a *Name signers* that is no longer wanted, for someone whom its task was for or who sees the
 * matter; null for all others, for whom it does not exist (A6).
 */
async function sinceThen(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
  found: ToName | undefined,
): Promise<Refusal | null> {
  const task = found && (await s.lastTask('name_signers', ref))
  if (!found || !task?.doneAt) return null
  const knows =
    (await taskPeople(clp, s, task)).includes(actor.id) ||
    (await matterOf(clp, s, ref))?.sees(actor.id) === true
  if (!knows) return null
  return found.over ?? { why: 'done_before', by: task.doneBy, at: task.doneAt }
}

/** Asks, before the form of *Name signers* opens, whether this person may. */
export const mayNameSigners = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const asked = await mayName(clp, s, actor, ref)
    return asked.ok ? { ok: true } : asked
  })

/**
 * The Secretary, or a trusted EC officer, names who signs: stand-ins from the EC, or the signers of a matter about
 * someone who holds an office (D7). Named people hold an office, have no conflict, and are not the namer.
 */
export const nameSigners = (clp: Clp, actor: Actor, ref: string, people: string[]): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const asked = await mayName(clp, s, actor, ref)
    if (!asked.ok) return asked
    const { named, matter, may } = asked
    const now = clp.clock.now()
    const problems: string[] = []
    for (const person of people) {
      const name = `<@${person}>`
      const held = may.holdings.filter(
        (h) => h.person === person && holdsAt(h, now) && h.office !== 'moderator',
      )
      if (held.length === 0)
        problems.push(`${name} holds no office that could sign. Choose someone from the EC or an admin.`)
      else if (held.every((h) => h.from > matter.openedAt))
        problems.push(`${name} was appointed after this matter was opened.`)
      else if (conflictIn(person, matter)) problems.push(`${name} cannot take part in this matter.`)
      else if (person === actor.id) problems.push('You cannot name yourself. Choose someone else.')
    }
    if (people.length === 0) problems.push('Choose at least one person.')
    if (problems.length > 0) return refuse({ why: 'input', problems })
    const fresh = people.filter((person) => !named.includes(person))
    if (matter.kind === 'complaint') await s.updateComplaint(ref, { namedSigners: [...named, ...fresh] })
    for (const person of fresh) {
      if (matter.kind === 'case') await s.nameSigner(ref, person, actor.id, now)
      // in a sealed matter, and before the room has them, this is all by which they know of it (A7)
      const text = `You were named as someone who may sign **${ref}**. Please read it with \`${VIEW_COMMAND[matter.kind]} ref:${ref}\` on the server; only you see the answer. If you have a part in the matter, say so with \`/involved\` and do not sign.`
      await s.addEffect(
        { name: 'officer-dm', lane: `officer:${person}`, target: ref, payload: { userId: person, text } },
        now,
        now,
      )
    }
    await record(clp, s, {
      actor,
      as: may.as,
      action: `${matter.kind}.signers_named`,
      matter: ref,
      line: `Named ${people.length === 1 ? 'someone' : `${people.length} people`} who may sign`,
      details: { people },
      subject: matter.subject,
    })
    for (const task of await s.openTasks({ kind: 'name_signers', matter: ref }))
      await closeTask(clp, s, task, actor, may.as, 'named')
    await roomLine(clp, s, ref, 'People were named who may sign.')
    await alertSigners(clp, s, ref)
    await queueCard(clp, s, ref)
    return { ok: true }
  })
