import type { Todo, Waiting } from '../../casework/what-waits.ts'
import type { TaskKind } from '../../casework/records.ts'
import { formatDate, formatDateTime, londonDate } from '../../policy/calendar.ts'
import type { Overdue } from '../../policy/timescales.ts'
import { TASK_IN_WORDS } from './task-in-words.ts'

const TODO: Record<Exclude<Todo, 'deletion'> | TaskKind, string> = {
  ...TASK_IN_WORDS,
  agree: 'somebody is to agree to ask, or to say why not',
  sign: 'your signature, or why you do not sign',
  look_again: 'to be looked at again, after a reply that came late',
  propose: 'a proposal for how it ends',
  sign_complaint: 'your signature on the proposal, or why you do not sign',
  mediate: 'your mediation',
  put_to_ec: 'to be put to the EC',
  state: 'whether you add to the statement of the admins',
  vote: 'your vote',
  meeting: 'the decision of the EC’s meeting, to be recorded',
  past_target: 'nothing is to be done by you at the moment',
}

/** How many characters the lines of one message have: with its beginning, its end and the CLP's name Discord takes it. */
const MOST = 1500

/** As many lines as fit, from the first on. */
function fitting(lines: string[]): string[] {
  let length = 0
  const end = lines.findIndex((one) => (length += one.length + 1) > MOST)
  return end < 0 ? lines : lines.slice(0, end)
}

/** The daily digest (D9): by reference and nothing more, so that nobody is named in it. */
export function digestText(waiting: Waiting[]): string {
  const shown = fitting(waiting.map((w) => `• ${line(w)}`))
  const left = waiting.length - shown.length
  const mine = waiting.filter((w) => w.todo !== 'past_target').length
  return [
    mine === 0
      ? '**Nothing waits for you.** This takes longer than it should:'
      : mine === 1
        ? '**One thing waits for you.**'
        : `**${mine} things wait for you.**`,
    ...shown,
    ...(left > 0 ? [`… and ${left} more.`] : []),
    'You find each in its room, or with `/case view`, `/complaint view` or `/appeals view` on the server; tasks with `/task list`.',
  ].join('\n')
}

function line(w: Waiting): string {
  const since = `since ${formatDate(londonDate(w.since))}`
  const name = w.ref === null ? '' : `**${w.ref}**`
  if (w.todo === 'deletion')
    return `${name}: two years are nearly over, and it begins to be deleted on ${formatDate(w.dueOn ?? '')} unless it is put on hold with \`/register hold\``
  if (w.taskId !== null)
    return `${name && `${name}: `}${TODO[w.todo]} (task no. ${w.taskId}), ${w.dueOn === null ? since : `due on ${formatDate(w.dueOn)}`}`
  const until = w.until === null ? '' : `, until ${formatDateTime(w.until)}`
  return `${name}: ${TODO[w.todo]}${until || `, ${since}`}${w.overdue === null ? '' : `; ${lateInWords(w.overdue)}`}`
}

/** How far something is past its target, in words. */
export const lateInWords = ({ days, long }: Overdue): string =>
  `${days} ${days === 1 ? 'day' : 'days'} past its target${long ? ', and open for longer than anything should be' : ''}`
