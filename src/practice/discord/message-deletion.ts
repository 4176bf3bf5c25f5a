/** Deleting messages: one, up to a hundred at once, or all that a banned person wrote lately. */
import { AuditLogEvent, PermissionFlagsBits as P } from 'discord-api-types/v10'
import { recordAudit } from './audit.ts'
import { invalidForm, refusal } from './errors.ts'
import { emitMessagesDeleted } from './events.ts'
import { requireInChannel } from './permissions.ts'
import { snowflakeTime } from './snowflake.ts'
import type { ChannelState, MessageState } from './state.ts'
import type { World } from './world.ts'

const BULK_DELETE_AGE_MS = 14 * 24 * 60 * 60 * 1000

/** Deletes a message: one's own, or with Manage Messages another's. Never another's in a DM (50003). */
export function deleteMessage(
  world: World,
  actorId: string,
  channel: ChannelState,
  message: MessageState,
  reason?: string,
): void {
  const own = message.authorId === actorId
  requireInChannel(world, channel, actorId)
  if (!own && channel.kind === 'dm') throw refusal('wrongChannelKindForDm')
  if (!own) requireInChannel(world, channel, actorId, P.ManageMessages)
  if (channel.kind === 'thread' && channel.archived) throw refusal('archivedThread')
  message.deleted = true
  emitMessagesDeleted(world, channel, [message.id])
  if (!own && channel.kind !== 'dm') {
    recordAudit(world, world.guild(channel.guildId), {
      action: AuditLogEvent.MessageDelete,
      by: actorId,
      target: message.authorId,
      reason,
      options: { channel_id: channel.id, count: '1' },
    })
  }
}

/** Deletes 2 to 100 messages at once; 50034 if any is older than fourteen days. */
export function bulkDelete(
  world: World,
  actorId: string,
  channel: ChannelState,
  ids: readonly string[],
): void {
  if (channel.kind === 'dm') throw refusal('wrongChannelKindForDm')
  requireInChannel(world, channel, actorId, P.ManageMessages)
  const unique = [...new Set(ids)]
  if (unique.length < 2 || unique.length > 100) {
    const words = 'You can only delete messages in bulk by 2 to 100 at a time.'
    throw invalidForm({ messages: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: words }] } })
  }
  const oldest = world.clock.now().getTime() - BULK_DELETE_AGE_MS
  if (unique.some((id) => snowflakeTime(id).getTime() < oldest)) throw refusal('bulkDeleteTooOld')
  const found = unique
    .map((id) => world.messages.get(id))
    .filter((message) => message?.channelId === channel.id && !message.deleted) as MessageState[]
  for (const message of found) message.deleted = true
  emitMessagesDeleted(
    world,
    channel,
    found.map((message) => message.id),
  )
  recordAudit(world, world.guild(channel.guildId), {
    action: AuditLogEvent.MessageBulkDelete,
    by: actorId,
    target: channel.id,
    options: { count: String(found.length) },
  })
}

/** Forgets what someone wrote in a server lately, as a ban with `delete_message_seconds` does. */
export function bulkForget(world: World, guildId: string, authorId: string, seconds: number): void {
  const since = world.clock.now().getTime() - seconds * 1000
  const recent = [...world.messages.values()].filter(
    (message) => message.authorId === authorId && !message.deleted && message.sentAt.getTime() > since,
  )
  for (const message of recent) {
    const channel = world.channels.get(message.channelId)
    if (channel === undefined || channel.kind === 'dm' || channel.guildId !== guildId) continue
    message.deleted = true
    emitMessagesDeleted(world, channel, [message.id])
  }
}
