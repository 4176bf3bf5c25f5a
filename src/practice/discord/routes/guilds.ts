/** `/guilds/{guild}`: the server, its channels, roles, members, bans, audit log and invitations. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10'
import { createChannel, guildChannels, type ChannelPayload } from '../channels.ts'
import { invalidForm, refusal } from '../errors.ts'
import { findInvite } from '../invites.ts'
import { banErrors } from '../limits.ts'
import { banUser, kickMember, leaveServer, setMemberRoles, timeOutMember, unbanUser } from '../members.ts'
import { bulkForget } from '../message-deletion.ts'
import { canSee, requireInServer } from '../permissions.ts'
import {
  NOTHING,
  numberIn,
  ok,
  openRoute,
  param,
  payloadOf,
  route,
  type Reply,
  type RequestContext,
  type Route,
} from '../router.ts'
import { byAge } from '../snowflake.ts'
import type { GuildState } from '../state.ts'
import {
  viewAuditEntry,
  viewChannel,
  viewGuild,
  viewInvite,
  viewMember,
  viewRole,
  viewUser,
} from '../views.ts'
import { threadList } from './channels.ts'
import { caller } from './users.ts'

/** The server of the path; 50001 to a bot that is not in it. */
function guildOf(context: RequestContext, needed = 0n): GuildState {
  const guild = context.world.guild(param(context, 'guild'))
  requireInServer(context.world, guild, caller(context), needed)
  return guild
}

interface MemberPayload {
  nick?: string | null
  roles?: string[]
  communication_disabled_until?: string | null
}

function editMember(context: RequestContext): Reply {
  const guild = guildOf(context)
  const userId = param(context, 'user')
  const payload = payloadOf<MemberPayload>(context)
  const member = context.world.member(guild.id, userId)
  const until = payload.communication_disabled_until
  if (until !== undefined) {
    const date = until === null ? null : new Date(until)
    timeOutMember(context.world, caller(context), guild, userId, date, context.reason)
  }
  if (payload.roles !== undefined) {
    setMemberRoles(context.world, caller(context), guild, userId, payload.roles, context.reason)
  }
  if (payload.nick !== undefined) {
    requireInServer(context.world, guild, caller(context), P.ManageNicknames)
    member.nick = payload.nick
  }
  return ok(viewMember(context.world, member))
}

function listBans(context: RequestContext): Reply {
  const guild = guildOf(context, P.BanMembers)
  const { query, world } = context
  const limit = numberIn(query, 'limit') ?? 1000
  const before = query.get('before')
  const after = query.get('after')
  const ids = [...guild.bans.keys()].sort(byAge)
  const chosen =
    before === null
      ? ids.filter((id) => after === null || byAge(id, after) > 0).slice(0, limit)
      : ids.filter((id) => byAge(id, before) < 0).slice(-limit)
  return ok(
    chosen.map((id) => ({ reason: guild.bans.get(id)?.reason ?? null, user: viewUser(world.user(id)) })),
  )
}

function ban(context: RequestContext): Reply {
  const guild = guildOf(context)
  const payload = payloadOf<{ delete_message_seconds?: number }>(context)
  const errors = banErrors(payload)
  if (errors !== undefined) throw invalidForm(errors)
  const userId = param(context, 'user')
  banUser(context.world, caller(context), guild, userId, context.reason)
  bulkForget(context.world, guild.id, userId, payload.delete_message_seconds ?? 0)
  return NOTHING
}

function auditLog(context: RequestContext): Reply {
  const { world, query } = context
  const guild = guildOf(context, P.ViewAuditLog)
  const userId = query.get('user_id')
  const action = numberIn(query, 'action_type')
  const before = query.get('before')
  const after = query.get('after')
  const matching = guild.auditLog
    .filter((entry) => userId === null || entry.userId === userId)
    .filter((entry) => action === undefined || entry.actionType === action)
    .filter((entry) => before === null || byAge(entry.id, before) < 0)
    .filter((entry) => after === null || byAge(entry.id, after) > 0)
  const limit = numberIn(query, 'limit') ?? 50
  const page = after === null ? [...matching].reverse().slice(0, limit) : matching.slice(0, limit)
  const named = new Set(page.flatMap((entry) => [entry.userId, entry.targetId]))
  return ok({
    audit_log_entries: page.map(viewAuditEntry),
    users: [...world.users.values()].filter((user) => named.has(user.id)).map(viewUser),
    application_commands: [],
    auto_moderation_rules: [],
    guild_scheduled_events: [],
    integrations: [],
    threads: [],
    webhooks: [],
  })
}

