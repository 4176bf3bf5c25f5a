/** Who may do what, computed as Discord does: owner, roles, overwrites, threads, timeouts. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10'
import { refusal } from './errors.ts'
import type { ChannelState, GuildState, OverwriteState, ThreadState } from './state.ts'
import type { World } from './world.ts'

/** Every permission there is. */
export const ALL: bigint = Object.values(P).reduce((all, bit) => all | bit, 0n)

/** What a new server grants to everyone. */
export const EVERYONE_DEFAULT: bigint =
  P.ViewChannel |
  P.SendMessages |
  P.SendMessagesInThreads |
  P.CreatePublicThreads |
  P.CreatePrivateThreads |
  P.ReadMessageHistory |
  P.AttachFiles |
  P.EmbedLinks |
  P.AddReactions |
  P.UseApplicationCommands |
  P.UseExternalApps |
  P.CreateInstantInvite |
  P.ChangeNickname

const LEFT_TO_TIMED_OUT = P.ViewChannel | P.ReadMessageHistory

/** A user's permissions in the server as a whole; 0 for those who are not in it. */
export function serverPermissions(world: World, guild: GuildState, userId: string): bigint {
  const member = guild.members.get(userId)
  if (member === undefined) return 0n
  if (guild.ownerId === userId) return ALL
  let permissions = guild.roles.get(guild.id)?.permissions ?? 0n
  for (const role of member.roles) permissions |= guild.roles.get(role)?.permissions ?? 0n
  if ((permissions & P.Administrator) !== 0n) return ALL
  return isTimedOut(world, guild, userId) ? permissions & LEFT_TO_TIMED_OUT : permissions
}

/** A user's permissions in a channel or thread of a server, or in a DM. */
export function channelPermissions(world: World, channel: ChannelState, userId: string): bigint {
  if (channel.kind === 'dm') return channel.recipients.includes(userId) ? DM_PERMISSIONS : 0n
  const guild = world.guild(channel.guildId)
  const base = serverPermissions(world, guild, userId)
  if (base === 0n || base === ALL) return base
  const place = channel.kind === 'thread' ? world.channel(channel.parentId) : channel
  if (place.kind !== 'guild') return 0n
  let permissions = overwritten(base, guild, place.overwrites, userId)
  if (isTimedOut(world, guild, userId)) permissions &= LEFT_TO_TIMED_OUT
  return (permissions & P.ViewChannel) === 0n ? 0n : permissions
}

const DM_PERMISSIONS = P.ViewChannel | P.SendMessages | P.ReadMessageHistory | P.AttachFiles | P.EmbedLinks

function overwritten(
  base: bigint,
  guild: GuildState,
  overwrites: ReadonlyMap<string, OverwriteState>,
  userId: string,
): bigint {
  const apply = (permissions: bigint, ids: Iterable<string>): bigint => {
    let allow = 0n
    let deny = 0n
    for (const id of ids) {
      allow |= overwrites.get(id)?.allow ?? 0n
      deny |= overwrites.get(id)?.deny ?? 0n
    }
    return (permissions & ~deny) | allow
  }
  const everyone = apply(base, [guild.id])
  const roles = apply(everyone, guild.members.get(userId)?.roles ?? [])
  return apply(roles, [userId])
}

function isTimedOut(world: World, guild: GuildState, userId: string): boolean {
  const until = guild.members.get(userId)?.timedOutUntil ?? null
  return until !== null && until > world.clock.now()
}

/** Whether the user can open the channel; a private thread needs membership or Manage Threads besides. */
export function canSee(world: World, channel: ChannelState, userId: string): boolean {
  const permissions = channelPermissions(world, channel, userId)
  if ((permissions & P.ViewChannel) === 0n) return false
  return channel.kind !== 'thread' || channel.type !== 12 || isInThread(channel, userId, permissions)
}

function isInThread(thread: ThreadState, userId: string, permissions: bigint): boolean {
  return thread.members.has(userId) || (permissions & P.ManageThreads) !== 0n
}

/** Refuses with 50001 if the user cannot see the channel, with 50013 if a further permission lacks. */
export function requireInChannel(world: World, channel: ChannelState, userId: string, needed = 0n): void {
  if (!canSee(world, channel, userId)) throw refusal('missingAccess')
  if ((channelPermissions(world, channel, userId) & needed) !== needed) throw refusal('missingPermissions')
}

/** Refuses with 50001 someone who is not in the server, with 50013 one who lacks a permission there. */
export function requireInServer(world: World, guild: GuildState, userId: string, needed = 0n): void {
  if (!guild.members.has(userId)) throw refusal('missingAccess')
  if ((serverPermissions(world, guild, userId) & needed) !== needed) throw refusal('missingPermissions')
}

/** The position of a member's highest role; everyone's own is 0. */
export function topPosition(guild: GuildState, userId: string): number {
  const roles = guild.members.get(userId)?.roles ?? new Set<string>()
  return Math.max(0, ...[...roles].map((id) => guild.roles.get(id)?.position ?? 0))
}

/** Refuses with 50013 to act on the owner, on oneself as a higher role, or on anyone not below the actor. */
export function requireOutranks(guild: GuildState, actorId: string, targetId: string): void {
  if (targetId === guild.ownerId) throw refusal('missingPermissions')
  if (actorId === guild.ownerId || !guild.members.has(targetId)) return
  if (topPosition(guild, actorId) <= topPosition(guild, targetId)) throw refusal('missingPermissions')
}
