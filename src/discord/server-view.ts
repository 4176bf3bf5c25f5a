import { type Client, DiscordAPIError, PermissionFlagsBits } from 'discord.js'
import type { Clp } from '../casework/ports.ts'
import type { Api } from './delivery/api.ts'
import { askServer } from './examine.ts'
import type { ServerView } from './handler.ts'
import { logReader } from './read-log.ts'
import { CHANNEL_NEEDS } from './server-facts.ts'
import { personOf } from './values.ts'

/** A server as Discord shows it to the bot, for `/setup`. */
export function serverView(client: Client, api: Api, clp: Clp, commands: readonly string[]): ServerView {
  const { serverId } = clp
  const guild = () => client.guilds.cache.get(serverId)

  async function channelProblem(channelId: string, use: 'log' | 'rooms'): Promise<string | null> {
    const server = guild()
    const me = server?.members.me
    const channel = server?.channels.cache.get(channelId)
    if (!server || !me || !channel)
      return `The bot cannot see <#${channelId}>. Give its role *View Channel* there.`
    const mine = channel.permissionsFor(me)
    const missing = CHANNEL_NEEDS[use].filter((p) => !mine.has(p.flag)).map((p) => p.name)
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
    examine: (of) => askServer(api, clp, of, commands, () => clp.clock.now()),
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
