import { BOT } from './actor.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { roomLine } from './room.ts'

const SAYS = {
  letter: {
    line: 'The letter changed; signatures given before are void',
    room: 'The letter has changed, so the signatures given before no longer count. Please read it again and sign afresh.',
  },
  facts: {
    line: 'Something new was put to the respondent; signatures given before are void',
    room: 'Something new goes to the person concerned, so the signatures given before no longer count. Please read the card again once their time is over, and sign afresh.',
  },
}

/**
 * Letter or facts are no longer those that were signed: the votes on the version that `file` shows are void, which the
 * register says and signers are told (D6). Whether there were any; the caller sees to it that the version moves on.
 */
export async function tellVoided(
  clp: Clp,
  s: Store,
  file: CaseFile,
  changed: keyof typeof SAYS,
): Promise<boolean> {
  const voided = file.votes.filter((v) => v.letterVersion === file.letterVersion)
  if (voided.length === 0) return false
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'signoff.voided',
    matter: file.ref,
    line: SAYS[changed].line,
    details: { voided: voided.map((v) => v.by) },
    subject: file.respondent,
  })
  await roomLine(clp, s, file.ref, SAYS[changed].room)
  return true
}
