import { askToName } from './ask-to-name.ts'
import { conflictInCase, secondLookOf, signOffOf } from './case-people.ts'
import { alertComplaintSigners } from './complaint-signers.ts'
import { kindOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
import { queueRoom } from './room.ts'

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
  if (state.needsNaming)
    await askToName(clp, s, file, (p) => conflictInCase(p, file) !== undefined, {
      todo: 'sign',
      whom: 'EC members',
    })
}
