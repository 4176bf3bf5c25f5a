/** Which change goes to which bots, under which intent, and in what words. */
import { GatewayIntentBits as I, PermissionFlagsBits as P } from 'discord-api-types/v10'
import { viewMessage, withoutContent } from './message-view.ts'
import { canSee, serverPermissions } from './permissions.ts'
import type {
  AuditEntryState,
  ChannelState,
  GuildState,
  MessageState,
  RoleState,
  ThreadState,
} from './state.ts'
import {
  viewAuditEntry,
  viewChannel,
  viewGuildCreate,
  viewMember,
  viewRole,
  viewThreadMember,
  viewUser,
} from './views.ts'
import type { Json } from './views.ts'
import type { World } from './world.ts'

const inGuild =
  (guild: GuildState) =>
  (botId: string): boolean =>
    guild.members.has(botId)

const seesChannel =
  (world: World, channel: ChannelState) =>
  (botId: string): boolean =>
    canSee(world, channel, botId)

/** A message was written or changed. Without the content intent a bot reads DMs, its own and those that name it. */
export function emitMessage(
  world: World,
  event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  message: MessageState,
): void {
  world.changed({ kind: 'message', message })
  if (message.ephemeralFor !== undefined) return
  const channel = world.channel(message.channelId)
  world.dispatch({
    event,
    intents: channel.kind === 'dm' ? I.DirectMessages : I.GuildMessages,
    to: seesChannel(world, channel),
    data: (botId, intents) => {
      const view = viewMessage(world, message)
      const readable =
        channel.kind === 'dm' ||
        (intents & I.MessageContent) !== 0 ||
        message.authorId === botId ||
        message.pings.users.includes(botId)
      return { ...(readable ? view : withoutContent(view)), ...place(world, channel, message.authorId) }
    },
  })
}

function place(world: World, channel: ChannelState, authorId: string): Json {
  if (channel.kind === 'dm') return { channel_type: 1 }
  const member = world.guild(channel.guildId).members.get(authorId)
  const shown = member === undefined ? {} : { member: viewMember(world, member, false) }
  return { guild_id: channel.guildId, channel_type: channel.type, ...shown }
}

export function emitMessagesDeleted(world: World, channel: ChannelState, ids: readonly string[]): void {
  world.changed()
  const guild = channel.kind === 'dm' ? {} : { guild_id: channel.guildId }
  const common = {
    intents: channel.kind === 'dm' ? I.DirectMessages : I.GuildMessages,
    to: seesChannel(world, channel),
  }
  const [first] = ids
  if (ids.length === 1) {
    world.dispatch({
      ...common,
      event: 'MESSAGE_DELETE',
      data: () => ({ id: first, channel_id: channel.id, ...guild }),
    })
  } else {
    world.dispatch({
      ...common,
      event: 'MESSAGE_DELETE_BULK',
      data: () => ({ ids, channel_id: channel.id, ...guild }),
    })
  }
}

/** A channel or thread was made, changed or deleted. `to` is fixed beforehand when sight itself changes. */
export function emitChannel(
  world: World,
  change: 'CREATE' | 'UPDATE' | 'DELETE',
  channel: ChannelState,
  extra: Json = {},
): void {
  world.changed({ kind: 'channel', channel })
  if (channel.kind === 'dm') return
  const thread = channel.kind === 'thread'
  world.dispatch({
    event: `${thread ? 'THREAD' : 'CHANNEL'}_${change}`,
    intents: I.Guilds,
    // Bots hear of every ordinary channel of their servers, but only of threads that they can open.
    to: thread ? seesChannel(world, channel) : inGuild(world.guild(channel.guildId)),
    data: (botId) =>
      thread && change === 'DELETE'
        ? { id: channel.id, guild_id: channel.guildId, parent_id: channel.parentId, type: channel.type }
        : { ...viewChannel(world, channel, botId), guild_id: channel.guildId, ...extra },
  })
}

/** Someone was added to a thread or left it; without the member intent a bot only hears of itself. */
export function emitThreadMembers(
  world: World,
  thread: ThreadState,
  added: string[],
  removed: string[],
): void {
  world.changed({ kind: 'access', guildId: thread.guildId, channelId: thread.id })
  world.dispatch({
    event: 'THREAD_CREATE',
    intents: I.Guilds,
    to: (botId) => added.includes(botId),
    data: (botId) => ({ ...viewChannel(world, thread, botId), guild_id: thread.guildId }),
  })
  world.dispatch({
    event: 'THREAD_MEMBERS_UPDATE',
    intents: I.Guilds,
    to: (botId) => removed.includes(botId) || canSee(world, thread, botId),
    data: (botId, intents) => {
      const all = (intents & I.GuildMembers) !== 0
      const heard = (ids: string[]): string[] => ids.filter((id) => all || id === botId)
      return {
        id: thread.id,
        guild_id: thread.guildId,
        member_count: Math.min(thread.members.size, 50),
        added_members: heard(added).map((id) => viewThreadMember(thread, id)),
        removed_member_ids: heard(removed),
      }
    },
  })
}

