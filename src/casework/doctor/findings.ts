import type { FileCondition } from '../file-condition.ts'
import type { RegisterCheck, Settings } from '../ports.ts'
import type { PlatformRecord } from '../records.ts'
import type { Instant } from '../../policy/calendar.ts'
import type { OfficeHolding } from '../../policy/offices.ts'
import type { PolicySettings } from '../../runtime/config.ts'
import { checkFiles, checkRegister } from './check-files.ts'
import { checkPeople } from './check-people.ts'
import { checkServer, type ServerFacts } from './check-server.ts'
import { checkBackup, checkState } from './check-state.ts'
import { type Finding, note, wrong } from './finding.ts'

/** Why Discord could not be asked about a server. `token`: it does not know the bot. `away`: the bot is not on that server. */
export type NotAsked = 'token' | 'away' | 'unreachable' | 'practice'

/** Everything about one CLP that is looked at. Null where it could not be, which is said elsewhere. */
export interface Examined {
  now: Instant
  policy: PolicySettings
  settings: Settings
  holdings: readonly OfficeHolding[]
  platforms: readonly PlatformRecord[]
  /** When the register was opened. */
  openedAt: Instant | null
  file: FileCondition
  register: RegisterCheck
  server: ServerFacts | NotAsked
  /** The operating system, as Node names it. */
  system: string
}

const NOT_ASKED: Record<NotAsked, Finding> = {
  token: wrong(
    'Discord does not know the bot’s token.',
    'Copy DISCORD_TOKEN again from the developer portal, and paste it alone.',
  ),
  away: wrong(
    'The bot is not on the server of this CLP: everything waits.',
    'Invite it again, with the link in the README.',
  ),
  unreachable: wrong(
    'Discord could not be reached, so nothing there was looked at.',
    'Check the connection to the internet and DISCORD_API_URL, and try again.',
  ),
  practice: note('No DISCORD_TOKEN is set, so nothing on Discord was looked at.'),
}

/** The one list of checks, for `npm run doctor` and `/setup check`: what is wrong first, then what is worth knowing. */
export function findings(e: Examined): Finding[] {
  const { settings } = e
  const chosen = { log: settings.logChannelId, rooms: settings.roomsChannelId }
  const found = [
    ...checkFiles(e.file, e.system),
    ...checkRegister(e.register),
    ...(typeof e.server === 'string' ? [NOT_ASKED[e.server]] : checkServer(e.server, chosen)),
    ...checkState(settings, e.now),
    ...checkPeople(e),
    ...checkBackup({ lastAt: e.file.lastBackupAt, since: e.openedAt, now: e.now }),
  ]
  return [...found.filter((x) => x.level === 'wrong'), ...found.filter((x) => x.level === 'note')]
}
