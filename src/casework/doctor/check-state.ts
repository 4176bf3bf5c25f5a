import type { Settings } from '../ports.ts'
import { addDays, formatDate, formatDateTime, londonDate, type Instant } from '../../policy/calendar.ts'
import { type Finding, note, wrong } from './finding.ts'

/** The last backup may be so many days old before somebody is told. */
const BACKUP_DAYS = 14
const PURGE_DAYS = 2

/** How the CLP stands by what the register itself keeps: channels, log, deletion, restore. */
export function checkState(settings: Settings, now: Instant): Finding[] {
  const found: Finding[] = []
  const today = londonDate(now)
  const { restored } = settings
  if (restored !== null && restored.resumedAt === null)
    found.push(
      wrong(
        'A backup was put back, and the bot stands still until the Secretary, the Chair or the owner presses *Resume*.',
        restored.declaredAt === null
          ? 'It has to read the log channel first: see that it can.'
          : 'They have it in their DMs and in the log channel.',
      ),
    )
  if (settings.logChannelId === null) found.push(wrong('No log channel is chosen.', 'Use `/setup channels`.'))
  if (settings.roomsChannelId === null)
    found.push(wrong('No channel for the rooms of cases is chosen.', 'Use `/setup channels`.'))
  if (settings.logTroubleSince !== null)
    found.push(
      wrong(
        `The bot has not been able to write to the log channel since ${formatDateTime(settings.logTroubleSince)}; the lines wait.`,
        'Let the bot back in, or choose another channel with `/setup channels`.',
      ),
    )
  if (settings.clockTroubleSince !== null)
    found.push(
      wrong(
        `Nothing has been deleted since ${formatDateTime(settings.clockTroubleSince)}, because the clock of this machine and Discord's differ.`,
        'Set the clock of the machine, and have it set by itself (NTP).',
      ),
    )
  else if (settings.purgedOn !== null && settings.purgedOn < addDays(today, -PURGE_DAYS))
    found.push(
      wrong(
        `The daily deletion last ran on ${formatDate(settings.purgedOn)}.`,
        'Leave the bot running; if it is, look into its log.',
      ),
    )
  if (settings.baselineAt === null)
    found.push(
      note(
        'The bans from before the bot have not been noted yet; that is done when the bot first sees the list of bans.',
      ),
    )
  return found
}

/** Whether there is a backup that is recent enough. `since`: when the register was opened. */
export function checkBackup(q: { lastAt: Instant | null; since: Instant | null; now: Instant }): Finding[] {
  const HOW =
    'Run `npm run backup -- FOLDER` on the machine that the bot runs on, with a folder on another disk, or set backup.nightly in config/policy.yaml.'
  const oldest = addDays(londonDate(q.now), -BACKUP_DAYS)
  if (q.lastAt === null)
    return q.since !== null && londonDate(q.since) < oldest
      ? [wrong('There has never been a backup: if the disk fails, everything is lost.', HOW)]
      : [note('There is no backup yet.', HOW)]
  return londonDate(q.lastAt) < oldest
    ? [wrong(`The last backup is of ${formatDate(londonDate(q.lastAt))}.`, HOW)]
    : []
}
