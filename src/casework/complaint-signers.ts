import type { OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { namingOffices } from './case-people.ts'
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
import { closeTask, raiseTask } from './tasks.ts'

/** Brings stand-ins into the room of a complaint, and asks for names where the rules want signers named (D7). */
export async function alertComplaintSigners(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = (await s.complaintFile(ref)) as ComplaintFile
  if (file.state !== 'open' || file.outcome !== null) return
  const holdings = await s.holdings()
  const now = clp.clock.now()
  const state = complaintSignOff(clp, file, holdings, now)
  if (state.state !== 'open') return
  await queueRoom(clp, s, ref)
  if (!state.needsNaming) return
  const offices = namingOffices((p) => conflictInComplaint(p, file) !== undefined, holdings, now)
  const open = await s.openTasks({ kind: 'name_signers', matter: ref })
  if (offices.length === 0 || open.some((t) => t.offices.join() === offices.join())) return
  for (const task of open) await closeTask(clp, s, task, BOT, 'bot', 'it passed on to others')
  await raiseTask(clp, s, {
    kind: 'name_signers',
    matter: ref,
    offices,
    platform: file.platform,
    subject: file.respondent,
    text: `${ref} needs people who may decide it. ${offices.includes('ec_member') ? 'Agree among the EC members who have no part in the matter which one of you presses *Name signers*, and choose others of you.' : 'Press *Name signers* and choose EC members or admins who have no part in the matter.'}`,
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
  return accusedHoldsOffice(file, holdings, now)
    ? { why: 'needs_naming' }
    : { why: 'not_now', because: 'The admins decide first. You are asked to stand in if they cannot.' }
}
