/** Joining, leaving, kicks, bans, timeouts and roles. Every act is checked against the actor's permissions. */
import { AuditLogEvent, PermissionFlagsBits as P } from 'discord-api-types/v10'
import { recordAudit } from './audit.ts'
import { invalidField, refusal } from './errors.ts'
import { emitBan, emitGuildForBot, emitMember, emitRole, emitThreadMembers } from './events.ts'
import { requireInServer, requireOutranks, serverPermissions, topPosition } from './permissions.ts'
import type { GuildState, MemberState } from './state.ts'
import type { World } from './world.ts'

const LONGEST_TIMEOUT_MS = 28 * 24 * 60 * 60 * 1000

/** Puts someone into a server; 40007 if they are banned there. */
export function joinServer(
  world: World,
  guild: GuildState,
  userId: string,
  roles: Iterable<string> = [],
): MemberState {
  if (guild.bans.has(userId)) throw refusal('bannedFromGuild')
  const present = guild.members.get(userId)
  if (present !== undefined) return present
  const member: MemberState = {
    userId,
    roles: new Set(roles),
    nick: null,
    joinedAt: world.clock.now(),
    timedOutUntil: null,
  }
  guild.members.set(userId, member)
  if (world.bots.has(userId)) emitGuildForBot(world, guild, userId, true)
  else emitMember(world, guild, 'ADD', userId)
  return member
}

/** Takes someone out of a server and of its threads; a bot's own role goes with it. */
export function leaveServer(world: World, guild: GuildState, userId: string): void {
  if (!guild.members.has(userId)) return
  for (const channel of world.channels.values()) {
    if (channel.kind !== 'thread' || channel.guildId !== guild.id || !channel.members.delete(userId)) continue
    if (!world.bots.has(userId)) emitThreadMembers(world, channel, [], [userId])
  }
  guild.members.delete(userId)
  for (const role of guild.roles.values()) {
    if (role.botId !== userId) continue
    guild.roles.delete(role.id)
    emitRole(world, guild, 'DELETE', role)
  }
  if (world.bots.has(userId)) emitGuildForBot(world, guild, userId, false)
  else emitMember(world, guild, 'REMOVE', userId)
}

/** Kicks a member: 50013 without the permission or below them, 10007 if they are not there. */
export function kickMember(
  world: World,
  actorId: string,
  guild: GuildState,
  userId: string,
  reason?: string,
): void {
  requireInServer(world, guild, actorId, P.KickMembers)
  if (!guild.members.has(userId)) throw refusal('unknownMember')
  requireOutranks(guild, actorId, userId)
  leaveServer(world, guild, userId)
  recordAudit(world, guild, { action: AuditLogEvent.MemberKick, by: actorId, target: userId, reason })
}

/** Bans anyone, member or not. A second ban changes nothing and succeeds. */
export function banUser(
  world: World,
  actorId: string,
  guild: GuildState,
  userId: string,
  reason?: string,
): void {
  requireInServer(world, guild, actorId, P.BanMembers)
  world.user(userId)
  requireOutranks(guild, actorId, userId)
  if (actorId === userId) throw refusal('missingPermissions')
  if (guild.bans.has(userId)) return
  guild.bans.set(userId, { reason: reason ?? null })
  leaveServer(world, guild, userId)
  inOrder(world, [
    () => emitBan(world, guild, 'ADD', userId),
    () =>
      recordAudit(world, guild, { action: AuditLogEvent.MemberBanAdd, by: actorId, target: userId, reason }),
  ])
  world.changed()
}

/** Lifts a ban: 10026 if there is none, 50013 for a member whose role is not below the actor's. */
export function unbanUser(
  world: World,
  actorId: string,
  guild: GuildState,
  userId: string,
  reason?: string,
): void {
  requireInServer(world, guild, actorId, P.BanMembers)
  requireOutranks(guild, actorId, userId)
  if (!guild.bans.delete(userId)) throw refusal('unknownBan')
  inOrder(world, [
    () => emitBan(world, guild, 'REMOVE', userId),
    () =>
      recordAudit(world, guild, {
        action: AuditLogEvent.MemberBanRemove,
        by: actorId,
        target: userId,
        reason,
      }),
  ])
  world.changed()
}

function inOrder(world: World, events: (() => void)[]): void {
  const ordered = world.settings.banEventOrder === 'ban-first' ? events : [...events].reverse()
  for (const emit of ordered) emit()
}

/** Times a member out until then, or ends a timeout with null. At most 28 days; never the owner or administrators. */
export function timeOutMember(
  world: World,
  actorId: string,
  guild: GuildState,
  userId: string,
  until: Date | null,
  reason?: string,
): void {
  requireInServer(world, guild, actorId, P.ModerateMembers)
  const member = world.member(guild.id, userId)
  requireOutranks(guild, actorId, userId)
  if ((serverPermissions(world, guild, userId) & P.Administrator) !== 0n) throw refusal('missingPermissions')
  if (until !== null && until.getTime() - world.clock.now().getTime() > LONGEST_TIMEOUT_MS) {
    throw invalidField(
      ['communication_disabled_until'],
      'MEMBER_TIMEOUT_TOO_LONG',
      'Timeouts end within 28 days.',
    )
  }
  const before = member.timedOutUntil?.toISOString()
  member.timedOutUntil = until
  emitMember(world, guild, 'UPDATE', userId)
  recordAudit(world, guild, {
    action: AuditLogEvent.MemberUpdate,
    by: actorId,
    target: userId,
    reason,
    changes: [{ key: 'communication_disabled_until', old_value: before, new_value: until?.toISOString() }],
  })
}

/** Gives a member exactly these roles; the actor must hold Manage Roles and stand above each that changes. */
export function setMemberRoles(
  world: World,
  actorId: string,
  guild: GuildState,
  userId: string,
  roles: readonly string[],
  reason?: string,
): void {
  requireInServer(world, guild, actorId, P.ManageRoles)
  const member = world.member(guild.id, userId)
  const wanted = new Set(roles)
  const added = [...wanted].filter((id) => !member.roles.has(id))
  const removed = [...member.roles].filter((id) => !wanted.has(id))
  for (const id of [...added, ...removed]) {
    const role = guild.roles.get(id)
    if (role === undefined) throw refusal('unknownRole')
    if (actorId !== guild.ownerId && role.position >= topPosition(guild, actorId))
      throw refusal('missingPermissions')
  }
  member.roles = wanted
  emitMember(world, guild, 'UPDATE', userId)
  recordAudit(world, guild, { action: AuditLogEvent.MemberRoleUpdate, by: actorId, target: userId, reason })
}
