import { type Client, DiscordAPIError, PermissionFlagsBits, PermissionsBitField } from 'discord.js'
import type { ServerView } from './handler.ts'
import { logReader } from './read-log.ts'
import { personOf } from './values.ts'

const NEEDS: Record<'log' | 'rooms', { name: string; flag: bigint }[]> = {
  log: [
    { name: 'View Channel', flag: PermissionFlagsBits.ViewChannel },
    { name: 'Send Messages', flag: PermissionFlagsBits.SendMessages },
    { name: 'Read Message History', flag: PermissionFlagsBits.ReadMessageHistory },
  ],
  rooms: [
    { name: 'View Channel', flag: PermissionFlagsBits.ViewChannel },
    { name: 'Create Private Threads', flag: PermissionFlagsBits.CreatePrivateThreads },
    { name: 'Send Messages in Threads', flag: PermissionFlagsBits.SendMessagesInThreads },
    { name: 'Manage Threads', flag: PermissionFlagsBits.ManageThreads },
    { name: 'Read Message History', flag: PermissionFlagsBits.ReadMessageHistory },
  ],
}

const ON_SERVER = [
  { name: 'Ban Members', flag: PermissionFlagsBits.BanMembers, why: 'it cannot carry out bans' },
  {
    name: 'Manage Messages',
    flag: PermissionFlagsBits.ManageMessages,
    why: 'it cannot remove a reported post when you ask it to',
  },
  {
    name: 'View Audit Log',
    flag: PermissionFlagsBits.ViewAuditLog,
    why: 'it cannot see who banned somebody by hand',
  },
  {
    name: 'Create Invite',
    flag: PermissionFlagsBits.CreateInstantInvite,
    why: 'it cannot invite people back after a ban',
  },
]

/** Wanted only where *Pause posting* is on (D11). */
const FOR_PAUSES = {
  name: 'Moderate Members',
  flag: PermissionFlagsBits.ModerateMembers,
  why: 'it cannot pause anyone’s posting, which your settings allow',
}

/** A server as Discord shows it to the bot, for `/setup`. */
export function serverView(client: Client, serverId: string): ServerView {
  const guild = () => client.guilds.cache.get(serverId)

  async function channelProblem(channelId: string, use: 'log' | 'rooms'): Promise<string | null> {
    const server = guild()
    const me = server?.members.me
    const channel = server?.channels.cache.get(channelId)
    if (!server || !me || !channel)
      return `The bot cannot see <#${channelId}>. Give its role *View Channel* there.`
    const mine = channel.permissionsFor(me)
    const missing = NEEDS[use].filter((p) => !mine.has(p.flag)).map((p) => p.name)
    if (missing.length > 0)
      return `In <#${channelId}> the bot lacks: ${missing.join(', ')}. Give these to its role there.`
    if (use === 'log' && channel.permissionsFor(server.roles.everyone).has(PermissionFlagsBits.ViewChannel))
      return `Everyone can read <#${channelId}>. The Secretary's log is confidential: take *View Channel* away from @everyone there.`
    return null
  }

  return {
    get name() {
      return guild()?.name ?? 'this server'
    },
    channelProblem,
    async check({ log, rooms, pausePosting }) {
      const server = guild()
      const mine = server?.members.me?.permissions ?? new PermissionsBitField()
      const wanted = pausePosting ? [...ON_SERVER, FOR_PAUSES] : ON_SERVER
      const found = wanted
        .filter((p) => !mine.has(p.flag))
        .map((p) => `The bot lacks *${p.name}* on this server, so ${p.why}. Give it to the bot's role.`)
      if (server && (server.members.me?.roles.highest.position ?? 0) < server.roles.highest.position)
        found.push(
          "The bot's role is not the highest. It cannot ban anyone whose role stands above it: drag it to the top of the list of roles.",
        )
      if (log === null) found.push('No log channel is chosen. Use `/setup channels`.')
      else found.push(...[await channelProblem(log, 'log')].filter((p) => p !== null))
      if (rooms === null) found.push('No channel for the rooms of cases is chosen. Use `/setup channels`.')
      else found.push(...[await channelProblem(rooms, 'rooms')].filter((p) => p !== null))
      return found
    },
    async person(userId) {
      const user = await client.users.fetch(userId).catch((error: unknown) => {
        if (error instanceof DiscordAPIError && error.status === 404) return null
        throw error
      })
      return user && personOf(user, guild()?.members.cache.get(userId) ?? null)
    },
    readMessages: logReader(client.rest),
  }
}
