import { BOT } from './actor.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { raiseTask } from './tasks.ts'

/** The letter of an ended ban was edited to say *You can come back* (G4); where it could not be, people tell them. */
export async function recordReturnTold(
  clp: Clp,
  s: Store,
  ref: string,
  told: boolean,
  why: string,
): Promise<void> {
  const file = await s.caseFile(ref)
  if (!file) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: told ? 'delivery.come_back' : 'delivery.come_back_failed',
    matter: ref,
    line: told
      ? 'The letter now says that they can come back'
      : 'The letter could not be edited to say that they can come back',
    details: { why },
    subject: file.respondent,
  })
  if (told) return
  await raiseTask(clp, s, {
    kind: 'tell_returned',
    matter: ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${ref}: the ban is no longer there, and ${why} Tell the person another way that they can come back, with an invitation to the server. Press *Done* when you have.`,
  })
}
