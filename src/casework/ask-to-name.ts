import { BOT } from './actor.ts'
import { namingOffices } from './case-people.ts'
import type { Clp, Store } from './ports.ts'
import { closeTask, raiseTask } from './tasks.ts'

/**
 * Asks the Secretary, or whoever names signers where she cannot, to name people for a matter (D7). Where they have a
 * conflict since, or have left office, it passes on, and somebody is told.
 */
export async function askToName(
  clp: Clp,
  s: Store,
  m: { ref: string; platform: string; respondent: string | null },
  conflicted: (person: string) => boolean,
  words: { todo: 'sign' | 'decide'; whom: string },
): Promise<void> {
  const offices = namingOffices(conflicted, await s.holdings(), clp.clock.now())
  const open = await s.openTasks({ kind: 'name_signers', matter: m.ref })
  if (offices.length === 0 || open.some((t) => t.offices.join() === offices.join())) return
  for (const task of open) await closeTask(clp, s, task, BOT, 'bot', 'it passed on to others')
  await raiseTask(clp, s, {
    kind: 'name_signers',
    matter: m.ref,
    offices,
    platform: m.platform,
    subject: m.respondent,
    text: `${m.ref} needs people who may ${words.todo} it. ${offices.includes('ec_member') ? 'Agree among the EC members who have no part in the matter which one of you presses *Name signers*, and choose others of you.' : `Press *Name signers* and choose ${words.whom} who have no part in the matter.`}`,
  })
}
