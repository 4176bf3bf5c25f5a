import type { Instant } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { writtenTo } from './identities.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { HANDLER, raiseTask } from './tasks.ts'

/**
 * What an appellant is told by DM besides the outcome: that their appeal has arrived (H3), what an admin added to their
 * statement (H4), or that nobody here can handle it (D7). The words are drawn from the register when it is sent.
 */
export type AppellantNews =
  | { what: 'lodged' }
  | { what: 'statement'; by: string; at: Instant }
  | { what: 'nobody' }
  /** A pause has moved the time that they have to answer (D9). */
  | { what: 'time' }

/** Has the appellant told at once; to someone who is on no Discord whoever handles it writes. */
export async function tellAppellant(clp: Clp, s: Store, ref: string, news: AppellantNews): Promise<void> {
  const file = await s.appealFile(ref)
  if (!file) return
  if ((await writtenTo(s, file.appellant)) === null)
    return recordAppellantTold(clp, s, ref, news.what, false, 'They have no Discord account here.')
  const now = clp.clock.now()
  await s.addEffect(
    {
      name: 'appellant-dm',
      lane: `appellant:${file.appellant}`,
      target: ref,
      payload: { userId: file.appellant, ...news },
    },
    now,
    now,
  )
}

const LINES: Record<AppellantNews['what'], string> = {
  lodged: 'The appeal was acknowledged',
  statement: 'What was added to the statement reached the appellant',
  nobody: 'The appellant was told that nobody here can handle the appeal',
  time: 'The appellant was told that a pause has moved their time',
}

/** A DM reached the appellant, or did not: what needs an answer is then told another way, by whoever handles it. */
export async function recordAppellantTold(
  clp: Clp,
  s: Store,
  ref: string,
  what: AppellantNews['what'],
  reached: boolean,
  why = '',
): Promise<void> {
  const file = await s.appealFile(ref)
  if (!file) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `delivery.appeal_${what}${reached ? '' : '_failed'}`,
    matter: ref,
    line: reached ? LINES[what] : 'A message to the appellant could not be delivered by Discord',
    details: { why },
    subject: file.appellant,
  })
  // the acknowledgement stands in the answer to their own press, and /appeal shows it
  if (reached || (what === 'lodged' && file.receivedHow === null)) return
  await raiseTask(clp, s, {
    kind: 'undelivered',
    matter: ref,
    offices: [HANDLER],
    platform: file.platform,
    subject: file.appellant,
    text: `${ref}: ${TASKS[what]} another way (e-mail, post, by hand). ${why} Press *Done* when you have.${what === 'statement' ? ` What they answer you put in with \`/appeals lodge ref:${ref}\`.` : ''}`,
  })
}

const TASKS: Record<AppellantNews['what'], string> = {
  lodged: 'tell the appellant that their appeal has arrived, and its reference,',
  statement: 'send the appellant what the admins added (it is under *Read all*)',
  nobody: 'tell the appellant that nobody here can handle the appeal, and of the National Complaints team,',
  time: 'tell the appellant until when they can answer now (it is on the card)',
}
