import type { Instant } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { HOW_TO_GIVE } from './give-by-hand.ts'
import { canBeWrittenTo } from './letter-facts.ts'
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
    line: reached
      ? LINES[what]
      : canBeWrittenTo(file)
        ? 'A message to the respondent could not be delivered by Discord'
        : 'The outcome is to be given to the respondent by hand',
    details: { at, why },
    subject: file.respondent,
  })
  if (reached) return
  const byHand = !canBeWrittenTo(file)
  await raiseTask(clp, s, {
    kind: 'undelivered',
    ...(what === 'outcome' ? { about: what } : {}),
    matter: ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: byHand
      ? `${ref}: please give the person the outcome of their case. The bot cannot write to them. ${HOW_TO_GIVE} Then press *Done* and say how and when.`
      : `${ref}: ${what === 'outcome' ? 'tell the person the outcome' : 'send the person the new material'} another way (e-mail, post, by hand). ${why} The text is under ${what === 'outcome' ? '*Show text*, and under ' : ''}*Read all*, as *${what === 'outcome' ? 'What the person is told of how it ended' : 'What the person is asked'}*. Press *Done* when you have.`,
  })
}
