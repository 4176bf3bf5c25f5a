/** The payload of INTERACTION_CREATE, as the bot gets it. */
import { owners, viewAttachment, viewMessage } from '../message-view.ts'
import { contextOf } from '../commands.ts'
import { channelPermissions } from '../permissions.ts'
import type { ChannelState, InteractionState } from '../state.ts'
import { viewInteractionChannel, viewMember, viewRole, viewUser, type Json } from '../views.ts'
import type { World } from '../world.ts'

const UPLOAD_LIMIT = 10 * 1024 * 1024

/** Everything around an interaction's `data`. */
export function interactionPayload(
  world: World,
  interaction: InteractionState,
  data: Json,
  extra: Json = {},
): Json {
  const channel = world.channel(interaction.channelId)
  return {
    id: interaction.id,
    application_id: interaction.applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: viewInteractionChannel(world, channel, interaction.userId, interaction.applicationId),
    app_permissions: channelPermissions(world, channel, interaction.applicationId).toString(),
    locale: 'en-GB',
    entitlements: [],
    context: contextOf(channel, interaction.applicationId),
    attachment_size_limit: UPLOAD_LIMIT,
    authorizing_integration_owners: owners(world, interaction),
    ...whoAndWhere(world, interaction, channel),
    ...extra,
  }
}

function whoAndWhere(world: World, interaction: InteractionState, channel: ChannelState): Json {
  const user = viewUser(world.user(interaction.userId))
  if (channel.kind === 'dm') return { user }
  const guild = world.guild(channel.guildId)
  const member = guild.members.get(interaction.userId)
  if (member === undefined) return { user }
  const permissions = channelPermissions(world, channel, interaction.userId).toString()
  return {
    member: { ...viewMember(world, member), permissions },
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-GB', features: [] },
    guild_locale: 'en-GB',
  }
}

export interface Named {
  users?: readonly string[]
  roles?: readonly string[]
  channels?: readonly string[]
  messages?: readonly string[]
  attachments?: readonly string[]
}

/** The `resolved` of an interaction: whole objects for the ids that were chosen. */
export function resolved(
  world: World,
  place: ChannelState,
  who: { userId: string; applicationId: string },
  named: Named,
): Json | undefined {
  const guild = place.kind === 'dm' ? undefined : world.guild(place.guildId)
  const table = (
    ids: readonly string[] | undefined,
    view: (id: string) => Json | undefined,
  ): Json | undefined => {
    const rows = (ids ?? []).map((id) => [id, view(id)] as const).filter(([, row]) => row !== undefined)
    return rows.length === 0 ? undefined : Object.fromEntries(rows)
  }
  const tables = {
    users: table(named.users, (id) => (world.users.has(id) ? viewUser(world.user(id)) : undefined)),
    members: table(named.users, (id) => {
      const member = guild?.members.get(id)
      if (member === undefined) return undefined
      const { deaf: _deaf, mute: _mute, ...view } = viewMember(world, member, false)
      return { ...view, permissions: channelPermissions(world, place, id).toString() }
    }),
    roles: table(named.roles, (id) => {
      const role = guild?.roles.get(id)
      return guild === undefined || role === undefined ? undefined : viewRole(guild, role)
    }),
    channels: table(named.channels, (id) => {
      const channel = world.channels.get(id)
      return channel === undefined
        ? undefined
        : viewInteractionChannel(world, channel, who.userId, who.applicationId)
    }),
    messages: table(named.messages, (id) => {
      const message = world.messages.get(id)
      return message === undefined ? undefined : viewMessage(world, message)
    }),
    attachments: table(named.attachments, (id) => {
      const attachment = world.attachments.get(id)
      return attachment === undefined ? undefined : viewAttachment(world, attachment, true)
    }),
  }
  const used = Object.entries(tables).filter(([, rows]) => rows !== undefined)
  return used.length === 0 ? undefined : Object.fromEntries(used)
}
