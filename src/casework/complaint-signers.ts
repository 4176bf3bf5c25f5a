import type { OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { askToName } from './ask-to-name.ts'
import {
  accusedHoldsOffice,
  complaintSignersNow,
  complaintSignOff,
  conflictInComplaint,
} from './complaint-people.ts'
import { complaintMovedOn } from './complaint-view.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { Refusal } from './refusal.ts'
import { queueRoom } from './room.ts'
import { untrained } from './training.ts'

/** Brings stand-ins into the room of a complaint, and asks for names where the rules want signers named (D7). */
export async function alertComplaintSigners(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = (await s.complaintFile(ref)) as ComplaintFile
  if (file.state !== 'open' || file.outcome !== null) return
  const holdings = await s.holdings()
  const now = clp.clock.now()
  const state = complaintSignOff(clp, file, holdings, now)
  if (state.state !== 'open') return
  await queueRoom(clp, s, ref)
  if (state.needsNaming)
    await askToName(clp, s, file, (p) => conflictInComplaint(p, file) !== undefined, {
      todo: 'decide',
      whom: 'EC members or admins',
    })
}

/** Why nothing can be proposed or signed now, or null. */
export function closedToSigners(
  clp: Clp,
  file: ComplaintFile,
  holdings: OfficeHolding[],
  actor: Actor,
): Refusal | null {
  const now = clp.clock.now()
  if (file.state !== 'open' || file.outcome !== null) return complaintMovedOn(file)
  if (complaintSignersNow(clp, file, holdings, now).includes(actor.id)) return null
  const training = untrained(clp, holdings, actor)
  if (training) return training
  return accusedHoldsOffice(file, holdings, now)
    ? { why: 'needs_naming' }
    : { why: 'not_now', because: 'The admins decide first. You are asked to stand in if they cannot.' }
}
