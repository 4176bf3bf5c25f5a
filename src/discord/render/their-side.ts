import type { CaseView } from '../../casework/case-view.ts'
import type { Reconsideration } from '../../casework/matter-records.ts'
import type { ReplyRecord } from '../../casework/records.ts'
import { cameBy, isLate } from '../../casework/letter-facts.ts'
import { plainLine, quote, quoteInFile } from '../../letters/plain-text.ts'
import { formatDateTime } from '../../policy/calendar.ts'

/** Characters for their side on a card. */
export const THEIR_SIDE = 800
const REPLIES_SHOWN = 6

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

/** The person's side as the card shows it: what they wrote, or that they wrote nothing. */
export function theirSide(v: CaseView): string {
  const said = v.file.replies.filter((r) => r.kind === 'said')
  const notes: string[] = []
  const shown = said.slice(-REPLIES_SHOWN)
  if (said.length > shown.length)
    notes.push(`${said.length - shown.length} earlier: press *Read all*. The latest are:`)
  // each gets its share of the room, so that no long one hides what came after it
  const share = Math.min(400, Math.floor(THEIR_SIDE / Math.max(1, shown.length)) - 70)
  notes.push(...shown.map((r) => `${saidAt(v, r, (id) => `<@${id}>`)}:\n${quote(r.text ?? '', share)}`))
  if (v.reply.state === 'not_told') notes.push('They have not been asked yet.')
  else if (v.reply.state === 'closed' && said.length === 0)
    notes.push(
      v.reply.how === 'wont_reply'
        ? 'They pressed that they do not want to reply. That is not guilt.'
        : 'They said nothing in the time they had. Silence is not guilt.',
    )
  else if (v.reply.state === 'open' && said.length === 0) notes.push('Nothing yet.')
  return notes.join('\n')
}

/**
 * When they wrote something, whether that was once sign-off had opened (D5), and how it came where it was written down by
 * an officer, whom `name` names.
 */
export const saidAt = (v: CaseView, { at, otherwise }: ReplyRecord, name: (id: string) => string): string =>
  [
    formatDateTime(at),
    ...(isLate(v.file, { at }) ? ['after the reply had closed'] : []),
    ...(otherwise
      ? [
          `came another way (${plainLine(cameBy(otherwise), 130)}) and was written down by ${name(otherwise.by)}`,
        ]
      : []),
  ].join(', ')
