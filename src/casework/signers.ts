import { BOT } from './actor.ts'
import { conflictInCase, namingOffices, secondLookOf, signOffOf } from './case-people.ts'
import { alertComplaintSigners } from './complaint-signers.ts'
import { kindOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
import { queueRoom } from './room.ts'
import { closeTask, raiseTask } from './tasks.ts'

/** Brings stand-ins into the room of a case or complaint, and asks the Secretary to name signers where the rules want them named (D7). */
export async function alertSigners(clp: Clp, s: Store, ref: string): Promise<void> {
  if (kindOf(ref) === 'complaint') return alertComplaintSigners(clp, s, ref)
  const file = (await s.caseFile(ref)) as CaseFile
  if (file.state !== 'signing' && !file.reconsideringSince) return
  const holdings = await s.holdings()
  const now = clp.clock.now()
  const votes = (await s.reconsideration(ref))?.votes ?? []
  const state =
    file.state === 'signing'
      ? signOffOf(clp, file, holdings, now)
      : secondLookOf(clp, file, votes, holdings, now)
  if (state.state !== 'open') return
  await queueRoom(clp, s, ref)
  if (!state.needsNaming) return
  const offices = namingOffices((p) => conflictInCase(p, file) !== undefined, holdings, now)
  const open = await s.openTasks({ kind: 'name_signers', matter: ref })
  if (offices.length === 0 || open.some((t) => t.offices.join() === offices.join())) return
  // whoever was to name them has a conflict since, or has left office: it passes on, and somebody is told
  for (const task of open) await closeTask(clp, s, task, BOT, 'bot', 'it passed on to others')
  await raiseTask(clp, s, {
    kind: 'name_signers',
    matter: ref,
    offices,
    platform: file.platform,
    subject: file.respondent,
    text: `${ref} needs people who may sign it. ${offices.includes('ec_member') ? 'Agree among the EC members who have no part in the matter which one of you presses *Name signers*, and choose others of you.' : 'Press *Name signers* and choose EC members who have no part in the matter.'}`,
  })
}
