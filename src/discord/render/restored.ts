import { isSomethingLost, mattersInWords, type Restored } from '../../casework/restored.ts'
import { formatDateTime } from '../../policy/calendar.ts'
import { buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'

/** What anyone is answered while the bot stands still after a restore. */
export const PAUSED =
  'The bot was put back from a backup and stands still for the moment, so nothing was done with this. It goes on once the Secretary, the Chair or the owner of this server has pressed *Resume*. Please try again later; no time runs out meanwhile.'

const lastKnown = ({ since, upTo }: Restored): string =>
  since ? ` It knows everything up to entry no. ${upTo ?? 0}, of ${formatDateTime(since)}.` : ''

/** What those are told who may press *Resume*: what is lost, and what becomes of it; or what has to be done first. */
export function askInWords(restored: Restored): string {
  const head = '**The bot was put back from a backup and waits for you.**'
  const still =
    'Until then nobody is written to, nothing is banned or lifted, and nothing is decided by time alone.'
  switch (restored.declaredAt === null ? (restored.trouble?.why ?? 'reading') : 'declared') {
    case 'reading':
      return `${head}\nIt is reading the log channel to see what is lost. ${still}`
    case 'no_channel':
      return `${head}\nIt does not know which log channel it wrote to. Choose it with \`/setup channels\`; if there never was one, choose a new and empty one. ${still}`
    case 'closed':
      return `${head}\nIt has to read in the log channel how far it had got, and cannot: the channel is gone or closed to it. Let it view the channel and read its history. If the channel is gone for good, choose another with \`/setup channels\`: then a thousand numbers are left free, so that none is given out twice. ${still}`
    case 'another':
      return `${head}\nThe log channel shows other entries than the backup has. Either the backup is of another server or bot, or somebody has changed one of the two. Keep the data folder and its backups as they are, and put the right backup back. ${still}`
    default:
      return `${head}${lastKnown(restored)}\n${lossInWords(restored)}\nWhat happened since has to be put in again, from the log channel and from memory; what people had sent has to be asked for. A letter that is there already is found and not sent twice. Time that has passed since counts for no reply and no vote; bans end on their days.\nPress **Resume** when the bot may go on. ${still}`
  }
}

/** What a restore lost, in a sentence or two. */
function lossInWords({ lost, matters = [], hidden = 0, certain }: Restored): string {
  if (!lost) return 'By the log channel nothing is lost.'
  const [from, to] = lost
  if (certain === false)
    return `The log channel that it wrote to is gone, so it is not known how much is lost. The numbers ${from} to ${to} are left free.`
  const which = mattersInWords(matters)
  const unnamed = hidden === 0 ? '' : ` ${hidden} of them ${hidden === 1 ? 'is' : 'are'} restricted.`
  return from === to
    ? `Entry no. ${from} is lost; its line stands in the log channel.${which}${unnamed}`
    : `Entries no. ${from} to ${to} are lost; their lines stand in the log channel.${which}${unnamed}`
}

/** *Resume*, for those who may press it. */
export const resumeButton = (serverId: string): object[] =>
  buttons([{ label: 'Resume', id: customId('resume', serverId), style: 'primary' }])

/** What whoever pressed *Resume* is answered. */
export const resumedInWords = (restored: Restored): string =>
  `**The bot goes on.** ${isSomethingLost(restored) ? 'A task was raised for Secretary and Chair to go through what is lost; the officers are told.' : 'By the log channel nothing is lost.'} Cards and rooms are brought back to what the bot knows.`