export const guildRoutes: Route[] = [
  route('GET /guilds/:guild', (context) => {
    const guild = context.world.guild(param(context, 'guild'))
    // Only here does Discord hide from a bot that a server exists which it is not in.
    if (!guild.members.has(caller(context))) throw refusal('unknownGuild')
    const counted = context.query.get('with_counts') === 'true'
    const counts = { approximate_member_count: guild.members.size, approximate_presence_count: 0 }
    return ok({ ...viewGuild(guild), ...(counted ? counts : {}) })
  }),
  route('GET /guilds/:guild/channels', (context) => {
    const channels = guildChannels(context.world, guildOf(context).id)
    return ok(channels.map((channel) => viewChannel(context.world, channel, caller(context))))
  }),
  route('POST /guilds/:guild/channels', (context) => {
    const channel = createChannel(
      context.world,
      caller(context),
      guildOf(context),
      payloadOf<ChannelPayload>(context),
      context.reason,
    )
    return { status: 201, body: viewChannel(context.world, channel, caller(context)) }
  }),
  route('GET /guilds/:guild/threads/active', (context) => {
    const guild = guildOf(context)
    const threads = [...context.world.channels.values()]
      .filter((channel) => channel.kind === 'thread')
      .filter((thread) => thread.guildId === guild.id && !thread.archived)
      .filter((thread) => canSee(context.world, thread, caller(context)))
    return ok(
      threadList(
        context,
        threads.sort((a, b) => byAge(b.id, a.id)),
      ),
    )
  }),
  route('GET /guilds/:guild/roles', (context) => {
    const guild = guildOf(context)
    return ok([...guild.roles.values()].map((role) => viewRole(guild, role)))
  }),
  route('GET /guilds/:guild/roles/:role', (context) => {
    const guild = guildOf(context)
    const role = guild.roles.get(param(context, 'role'))
    if (role === undefined) throw refusal('unknownRole')
    return ok(viewRole(guild, role))
  }),
  route('GET /guilds/:guild/members', (context) => {
    const guild = guildOf(context)
    if ((context.world.bot(caller(context)).privilegedIntents & (1 << 1)) === 0)
      throw refusal('missingAccess')
    const after = context.query.get('after') ?? '0'
    const members = [...guild.members.values()].filter((member) => byAge(member.userId, after) > 0)
    const page = members
      .sort((a, b) => byAge(a.userId, b.userId))
      .slice(0, numberIn(context.query, 'limit') ?? 1)
    return ok(page.map((member) => viewMember(context.world, member)))
  }),
  route('GET /guilds/:guild/members/:user', (context) => {
    const guild = guildOf(context)
    context.world.user(param(context, 'user'))
    return ok(viewMember(context.world, context.world.member(guild.id, param(context, 'user'))))
  }),
  route('PATCH /guilds/:guild/members/:user', editMember),
  route('DELETE /guilds/:guild/members/:user', (context) => {
    kickMember(context.world, caller(context), guildOf(context), param(context, 'user'), context.reason)
    return NOTHING
  }),
  route('GET /guilds/:guild/bans', listBans),
  route('GET /guilds/:guild/bans/:user', (context) => {
    const found = guildOf(context, P.BanMembers).bans.get(param(context, 'user'))
    if (found === undefined) throw refusal('unknownBan')
    return ok({ reason: found.reason, user: viewUser(context.world.user(param(context, 'user'))) })
  }),
  route('PUT /guilds/:guild/bans/:user', ban),
  route('DELETE /guilds/:guild/bans/:user', (context) => {
    unbanUser(context.world, caller(context), guildOf(context), param(context, 'user'), context.reason)
    return NOTHING
  }),
  route('GET /guilds/:guild/audit-logs', auditLog),
  route('GET /guilds/:guild/invites', (context) => {
    const guild = guildOf(context, P.ManageGuild)
    return ok([...guild.invites.values()].map((invite) => viewInvite(context.world, guild, invite)))
  }),
  openRoute('GET /invites/:code', (context) => {
    const { guild, invite } = findInvite(context.world, param(context, 'code'))
    return ok(viewInvite(context.world, guild, invite))
  }),
  route('DELETE /invites/:code', (context) => {
    const { guild, invite } = findInvite(context.world, param(context, 'code'))
    requireInServer(context.world, guild, caller(context), P.ManageGuild)
    const view = viewInvite(context.world, guild, invite)
    guild.invites.delete(invite.code)
    return ok(view)
  }),
  route('DELETE /users/@me/guilds/:guild', (context) => {
    leaveServer(context.world, guildOf(context), caller(context))
    return NOTHING
  }),
]
