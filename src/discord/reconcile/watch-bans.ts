import { AuditLogEvent, type Client, Events, Routes } from 'discord.js'
import type { APIBan } from 'discord-api-types/v10'
import { banWork, compareBans, takeBaseline } from '../../casework/hand-bans.ts'
import type { Clp } from '../../casework/ports.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { Api } from '../delivery/api.ts'

const PAGE = 1000

/**
 * Watches bans made and lifted by hand (G5): when Discord says that one changed, and by comparing the whole list at
 * start and hourly. Who did it is in the audit log's own event, which comes before or after the other.
 */
export function watchBans(
  client: Client,
  api: Api,
  clpOf: (serverId: string) => Clp | undefined,
  logger: Logger,
) {
  /** Who banned, and who lifted a ban, by server: what one CLP's officers did is nothing to another. */
  const doers = {
    made: new Map<string, Map<string, string>>(),
    lifted: new Map<string, Map<string, string>>(),
  }
  const doersOf = (what: keyof typeof doers, serverId: string): Map<string, string> => {
    const known = doers[what].get(serverId) ?? new Map<string, string>()
    doers[what].set(serverId, known)
    return known
  }

  async function one(serverId: string, userId: string, banned: boolean): Promise<void> {
    const clp = clpOf(serverId)
    const by = doersOf(banned ? 'made' : 'lifted', serverId)
    if (clp) await compareBans(clp, { all: false, userId, banned }, by)
    by.delete(userId)
  }
  const watched = (work: Promise<void>) =>
    void work.catch((error: unknown) => logger.error('comparing bans failed', { error }))

  client.on(Events.GuildBanAdd, (ban) => watched(one(ban.guild.id, ban.user.id, true)))
  client.on(Events.GuildBanRemove, (ban) => watched(one(ban.guild.id, ban.user.id, false)))
  client.on(Events.GuildAuditLogEntryCreate, (entry, guild) => {
    if (entry.action !== AuditLogEvent.MemberBanAdd && entry.action !== AuditLogEvent.MemberBanRemove) return
    if (entry.targetId !== null && entry.executorId !== null && entry.executorId !== client.user?.id)
      doersOf(entry.action === AuditLogEvent.MemberBanAdd ? 'made' : 'lifted', guild.id).set(
        entry.targetId,
        entry.executorId,
      )
  })

  async function bansOf(serverId: string): Promise<string[] | null> {
    const all: string[] = []
    for (;;) {
      const query = new URLSearchParams({
        limit: String(PAGE),
        ...(all.length > 0 ? { after: all.at(-1) as string } : {}),
      })
      const page = await api.get<APIBan[]>(Routes.guildBans(serverId), query)
      if (!page.ok) return null
      all.push(...page.value.map((b) => b.user.id))
      if (page.value.length < PAGE) return all
    }
  }

  async function wholeList(serverId: string, clp: Clp): Promise<void> {
    const before = await banWork(clp)
    const banned = await bansOf(serverId)
    if (!banned) return
    const { baselineAt } = await clp.transact((s) => s.settings())
    if (baselineAt === null)
      return takeBaseline(
        clp,
        banned.map((userId) => ({ userId })),
      )
    const [made, lifted] = [doersOf('made', serverId), doersOf('lifted', serverId)]
    const by = new Map(lifted)
    for (const userId of banned) by.delete(userId)
    for (const [userId, doer] of made) if (banned.includes(userId)) by.set(userId, doer)
    await compareBans(clp, { all: true, banned, before }, by)
    made.clear()
    lifted.clear()
  }

  return {
    /** Compares every server's list. One that Discord does not give, or that fails, is left for the next hour. */
    async compareAll(): Promise<void> {
      for (const serverId of client.guilds.cache.keys()) {
        const clp = clpOf(serverId)
        // the trouble of one CLP's file is none of the others', least of all at start
        await (clp && wholeList(serverId, clp))?.catch((error: unknown) =>
          logger.error('comparing bans failed', { server: serverId, error }),
        )
      }
    },
  }
}
