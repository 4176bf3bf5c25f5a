/** Making, changing and deleting the channels of a server. */
import { AuditLogEvent, PermissionFlagsBits as P } from 'discord-api-types/v10'
import { recordAudit } from './audit.ts'
import { invalidForm, refusal } from './errors.ts'
import { emitChannel, withThreadSync } from './events.ts'
import { channelErrors } from './limits.ts'
import { ALL, requireInChannel, requireInServer, serverPermissions } from './permissions.ts'
import type { GuildChannelState, GuildState, OverwriteState } from './state.ts'
import type { World } from './world.ts'

export interface OverwritePayload {
  id: string
  type: 0 | 1
  allow?: string | null
  deny?: string | null
}

export interface ChannelPayload {
  name?: string
  type?: number
  topic?: string | null
  parent_id?: string | null
  position?: number | null
  nsfw?: boolean
  rate_limit_per_user?: number | null
  permission_overwrites?: OverwritePayload[] | null
}

/** Makes a channel in a server; needs Manage Channels, and every permission that an overwrite hands out. */
export function createChannel(
  world: World,
  actorId: string,
  guild: GuildState,
  payload: ChannelPayload,
  reason?: string,
): GuildChannelState {
  requireInServer(world, guild, actorId, P.ManageChannels)
  const errors = channelErrors(payload)
  if (errors !== undefined) throw invalidForm(errors)
  const channel: GuildChannelState = {
    kind: 'guild',
    id: world.nextId(),
    type: (payload.type ?? 0) as GuildChannelState['type'],
    guildId: guild.id,
    name: channelName(payload.name ?? '', payload.type ?? 0),
    topic: payload.topic ?? null,
    parentId: payload.parent_id ?? null,
    position: payload.position ?? guildChannels(world, guild.id).length,
    rateLimitPerUser: payload.rate_limit_per_user ?? 0,
    nsfw: payload.nsfw ?? false,
    overwrites: overwritesFrom(world, actorId, guild, payload.permission_overwrites ?? []),
  }
  world.channels.set(channel.id, channel)
  emitChannel(world, 'CREATE', channel)
  recordAudit(world, guild, { action: AuditLogEvent.ChannelCreate, by: actorId, target: channel.id, reason })
  return channel
}

/** Discord writes the names of text channels small and with dashes. */
function channelName(name: string, type: number): string {
  return type === 0 || type === 5 ? name.trim().toLowerCase().replaceAll(/\s+/g, '-') : name.trim()
}

/** The channels of a server, threads not among them. */
export function guildChannels(world: World, guildId: string): GuildChannelState[] {
  return [...world.channels.values()].filter(
    (channel) => channel.kind === 'guild' && channel.guildId === guildId,
  ) as GuildChannelState[]
}

function overwritesFrom(
  world: World,
  actorId: string,
  guild: GuildState,
  payloads: readonly OverwritePayload[],
): Map<string, OverwriteState> {
  const held = serverPermissions(world, guild, actorId)
  const overwrites = new Map<string, OverwriteState>()
  for (const { id, type, allow, deny } of payloads) {
    if (type === 0 && !guild.roles.has(id)) throw refusal('unknownRole')
    const overwrite: OverwriteState = { id, type, allow: BigInt(allow ?? 0), deny: BigInt(deny ?? 0) }
    if (held !== ALL && ((overwrite.allow | overwrite.deny) & ~held) !== 0n)
      throw refusal('missingPermissions')
    overwrites.set(id, overwrite)
  }
  return overwrites
}

/** Changes a channel of a server. */
export function editChannel(
  world: World,
  actorId: string,
  channel: GuildChannelState,
  payload: ChannelPayload,
  reason?: string,
): GuildChannelState {
  requireInChannel(world, channel, actorId, P.ManageChannels)
  const errors = channelErrors(payload, { edit: true })
  if (errors !== undefined) throw invalidForm(errors)
  const guild = world.guild(channel.guildId)
  if (payload.permission_overwrites) {
    requireInChannel(world, channel, actorId, P.ManageRoles)
    const overwrites = overwritesFrom(world, actorId, guild, payload.permission_overwrites)
    withThreadSync(world, guild, () => {
      channel.overwrites = overwrites
    })
    world.changed({ kind: 'access', guildId: guild.id })
  }
  if (payload.name !== undefined) channel.name = channelName(payload.name, channel.type)
  if (payload.topic !== undefined) channel.topic = payload.topic
  if (payload.parent_id !== undefined) channel.parentId = payload.parent_id
  if (typeof payload.position === 'number') channel.position = payload.position
  if (payload.nsfw !== undefined) channel.nsfw = payload.nsfw
  if (typeof payload.rate_limit_per_user === 'number') channel.rateLimitPerUser = payload.rate_limit_per_user
  emitChannel(world, 'UPDATE', channel)
  recordAudit(world, guild, { action: AuditLogEvent.ChannelUpdate, by: actorId, target: channel.id, reason })
  return channel
}

/** Deletes a channel with its threads. */
export function deleteChannel(
  world: World,
  actorId: string,
  channel: GuildChannelState,
  reason?: string,
): void {
  requireInChannel(world, channel, actorId, P.ManageChannels)
  for (const thread of world.channels.values()) {
    if (thread.kind === 'thread' && thread.parentId === channel.id) removeChannel(world, thread.id)
  }
  emitChannel(world, 'DELETE', channel)
  removeChannel(world, channel.id)
  recordAudit(world, world.guild(channel.guildId), {
    action: AuditLogEvent.ChannelDelete,
    by: actorId,
    target: channel.id,
    reason,
  })
}

/** Takes a channel out of the world, its messages with it. */
export function removeChannel(world: World, channelId: string): void {
  for (const message of world.history(channelId)) message.deleted = true
  world.channels.delete(channelId)
}

/** Sets or removes what one role or member may do in a channel. */
export function setOverwrite(
  world: World,
  actorId: string,
  channel: GuildChannelState,
  targetId: string,
  overwrite: Omit<OverwritePayload, 'id'> | null,
  reason?: string,
): void {
  requireInChannel(world, channel, actorId, P.ManageRoles)
  const guild = world.guild(channel.guildId)
  const existed = channel.overwrites.has(targetId)
  const made = overwritesFrom(
    world,
    actorId,
    guild,
    overwrite === null ? [] : [{ ...overwrite, id: targetId }],
  )
  withThreadSync(world, guild, () => {
    channel.overwrites.delete(targetId)
    for (const [id, value] of made) channel.overwrites.set(id, value)
  })
  world.changed({ kind: 'access', guildId: guild.id })
  emitChannel(world, 'UPDATE', channel)
  const action =
    overwrite === null
      ? AuditLogEvent.ChannelOverwriteDelete
      : existed
        ? AuditLogEvent.ChannelOverwriteUpdate
        : AuditLogEvent.ChannelOverwriteCreate
  recordAudit(world, guild, {
    action,
    by: actorId,
    target: channel.id,
    reason,
    options: overwriteOptions(guild, targetId),
  })
}

/** What the audit log says of the one whom an overwrite is for. */
function overwriteOptions(guild: GuildState, targetId: string): Record<string, string> {
  const role = guild.roles.get(targetId)
  return role === undefined ? { id: targetId, type: '1' } : { id: targetId, type: '0', role_name: role.name }
}
