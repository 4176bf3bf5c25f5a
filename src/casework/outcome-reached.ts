import { BOT } from './actor.ts'
import { appealMatter } from './appeal-people.ts'
import type { AppealRecord } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { queueCard } from './room.ts'
import { closeTask, HANDLER, raiseTask } from './tasks.ts'
import type { OutcomeNews } from './tell-outcome.ts'

const LINES: Record<NonNullable<AppealRecord['told']>, string> = {
  dm: 'The outcome of an appeal reached the appellant',
  letter_edited: 'Their letter now carries what the EC has to say; it must also be told another way',
  by_hand: 'The appellant could not be reached by Discord; it must be told another way',
}

/** How a message to the appellant reached them; where it was not by DM, a task to serve it another way (H10). */
export async function recordOutcomeReached(
  clp: Clp,
  s: Store,
  ref: string,
  what: OutcomeNews,
  how: NonNullable<AppealRecord['told']>,
  why = '',
  about: string | null = null,
): Promise<void> {
  const file = await s.appealFile(ref)
  if (!file) return
  if (what === 'outcome') await s.updateAppeal(ref, { told: how })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: how === 'dm' ? 'delivery.appeal_outcome' : 'delivery.appeal_outcome_failed',
    matter: ref,
    line: LINES[how],
    details: { what, how, why },
    subject: file.appellant,
  })
  await queueCard(clp, s, ref)
  if (how === 'dm') return
  const news = JSON.stringify({ what, about })
  for (const before of await s.openTasks({ kind: 'tell_appellant', matter: ref })) {
    if (before.about === news) return
    // the outcome says all that something before it said
    if (what === 'outcome') await closeTask(clp, s, before, BOT, 'bot', 'the outcome says it too')
  }
  await raiseTask(clp, s, {
    kind: 'tell_appellant',
    matter: ref,
    about: news,
    offices: [HANDLER],
    platform: file.platform,
    subject: file.appellant,
    text: `${ref}: tell the appellant another way (e-mail, post, by hand) ${what === 'outcome' ? 'what the EC has decided' : 'what the EC writes to them'}. ${why}${how === 'letter_edited' ? ' The letter that they have in Discord was changed to say it, but they may not look at it.' : ''} The text is under *Show text*. Press *Done* when you have, and say how and when.`,
  })
}

/** The DM was refused for good: their existing letter is to carry it, where there is one (H10). */
export async function tellByLetter(
  clp: Clp,
  s: Store,
  ref: string,
  what: OutcomeNews,
  about: string | null,
  why: string,
): Promise<void> {
  const m = await appealMatter(s, ref)
  if (!m) return
  const sanction = m.about.kind === 'case' ? m.about.file.sanction : null
  if (sanction?.dmMessageId == null) return recordOutcomeReached(clp, s, ref, what, 'by_hand', why, about)
  const now = clp.clock.now()
  await s.addEffect(
    {
      name: 'appeal-edit',
      lane: `appellant:${m.file.appellant}`,
      target: ref,
      payload: { what, about, why },
    },
    now,
    now,
  )
}
