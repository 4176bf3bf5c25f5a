import { sanctionInWords } from '../letters/phrases.ts'
import { BOT } from './actor.ts'
import { closeCase } from './close-case.ts'
import { queueNextLetter } from './issue-sanction.ts'
import { ladderOfCase } from './person-ladder.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { queueCard, roomLine } from './room.ts'
import { closeTask } from './tasks.ts'

/** The signatures are there: what was signed is decided, and what is decided is what goes out (D5, D6). */
export async function decideCase(clp: Clp, s: Store, file: CaseFile, signers: string[]): Promise<void> {
  const now = clp.clock.now()
  const kind = file.lighter?.outcome ?? file.step
  if (kind === null) return
  if (kind === 'words_of_advice' || kind === 'no_further_action') {
    await closeCase(clp, s, file, kind, file.lighter?.reasons ?? '')
    return
  }
  // a warning rests on nothing before it, even where it was chosen as the lighter outcome
  const reliedOn = kind === 'warning' ? [] : (await ladderOfCase(clp, s, file)).counted.map((c) => c.ref)
  await s.updateCase(file.ref, { state: 'decided', decidedAt: now })
  await s.addSanction({
    ref: file.ref,
    kind,
    platform: file.platform,
    respondent: file.respondent,
    decidedAt: now,
    letterState: 'held',
    letterDate: null,
    letterAt: null,
    readAt: null,
    dmChannelId: null,
    dmMessageId: null,
    dmBody: null,
    firstDay: null,
    lastDay: null,
    banState: kind === 'warning' ? 'none' : 'due',
    liftedOn: null,
    reliedOn,
    overturned: false,
    underReview: false,
    appealPending: false,
  })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'case.decided',
    matter: file.ref,
    line: `Decided by ${signers.length} signatures: ${sanctionInWords(kind)}`,
    details: { kind, signers, letterVersion: file.letterVersion, letter: file.letter?.hash ?? null },
    subject: file.respondent,
  })
  for (const task of await s.openTasks({ kind: 'name_signers', matter: file.ref }))
    await closeTask(clp, s, task, BOT, 'bot', 'it was decided')
  await roomLine(
    clp,
    s,
    file.ref,
    `Decided: ${sanctionInWords(kind)}. The letter goes out next; what becomes of it is shown on the card.`,
  )
  await queueNextLetter(clp, s, file.respondent)
  await queueCard(clp, s, file.ref)
}
