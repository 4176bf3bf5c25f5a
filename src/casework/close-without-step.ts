import type { Outcome } from '../policy/ladder.ts'
import { BOT } from './actor.ts'
import { askEc } from './ask-ec.ts'
import { closeCase } from './close-case.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'

/**
 * A letter that was served meanwhile has left an open case without a step: nobody is asked for their side of it, or to
 * sign what has no letter. It is recorded with the earlier case (E6, E10), of which a respondent who was asked already
 * hears; or it happened during a live ban, and the EC decides (E5).
 */
export async function closeWithoutStep(clp: Clp, s: Store, file: CaseFile, outcome: Outcome): Promise<void> {
  if (outcome.step !== 'ec_decides') return closeCase(clp, s, file, 'recorded', file.explanation)
  await s.updateCase(file.ref, {
    state: 'closed',
    outcome: 'recorded',
    closedAt: clp.clock.now(),
    closeReason: file.explanation,
  })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'case.recorded',
    matter: file.ref,
    line: 'It turned out to have happened during a live ban, so the EC decides',
    subject: file.respondent,
  })
  await askEc(clp, s, file)
  await roomLine(
    clp,
    s,
    file.ref,
    'This happened during a live ban, so the EC decides on it. Nothing is to be signed here.',
  )
  await queueCard(clp, s, file.ref)
  await queueRoom(clp, s, file.ref)
}
