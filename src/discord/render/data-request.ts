import type { OpenRequest } from '../../casework/data-answer.ts'
import type { HeldPiece } from '../../casework/held-about.ts'
import { handleOf } from '../../policy/identity.ts'
import type { DataRequest } from '../../casework/own-data-records.ts'
import { cleanName, plainName, quote, quoteInFile } from '../../letters/plain-text.ts'
import { formatDate, formatDateTime, londonDate } from '../../policy/calendar.ts'
import { buttons, type MessageAnswer } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { html, page } from './html.ts'
import { releasedPiece } from './own-data-page.ts'

/** Who asked: a name, and where they can be found. */
export const whoAsked = (r: Pick<DataRequest, 'person' | 'personName'>): string => {
  const handle = handleOf(r.person)
  return `${plainName(r.personName)} (${handle === null ? `<@${r.person}>` : `${plainName(handle.handle)} on ${plainName(handle.platform)}`})`
}

/** A request in a sentence. */
export const asked = (r: Pick<DataRequest, 'ref'>): string => `**${r.ref}**`

const SHOWN = 1100

/** The first piece that waits for a choice; the first of all where none does. */
const firstOpen = ({ pieces, choices }: OpenRequest): number => {
  const n = pieces.findIndex((p) => !choices.has(p.key))
  return n < 0 ? pieces.length : n
}

const marks = (p: HeldPiece): string[] => [
  ...(p.unknown
    ? ['⚠️ **They were told nothing of this matter.** To release this is to tell them of it.']
    : []),
  ...(p.safeguarding
    ? ['⚠️ **Safeguarding was asked about this matter.** Ask the contact before you release it.']
    : []),
  ...(p.byOthers ? ['Somebody else wrote this, or it is about somebody else too: think of them.'] : []),
]

const summary = ({ pieces, choices }: OpenRequest): string => {
  const released = pieces.filter((p) => choices.get(p.key)?.release === true).length
  const chosen = pieces.filter((p) => choices.has(p.key)).length
  return `${pieces.length} ${pieces.length === 1 ? 'piece is' : 'pieces are'} held besides what they got at once; ${chosen} chosen, ${released} of them to be released.`
}

/**
 * A request for the rest, one piece at a time, for whoever answers it alone: it is never posted (N1, O2). `at`: which piece;
 * null for the first that waits.
 */
export function pieceAnswer(serverId: string, v: OpenRequest, at: number | null): MessageAnswer {
  const { request: r, pieces, choices } = v
  const id = (name: string, ...args: (string | number)[]) => customId(name, serverId, r.ref, ...args)
  const n = at === null || !Number.isSafeInteger(at) || at < 0 ? firstOpen(v) : Math.min(at, pieces.length)
  const piece = pieces[n]
  const top = `${asked(r)}: ${whoAsked(r)} asks for the rest of their data. Answer by ${formatDate(r.dueOn)}.`
  const looks = r.words === null ? [] : ['They look for:', quote(r.words, 300)]
  const ready = pieces.every((p) => choices.has(p.key))
  const sending = { label: 'Send', id: id('data-send'), style: 'success' as const }
  if (piece === undefined)
    return {
      content: [
        top,
        ...looks,
        summary(v),
        ready
          ? 'Press *Send* when you have looked at it all. The person gets what is released, and words that are the same whatever was left out.'
          : 'Some pieces still wait for your choice.',
      ].join('\n'),
      components: buttons([
        // where the first piece waits *Go on* leads to it already
        ...(pieces.length > 0 && firstOpen(v) > 0 ? [{ label: 'Look again', id: id('data-piece', 0) }] : []),
        ...(ready
          ? [sending]
          : [{ label: 'Go on', id: id('data-piece', firstOpen(v)), style: 'primary' as const }]),
      ]),
      replaces: true,
    }
  const choice = choices.get(piece.key)
  const now =
    choice === undefined
      ? []
      : [choice.release ? 'Chosen: **release**.' : `Chosen: **withhold**. ${quote(choice.reason ?? '', 200)}`]
  return {
    content: [
      top,
      ...(n === 0 ? looks : []),
      `**Piece ${n + 1} of ${pieces.length}: ${piece.title}**${piece.matter ? ` · ${piece.matter}` : ''} · ${formatDateTime(piece.at)}`,
      quote(piece.text, SHOWN),
      ...marks(piece),
      ...now,
    ]
      .join('\n')
      .slice(0, 2000),
    ...(piece.text.length > SHOWN
      ? { files: [{ name: `piece-${n + 1}.txt`, text: quoteInFile(piece.text) }] }
      : {}),
    components: [
      ...buttons([
        { label: 'Release', id: id('data-release', piece.key), style: 'success' },
        { label: 'Withhold', id: id('data-withhold', piece.key), style: 'danger' },
        ...(piece.file ? [{ label: 'Show the file', id: id('data-show', piece.key) }] : []),
      ]),
      ...buttons([
        ...(n > 0 ? [{ label: 'Back', id: id('data-piece', n - 1) }] : []),
        { label: 'Next', id: id('data-piece', n + 1) },
      ]),
    ],
    replaces: true,
  }
}

