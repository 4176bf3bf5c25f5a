import { fillLetter } from '../../letters/fill.ts'
import type { LetterDraft } from '../../letters/draft.ts'
import { cleanLine, cleanName, plain, quote, quoteInFile, truncate } from '../../letters/plain-text.ts'
import { addMonths, formatDate, formatDateTime, londonDate, type Instant } from '../../policy/calendar.ts'
import { handleOf } from '../../policy/identity.ts'
import { KEPT_MONTHS } from '../../register/entry.ts'
import { DISCORD } from '../../policy/platform.ts'
import type { CaseView } from '../../casework/case-view.ts'
import { letterAsRead, type ToServe } from '../../casework/to-serve.ts'
import { canBeWrittenTo, whenInWords } from '../../casework/letter-facts.ts'
import { WITH_NATIONAL } from '../../casework/national.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { type Button, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { careButtons } from './care-buttons.ts'
import { saidAt, secondLook, secondLookInFile, THEIR_SIDE, theirSide } from './their-side.ts'
import { placeInWords, whoInFile, whoInWords } from './who.ts'
import { sanctionInWords, stateInWords, stepInWords } from './words.ts'

const people = (ids: string[]): string =>
  ids.length === 0 ? 'nobody yet' : ids.map((p) => `<@${p}>`).join(', ')

/** The notice, or how it ended, as people take it to someone whom the bot cannot reach (F3). */
function serveAsRead(serve: ToServe, v: CaseView, now: Instant): string[] {
  const date = londonDate(now)
  const filled = fillLetter(serve.draft, {
    date,
    deletedOn: addMonths(date, KEPT_MONTHS),
    closesAt: v.reply.state === 'open' ? v.reply.closesAt : { daysFromReceipt: serve.replyDays },
  })
  return [filled.file.text]
}

/** Whom a case is about and where it happened; a handle says its platform itself. */
const aboutWhom = ({ respondent, respondentName, platform }: CaseView['file']): string =>
  handleOf(respondent)?.platform === platform
    ? whoInWords(respondent)
    : `${whoInWords(respondent, respondentName)}, ${handleOf(respondent) === null ? '' : 'for what happened '}on ${placeInWords(platform)}`

/** The letter on the card: the message that they get; for whom the bot cannot write to, the beginning of what people give. */
function letterInShort(file: CaseView['file'], now: Instant): string {
  const read = letterAsRead(file.letter as LetterDraft, file.sanction, now)
  return canBeWrittenTo(file) ? read.message : plain(read.file.text)
}

/** Discord takes 6,000 characters in all embeds of a message: an own paragraph takes its room from the letter's. */
const LETTER = 2000
const OWN_PARAGRAPH = 400

/**
 * The card of a case: everything a signer decides from, on one message (surface): allegation, evidence, the person's
 * side, the step and why, and the letter as it will be read. What does not fit is under *Read all*.
 */
export function card(serverId: string, v: CaseView, now: Instant): MessageBody {
  const { file } = v
  const embeds: object[] = [
    {
      title: `Case ${file.ref}`,
      description: [
        `**Where it stands:** ${standing(v)}`,
        `**About:** ${aboutWhom(file)}`,
        `**Opened by:** <@${file.proposer}> on ${formatDateTime(file.openedAt)}${file.agreedBy ? `; <@${file.agreedBy}> agreed to ask` : ''}`,
        ...(v.withNational ? [WITH_NATIONAL] : []),
        ...(v.aboutAnOfficer
          ? [
              'The person concerned holds an office, so the Secretary names who signs, or a trusted EC officer where she has a part in it.',
            ]
          : []),
      ].join('\n'),
      fields: [
        ...file.incidents.slice(0, 3).map((i) => ({
          name: `What happened · ${whenInWords(i.time)}${i.ownStep ? '' : ' · recorded only'}`,
          value: truncate(
            `${quote(i.what, 300)}\nRules: ${i.rules.map((r) => v.ruleLabels.get(r) ?? r).join('; ')}${i.oldReason ? `\nWhy it is taken up now: ${quote(i.oldReason, 100)}` : ''}`,
            450,
          ),
        })),
        {
          name: 'Evidence',
          value: truncate(
            file.evidence.length === 0
              ? 'None was added.'
              : file.evidence.map((e) => `${quote(e.text, 250)}${e.link ? `\n${e.link}` : ''}`).join('\n'),
            500,
          ),
        },
        { name: 'Their side', value: truncate(theirSide(v), THEIR_SIDE) },
        ...(file.letterExtra
          ? [
              {
                name: 'The admins’ own paragraph in the letter',
                value: quote(file.letterExtra, OWN_PARAGRAPH),
              },
            ]
          : []),
        ...(v.again
          ? [{ name: 'A first reply after the letter', value: truncate(secondLook(v.again), 700) }]
          : []),
        { name: 'The step, and why', value: truncate(stepText(v), 700) },
      ],
    },
  ]
  if (
    file.letter &&
    (file.state === 'signing' ||
      file.state === 'replying' ||
      file.state === 'proposed' ||
      file.state === 'asking')
  )
    embeds.push({
      title: 'The letter as it will be read',
      description: truncate(
        letterInShort(file, now),
        file.letterExtra ? LETTER - OWN_PARAGRAPH - 50 : LETTER,
      ),
      footer: { text: 'The dates are filled in on the day it goes out. The full letter is under Read all.' },
    })
  return { embeds, components: buttons(cardButtons(serverId, v)) }
}

