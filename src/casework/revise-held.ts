import { samePerson } from './identities.ts'
import { nextState } from '../policy/case-state.ts'
import { BOT } from './actor.ts'
import { ladderOfCase } from './person-ladder.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refreshCase } from './refresh-case.ts'
import { queueRoom, roomLine } from './room.ts'
import { stepOf } from './warn-draft.ts'

/**
 * A letter was delivered while another decision about the same person still waits for its turn: if the ladder now gives
 * something else, what was signed no longer holds, and the case goes back to its signers (D3, D6).
 */
export async function reviseHeld(clp: Clp, s: Store, respondent: string): Promise<void> {
  const theirs = await s.sanctions({ respondent: await samePerson(s, respondent) })
  // what becomes of one under review is for the EC, and no more for its signers (H9)
  for (const held of theirs.filter((x) => x.letterState === 'held' && !x.underReview)) {
    const file = await s.caseFile(held.ref)
    if (!file || nextState(file.state, 'revise') !== 'signing') continue
    if (stepOf(await ladderOfCase(clp, s, file)) === file.step) continue
    await s.deleteSanction(held.ref)
    await s.updateCase(held.ref, { state: 'signing', decidedAt: null, signOpenedAt: clp.clock.now() })
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'case.revised',
      matter: held.ref,
      line: 'An earlier letter was delivered meanwhile and the step changed; what was signed no longer holds',
      subject: held.respondent,
    })
    if ((await refreshCase(clp, s, held.ref)).state === 'closed') continue
    await roomLine(
      clp,
      s,
      held.ref,
      'An earlier letter to the same person was delivered meanwhile, and the step has changed. Please read the card again and sign afresh.',
    )
    await queueRoom(clp, s, held.ref)
  }
}
