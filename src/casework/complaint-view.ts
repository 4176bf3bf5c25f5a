import type { Action } from '../policy/actions.ts'
import type { OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { type Care, careOfComplaint } from './care-view.ts'
import {
  accusedHoldsOffice,
  complaintSignersNow,
  complaintSignOff,
  complaintViewers,
} from './complaint-people.ts'
import { complaintMatter, matterOf } from './matter.ts'
import type { ComplaintFile, ComplaintRecord, ComplaintState } from './matter-records.ts'
import { isWithNational } from './national.ts'
import type { Clp, Store } from './ports.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'
import { LISTED, seenInSteps, SUGGESTED } from './seen-in-steps.ts'

/** A complaint as its card shows it, worked out at one moment. */
export interface ComplaintView {
  file: ComplaintFile
  /** Null where nothing is to be signed any more. */
  signOff: ReturnType<typeof complaintSignOff> | null
  signers: string[]
  viewers: string[]
  aboutAnOfficer: boolean
  /** The appeal about how it was decided for which those who decided may add to their statement now (H4). */
  statementFor: string | null
  /** Nothing is decided here until their answer is recorded (I2). */
  withNational: boolean
  /** What else can be done in it. */
  care: Care
}

async function viewOf(
  clp: Clp,
  s: Store,
  file: ComplaintFile,
  holdings: OfficeHolding[],
): Promise<ComplaintView> {
  const now = clp.clock.now()
  const open = file.state !== 'closed' && file.outcome === null
  return {
    file,
    signOff: open ? complaintSignOff(clp, file, holdings, now) : null,
    signers: complaintSignersNow(clp, file, holdings, now),
    viewers: complaintViewers(clp, file, holdings, now),
    aboutAnOfficer: accusedHoldsOffice(file, holdings, now),
    statementFor: (await s.appeals({ about: file.ref, states: ['statements'], limit: 1 }))[0]?.ref ?? null,
    withNational: await isWithNational(s, file.ref),
    care: await careOfComplaint(clp, s, file),
  }
}

/** The card of a complaint for its room, without anybody asking. */
export const complaintView = async (clp: Clp, s: Store, ref: string): Promise<ComplaintView | null> => {
  const file = await s.complaintFile(ref)
  return file ? viewOf(clp, s, file, await s.holdings()) : null
}

/** That nothing can be decided about a complaint any more, and where it stands. */
export const complaintMovedOn = ({ state, outcome }: ComplaintRecord): Refusal => ({
  why: 'complaint_moved_on',
  state,
  outcome,
})

/** A complaint for someone who may do `action` in it; for everyone else it does not exist (A5, A6). */
export async function complaintFor(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
  action: Action,
): Promise<Result<{ file: ComplaintFile; as: string; holdings: OfficeHolding[] }>> {
  const may = await authorise(clp, s, actor, action, { about: await matterOf(clp, s, ref), ref })
  if (!may.ok) return may
  const file = await s.complaintFile(ref)
  return file ? { ok: true, file, as: may.as, holdings: may.holdings } : refuse({ why: 'no_such_matter' })
}

/** `/complaint view` and *Read all*. */
export const viewComplaint = (
  clp: Clp,
  actor: Actor,
  ref: string,
): Promise<Result<{ view: ComplaintView }>> =>
  clp.transact(async (s) => {
    const found = await complaintFor(clp, s, actor, ref, 'complaint.view')
    return found.ok ? { ok: true, view: await viewOf(clp, s, found.file, found.holdings) } : found
  })

/** Whether a form about a complaint may be opened by this person. */
export const complaintForForm = (
  clp: Clp,
  actor: Actor,
  ref: string,
  action: Action,
): Promise<Result<{ file: ComplaintFile }>> =>
  clp.transact(async (s) => {
    const found = await complaintFor(clp, s, actor, ref, action)
    return found.ok ? { ok: true, file: found.file } : found
  })

export const OPEN_COMPLAINTS: ComplaintState[] = ['open', 'mediating', 'with_case']

/** The newest complaints that this person may see, in small steps: a complaint can be long. */
async function seenBy(
  clp: Clp,
  s: Store,
  actor: Actor,
  filter: { states?: ComplaintState[]; search?: string },
  enough: number,
): Promise<{ seen: ComplaintRecord[]; more: boolean }> {
  const holdings = await s.holdings()
  const found = await s.complaints({ ...filter, limit: LISTED })
  const now = clp.clock.now()
  return seenInSteps(
    found,
    (refs) => s.complaintFiles(refs),
    (file) => complaintMatter(clp, file, holdings, now).sees(actor.id),
    enough,
  )
}

/** `/complaint list`: the complaints that this person may see, newest first. */
export const listComplaints = (
  clp: Clp,
  actor: Actor,
  all: boolean,
): Promise<Result<{ complaints: ComplaintRecord[]; more: boolean }>> =>
  clp.transact(async (s) => {
    const { seen, more } = await seenBy(clp, s, actor, all ? {} : { states: OPEN_COMPLAINTS }, LISTED)
    const may = await authorise(clp, s, actor, 'complaint.list', { standsIn: seen.length > 0 })
    if (!may.ok) return may
    return { ok: true, complaints: seen, more }
  })

/** Complaints whose reference or name fits what was typed and that this person may see. */
export const suggestComplaints = (
  clp: Clp,
  actor: Actor,
  typed: string,
  states?: ComplaintState[],
): Promise<ComplaintRecord[]> =>
  clp.transact(async (s) => {
    const filter = { search: typed, ...(states ? { states } : {}) }
    return (await seenBy(clp, s, actor, filter, SUGGESTED)).seen
  })
