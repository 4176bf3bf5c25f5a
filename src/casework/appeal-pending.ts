import { samePerson } from './identities.ts'
import type { Clp, Store } from './ports.ts'
import { openCasesAnew } from './cases-anew.ts'
import { workOutAnew } from './consequences.ts'
import { record } from './record.ts'
import { BOT } from './actor.ts'
import { queueCard, roomLine } from './room.ts'

/**
 * An appeal against a sanction is pending: no step that relies on it can be issued from this moment on (E9). Open cases
 * are worked out anew, and a letter that was decided but has not gone out is held back.
 */
export async function appealPending(clp: Clp, s: Store, ref: string): Promise<void> {
  await s.updateSanction(ref, { appealPending: true })
  const respondent = await respondentOf(s, ref)
  if (respondent === null) return
  for (const relying of await s.sanctions({
    respondent: await samePerson(s, respondent),
    letterStates: ['queued'],
  })) {
    if (!relying.reliedOn.includes(ref)) continue
    const [letter] = await s.openEffects({ name: 'letter', target: relying.ref })
    // a letter that may have reached Discord cannot be called back
    if (letter?.firstAttemptAt) continue
    await s.updateSanction(relying.ref, { letterState: 'held' })
    if (letter) await s.finishEffects([letter.id], 'done')
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'letter.held',
      matter: relying.ref,
      line: 'The letter waits: a sanction that its step relies on is under appeal',
      subject: relying.respondent,
    })
    await roomLine(
      clp,
      s,
      relying.ref,
      `The letter waits: its step relies on ${ref}, which is under appeal. It goes out when the appeal is decided, if the step still holds.`,
    )
    await queueCard(clp, s, relying.ref)
  }
  await openCasesAnew(clp, s, respondent)
}

/** The appeal against a sanction is over: what waited for it goes on, and a suspended ban is in force again (E9, H8). */
export async function appealOver(clp: Clp, s: Store, ref: string): Promise<void> {
  await s.updateSanction(ref, { appealPending: false })
  const file = await s.caseFile(ref)
  if (file) await workOutAnew(clp, s, file.respondent, file.platform)
}

const respondentOf = async (s: Store, ref: string): Promise<string | null> =>
  (await s.caseFile(ref))?.respondent ?? null
