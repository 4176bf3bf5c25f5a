import { formatDate, type CalendarDate } from '../policy/calendar.ts'
import type { Entry } from './entry.ts'
import { formatLogLine } from './log-line.ts'

/** One message for the log channel: its text and the numbers of the first and last entry in it. */
export interface LogMessage {
  text: string
  first: number
  last: number
}

/** Longest content of one Discord message, in characters. */
const MESSAGE_LIMIT = 2000

/** Whether an entry waits for the day's gathered post instead of getting a line at once (J2): refusals and deliveries. */
export const isGathered = (action: string): boolean => /^(refusal|delivery)\./.test(action)

/** The lines of entries in their order, drawn together into as few messages as they fit (J2). */
export function formatLog(entries: readonly Entry[], heading = ''): LogMessage[] {
  const messages: LogMessage[] = []
  for (const entry of entries) {
    const line = formatLogLine(entry)
    const last = messages.at(-1)
    if (last !== undefined && last.text.length + 1 + line.length <= MESSAGE_LIMIT) {
      last.text += `\n${line}`
      last.last = entry.n
    } else
      messages.push({ text: heading === '' ? line : `${heading}\n${line}`, first: entry.n, last: entry.n })
  }
  return messages
}

/**
 * The gathered post of a London date's refusals and deliveries (J2), one message unless they do not fit. Read it back
 * with `parseLogPost`. None for no entries.
 */
export function formatGathered(date: CalendarDate, entries: readonly Entry[]): LogMessage[] {
  return formatLog(entries, `Refusals and deliveries of ${formatDate(date)}:`)
}
