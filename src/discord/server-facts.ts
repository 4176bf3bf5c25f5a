import { PermissionFlagsBits as Right, Routes } from 'discord.js'
import type {
  APIApplication,
  APIApplicationCommand,
  APIGuild,
  APIGuildMember,
  APIOverwrite,
  APIRole,
} from 'discord-api-types/v10'
import type { Instant } from '../policy/calendar.ts'
import type { ChannelFacts, ServerFacts } from '../casework/doctor/check-server.ts'
import type { WireResult } from '../outbox/wire.ts'
import { type Api, CODES } from './delivery/api.ts'
import { rightsOf } from './delivery/room-access.ts'
import { discordTime } from './discord-time.ts'

type Needed = { name: string; flag: bigint }

export const CHANNEL_NEEDS: Record<'log' | 'rooms', Needed[]> = {
  log: [
    { name: 'View Channel', flag: Right.ViewChannel },
    { name: 'Send Messages', flag: Right.SendMessages },
    { name: 'Read Message History', flag: Right.ReadMessageHistory },
  ],
  rooms: [
    { name: 'View Channel', flag: Right.ViewChannel },
    { name: 'Create Private Threads', flag: Right.CreatePrivateThreads },
    { name: 'Send Messages in Threads', flag: Right.SendMessagesInThreads },
    { name: 'Manage Threads', flag: Right.ManageThreads },
    { name: 'Read Message History', flag: Right.ReadMessageHistory },
  ],
}

const ON_SERVER = [
  { name: 'Ban Members', flag: Right.BanMembers, why: 'it cannot carry out bans' },
  {
    name: 'Manage Messages',
    flag: Right.ManageMessages,
    why: 'it cannot remove a reported post when you ask it to',
  },
  { name: 'View Audit Log', flag: Right.ViewAuditLog, why: 'it cannot see who banned somebody by hand' },
  {
    name: 'Create Invite',
    flag: Right.CreateInstantInvite,
    why: 'it cannot invite people back after a ban',
  },
]

/** Wanted only where *Pause posting* is on (D11). */
const FOR_PAUSES = {
  name: 'Moderate Members',
  flag: Right.ModerateMembers,
  why: 'it cannot pause anyone’s posting, which your settings allow',
}

/** Privileged intents as the application's flags show them, each with and without Discord's approval. */
const INTENTS = [
  { name: 'Presence', bits: (1 << 12) | (1 << 13) },
  { name: 'Server Members', bits: (1 << 14) | (1 << 15) },
  { name: 'Message Content', bits: (1 << 18) | (1 << 19) },
]

/** What the facts are asked for: what the register says of the CLP. */
export interface AskedOf {
  serverId: string
  log: string | null
  rooms: string | null
  pausePosting: boolean
  officers: readonly { person: string; name: string }[]
  safeguarding: string | null
  /** Names of the commands that the bot has. */
  commands: readonly string[]
  /** This machine's time. */
  here: () => Instant
}

