import { officeInWords } from '../../casework/appoint.ts'
import type { Handover } from '../../casework/handover.ts'
import { cleanLine, cleanName } from '../../letters/plain-text.ts'
import { formatDate, londonDate } from '../../policy/calendar.ts'
import type { Answer } from '../answer.ts'
import { bansInWords, endsInWords, waitingInWords } from './monday-note.ts'
import { pauseInWords } from './pause.ts'

/** `/officer handover` (J6): a short answer, and the whole as a file to keep with the papers. */
export function handoverAnswer(clpName: string, today: string, h: Handover): Answer {
  const open = h.waiting.cases.length + h.waiting.complaints.length + h.waiting.appeals.length
  const count = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
  return {
    content: [
      '**For whoever comes after you**',
      `${count(open, 'matter is', 'matters are')} open, ${count(h.tasks.length, 'task waits', 'tasks wait')} for you, ${count(h.bansEnding.length, 'ban has', 'bans have')} a last day, ${count(h.holds.length, 'hold is', 'holds are')} in force.`,
      'The file has the references and dates, and names nobody concerned. It is confidential: give it to your successor and nobody else. They find each matter here, with their own office.',
      'Appoint your successor first with `/officer appoint`; matters in which they have a part are left out if you name them in *to*.',
    ].join('\n'),
    files: [{ name: `handover-${today}.txt`, text: whole(clpName, today, h) }],
  }
}

function whole(clpName: string, today: string, h: Handover): string {
  const part = (title: string, lines: string[]): string[] => [
    '',
    title.toUpperCase(),
    ...(lines.length === 0 ? ['None.'] : lines),
  ]
  return [
    `${clpName}: what is open on ${formatDate(today)}`,
    ...part('Open matters', waitingInWords(h.waiting)),
    ...part('Times that run', h.due.map(endsInWords)),
    ...part(
      'Tasks',
      h.tasks.map(
        (t) =>
          `• no. ${t.id}${t.matter === null ? '' : ` (${t.matter})`}, since ${formatDate(londonDate(t.raisedAt))}${t.dueOn ? `, due on ${formatDate(t.dueOn)}` : ''}`,
      ),
    ),
    ...part('Bans that end', bansInWords(h.bansEnding)),
    ...part(
      'Lifetime bans in force',
      h.lifetime.map((ref) => `• ${ref}`),
    ),
    ...part(
      'Holds',
      h.holds.map(
        (x) =>
          `• ${x.matter}: minute ${cleanLine(x.minute)}, to be looked at again on ${formatDate(x.reviewOn)}`,
      ),
    ),
    ...part(
      'Deletions in the next sixty days',
      h.deletions.map((d) => `• ${formatDate(d.day)}: ${d.count}`),
    ),
    ...part(
      'Pauses',
      h.pauses.map((p) => `• ${pauseInWords(p)}: ${cleanLine(p.reason)}`),
    ),
    ...part(
      'Who holds which office',
      h.officers.map(
        (o) =>
          `• ${officeInWords(o.office)}${o.platform ? ` of ${o.platform}` : ''}: ${cleanName(o.name)}, since ${formatDate(londonDate(o.from))}${o.trainedOn ? `, trained on ${formatDate(o.trainedOn)}` : ''}`,
      ),
    ),
    ...part(
      'Platforms',
      h.platforms.map(
        (p) =>
          `• ${cleanLine(p.name)}: ${cleanLine(p.address)}${p.owner ? `, owned by ${cleanLine(p.owner)}` : ''}`,
      ),
    ),
    '',
    h.lastAgm === null
      ? 'No AGM is written down yet (/officer agm).'
      : `The last AGM that is written down was on ${formatDate(h.lastAgm)}.`,
    '',
  ].join('\n')
}
