import { signOffOf } from './case-people.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
import { queueRoom } from './room.ts'
import { raiseTask } from './tasks.ts'

/** Brings stand-ins into the room, and asks the Secretary to name signers where the rules want them named (D7). */
export async function alertSigners(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = (await s.caseFile(ref)) as CaseFile
  if (file.state !== 'signing') return
  const state = signOffOf(clp, file, await s.holdings(), clp.clock.now())
  if (state.state !== 'open') return
  await queueRoom(clp, s, ref)
  if (!state.needsNaming || (await s.openTasks({ kind: 'name_signers', matter: ref })).length > 0) return
  await raiseTask(clp, s, {
    kind: 'name_signers',
    matter: ref,
    offices: ['secretary', 'trusted_ec_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${ref} needs people who may sign it. Press *Name signers* and choose EC members who have no part in the matter.`,
  })
}
