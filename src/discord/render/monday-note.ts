import type { MondayNote } from '../../casework/monday-note.ts'
import { plainLine } from '../../letters/plain-text.ts'
import { formatDate, formatDateTime } from '../../policy/calendar.ts'
import type { Overdue } from '../../policy/timescales.ts'
import { complaintInWords } from './complaint-words.ts'
import { lateInWords } from './digest.ts'
import { stateInWords } from './words.ts'

const ENDS: Record<MondayNote['due'][number]['what'], string> = {
  reply: 'the time to reply ends',
  statement: 'the time for the statement of the admins ends',
  answer: 'the time for the appellant’s answer ends',
  vote: 'the vote closes',
}

const late = (overdue: Overdue | null): string => (overdue === null ? '' : `; ${lateInWords(overdue)}`)

/** When something ends, for lists. */
export const endsInWords = ({ ref, what, at }: MondayNote['due'][number]): string =>
  `• ${ref}: ${ENDS[what]} on ${formatDateTime(at)}`

/** What is open, a line each. */
export const waitingInWords = ({ cases, complaints, appeals }: MondayNote['waiting']): string[] => [
  ...cases.map((c) => `• ${c.ref}: ${stateInWords({ state: c.state, outcome: null })}${late(c.overdue)}`),
  ...complaints.map(
    (c) => `• ${c.ref}: ${complaintInWords({ state: c.state, outcome: null })}${late(c.overdue)}`,
  ),
  ...appeals.map((a) => `• ${a.ref}: ${a.state}${late(a.overdue)}`),
]

/** 30-day bans that end, a line each. */
export const bansInWords = (bans: MondayNote['bansEnding']): string[] =>
  bans.map(
    (b) =>
      `• ${b.ref}: on ${b.platform === 'discord' ? 'this server' : plainLine(b.platform, 80)} ${formatDate(b.lastDay)} ${b.over ? 'was the last day; it is not lifted yet' : 'is the last day'}`,
  )

/** Each Monday's note to the Secretary (J6): references and dates, no names. */
export function mondayNoteLines(note: MondayNote): string[] {
  const done = [...note.done.cases, ...note.done.complaints, ...note.done.appeals]
  const waiting = waitingInWords(note.waiting)
  const part = (title: string, lines: string[], none: string): string[] =>
    lines.length === 0 ? [`**${title}:** ${none}`] : [`**${title}**`, ...lines]
  const { tasks } = note.waiting
  return [
    '**The week**',
    ...part(
      'Done since last Monday',
      done.length === 0 ? [] : [`• ${done.join(', ')}`],
      'nothing was closed.',
    ),
    ...part('Waiting', waiting, 'nothing is open.'),
    `Tasks that wait for somebody: ${tasks}.`,
    ...part('Due within seven days', note.due.map(endsInWords), 'nothing.'),
    ...part('Bans ending', bansInWords(note.bansEnding), 'none within seven days.'),
    ...part(
      'Deletions coming',
      note.deletions.map(
        (d) => `• ${formatDate(d.day)}: ${d.count} ${d.count === 1 ? 'entry' : 'entries'} of the register`,
      ),
      'none within seven days.',
    ),
    ...note.pauses.map(
      (p) => `**Pause** from ${formatDate(p.from)} to ${formatDate(p.to)}: ${plainLine(p.reason, 200)}`,
    ),
  ]
}
