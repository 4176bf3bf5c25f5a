import type { Reconsideration } from '../../casework/matter-records.ts'
import { quote, quoteInFile } from '../../letters/plain-text.ts'
import { formatDateTime } from '../../policy/calendar.ts'

/** A first reply that came after the letter, who would keep the decision, and what came of it, for the card (D8). */
export function secondLook(again: Reconsideration): string {
  const last = new Map(again.votes.map((x) => [x.by, x]))
  const said = [...last.values()].map(
    (x) =>
      `<@${x.by}> would ${x.verdict === 'keep' ? 'keep the decision' : 'take it back'}:\n${quote(x.reasons, 120)}`,
  )
  const outcome = {
    kept: '**The decision was kept.**',
    taken_back: '**The decision was taken back.**',
    open: 'The people who may sign look at the decision again; two who agree decide.',
  }[again.outcome ?? 'open']
  return [outcome, `${formatDateTime(again.at)}:`, quote(again.text, 250), ...said].join('\n')
}

/** The same in the file of the case, with all the reasons. */
export const secondLookInFile = (again: Reconsideration): string =>
  [
    `${formatDateTime(again.at)}:`,
    quoteInFile(again.text),
    ...again.votes.map(
      (x) =>
        `${formatDateTime(x.at)}: one would ${x.verdict === 'keep' ? 'keep the decision' : 'take it back'}:\n${quoteInFile(x.reasons)}`,
    ),
    again.outcome === null ? 'Not decided yet.' : `The decision was ${again.outcome.replace('_', ' ')}.`,
  ].join('\n')
