import { isBlank } from '../letters/plain-text.ts'
import type { Office } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { careMatter } from './care-matter.ts'
import { firstOffices } from './case-people.ts'
import { conflictIn, kindOf, type Matter, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import type { CaseRecord } from './records.ts'
import { raiseTask } from './tasks.ts'
import { officerLane } from './tell-officers.ts'

/** The first of these in which there is somebody without conflict is alerted (C6). */
const ALERTED: [Office[], ...Office[][]] = [
  ['secretary', 'sm_officer'],
  ['chair', 'trusted_ec_officer'],
  ['ec_member'],
]

/**
 * A child, or an adult at risk, may be in danger (C6): Secretary, SM Officer and the safeguarding contact are alerted at
 * once, those without conflict and with the reference only. From here clocks stop and nobody is written to in this matter,
 * until the contact has said how. `what` is kept with the matter; leave it empty where nothing may be copied.
 */
export async function raiseSafeguarding(
  clp: Clp,
  s: Store,
  ref: string,
  actor: Actor,
  as: string,
  what: string,
): Promise<void> {
  const matter = await matterOf(clp, s, ref)
  if (!matter) return
  const now = clp.clock.now()
  if (matter.kind === 'case') {
    await s.updateCase(ref, { safeguarding: 'raised' })
    if (!isBlank(what)) await s.addNote(ref, { at: now, by: actor.id, text: `Safeguarding: ${what.trim()}` })
  } else if (matter.kind === 'complaint') {
    await s.updateComplaint(ref, { safeguarding: 'raised', tellAt: null })
    const side = matter.parties.complainants.includes(actor.id) ? 'complainant' : 'officer'
    if (!isBlank(what))
      await s.addMatterText(ref, { at: now, by: actor.id, side, kind: 'safeguarding', text: what.trim() })
  }
  await record(clp, s, {
    actor,
    as,
    action: `${matter.kind}.safeguarding_raised`,
    matter: ref,
    line: 'Raised safeguarding: the safeguarding contact is asked first',
    details: { what },
    subject: matter.subject,
  })
  await roomLine(
    clp,
    s,
    ref,
    'Safeguarding is raised. Clocks stop, and nobody is written to in this matter until the safeguarding contact has said how.',
  )
  await queueCard(clp, s, ref)
  if ((await s.openTasks({ kind: 'safeguarding', matter: ref })).length === 0) await alert(clp, s, matter)
}

async function alert(clp: Clp, s: Store, matter: Matter): Promise<void> {
  const { ref } = matter
  const { contact, person } = clp.config.policy.safeguarding
  const told = person !== null && (await isContact(clp, s, { id: person, name: '' }, ref))
  const conflicted = (p: string) => conflictIn(p, matter) !== undefined
  const [first] = ALERTED
  const there = firstOffices(ALERTED, conflicted, await s.holdings(), clp.clock.now())
  const taskId = await raiseTask(clp, s, {
    kind: 'safeguarding',
    platform: null,
    matter: ref,
    subject: null,
    offices: there.length > 0 ? there : first,
    text: [
      `**${ref}: a child, or an adult at risk, may be in danger.** If it is happening now, call 999.`,
      told
        ? `The safeguarding contact (${contact}) has been told here too; make sure that they know.`
        : `Reach the safeguarding contact at once: ${contact}.`,
      'Nobody is written to in this matter, and its clocks stand still, until they have said how. *Read why* shows what is known. Then press *Done* and write down what they said.',
    ].join(' '),
  })
  if (!told) return
  const now = clp.clock.now()
  await s.addEffect(
    {
      name: 'safeguarding-alert',
      lane: officerLane(person, true),
      target: ref,
      payload: { taskId, userId: person },
    },
    now,
    now,
  )
}

/** Whether someone is the CLP's safeguarding contact and has no conflict in a matter (C6). */
export async function isContact(clp: Clp, s: Store, actor: Actor, ref: string): Promise<boolean> {
  if (actor.id !== clp.config.policy.safeguarding.person) return false
  const matter = await matterOf(clp, s, ref)
  return matter !== undefined && conflictIn(actor.id, matter) === undefined
}

/**
 * Whether a matter waits for the safeguarding contact: a case also while its complaint does. Nothing in it is sent to
 * anybody, and no reply or vote closes, until they have said how (C6).
 */
export async function safeguardingHolds(s: Store, ref: string): Promise<boolean> {
  switch (kindOf(ref)) {
    case 'complaint':
      return (await s.complaintFile(ref))?.safeguarding === 'raised'
    case 'case': {
      const file = await s.caseFile(ref)
      return file !== undefined && caseIsHeld(s, file)
    }
    case 'appeal': {
      const about = (await s.appealFile(ref))?.about
      return about !== undefined && safeguardingHolds(s, about)
    }
  }
}

/** The same for a case that was read already. */
export const caseIsHeld = async (
  s: Store,
  file: Pick<CaseRecord, 'ref' | 'safeguarding'>,
): Promise<boolean> =>
  file.safeguarding === 'raised' ||
  (await s.complaints({ caseRef: file.ref })).some((c) => c.safeguarding === 'raised')

/** Why nothing is decided or sent in a matter at the moment (C6). */
export const HELD: Refusal = {
  why: 'not_now',
  because:
    'Safeguarding is raised in this matter. Nothing is decided and nobody is written to until the safeguarding contact has said how; the Secretary and the SM Officer have the task.',
}

/** **Safeguarding** on the card of a case or a complaint, with what was seen or heard (C6). */
export const flagSafeguarding = (clp: Clp, actor: Actor, ref: string, why: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mayFlag(clp, s, actor, ref)
    if (!may.ok) return may
    if (isBlank(why))
      return refuse({ why: 'input', problems: ['Say in a few words what makes you think so.'] })
    await raiseSafeguarding(clp, s, ref, actor, may.as, why)
    return { ok: true }
  })

/** Asks, before the form opens, whether this person may raise it here. */
export const mayFlagSafeguarding = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const may = await mayFlag(clp, s, actor, ref)
    return may.ok ? { ok: true } : may
  })

async function mayFlag(clp: Clp, s: Store, actor: Actor, ref: string) {
  const actions = { case: 'case.safeguarding', complaint: 'complaint.safeguarding' } as const
  const may = await careMatter(clp, s, actor, ref, actions)
  if (may.ok && may.m.file.safeguarding === 'raised')
    return refuse({
      why: 'not_now',
      because: 'Safeguarding is raised already, and the Secretary and the SM Officer were alerted.',
    })
  return may
}
