import {
  appealStateInWords,
  type AppealView,
  MAIN_QUESTION,
  type VoteOn,
} from '../../casework/appeal-view.ts'
import type { Dependent } from '../../casework/matter-records.ts'
import { plainName, quote, truncate } from '../../letters/plain-text.ts'
import { formatDate, formatDateTime, type Instant } from '../../policy/calendar.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { type Button, buttons, type MessageAnswer } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { caseFileParts } from './case-file.ts'
import { stepInWords } from './words.ts'
import { placeInWords, whoInWords } from './who.ts'

const people = (ids: string[]): string =>
  ids.length === 0 ? 'nobody yet' : ids.map((p) => `<@${p}>`).join(', ')

/** At most so many sanctions to be decided anew get buttons of their own: Discord takes 25 in a message. */
const MOST_DEPENDENTS = 8

/**
 * The card of an appeal: where it stands, what it is about, what is asked, who has voted (never how, H5), and what would
 * have to be decided again if it does not stand (H9).
 */
export function appealCard(serverId: string, v: AppealView, _now: Instant): MessageBody {
  const { file } = v
  const grounds = file.texts.filter((t) => t.kind === 'grounds' || t.kind === 'more')
  return {
    embeds: [
      {
        title: `Appeal ${file.ref}`,
        description: [
          `**Where it stands:** ${standing(v)}`,
          `**About:** ${aboutInWords(v)}`,
          `**Appellant:** ${whoInWords(file.appellant, file.appellantName)}`,
          `**Lodged:** ${formatDateTime(file.openedAt)}${file.receivedHow ? `; it came another way: ${plainName(file.receivedHow)}` : ''}`,
          `**Handled by:** ${people(v.handlers)}`,
          ...(suspension(v) ?? []),
        ].join('\n'),
        fields: [
          {
            name: 'What should change, and why',
            value: truncate(
              grounds.map((t) => quote(t.text, 450)).join('\n') || 'Nothing was written.',
              1000,
            ),
          },
          ...v.votes.map((one) => ({
            name: one.question === MAIN_QUESTION ? 'The vote' : `The vote on ${one.question}`,
            value: voteInWords(v, one),
          })),
          ...(v.dependents.length === 0
            ? []
            : [
                {
                  name: file.outcome === null ? 'If it does not stand' : 'What had relied on it',
                  value: truncate(v.dependents.map((d) => dependentInWords(d)).join('\n'), 1000),
                },
              ]),
          ...(file.reasons === null ? [] : [{ name: 'Reasons', value: quote(file.reasons, 1000) }]),
        ],
        footer: { text: 'Everything is under Read all. It is confidential: keep it here.' },
      },
    ],
    components: buttons(cardButtons(serverId, v)),
  }
}

/** The card as an answer for one person; where there is no room the case file comes with it (A7). */
export function appealAnswer(serverId: string, v: AppealView, now: Instant): MessageAnswer {
  const withFile = v.file.sealed && v.file.votingOpenedAt !== null
  return {
    ...appealCard(serverId, v, now),
    ...(withFile ? { more: caseFileParts(v).map((content) => ({ content })) } : {}),
  }
}

function standing(v: AppealView): string {
  const words = standsNow(v)
  return v.waitsForAnswer && !v.withNational
    ? `${words}. The vote opens once an officer has answered what the appellant asked about who decides`
    : words
}

function standsNow(v: AppealView): string {
  const { file } = v
  if (v.withNational)
    return 'with the National Complaints team. Nothing is decided here until their answer is recorded'
  const until = { statements: file.statementsUntil, answering: file.answerUntil }[file.state as string]
  const words = appealStateInWords(file)
  if (until) return `${words}, until ${formatDateTime(until)}`
  if (file.state === 'meeting')
    return `${words}, with ${v.needed} or more of those on the roll present. Whoever handles it records that with \`/appeals meeting\``
  return words
}