const ASKS: Record<'correction' | 'deletion', string> = {
  correction: 'asks for a correction',
  deletion: 'asks for something to be deleted',
}

/** A request for correction or deletion, for whoever answers it. */
export function changeAnswer(serverId: string, r: DataRequest): MessageAnswer {
  const what = r.kind === 'rest' ? '' : ASKS[r.kind]
  const words = r.words ?? ''
  return {
    content: [
      `${asked(r)}: ${whoAsked(r)} ${what}${r.about ? ` in ${r.about}` : ''}. Answer by ${formatDate(r.dueOn)}.`,
      quote(words, 1300),
      r.kind === 'correction'
        ? 'The register allows no change, so a correction is a note beside the record, for everybody who reads it.'
        : 'What was decided, the letters and the register stay for two years, as the policy says. What can go now: files that they sent to what is closed, and forms that they never sent.',
    ].join('\n'),
    ...(words.length > 1300 ? { files: [{ name: `${r.ref}.txt`, text: quoteInFile(words) }] } : {}),
    components: buttons([
      { label: 'Answer', id: customId('data-answer', serverId, r.ref), style: 'primary' },
    ]),
  }
}

const TITLES: Record<DataRequest['kind'], string> = {
  rest: 'the rest of your data',
  correction: 'a correction',
  deletion: 'something to be deleted',
}

/** Said to everybody, whatever was released, and whether or not there was anything else (N1). */
const CLOSING =
  'This is everything that can be released to you besides what /mydata gives at once. Things about other people, things that would put somebody at risk, and things that would stand in the way of deciding a matter fairly may be left out. We cannot say more than that, and we say it to everybody.'

const rightsIn = (contact: string): string =>
  `If you are not satisfied you can write to the Secretary (${contact}) or complain to the Information Commissioner’s Office: ico.org.uk, 0303 123 1113.`

/** The answer as a page of its own, for a request for the rest; null for the others, which are a few words. */
export function answerPage(
  r: DataRequest,
  clp: string,
  secretary: string,
): { name: string; text: string } | null {
  if (r.kind !== 'rest') return null
  const released = r.released ?? []
  const title = `Your data at ${clp}: the rest`
  return {
    name: 'my-data-the-rest.html',
    text: page(title, [
      html`<h1>${title}</h1>
        <p>
          For ${cleanName(r.personName)}. You asked for this on ${formatDate(londonDate(r.at))}; answered on
          ${formatDate(londonDate(r.answeredAt ?? r.at))}.
        </p>`,
      html`<h2>What is released to you</h2>`,
      ...(released.length === 0 ? [html`<p>There is nothing more here.</p>`] : released.map(releasedPiece)),
      html`<h2>What is in this file</h2>
        <p>${CLOSING}</p>
        <p>${rightsIn(secretary)}</p>`,
    ]),
  }
}

/** So much of an answer fits the message; all of it hangs on it as a file, and stands in `/mydata`. */
export const ANSWER = 1200

/** What was decided stays for its two years, whatever the answer. */
const GRANTED: Record<'correction' | 'deletion', string> = {
  correction: 'It was granted.',
  deletion: 'It was granted as far as it can be.',
}

/** What the message to the person says, for any of the three (N1, N2). */
export function answerWords(r: DataRequest, secretary: string): string {
  const top = `**The answer to what you asked about your data**\nOn ${formatDate(londonDate(r.at))} you asked for ${TITLES[r.kind]}.`
  const said =
    r.kind === 'rest'
      ? `What can be released is in the file. ${CLOSING.replace('/mydata', '`/mydata`')}`
      : `${r.outcome === 'granted' ? GRANTED[r.kind] : 'It was refused, for these reasons:'}\n${quote(r.answer ?? '', ANSWER)}`
  return `${top}\n${said}\n${rightsIn(secretary)}`
}
