import type { Instant } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { raiseTask } from './tasks.ts'

const LINES = {
  reopened: 'The new material reached the respondent',
  outcome: 'The outcome reached the respondent',
}

/** New material, or the outcome of a case, reached the respondent or did not; where not, people tell them another way. */
export async function recordOutcomeTold(
  clp: Clp,
  s: Store,
  ref: string,
  what: 'reopened' | 'outcome',
  reached: boolean,
  at: Instant,
  why = '',
): Promise<void> {
  const file = await s.caseFile(ref)
  if (!file) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `delivery.${what}${reached ? '' : '_failed'}`,
    matter: ref,
    line: reached ? LINES[what] : 'A message to the respondent could not be delivered by Discord',
    details: { at, why },
    subject: file.respondent,
  })
  if (reached) return
  await raiseTask(clp, s, {
    kind: 'undelivered',
    ...(what === 'outcome' ? { about: what } : {}),
    matter: ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${ref}: ${what === 'outcome' ? 'tell the person the outcome' : 'send the person the new material'} another way (e-mail, post, by hand). ${why} The text is under ${what === 'outcome' ? '*Show text*, and under ' : ''}*Read all*, as *${what === 'outcome' ? 'What the person is told of how it ended' : 'What the person is asked'}*. Press *Done* when you have.`,
  })
}
