import { AuditLogEvent, type Client, Events } from 'discord.js'
import type { Clp } from '../../casework/ports.ts'
import { recheckReaders } from '../../casework/restrict-log.ts'
import type { Logger } from '../../runtime/logger.ts'

/** What changes who can read a channel: roles given or changed, channels' own rights, a new owner. */
const CHANGES: ReadonlySet<AuditLogEvent | null> = new Set([
  AuditLogEvent.MemberRoleUpdate,
  AuditLogEvent.RoleUpdate,
  AuditLogEvent.ChannelUpdate,
  AuditLogEvent.ChannelOverwriteCreate,
  AuditLogEvent.ChannelOverwriteUpdate,
  AuditLogEvent.ChannelOverwriteDelete,
  AuditLogEvent.GuildUpdate,
])

/**
 * Has the log channel and the rooms looked at anew when somebody's rights on the server have changed (J4, A7): when the
 * audit log says so, and hourly, since the bot may have been away.
 */
export function watchReaders(client: Client, clpOf: (serverId: string) => Clp | undefined, logger: Logger) {
  const recheck = async (serverId: string): Promise<void> => {
    const clp = clpOf(serverId)
    if (clp) await recheckReaders(clp)
  }
  client.on(Events.GuildAuditLogEntryCreate, (entry, guild) => {
    if (CHANGES.has(entry.action))
      recheck(guild.id).catch((error: unknown) => logger.error('looking who reads the log failed', { error }))
  })
  return {
    async recheckAll(): Promise<void> {
      for (const serverId of client.guilds.cache.keys()) await recheck(serverId)
    },
  }
}
