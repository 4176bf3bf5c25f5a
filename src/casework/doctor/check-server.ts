import type { Instant } from '../../policy/calendar.ts'
import { type Finding, listed, note, wrong } from './finding.ts'

/** What the bot may do in a channel, as Discord has it; null for a channel that is gone or hidden from the bot. */
export interface ChannelFacts {
  id: string
  /** Rights that the bot lacks there, by their names in Discord's settings. */
  lacking: string[]
  everyoneReads: boolean
  everyoneWrites: boolean
}

/** A CLP's server as Discord shows it. */
export interface ServerFacts {
  /** Rights that the bot lacks on the server, and what it cannot do without them. */
  lacking: { name: string; why: string }[]
  /** Roles above the bot's own, the highest first. */
  rolesAbove: string[]
  log: ChannelFacts | null
  rooms: ChannelFacts | null
  /** Roles whose holders can open every room. */
  opening: string[]
  /** Officers by name who are not on the server, who cannot see the channel of rooms, or who could open every room. */
  away: string[]
  blind: string[]
  openers: string[]
  safeguardingAway: boolean
  /** Commands that Discord does not have, or has though the bot has not. */
  commands: { missing: string[]; foreign: string[] }
  /** Privileged intents that the application has and does not need. */
  intents: string[]
  /** Discord's own time, and this machine's when it was asked. */
  time: { discord: Instant | null; here: Instant }
}

const MOST_APART_MINUTES = 5

/** Permissions, role order, channels, who could open rooms (A7), commands, intents (O1) and the clock (K5). */
export function checkServer(f: ServerFacts, chosen: { log: string | null; rooms: string | null }): Finding[] {
  const found = f.lacking.map(({ name, why }) =>
    wrong(`The bot lacks *${name}* on this server, so ${why}.`, "Give it to the bot's role."),
  )
  if (f.rolesAbove.length > 0)
    found.push(
      wrong(
        `The bot's role is not the highest: it cannot ban anyone who holds ${listed(f.rolesAbove)}.`,
        'Drag it to the top of the list of roles.',
      ),
    )
  found.push(...checkChannel(f.log, chosen.log, 'log'), ...checkChannel(f.rooms, chosen.rooms, 'rooms'))
  if (f.opening.length > 0)
    found.push(
      note(
        `Whoever holds ${listed(f.opening)} can open every room.`,
        'Where one of them is involved in a matter it has no room and is worked in private answers; give these rights to fewer people.',
      ),
    )
  if (f.openers.length > 0)
    found.push(
      note(`These officers could open every room, also where they are involved: ${listed(f.openers)}.`),
    )
  if (f.away.length > 0)
    found.push(
      wrong(
        `These hold an office and are not on the server: ${listed(f.away)}.`,
        'Invite them, or end their office with `/officer end`.',
      ),
    )
  if (f.blind.length > 0)
    found.push(
      wrong(
        `These hold an office and cannot view the channel of the rooms, so they see no room: ${listed(f.blind)}.`,
        'Let them view that channel.',
      ),
    )
  if (f.safeguardingAway)
    found.push(
      wrong(
        'The safeguarding contact in the settings is not on the server, so the bot cannot write to them.',
        'Invite them, or put clp.safeguarding_person in config/policy.yaml right.',
      ),
    )
  if (f.commands.missing.length > 0)
    found.push(
      wrong(
        `Discord does not have these commands: ${listed(f.commands.missing)}.`,
        'Start the bot again; it registers them.',
      ),
    )
  if (f.commands.foreign.length > 0)
    found.push(
      note(
        `Discord has commands of this application that the bot does not have: ${listed(f.commands.foreign)}.`,
        'Start the bot again; it registers its own.',
      ),
    )
  if (f.intents.length > 0)
    found.push(
      note(
        `The application has more rights to read than the bot asks for: ${listed(f.intents)}.`,
        "Turn them off on the application's page in the developer portal: the bot reads nothing that nobody reported.",
      ),
    )
  found.push(...checkTime(f.time))
  return found
}

function checkChannel(f: ChannelFacts | null, id: string | null, use: 'log' | 'rooms'): Finding[] {
  if (id === null) return []
  if (f === null)
    return [
      wrong(
        `The bot cannot see <#${id}>, or it is gone.`,
        'Give its role *View Channel* there, or choose another channel with `/setup channels`.',
      ),
    ]
  const found: Finding[] = []
  if (f.lacking.length > 0)
    found.push(wrong(`In <#${id}> the bot lacks: ${f.lacking.join(', ')}.`, 'Give these to its role there.'))
  if (use === 'log' && f.everyoneReads)
    found.push(
      wrong(
        `Everyone can read <#${id}>, and the Secretary's log is confidential.`,
        'Take *View Channel* away from @everyone there.',
      ),
    )
  if (use === 'rooms' && f.everyoneReads && f.everyoneWrites)
    found.push(
      note(
        `Everyone can write in <#${id}>, where the rooms are.`,
        'Nobody posts there: take *Send Messages* away from @everyone.',
      ),
    )
  return found
}

function checkTime({ discord, here }: ServerFacts['time']): Finding[] {
  if (discord === null) return [note('Discord did not say what time it is.')]
  const apart = Math.abs(
    Temporal.Instant.from(here).since(Temporal.Instant.from(discord)).total({ unit: 'minutes' }),
  )
  return apart < MOST_APART_MINUTES
    ? []
    : [
        wrong(
          `The clock of this machine and Discord's are ${Math.round(apart)} minutes apart: dates of letters and bans could be wrong, and nothing is deleted.`,
          'Set the clock of the machine, and have it set by itself (NTP).',
        ),
      ]
}
