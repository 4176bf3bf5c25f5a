import type { ComplaintView } from '../../casework/complaint-view.ts'
import type { ComplaintFile } from '../../casework/matter-records.ts'
import { WITH_NATIONAL } from '../../casework/national.ts'
import { plainLine, plainName, quote, quoteInFile, truncate } from '../../letters/plain-text.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { formatDate, formatDateTime, londonDate } from '../../policy/calendar.ts'
import { type Button, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { careButtons } from './care-buttons.ts'
import { complaintInWords, proposalInWords } from './complaint-words.ts'
import { whoInWords } from './who.ts'

const people = (ids: string[]): string =>
  ids.length === 0 ? 'nobody yet' : ids.map((p) => `<@${p}>`).join(', ')

const who = (file: ComplaintFile): string =>
  file.respondent === null ? 'nobody is named' : whoInWords(file.respondent, file.respondentName ?? '')

/** How many complain, for the card; their names are under *Read all* (C3). */
function counted(file: ComplaintFile): string {
  const own = file.complainants.filter((c) => !c.onDuty)
  const stopped = own.filter((c) => c.stoppedAt !== null).length
  const onDuty = file.complainants.length - own.length
  return [
    `${own.length} ${own.length === 1 ? 'person complains' : 'people complain'}`,
    ...(stopped > 0 ? [`${stopped} of them stopped`] : []),
    ...(onDuty > 0 ? [`${onDuty} reported as ${onDuty === 1 ? 'an officer' : 'officers'} on duty`] : []),
  ].join('; ')
}

const said = (file: ComplaintFile) =>
  file.texts.filter((t) => t.side === 'complainant' && (t.kind === 'grounds' || t.kind === 'more'))

/**
 * The card of a complaint: what a signer decides from, on one message (C3). What does not fit is under *Read all*. Of a
 * post that may be illegal only the link is there (C8).
 */
export function complaintCard(serverId: string, v: ComplaintView): MessageBody {
  const { file } = v
  const grounds = said(file)
  const notes = file.texts.filter((t) => t.kind === 'note')
  const embed = {
    title: `Complaint ${file.ref}`,
    description: [
      `**Where it stands:** ${standing(v)}`,
      `**About:** ${who(file)}`,
      `**Since:** ${formatDateTime(file.openedAt)}. ${counted(file)}.`,
      ...(v.withNational ? [WITH_NATIONAL] : []),
      ...(v.aboutAnOfficer
        ? [
            'The person concerned holds an office, so the Secretary names who decides, or a trusted EC officer where she has a part in it.',
          ]
        : []),
      ...(file.safeguarding === 'raised'
        ? [
            '**Safeguarding is raised.** Nothing but a referral is decided, and nobody is written to, until the contact has said how.',
          ]
        : []),
      ...(file.illegal
        ? ['**The post may be illegal.** Nothing of it was copied. Do not open, copy or pass it on.']
        : []),
    ].join('\n'),
    fields: [
      {
        name: 'What was reported',
        value: truncate(
          grounds.length === 0
            ? 'The post itself, without further words.'
            : grounds.map((t) => quote(t.text, 400)).join('\n'),
          900,
        ),
      },
      ...(file.post ? [{ name: 'The post', value: truncate(postText(file), 1000) }] : []),
      ...(file.files.length > 0 ? [{ name: 'Files', value: truncate(filesText(file), 600) }] : []),
      ...(file.proposal ? [{ name: 'Proposed', value: truncate(proposalText(v), 1000) }] : []),
      ...(notes.length > 0
        ? [{ name: 'Notes', value: truncate(notes.map((t) => quote(t.text, 200)).join('\n'), 600) }]
        : []),
    ],
  }
  return { embeds: [embed], components: buttons(cardButtons(serverId, v)) }
}

function standing({ file, signOff }: ComplaintView): string {
  if (file.state === 'with_case') return `with case ${file.caseRef ?? ''}`
  if (file.state === 'open' && file.proposal && signOff?.state === 'open')
    return `an outcome is proposed; ${signOff.missing} more ${signOff.missing === 1 ? 'signature is' : 'signatures are'} needed. Signed: ${people(signOff.signed)}. Not signed: ${people(signOff.refused)}`
  if (file.state === 'open' && file.outcome === null) return 'open; nothing is proposed yet'
  return complaintInWords(file)
}

function postText({ post, illegal }: ComplaintFile): string {
  if (!post) return ''
  const by = `By ${plainName(post.author.name)} on ${formatDateTime(post.postedAt)}`
  if (illegal || post.text === null) return `${by}. Only the link is kept: ${post.link}`
  return `${by}\n${post.text.trim() === '' ? 'It has no text.' : quote(post.text, 600)}\n${post.link}`
}

const STATES = {
  waiting: 'being fetched',
  kept: 'kept',
  too_large: 'too large to be kept',
  gone: 'could not be fetched',
}

const filesText = ({ files }: ComplaintFile): string =>
  files.map((f) => `• ${plainLine(f.name, 80)}: ${STATES[f.state]}`).join('\n')

function proposalText({ file }: ComplaintView): string {
  const { proposal } = file
  if (!proposal) return ''
  const refused = file.votes.filter((x) => x.verdict === 'dont_sign' && x.version === file.proposalVersion)
  return [
    `<@${proposal.by}> proposes: **${proposalInWords(proposal)}**. Reasons, as whoever complained reads them:`,
    quote(proposal.reasons, 400),
    ...(proposal.advice ? ['The advice, as the person reads it:', quote(proposal.advice, 300)] : []),
    ...refused.map((r) => `<@${r.by}> does not sign:\n${quote(r.reasons ?? '', 150)}`),
  ].join('\n')
}

/** The buttons of a complaint in its present state. A stale one is answered with what has happened since. */
function cardButtons(serverId: string, v: ComplaintView): Button[] {
  const { file } = v
  const id = (name: string, ...more: (string | number)[]) => customId(name, serverId, file.ref, ...more)
  const list: Button[] = []
  if (file.state === 'open' && file.outcome === null) {
    list.push({ label: 'Propose outcome', id: id('propose'), style: file.proposal ? 'secondary' : 'primary' })
    if (file.proposal)
      list.push(
        { label: 'Sign', id: id('complaint-sign', file.proposalVersion), style: 'success' },
        { label: "Don't sign", id: id('complaint-refuse', file.proposalVersion), style: 'danger' },
      )
  }
  if (file.state === 'open' && file.outcome === 'case_opened')
    list.push({ label: 'Open a case', id: id('complaint-case'), style: 'primary' })
  if (v.statementFor)
    list.push({
      label: 'Add a statement',
      id: customId('appeal-state', serverId, v.statementFor),
      style: 'primary',
    })
  list.push({ label: 'Add note', id: id('complaint-note') })
  list.push({ label: 'Read all', id: id('read-all') })
  if (file.state !== 'closed') list.push({ label: "I'm involved", id: id('involved') })
  list.push(...careButtons(serverId, v))
  return list
}

/** The whole complaint as a text file: *Read all*. Only those who decide it get it, with the names (C3). */
export function wholeComplaint(v: ComplaintView): { name: string; text: string } {
  const { file } = v
  const part = (title: string, lines: string[]) => [
    title.toUpperCase(),
    ...(lines.length === 0 ? ['(none)'] : lines),
    '',
  ]
  const post = file.post
  const text = [
    `COMPLAINT ${file.ref}`,
    `About ${file.respondentName ?? 'nobody who was named'}: ${complaintInWords(file)}.`,
    '',
    ...part(
      'Who complains (do not name them to anybody)',
      file.complainants.map(
        (c) =>
          `${c.name}, since ${formatDate(londonDate(c.at))}${c.onDuty ? ', as an officer on duty' : ''}${c.stoppedAt ? `, stopped on ${formatDate(londonDate(c.stoppedAt))}` : ''}`,
      ),
    ),
    ...part(
      'What was reported',
      said(file).map((t) => `${formatDateTime(t.at)}:\n${quoteInFile(t.text)}`),
    ),
    ...part(
      'The post',
      post
        ? [
            `By ${post.author.name} on ${formatDateTime(post.postedAt)}: ${post.link}`,
            file.illegal || post.text === null ? '(only the link is kept)' : quoteInFile(post.text),
          ]
        : [],
    ),
    ...part(
      'Files',
      file.files.map(
        (f) =>
          `${f.name} (${f.size} bytes), ${STATES[f.state]}${f.sha256 ? `, SHA-256 ${f.sha256}` : `: ${f.url}`}`,
      ),
    ),
    ...part(
      'Proposed',
      file.proposal
        ? [
            `${proposalInWords(file.proposal)}`,
            quoteInFile(file.proposal.reasons),
            ...(file.proposal.advice ? ['Advice:', quoteInFile(file.proposal.advice)] : []),
          ]
        : [],
    ),
    ...part(
      'Signatures',
      file.votes.map(
        (x) =>
          `${formatDateTime(x.at)}: ${x.verdict === 'sign' ? 'signed' : `did not sign: ${x.reasons ?? ''}`} (version ${x.version}${x.version === file.proposalVersion ? '' : ', void since'})`,
      ),
    ),
    ...part(
      'Notes, safeguarding, mediation, and what whoever complained was told',
      file.texts
        .filter((t) => t.kind !== 'grounds' && t.kind !== 'more')
        .map((t) => `${formatDateTime(t.at)} (${t.kind}):\n${quoteInFile(t.text)}`),
    ),
    ...part('How it ended', file.state === 'closed' ? [complaintInWords(file)] : []),
  ].join('\n')
  return { name: `complaint-${file.ref}.txt`, text }
}
