import { isBlank } from '../letters/plain-text.ts'
import type { OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { eligibleSigners } from './case-people.ts'
import { eligibleForComplaint } from './complaint-people.ts'
import { fileGone } from './file-gone.ts'
import { involve } from './involve.ts'
import { type Matter, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { roomLine } from './room.ts'
import { taskPeople } from './tasks.ts'

/**
 * *I'm involved* and `/involved` (A5): from here on this person can neither see the matter nor act in it; a
 * signature or vote they gave is void, since a conflicted person's does not count. Only someone with a part in the matter
 * can declare: for everyone else it does not exist, so that nobody finds out references by declaring (A6).
 */
export const declareInterest = (clp: Clp, actor: Actor, ref: string, reason: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mayDeclare(clp, s, actor, ref)
    if (!may.ok) return may
    const { matter, as } = may
    if (isBlank(reason))
      return refuse({ why: 'input', problems: ['Say in a few words how you are involved.'] })
    await record(clp, s, {
      actor,
      as,
      action: `${matter.kind}.involved`,
      matter: ref,
      line: 'Declared an interest and takes no part in this matter',
      details: { reason },
      subject: matter.subject,
    })
    if (matter.room.threadId !== null || matter.room.sealed)
      await roomLine(clp, s, ref, 'One of you has declared an interest and takes no part from here on.')
    await involve(clp, s, matter, { person: actor.id, kind: 'declared', reason })
    return { ok: true }
  })

/** Whether the form *I'm involved* opens for this person. */
export const mayBeInvolved = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s) => {
    const may = await mayDeclare(clp, s, actor, ref)
    return may.ok ? { ok: true } : may
  })

async function mayDeclare(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ matter: Matter; as: string }>> {
  const matter = await matterOf(clp, s, ref)
  const part = matter !== undefined && (await hasPart(clp, s, actor, matter))
  const may = await authorise(clp, s, actor, 'involved.declare', { about: part ? matter : undefined, ref })
  if (!may.ok) return may
  if (matter?.kind === 'case' && (await s.caseFile(ref))?.sanction?.kept) return fileGone(ref)
  return { ok: true, matter: matter as Matter, as: may.as }
}

/** Whether someone may see a matter, may come to decide it, or has a task about it: they know its reference. */
async function hasPart(clp: Clp, s: Store, actor: Actor, matter: Matter): Promise<boolean> {
  if (matter.sees(actor.id)) return true
  if ((await mayComeToSign(clp, s, matter, await s.holdings())).includes(actor.id)) return true
  for (const task of await s.openTasks({ matter: matter.ref }))
    if ((await taskPeople(clp, s, task)).includes(actor.id)) return true
  return false
}

/** Who signs a case or a complaint, now or as a stand-in (D7). */
async function mayComeToSign(
  clp: Clp,
  s: Store,
  { kind, ref }: Matter,
  holdings: OfficeHolding[],
): Promise<string[]> {
  const now = clp.clock.now()
  if (kind === 'case')
    return eligibleSigners(clp, (await s.caseFile(ref)) as CaseFile, holdings, now).map((e) => e.person)
  const complaint = kind === 'complaint' ? await s.complaintFile(ref) : undefined
  return complaint ? eligibleForComplaint(clp, complaint, holdings, now).map((e) => e.person) : []
}

const SUGGESTED = 25
const LOOKED_THROUGH = 100

/** References of complaints and appeals that someone may see, for autocomplete: those that fit what was typed. */
export const suggestMine = (
  clp: Clp,
  actor: Actor,
  typed: string,
): Promise<{ ref: string; name: string; kind: 'complaint' | 'appeal' }[]> =>
  clp.transact(async (s) => {
    const filter = { search: typed, limit: LOOKED_THROUGH }
    const complaints = (await s.complaints(filter)).map((c) => ({
      ref: c.ref,
      name: c.respondentName ?? 'about nobody yet',
      kind: 'complaint' as const,
    }))
    const appeals = (await s.appeals(filter)).map((a) => ({
      ref: a.ref,
      name: a.appellantName,
      kind: 'appeal' as const,
    }))
    const seen: { ref: string; name: string; kind: 'complaint' | 'appeal' }[] = []
    for (const one of [...complaints, ...appeals]) {
      if (seen.length === SUGGESTED) break
      if ((await matterOf(clp, s, one.ref))?.sees(actor.id)) seen.push(one)
    }
    return seen
  })
