import { AuditLogEvent, type Client, Events } from 'discord.js'
import type { Clp } from '../../casework/ports.ts'
import { renewRooms } from '../../casework/renew-rooms.ts'
import { recheckReaders } from '../../casework/restrict-log.ts'
import type { Logger } from '../../runtime/logger.ts'

/**
 * What changes who can read a channel and Discord tells in its audit log alone: that somebody was given a role. The rest
 * comes as events of their own as well, even to a bot that may not see the audit log.
 */
const CHANGES: ReadonlySet<AuditLogEvent | null> = new Set([
  AuditLogEvent.MemberRoleUpdate,
  AuditLogEvent.ChannelOverwriteCreate,
  AuditLogEvent.ChannelOverwriteUpdate,
  AuditLogEvent.ChannelOverwriteDelete,
])

/**
 * Has the log channel and the rooms looked at anew when somebody's rights on the server have changed (J4, A7): when
 * Discord says so, at start and hourly, since the bot may have been away and is not told of everything.
 */
export function watchReaders(client: Client, clpOf: (serverId: string) => Clp | undefined, logger: Logger) {
  async function look(serverId: string, work: (clp: Clp) => Promise<void>): Promise<void> {
    const clp = clpOf(serverId)
    // the trouble of one CLP's file is none of the others'
    await (clp && work(clp))?.catch((error: unknown) =>
      logger.error('looking who reads the log and the rooms failed', { server: serverId, error }),
    )
  }
  const changed = (serverId: string) => void look(serverId, recheckReaders)

  client.on(Events.GuildAuditLogEntryCreate, (entry, guild) => {
    if (CHANGES.has(entry.action)) changed(guild.id)
  })
  client.on(Events.GuildRoleUpdate, (before, after) => {
    if (before.permissions.bitfield !== after.permissions.bitfield) changed(after.guild.id)
  })
  client.on(Events.ChannelUpdate, (_, after) => {
    if (!after.isDMBased()) changed(after.guild.id)
  })
  client.on(Events.GuildUpdate, (_, after) => changed(after.id))

  return {
    /** Looks at every room and log channel, and puts those back into open rooms who left the server and came back (A8). */
    async recheckAll(): Promise<void> {
      for (const serverId of client.guilds.cache.keys())
        await look(serverId, async (clp) => {
          await recheckReaders(clp)
          await renewRooms(clp)
        })
    },
  }
}
