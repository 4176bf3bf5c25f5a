import type { Clp, RegisterCheck } from '../../casework/ports.ts'
import { formatLogLine } from '../../register/log-line.ts'
import { gapsInWords } from '../../register/gaps.ts'
import type { LogRead } from '../../register/posted.ts'
import type { EntryPage } from '../../register/search.ts'
import { cleanLine, truncate } from '../../letters/plain-text.ts'
import { type Answer, buttons, select } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { inPieces } from './pieces.ts'

/** One page of `/register search`, newest first, with *Older* where there is more. */
export function searchAnswer(clp: Clp, page: EntryPage, word: string, further: boolean): Answer {
  const { entries, next } = page
  if (entries.length === 0)
    return { content: further ? 'There is nothing older that fits.' : 'Nothing in the register fits.' }
  const lines = entries.map((e) => {
    const again = e.again > 0 ? ` (the same ${e.again === 1 ? 'once' : `${e.again} times`} more since)` : ''
    return formatLogLine(e) + again
  })
  const shown = inPieces(
    [further ? '**Older entries**' : '**Entries of the register**, newest first', ...lines],
    'entries.txt',
  )
  const rows = [
    select(
      customId('entry-show', clp.serverId),
      'Show an entry',
      entries.map((e) => ({
        label: truncate(`No. ${e.n}: ${cleanLine(e.content.line)}`, 100),
        value: String(e.n),
      })),
    ),
  ]
  if (next !== null)
    rows.push(...buttons([{ label: 'Older', id: customId('register-older', clp.serverId, word, next) }]))
  return { ...shown, components: rows }
}

/** What verifying the register came to, in plain English (J3). */
export function checkInWords(check: RegisterCheck): string {
  if ('message' in check) return `**The register could not be verified.** ${check.message}`
  if (!check.ok)
    return `**The register is not in order, from entry ${check.firstBad} on.** ${check.what}${logInWords(check.log)}\nKeep the server's data folder and its backups as they are, and tell whoever runs the bot.`
  const deleted =
    check.blank === 0
      ? ''
      : ` ${check.blank} of them ${check.blank === 1 ? 'was' : 'were'} deleted on ${check.blank === 1 ? 'its' : 'their'} date, as the rules want it.`
  const lines = `${check.readBack} ${check.readBack === 1 ? 'line' : 'lines'} in the log channel ${check.readBack === 1 ? 'was' : 'were'} read back and ${check.readBack === 1 ? 'matches' : 'match'}.`
  const closed =
    check.closedChannels.length === 0
      ? ''
      : ` A log channel that is gone or closed to the bot could not be read: ${check.closedChannels.map((id) => `<#${id}>`).join(', ')}.`
  return `**The register is in order.** ${check.entries} ${check.entries === 1 ? 'entry' : 'entries'}, none altered, removed or moved.${deleted} ${gapsInWords(check.gaps)}${lines}${closed}${logInWords(check.log)}`
}

/**
 * Which channel was read and what it shows, for people to compare with the channel that they know: somebody with the key
 * could have pointed the bot to another (J3).
 */
function logInWords(log: LogRead | null): string {
  if (log === null) return ''
  const read = log.channels.map((x) => `<#${x.channelId}> shows ${linesOf(x.lines)}`).join(', ')
  const where =
    log.channels.length === 0
      ? '**No log channel was read.**'
      : `Read back: ${read}. Is this the Secretary’s log channel, and the only one?`
  const gap =
    log.missing === 0
      ? ''
      : `\n**Warning: ${log.missing} ${log.missing === 1 ? 'entry is' : 'entries are'} older than two days and stand${log.missing === 1 ? 's' : ''} in no log channel that was read.** If nobody has deleted messages or a channel there, and the bot could write there all the time, the register may have been replaced: keep the data folder and its backups as they are, and tell whoever runs the bot.`
  return `\n${where}${gap}`
}

const linesOf = (n: number): string => (n === 1 ? '1 line' : `${n} lines`)