/** Reads a server as Discord shows it to the bot, by requests alone, so that it can be asked beside a running bot too. */
export async function serverFacts(api: Api, q: AskedOf): Promise<WireResult<ServerFacts>> {
  const application = await api.get<APIApplication>(Routes.currentApplication())
  if (!application.ok) return application
  const server = await api.get<APIGuild>(Routes.guild(q.serverId))
  if (!server.ok) return server
  const botId = application.value.bot?.id ?? application.value.id
  const me = await api.get<APIGuildMember>(Routes.guildMember(q.serverId, botId))
  if (!me.ok) return me
  const registered = await api.get<APIApplicationCommand[]>(Routes.applicationCommands(application.value.id))
  if (!registered.ok) return registered
  const { roles } = server.value
  const rights = rightsOf(server.value, [], me.value.roles, botId)
  const top = Math.max(0, ...roles.filter((r) => me.value.roles.includes(r.id)).map((r) => r.position))
  const wanted = q.pausePosting ? [...ON_SERVER, FOR_PAUSES] : ON_SERVER

  const overwrites = new Map<string, APIOverwrite[]>()
  const channel = async (
    id: string | null,
    use: 'log' | 'rooms',
  ): Promise<WireResult<ChannelFacts | null>> => {
    if (id === null) return { ok: true, value: null }
    const found = await api.get<{ permission_overwrites?: APIOverwrite[] }>(Routes.channel(id))
    if (!found.ok) return found.kind === 'final' ? { ok: true, value: null } : found
    const here = found.value.permission_overwrites ?? []
    overwrites.set(use, here)
    const mine = rightsOf(server.value, here, me.value.roles, botId)
    const everyone = rightsOf(server.value, here, [], '')
    return {
      ok: true,
      value: {
        id,
        lacking: CHANNEL_NEEDS[use].filter((p) => (mine & p.flag) === 0n).map((p) => p.name),
        everyoneReads: (everyone & Right.ViewChannel) !== 0n,
        everyoneWrites: (everyone & Right.SendMessages) !== 0n,
      },
    }
  }
  const log = await channel(q.log, 'log')
  if (!log.ok) return log
  const rooms = await channel(q.rooms, 'rooms')
  if (!rooms.ok) return rooms
  const officers = await officersOf(api, q, server.value, overwrites.get('rooms') ?? null)
  if (!officers.ok) return officers
  const names = new Set(registered.value.map((c) => c.name))
  const own = new Set(q.commands)
  const flags = application.value.flags ?? 0
  return {
    ok: true,
    value: {
      lacking: wanted.filter((p) => (rights & p.flag) === 0n).map(({ name, why }) => ({ name, why })),
      rolesAbove: roles
        .filter((r) => r.position > top)
        .toSorted((a, b) => b.position - a.position)
        .map((r) => r.name),
      log: log.value,
      rooms: rooms.value,
      opening: roles.filter((r) => opens(r, me.value.roles)).map((r) => r.name),
      ...officers.value,
      commands: {
        missing: [...own].filter((name) => !names.has(name)),
        foreign: [...names].filter((name) => !own.has(name)),
      },
      intents: INTENTS.filter((i) => (flags & i.bits) !== 0).map((i) => i.name),
      time: { discord: await discordTime(api), here: q.here() },
    },
  }
}

/** A role by which people can open every private thread; the bot's own is none. */
const opens = (role: APIRole, own: readonly string[]): boolean =>
  !own.includes(role.id) && (BigInt(role.permissions) & (Right.ManageThreads | Right.Administrator)) !== 0n

async function officersOf(
  api: Api,
  q: AskedOf,
  server: APIGuild,
  rooms: APIOverwrite[] | null,
): Promise<WireResult<Pick<ServerFacts, 'away' | 'blind' | 'openers' | 'safeguardingAway'>>> {
  const member = (id: string) => api.get<APIGuildMember>(Routes.guildMember(q.serverId, id))
  const isGone = (code: number | null) => code === CODES.unknownMember || code === CODES.unknownUser
  const found = {
    away: [] as string[],
    blind: [] as string[],
    openers: [] as string[],
    safeguardingAway: false,
  }
  for (const { person, name } of q.officers) {
    const there = await member(person)
    if (!there.ok && !isGone(there.code)) return there
    if (!there.ok) found.away.push(name)
    else if (rooms !== null && person !== server.owner_id) {
      const rights = rightsOf(server, rooms, there.value.roles, person)
      if ((rights & Right.ViewChannel) === 0n) found.blind.push(name)
      else if ((rights & Right.ManageThreads) !== 0n) found.openers.push(name)
    }
  }
  if (q.safeguarding !== null) {
    const there = await member(q.safeguarding)
    if (!there.ok && !isGone(there.code)) return there
    found.safeguardingAway = !there.ok
  }
  return { ok: true, value: found }
}