function aboutInWords(v: AppealView): string {
  if (v.about.kind === 'complaint') return `how complaint ${v.about.file.ref} was decided`
  const { ref, sanction } = v.about.file
  if (!sanction) return ref
  const dated = sanction.letterDate ? `, letter of ${formatDate(sanction.letterDate)}` : ''
  const place = placeInWords(sanction.platform)
  return `${ref}: ${stepInWords(sanction.kind)} on ${place}${dated}`
}

function suspension({ file }: AppealView): string[] | null {
  if (file.suspension === null || file.state === 'closed') return null
  return file.suspension.since === null
    ? [
        `**To suspend the ban:** ${people(file.suspension.by)} so far; it takes whoever handles it and one EC member`,
      ]
    : [`**The ban is suspended** since ${formatDateTime(file.suspension.since)}`]
}

function voteInWords(v: AppealView, { result, voted }: VoteOn): string {
  const missing = v.voters.flatMap((x) => x.person ?? []).filter((p) => !voted.includes(p))
  const elsewhere = v.voters.filter((x) => x.person === null).map((x) => plainName(x.name))
  return truncate(
    [
      result.state === 'open'
        ? `Open until ${formatDateTime(result.closesAt)}, or until all have voted.`
        : 'Closed.',
      `Voted: ${people(voted)}.`,
      ...(missing.length === 0 ? [] : [`Still to vote: ${people(missing)}.`]),
      ...(elsewhere.length === 0 ? [] : [`Not on Discord, so only at a meeting: ${elsewhere.join(', ')}.`]),
      `It takes ${v.needed} votes. A tie means that it does not stand. Who voted how is not shown here.`,
    ].join('\n'),
    1000,
  )
}

function dependentInWords(d: Dependent): string {
  const now = `**${d.ref}** (${stepInWords(d.kind)})`
  switch (d.decision) {
    case 'replace':
      return `${now}: replaced by ${d.without ? stepInWords(d.without) : 'nothing'}, with a new letter`
    case 'falls':
      return `${now}: falls`
    case null:
      return d.without === null
        ? `${now} relied on it: it would fall, since without it there is no step`
        : `${now} relied on it and stops counting. Without it the step is ${stepInWords(d.without)}: the EC votes *replace by that, with a new letter* or *falls*`
  }
}

/** The buttons of an appeal in its present state. A stale one is answered with what has happened since. */
function cardButtons(serverId: string, v: AppealView): Button[] {
  const { file } = v
  const id = (name: string, ...more: string[]) => customId(name, serverId, file.ref, ...more)
  const list: Button[] = []
  if (file.state === 'lodged') list.push({ label: 'Put to the EC', id: id('appeal-put'), style: 'primary' })
  if (file.state === 'voting') list.push(...voteButtons(serverId, file.ref))
  if (file.state === 'consequences')
    for (const d of file.dependents.filter((x) => x.decision === null).slice(0, MOST_DEPENDENTS)) {
      list.push({ label: `${d.ref}: replace`, id: id('appeal-replace', d.ref), style: 'primary' })
      list.push({ label: `${d.ref}: falls`, id: id('appeal-drop', d.ref), style: 'danger' })
    }
  if (file.state === 'meeting')
    list.push({ label: 'Record the meeting', id: id('appeal-meeting'), style: 'primary' })
  if (mayBeSuspended(v)) list.push({ label: 'Suspend the ban', id: id('appeal-suspend') })
  list.push({ label: 'Read all', id: id('read-all') })
  if (file.state !== 'closed') list.push({ label: "I'm involved", id: id('involved') })
  return list
}

/** *Stands* and *Does not stand*: on the card, and again below the case file. */
export const voteButtons = (serverId: string, ref: string): Button[] => [
  { label: 'Stands', id: customId('appeal-stands', serverId, ref), style: 'primary' },
  { label: 'Does not stand', id: customId('appeal-falls', serverId, ref), style: 'primary' },
]

function mayBeSuspended({ file, about }: AppealView): boolean {
  if (file.outcome !== null || file.state === 'closed' || (file.suspension?.since ?? null) !== null)
    return false
  const sanction = about.kind === 'case' ? about.file.sanction : null
  return sanction !== null && (sanction.banState === 'in_force' || sanction.banState === 'due')
}