function standing(v: CaseView): string {
  const { file, reply, signOff } = v
  if (file.state === 'replying' && reply.state === 'open')
    return `they have until ${formatDateTime(reply.closesAt)} to give their side`
  if (v.noticeToGive || (file.state === 'asking' && !canBeWrittenTo(file)))
    return 'the notice is to be given to them by hand; see `/task list`'
  if (file.state === 'signing' && signOff?.state === 'open')
    return `waiting for ${signOff.missing} more ${signOff.missing === 1 ? 'signature' : 'signatures'}. Signed: ${people(signOff.signed)}. Not signed: ${people(signOff.refused)}`
  if (file.sanction) return `${stateInWords(file)}. ${sanctionInWords(file.sanction)}`
  return stateInWords(file) + (file.closeReason ? `\n${quote(file.closeReason, 200)}` : '')
}

function stepText(v: CaseView): string {
  const { file } = v
  const lines = [file.explanation]
  if (file.lighter)
    lines.push(
      `Proposed instead: **${stepInWords(file.lighter.outcome)}**. Reasons:\n${quote(file.lighter.reasons, 300)}`,
    )
  if (file.finding) lines.push(`How the behaviour carried on:\n${quote(file.finding, 300)}`)
  else if (file.step === 'lifetime' && !file.lighter)
    lines.push('A lifetime ban needs a finding of how the behaviour carried on. Press *Write finding*.')
  if (file.blockedBy.length > 0)
    lines.push(
      `It relies on ${file.blockedBy.join(', ')}, which is under appeal or in doubt: it cannot be signed until that is decided.`,
    )
  const refused = file.votes.filter(
    (x) => x.verdict === 'dont_sign' && x.letterVersion === file.letterVersion,
  )
  for (const r of refused) lines.push(`<@${r.by}> does not sign:\n${quote(r.reason ?? '', 200)}`)
  return lines.join('\n')
}

/** The buttons of a case in its present state. A stale one is answered with what has happened since. */
function cardButtons(serverId: string, v: CaseView): Button[] {
  const { file } = v
  const id = (name: string, ...more: (string | number)[]) => customId(name, serverId, file.ref, ...more)
  const list: Button[] = []
  if (file.state === 'proposed') list.push({ label: 'Agree to ask', id: id('agree'), style: 'primary' })
  if (file.state === 'signing') {
    list.push({ label: 'Sign', id: id('sign', file.letterVersion), style: 'success' })
    list.push({ label: "Don't sign", id: id('dont-sign', file.letterVersion), style: 'danger' })
  }
  const open = file.state !== 'decided' && file.state !== 'closed'
  if (open && file.letter) list.push({ label: 'Edit letter', id: id('edit-letter') })
  if (open && file.step) list.push({ label: 'Lighter outcome', id: id('case-lighter') })
  if (open && file.step === 'lifetime' && !file.lighter)
    list.push({ label: 'Write finding', id: id('case-finding') })
  if (file.reconsideringSince) {
    list.push({ label: 'Keep the decision', id: id('look-keep') })
    list.push({ label: 'Take it back', id: id('look-back'), style: 'danger' })
  }
  if (v.statementFor)
    list.push({
      label: 'Add a statement',
      id: customId('appeal-state', serverId, v.statementFor),
      style: 'primary',
    })
  list.push({ label: 'Read all', id: id('read-all') })
  if (open) list.push({ label: 'Drop case', id: id('drop') })
  if (open || file.reconsideringSince) list.push({ label: "I'm involved", id: id('involved') })
  if (open) list.push(...careButtons(serverId, v))
  return list
}

