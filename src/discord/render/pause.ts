import type { PauseRecord } from '../../casework/pause-records.ts'
import { plainLine } from '../../letters/plain-text.ts'
import { formatDate } from '../../policy/calendar.ts'
import { type Answer, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'

/** From when to when a pause is, in words. */
export const pauseInWords = ({ from, to }: Pick<PauseRecord, 'from' | 'to'>): string =>
  from === to ? `on ${formatDate(from)}` : `from ${formatDate(from)} to ${formatDate(to)}`

/** The pauses that run or are still to come, each with its button (D9). */
export function pauseList(serverId: string, pauses: PauseRecord[]): Answer {
  if (pauses.length === 0)
    return {
      content:
        'No pause is set. `/pause` with *from*, *to* and *reason* sets one: no time to reply and no vote closes on its days, bans end on time, and safeguarding goes on.',
    }
  return {
    content: pauses.map((p) => `• ${pauseInWords(p)}: ${plainLine(p.reason, 300)}`).join('\n'),
    components: buttons(
      pauses.slice(0, 5).map((p) => ({
        label: `End the pause ${pauseInWords(p)}`.slice(0, 80),
        id: customId('pause-end', serverId, p.id),
      })),
    ),
  }
}
