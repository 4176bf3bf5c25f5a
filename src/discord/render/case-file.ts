import type { AppealView } from '../../casework/appeal-view.ts'
import { cameBy, whenInWords } from '../../casework/letter-facts.ts'
import type { ComplaintFile, MatterText } from '../../casework/matter-records.ts'
import type { CaseFile } from '../../casework/records.ts'
import { fillLetter } from '../../letters/fill.ts'
import { clean, cleanLine, cleanName, plainLine, quote, quoteInFile } from '../../letters/plain-text.ts'
import { addMonths, formatDate, formatDateTime } from '../../policy/calendar.ts'
import { KEPT_MONTHS } from '../../register/entry.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { hideReferences } from './hide-references.ts'
import { stepLabel } from './words.ts'

/** One piece of the file: our own words, or what somebody wrote, which is quoted so that none can pass for ours (F4). */
type Piece = { says: string } | { quotes: string } | { letter: string }
interface Section {
  title: string
  pieces: Piece[]
}

/** Discord takes 2,000 characters in a message; the mark of the message needs a few of them. */
const PART = 1850
/** So many characters of what somebody wrote fit one part even where every sign of them is escaped. */
const QUOTED = 850

/**
 * The case file of an appeal as messages, to be read from top to bottom on a phone (H5): what is said to have happened,
 * evidence, the person's side, the step and why, the letter, the appeal with all its parts, what was added and answered.
 * References that are `hidden` from one of its readers stand in none of it (A5).
 */
export function caseFileParts(v: AppealView, hidden: ReadonlySet<string> = new Set()): string[] {
  const parts: string[] = []
  for (const [n, section] of hideReferences(sections(v), hidden).entries()) {
    let part = `**${n + 1}. ${section.title}**`
    for (const text of section.pieces.flatMap(inMessage)) {
      if (part.length + text.length + 1 <= PART) part += `\n${text}`
      else {
        parts.push(part)
        part = `**${n + 1}. ${section.title}, continued**\n${text}`
      }
    }
    parts.push(part)
  }
  return parts
}

/** Everything of an appeal as a text file: *Read all*. How people voted is not in it while the vote is open (H5). */
export function wholeAppeal(v: AppealView): NonNullable<MessageBody['files']>[number] {
  const text = [
    `APPEAL ${v.file.ref}`,
    `About ${v.file.about}. Appellant: ${cleanName(v.file.appellantName)}.`,
    ...sections(v).flatMap(({ title, pieces }) => ['', title.toUpperCase(), ...pieces.map(inFile)]),
    ...(v.file.outcome === null ? [] : ['', 'THE DECISION', ...decision(v).map(inFile)]),
  ].join('\n')
  return { name: `appeal-${v.file.ref}.txt`, text: `${text}\n` }
}

const decision = ({ file }: AppealView): Piece[] => [
  {
    says:
      file.outcome === 'stands'
        ? 'It stands.'
        : file.outcome === 'withdrawn'
          ? 'Withdrawn.'
          : 'It does not stand.',
  },
  ...(file.reasons === null ? [] : [{ quotes: file.reasons }]),
  ...(file.meeting === null
    ? []
    : [
        {
          says: `Decided at the meeting of ${formatDate(file.meeting.date)}, minute ${cleanLine(file.meeting.minute)}.`,
        },
      ]),
]

function inMessage(piece: Piece): string[] {
  if ('says' in piece) return [piece.says]
  if ('letter' in piece) return split(piece.letter, 1600)
  return split(clean(piece.quotes), QUOTED).map((one) => quote(one))
}

const inFile = (piece: Piece): string =>
  'says' in piece
    ? piece.says.replaceAll('**', '')
    : quoteInFile('quotes' in piece ? piece.quotes : piece.letter)

/** A long text in pieces of at most `max` characters, parted where there is room between lines or words. */
function split(text: string, max: number): string[] {
  const points = Array.from(text)
  const pieces: string[] = []
  let rest = points
  while (rest.length > max) {
    const window = rest.slice(0, max)
    const line = window.lastIndexOf('\n')
    const word = window.lastIndexOf(' ')
    const at = line > max / 2 ? line : word > max / 2 ? word : max - 1
    pieces.push(
      rest
        .slice(0, at + 1)
        .join('')
        .trimEnd(),
    )
    rest = rest.slice(at + 1)
  }
  return [...pieces, rest.join('')].filter((one) => one.trim() !== '')
}