export function emitBan(world: World, guild: GuildState, change: 'ADD' | 'REMOVE', userId: string): void {
  world.dispatch({
    event: `GUILD_BAN_${change}`,
    intents: I.GuildModeration,
    to: inGuild(guild),
    data: () => ({ guild_id: guild.id, user: viewUser(world.user(userId)) }),
  })
}

/** A new entry of Discord's audit log, for bots with View Audit Log. */
export function emitAuditEntry(world: World, guild: GuildState, entry: AuditEntryState): void {
  world.dispatch({
    event: 'GUILD_AUDIT_LOG_ENTRY_CREATE',
    intents: I.GuildModeration,
    to: (botId) => (serverPermissions(world, guild, botId) & P.ViewAuditLog) !== 0n,
    data: () => ({ ...viewAuditEntry(entry), guild_id: guild.id }),
  })
}

export function emitMember(
  world: World,
  guild: GuildState,
  change: 'ADD' | 'UPDATE' | 'REMOVE',
  userId: string,
): void {
  world.changed({ kind: 'access', guildId: guild.id, userId })
  const member = guild.members.get(userId)
  world.dispatch({
    event: `GUILD_MEMBER_${change}`,
    // A bot hears of changes to its own membership without the member intent.
    intents: world.bots.has(userId) ? I.Guilds : I.GuildMembers,
    to: (botId) => guild.members.has(botId) && (!world.bots.has(userId) || botId === userId),
    data: () => ({
      ...(member === undefined ? { user: viewUser(world.user(userId)) } : viewMember(world, member)),
      guild_id: guild.id,
    }),
  })
}

export function emitRole(
  world: World,
  guild: GuildState,
  change: 'CREATE' | 'UPDATE' | 'DELETE',
  role: RoleState,
): void {
  world.changed({ kind: 'access', guildId: guild.id })
  world.dispatch({
    event: `GUILD_ROLE_${change}`,
    intents: I.Guilds,
    to: inGuild(guild),
    data: () =>
      change === 'DELETE'
        ? { guild_id: guild.id, role_id: role.id }
        : { guild_id: guild.id, role: viewRole(guild, role) },
  })
}

/** A bot was invited to a server, or removed from it. */
export function emitGuildForBot(world: World, guild: GuildState, botId: string, there: boolean): void {
  world.changed({ kind: 'access', guildId: guild.id })
  world.dispatch({
    event: there ? 'GUILD_CREATE' : 'GUILD_DELETE',
    intents: I.Guilds,
    to: (id) => id === botId,
    data: () => (there ? viewGuildCreate(world, guild, botId) : { id: guild.id }),
  })
}

/**
 * Does what may open or close channels to bots, then tells each bot of the active threads that it can see now and
 * could not before (THREAD_LIST_SYNC).
 */
export function withThreadSync(world: World, guild: GuildState, change: () => void): void {
  const seenBy = (botId: string): ThreadState[] =>
    [...world.channels.values()]
      .filter((channel) => channel.kind === 'thread')
      .filter((thread) => thread.guildId === guild.id && !thread.archived && canSee(world, thread, botId))
  const bots = [...world.bots.keys()].filter((botId) => guild.members.has(botId))
  const before = new Map(bots.map((botId) => [botId, new Set(seenBy(botId))]))
  change()
  for (const botId of bots) {
    const fresh = seenBy(botId).filter((thread) => before.get(botId)?.has(thread) === false)
    if (fresh.length === 0) continue
    world.dispatch({
      event: 'THREAD_LIST_SYNC',
      intents: I.Guilds,
      to: (id) => id === botId,
      data: () => ({
        guild_id: guild.id,
        channel_ids: [...new Set(fresh.map((thread) => thread.parentId))],
        threads: fresh.map((thread) => ({ ...viewChannel(world, thread, botId), guild_id: guild.id })),
        members: fresh
          .filter((thread) => thread.members.has(botId))
          .map((thread) => viewThreadMember(thread, botId)),
      }),
    })
  }
}