/** The whole case as a text file: *Read all*. */
export function wholeCase(
  v: CaseView,
  now: Instant,
  serve: ToServe | null = null,
): { name: string; text: string } {
  const { file } = v
  // mentions show no name in a file
  const name = (person: string) => cleanName(v.names.get(person) ?? 'someone who holds no office')
  const part = (title: string, lines: string[]) => [
    title.toUpperCase(),
    ...(lines.length === 0 ? ['(none)'] : lines),
    '',
  ]
  // of a case that ended without a sanction there is no letter but the one that says so
  const isOver = file.state === 'closed' && file.sanction === null
  const letter = file.letter && !isOver ? letterAsRead(file.letter, file.sanction, now) : null
  const text = [
    `CASE ${file.ref}`,
    `About ${whoInFile(file.respondent, cleanName(file.respondentName))}${handleOf(file.respondent)?.platform === file.platform ? '' : ` on ${file.platform === DISCORD ? 'this server' : file.platform}`}: ${stateInWords(file)}.`,
    '',
    ...part(
      'What happened',
      file.incidents.map(
        (i) =>
          `${whenInWords(i.time)}:\n${quoteInFile(i.what)}\n  Rules: ${i.rules.map((r) => v.ruleLabels.get(r) ?? r).join('; ')}${i.oldReason ? `\n  Why it is taken up now:\n${quoteInFile(i.oldReason)}` : ''}`,
      ),
    ),
    ...part(
      'Evidence',
      file.evidence.map(
        (e) =>
          `${e.author ? `${cleanName(e.author)}:\n` : ''}${quoteInFile(e.text)}${e.link ? `\n  ${cleanLine(e.link)}` : ''}`,
      ),
    ),
    ...part(
      'Their side',
      file.replies
        .filter((r) => r.kind === 'said')
        .map((r) => `${saidAt(v, r, name)}:\n${quoteInFile(r.text ?? '')}`),
    ),
    ...part('The step, and why', [
      file.explanation,
      ...(file.lighter
        ? [`Proposed instead: ${stepInWords(file.lighter.outcome)}.`, quoteInFile(file.lighter.reasons)]
        : []),
      ...(file.finding ? ['Finding:', quoteInFile(file.finding)] : []),
    ]),
    ...(v.again ? part('A first reply after the letter', [secondLookInFile(v.again)]) : []),
    ...part(
      'Signatures',
      file.votes.map(
        (x) =>
          `${formatDateTime(x.at)}: ${name(x.by)} ${x.verdict === 'sign' ? 'signed' : `did not sign: ${cleanLine(x.reason ?? '')}`} (letter version ${x.letterVersion}${x.letterVersion === file.letterVersion ? '' : ', void since'})`,
      ),
    ),
    ...part(
      'Attempts to serve another way',
      file.attempts.map(
        (a) =>
          `${formatDate(a.day)}: ${a.what} by ${cleanLine(a.means)}, ${a.reached ? 'reached them' : 'not reached'}`,
      ),
    ),
    ...part(
      'Notes of the admins',
      file.notes.map((n) => `${formatDateTime(n.at)}:\n${quoteInFile(n.text)}`),
    ),
    ...(serve
      ? part(
          isOver ? 'What the person is told of how it ended' : 'What the person is asked',
          serveAsRead(serve, v, now),
        )
      : []),
    ...part(
      'The letter as it will be read',
      letter ? [...(canBeWrittenTo(file) ? [letter.message, ''] : []), letter.file.text] : [],
    ),
  ].join('\n')
  return { name: `case-${file.ref}.txt`, text }
}