function sections(v: AppealView): Section[] {
  const own = (kinds: string[]): MatterText[] => v.file.texts.filter((t) => kinds.includes(t.kind))
  const said = (texts: MatterText[], none: string): Piece[] =>
    texts.length === 0
      ? [{ says: none }]
      : texts.flatMap((t) => [{ says: `On ${formatDateTime(t.at)}:` }, { quotes: t.text }])
  return [
    ...(v.about.kind === 'case' ? ofCase(v, v.about.file) : ofComplaint(v.about.file)),
    {
      title: 'The appeal: what should change, and why',
      pieces: [
        ...said(own(['grounds', 'more']), 'Nothing was written.'),
        ...files(v, ['appeal'], 'They sent with it:'),
      ],
    },
    {
      title: 'What the admins added to their statement',
      pieces: said(own(['statement']), 'Nothing: the signed file above is their statement.'),
    },
    {
      title: 'The answer to that',
      pieces: [...said(own(['answer']), 'Nothing was added.'), ...files(v, ['answer'], 'They sent with it:')],
    },
  ]
}

function files(v: AppealView, purposes: string[], title: string): Piece[] {
  const sent = v.file.files.filter((f) => purposes.includes(f.purpose))
  return sent.length === 0 ? [] : [{ says: title }, ...sent.map((f) => ({ quotes: f.name }))]
}

function ofCase(v: AppealView, file: CaseFile): Section[] {
  const replies = file.replies.filter((r) => r.kind === 'said' && r.text)
  const refused = file.replies.some((r) => r.kind === 'wont_reply')
  return [
    {
      title: 'What is said to have happened',
      pieces: file.incidents.flatMap((i): Piece[] => [
        { says: `${cap(whenInWords(i.time))}:` },
        { quotes: i.what },
        { says: `Rules: ${i.rules.map((r) => v.ruleLabels.get(r) ?? r).join('; ')}` },
      ]),
    },
    {
      title: 'The evidence',
      pieces:
        file.evidence.length === 0
          ? [{ says: 'None was added.' }]
          : file.evidence.flatMap((e): Piece[] => [
              { quotes: `${e.author ? `${e.author}: ` : ''}${e.text}` },
              ...(e.link ? [{ quotes: e.link }] : []),
            ]),
    },
    {
      title: 'Their side, before the decision',
      pieces:
        replies.length > 0
          ? replies.flatMap((r) => [
              {
                says: `On ${formatDateTime(r.at)}${r.otherwise ? ` (came another way: ${plainLine(cameBy(r.otherwise), 130)})` : ''}:`,
              },
              { quotes: r.text as string },
            ])
          : [
              {
                says: refused
                  ? 'They chose not to reply. That is not guilt.'
                  : 'They did not reply. Silence is not guilt.',
              },
            ],
    },
    {
      title: 'The step, and why',
      pieces: [
        ...(file.sanction ? [{ says: `**${stepLabel(file.sanction.kind)}**` }] : []),
        { says: file.explanation },
        ...(file.lighter
          ? [{ says: 'A lighter outcome was chosen:' }, { quotes: file.lighter.reasons }]
          : []),
        ...(file.finding ? [{ says: 'How the behaviour carried on:' }, { quotes: file.finding }] : []),
      ],
    },
    { title: 'The letter', pieces: letterPieces(file) },
  ]
}

/** The message of the letter as it was sent, or as it reads where it was served another way. */
function letterPieces(file: CaseFile): Piece[] {
  const { sanction, letter } = file
  if (!sanction || !letter || sanction.letterDate === null) return [{ says: 'It has not reached them yet.' }]
  const filled = fillLetter(letter, {
    date: sanction.letterDate,
    deletedOn: addMonths(sanction.letterDate, KEPT_MONTHS),
    firstDay: sanction.firstDay ?? undefined,
    lastDay: sanction.lastDay ?? undefined,
  })
  return [{ letter: filled.message }]
}

function ofComplaint(file: ComplaintFile): Section[] {
  const texts = file.texts.filter((t) => t.side === 'complainant')
  return [
    {
      title: 'What was complained of',
      pieces: [
        ...(file.post?.text ? [{ says: 'The post:' }, { quotes: file.post.text }] : []),
        ...texts.flatMap((t) => [
          { says: `The complainant on ${formatDateTime(t.at)}:` },
          { quotes: t.text },
        ]),
        ...(file.post?.text || texts.length > 0 ? [] : [{ says: 'Nothing was written.' }]),
      ],
    },
    {
      title: 'How it was decided, and why',
      pieces: [
        { says: COMPLAINT_OUTCOMES[file.outcome ?? ''] ?? 'It is not decided yet.' },
        ...(file.reasons ? [{ quotes: file.reasons }] : []),
      ],
    },
  ]
}

const COMPLAINT_OUTCOMES: Record<string, string> = {
  content_removed: 'The content was removed.',
  words_of_advice: 'Words of advice were given.',
  mediation: 'It was mediated.',
  case_opened: 'A case was opened.',
  no_breach: 'No breach of the rules was found.',
  not_taken_further: 'It was not taken further.',
  referred: 'It was referred.',
  stopped: 'It was stopped by whoever complained.',
}

const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
