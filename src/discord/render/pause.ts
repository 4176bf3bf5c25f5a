import type { PauseRecord } from '../../casework/pause-records.ts'
import { plainLine } from '../../letters/plain-text.ts'
import { formatDate } from '../../policy/calendar.ts'
import { type Answer, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'

/** From when to when a pause is, in words. */
export const pauseInWords = ({ from, to }: Pick<PauseRecord, 'from' | 'to'>): string =>
  from === to ? `on ${formatDate(from)}` : `from ${formatDate(from)} to ${formatDate(to)}`

/** So many fit one message with their reasons. */
const AT_A_TIME = 5

/** The pauses that run or are still to come, each with its button (D9). */
export function pauseList(serverId: string, pauses: PauseRecord[]): Answer {
  if (pauses.length === 0)
    return {
      content:
        'No pause is set. `/pause` with *from*, *to* and *reason* sets one: no time to reply and no vote closes on its days, bans end on time, and safeguarding goes on.',
    }
  const shown = pauses.slice(0, AT_A_TIME)
  const later = pauses.length - shown.length
  return {
    content: [
      ...shown.map((p) => `• ${pauseInWords(p)}: ${plainLine(p.reason, 300)}`),
      ...(later > 0
        ? [`… and ${later} later ${later === 1 ? 'one' : 'ones'}, shown once one of these is over or ended.`]
        : []),
    ].join('\n'),
    components: buttons(
      shown.map((p) => ({
        label: `End the pause ${pauseInWords(p)}`.slice(0, 80),
        id: customId('pause-end', serverId, p.id),
      })),
    ),
  }
}
