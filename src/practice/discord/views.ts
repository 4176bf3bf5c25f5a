/** How users, servers, roles, members, channels and invitations look in Discord's JSON. */
import { canSee, channelPermissions } from './permissions.ts'
import type {
  AuditEntryState,
  ChannelState,
  GuildState,
  InviteState,
  MemberState,
  RoleState,
  ThreadState,
  UserState,
} from './state.ts'
import type { World } from './world.ts'

export type Json = Record<string, unknown>

export function viewUser(user: UserState): Json {
  return {
    id: user.id,
    username: user.username,
    discriminator: user.bot ? '0001' : '0',
    global_name: user.bot ? null : user.globalName,
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    clan: null,
    public_flags: 0,
    flags: 0,
    ...(user.bot ? { bot: true } : {}),
  }
}

/** The bot's own user, as `/users/@me` and READY give it. */
export function viewSelf(user: UserState): Json {
  return { ...viewUser(user), mfa_enabled: true, verified: true, locale: 'en-GB', email: null }
}

export function viewMember(world: World, member: MemberState, withUser = true): Json {
  return {
    ...(withUser ? { user: viewUser(world.user(member.userId)) } : {}),
    nick: member.nick,
    avatar: null,
    banner: null,
    avatar_decoration_data: null,
    collectibles: null,
    roles: [...member.roles],
    joined_at: member.joinedAt.toISOString(),
    premium_since: null,
    communication_disabled_until: member.timedOutUntil?.toISOString() ?? null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  }
}

export function viewRole(guild: GuildState, role: RoleState): Json {
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: role.permissions.toString(),
    position: role.position,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.botId !== undefined,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...(role.botId === undefined || role.id === guild.id ? {} : { tags: { bot_id: role.botId } }),
  }
}

/** A server as REST gives it. */
export function viewGuild(guild: GuildState): Json {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    region: 'london',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-GB',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    vanity_url_code: null,
    application_id: null,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    hub_type: null,
    incidents_data: null,
    roles: [...guild.roles.values()].map((role) => viewRole(guild, role)),
    emojis: [],
    stickers: [],
    features: [],
  }
}

/** A server as the gateway gives it to one bot: with what that bot may see, itself the only member. */
export function viewGuildCreate(world: World, guild: GuildState, botId: string): Json {
  const visible = [...world.channels.values()].filter(
    (channel) => channel.kind !== 'dm' && channel.guildId === guild.id,
  )
  const self = world.member(guild.id, botId)
  return {
    ...viewGuild(guild),
    unavailable: false,
    joined_at: self.joinedAt.toISOString(),
    large: false,
    member_count: guild.members.size,
    members: [viewMember(world, self)],
    channels: visible
      .filter((channel) => channel.kind === 'guild')
      .map((channel) => viewChannel(world, channel, botId)),
    threads: visible
      .filter((channel) => channel.kind === 'thread')
      .filter((thread) => !thread.archived && canSee(world, thread, botId))
      .map((thread) => viewChannel(world, thread, botId)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

/** A channel, thread or DM as one user gets it. */
export function viewChannel(world: World, channel: ChannelState, viewerId: string): Json {
  const lastMessageId = world.messageIds.get(channel.id)?.at(-1) ?? null
  if (channel.kind === 'dm') {
    const others = channel.recipients.filter((id) => id !== viewerId)
    return {
      id: channel.id,
      type: channel.type,
      flags: 0,
      last_message_id: lastMessageId,
      recipients: others.map((id) => viewUser(world.user(id))),
    }
  }
  if (channel.kind === 'thread') return viewThread(world, channel, viewerId)
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    position: channel.position,
    permission_overwrites: [...channel.overwrites.values()].map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.type,
      allow: overwrite.allow.toString(),
      deny: overwrite.deny.toString(),
    })),
    nsfw: channel.nsfw,
    flags: 0,
    ...(channel.type === 4
      ? {}
      : {
          topic: channel.topic,
          rate_limit_per_user: channel.rateLimitPerUser,
          last_message_id: lastMessageId,
        }),
  }
}

function viewThread(world: World, thread: ThreadState, viewerId: string): Json {
  const history = world.history(thread.id)
  return {
    id: thread.id,
    type: thread.type,
    guild_id: thread.guildId,
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    name: thread.name,
    last_message_id: world.messageIds.get(thread.id)?.at(-1) ?? null,
    message_count: history.filter((message) => message.type === 0).length,
    member_count: Math.min(thread.members.size, 50),
    total_message_sent: history.length,
    rate_limit_per_user: thread.rateLimitPerUser,
    flags: 0,
    thread_metadata: {
      archived: thread.archived,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: thread.archiveTimestamp.toISOString(),
      locked: thread.locked,
      create_timestamp: thread.createdAt.toISOString(),
      ...(thread.type === 12 ? { invitable: thread.invitable } : {}),
    },
    ...(thread.members.has(viewerId) ? { member: viewThreadMember(thread, viewerId) } : {}),
  }
}

export function viewThreadMember(thread: ThreadState, userId: string): Json {
  const joined = thread.members.get(userId) ?? thread.createdAt
  return { id: thread.id, user_id: userId, join_timestamp: joined.toISOString(), flags: 1 }
}

/** The channel inside an interaction: as the bot knows it, with the invoking person's permissions. */
export function viewInteractionChannel(
  world: World,
  channel: ChannelState,
  userId: string,
  applicationId: string,
): Json {
  const knower = channel.kind === 'dm' && !channel.recipients.includes(applicationId) ? userId : applicationId
  const permissions = channelPermissions(world, channel, userId).toString()
  return { ...viewChannel(world, channel, knower), permissions }
}

export function viewInvite(world: World, guild: GuildState, invite: InviteState): Json {
  const channel = world.channel(invite.channelId)
  const expiresAt = invite.maxAgeSeconds === 0 ? null : inviteEnd(invite)
  return {
    type: 0,
    code: invite.code,
    guild: {
      id: guild.id,
      name: guild.name,
      splash: null,
      banner: null,
      description: null,
      icon: null,
      features: [],
      verification_level: 0,
      vanity_url_code: null,
      nsfw_level: 0,
      nsfw: false,
      premium_subscription_count: 0,
      premium_tier: 0,
    },
    guild_id: guild.id,
    channel: { id: channel.id, type: channel.type, name: channel.kind === 'dm' ? null : channel.name },
    inviter: viewUser(world.user(invite.inviterId)),
    expires_at: expiresAt?.toISOString() ?? null,
    flags: 0,
    uses: invite.uses,
    max_uses: invite.maxUses,
    max_age: invite.maxAgeSeconds,
    temporary: invite.temporary,
    created_at: invite.createdAt.toISOString(),
  }
}

/** When an invitation with an age runs out. */
export function inviteEnd(invite: InviteState): Date {
  return new Date(invite.createdAt.getTime() + invite.maxAgeSeconds * 1000)
}

export function viewAuditEntry(entry: AuditEntryState): Json {
  return {
    id: entry.id,
    user_id: entry.userId,
    target_id: entry.targetId,
    action_type: entry.actionType,
    changes: entry.changes,
    ...(entry.options === undefined ? {} : { options: entry.options }),
    ...(entry.reason === undefined ? {} : { reason: entry.reason }),
  }
}
