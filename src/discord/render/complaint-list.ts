import type { ComplaintRecord } from '../../casework/matter-records.ts'
import { cleanName, plainName, truncate } from '../../letters/plain-text.ts'
import { formatDate, londonDate } from '../../policy/calendar.ts'
import { type Answer, select } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { complaintInWords } from './complaint-words.ts'
import { inPieces } from './pieces.ts'

const MOST_CHOICES = 25

const nameOf = (c: ComplaintRecord, name: (n: string) => string): string =>
  c.respondentName === null ? 'nobody who is named' : name(c.respondentName)

/** A complaint as a suggestion: reference, name, where it stands. */
export const complaintChoice = (c: ComplaintRecord): string =>
  truncate(`${c.ref} · ${nameOf(c, cleanName)} · ${complaintInWords(c)}`, 100)

/** `/complaint list`: newest first, and a choice of one to be shown. */
export function complaintList(
  serverId: string,
  { complaints, more }: { complaints: ComplaintRecord[]; more: boolean },
  all: boolean,
): Answer {
  const lines = [
    `**${all ? 'All complaints' : 'Open complaints'}**${complaints.length > 1 ? ', newest first' : ''}`,
    ...(complaints.length === 0
      ? ['There is none that you can see.']
      : complaints.map(
          (c) =>
            `• **${c.ref}** about ${nameOf(c, plainName)}: ${complaintInWords(c)}. Since ${formatDate(londonDate(c.openedAt))}.`,
        )),
    ...(more ? ['Older ones can be shown by their reference, with `/complaint view`.'] : []),
  ]
  if (complaints.length === 0) return inPieces(lines)
  const choices = complaints.slice(0, MOST_CHOICES).map((c) => ({
    label: truncate(`${c.ref} · ${nameOf(c, cleanName)}`, 100),
    value: c.ref,
    description: truncate(complaintInWords(c), 100),
  }))
  return {
    ...inPieces(lines, 'complaints.txt'),
    components: [select(customId('complaint-show', serverId), 'Show a complaint', choices)],
  }
}
