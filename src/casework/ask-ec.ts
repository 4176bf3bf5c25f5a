import type { Clp, Store } from './ports.ts'
import { raiseTask } from './tasks.ts'

/** What happened during a live ban makes no step by itself: the EC decides, and somebody is asked to put it there (E5). */
export async function askEc(
  clp: Clp,
  s: Store,
  about: { ref: string; platform: string; respondent: string },
): Promise<void> {
  await raiseTask(clp, s, {
    kind: 'ec_decides',
    matter: about.ref,
    offices: ['secretary', 'trusted_ec_officer'],
    platform: about.platform,
    subject: about.respondent,
    text: `The EC decides on ${about.ref}: it happened during a live ban, so no step follows by itself. Put it to the EC, then write down what it decided: recorded, words of advice, or National.`,
  })
}
