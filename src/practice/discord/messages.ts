/** Writing, editing, deleting and reading messages, with Discord's checks. */
import {
  AuditLogEvent,
  MessageFlags as F,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10'
import { recordAudit } from './audit.ts'
import { withIds } from './components.ts'
import { requireDmAllowed } from './dms.ts'
import { DiscordError, invalidForm, refusal } from './errors.ts'
import { emitChannel, emitMessage, emitMessagesDeleted, emitThreadMembers } from './events.ts'
import { EMPTY_MESSAGE, isEmptyMessage, messageErrors } from './limits.ts'
import { requireInChannel } from './permissions.ts'
import { NO_PINGS, pingsOf, type AllowedMentions } from './pings.ts'
import { snowflakeTime } from './snowflake.ts'
import type { ChannelState, MessageState, ThreadState } from './state.ts'
import { attachmentsAfterEdit, storeUploads, type UploadedFile } from './uploads.ts'
import type { World } from './world.ts'

/** The parts of a message payload that the practice Discord understands. */
export interface MessagePayload {
  content?: string | null
  embeds?: Record<string, unknown>[] | null
  components?: Record<string, unknown>[] | null
  flags?: number
  tts?: boolean
  nonce?: string | number
  enforce_nonce?: boolean
  allowed_mentions?: AllowedMentions
  message_reference?: { message_id: string; channel_id?: string; fail_if_not_exists?: boolean }
  attachments?: { id: string | number; filename?: string; description?: string }[]
}

/** Where a message comes from, when it is more than a person or bot writing in a channel. */
export interface Origin {
  type?: number
  ephemeralFor?: string | undefined
  interaction?: MessageState['interaction']
  applicationId?: string
  pings?: MessageState['pings']
}

const NONCE_WINDOW_MS = 5 * 60 * 1000
const BULK_DELETE_AGE_MS = 14 * 24 * 60 * 60 * 1000
const SENDABLE_FLAGS = F.SuppressEmbeds | F.SuppressNotifications | F.IsComponentsV2 | F.Ephemeral | F.Loading

/** Writes a message as `actorId`, after every check; an enforced nonce gives back the first message. */
export function sendMessage(
  world: World,
  actorId: string,
  channel: ChannelState,
  payload: MessagePayload,
  files: readonly UploadedFile[] = [],
): MessageState {
  checkMayWrite(world, actorId, channel, payload, files)
  checkPayload(payload, files)
  const first = firstWithNonce(world, actorId, payload)
  if (first !== undefined) return first
  if (channel.kind === 'thread') openThreadFor(world, channel, actorId)
  return writeMessage(
    world,
    actorId,
    channel,
    payload,
    files,
    payload.message_reference ? { type: MessageType.Reply } : {},
  )
}

function checkMayWrite(
  world: World,
  actorId: string,
  channel: ChannelState,
  payload: MessagePayload,
  files: readonly UploadedFile[],
): void {
  if (channel.kind === 'dm') {
    requireInChannel(world, channel, actorId)
    requireDmAllowed(world, actorId, channel)
    return
  }
  const write = channel.kind === 'thread' ? P.SendMessagesInThreads : P.SendMessages
  const embeds = (payload.embeds ?? []).length > 0 && world.bots.has(actorId) ? P.EmbedLinks : 0n
  requireInChannel(world, channel, actorId, write | embeds | (files.length > 0 ? P.AttachFiles : 0n))
  if (channel.kind === 'thread' && channel.locked) requireInChannel(world, channel, actorId, P.ManageThreads)
}

/** Refuses with 50035 what no message may hold, with 50006 an empty one. */
export function checkPayload(payload: MessagePayload, files: readonly UploadedFile[]): void {
  const errors = messageErrors(payload, { files: files.length })
  if (errors !== undefined) throw invalidForm(errors)
  if (isEmptyMessage(payload, { files: files.length })) {
    throw new DiscordError(400, EMPTY_MESSAGE.code, EMPTY_MESSAGE.message)
  }
}

function firstWithNonce(world: World, actorId: string, payload: MessagePayload): MessageState | undefined {
  if (payload.nonce === undefined || payload.enforce_nonce !== true) return undefined
  const nonce = String(payload.nonce)
  const since = world.clock.now().getTime() - NONCE_WINDOW_MS
  return [...world.messages.values()].findLast(
    (message) => message.authorId === actorId && message.nonce === nonce && message.sentAt.getTime() > since,
  )
}

/** Writing into an unlocked archived thread opens it again, and the writer joins. */
function openThreadFor(world: World, thread: ThreadState, actorId: string): void {
  if (thread.archived) {
    thread.archived = false
    thread.archiveTimestamp = world.clock.now()
    emitChannel(world, 'UPDATE', thread)
  }
  if (!thread.members.has(actorId)) {
    thread.members.set(actorId, world.clock.now())
    emitThreadMembers(world, thread, [actorId], [])
  }
}

/** Writes a message without asking whether its author may: for the answers to interactions and Discord itself. */
export function writeMessage(
  world: World,
  authorId: string,
  channel: ChannelState,
  payload: MessagePayload,
  files: readonly UploadedFile[] = [],
  origin: Origin = {},
): MessageState {
  const reference = payload.message_reference
  const repliedTo = reference === undefined ? undefined : world.messages.get(reference.message_id)
  const content = (payload.content ?? '').trim()
  const components = withIds(payload.components ?? [])
  const message: MessageState = {
    id: world.nextId(),
    channelId: channel.id,
    authorId,
    type: origin.type ?? MessageType.Default,
    content,
    embeds: richEmbeds(payload.embeds),
    components,
    attachments: storeUploads(world, channel.id, files, payload.attachments),
    flags: (payload.flags ?? 0) & SENDABLE_FLAGS,
    pings:
      origin.pings ??
      (origin.ephemeralFor === undefined
        ? pingsOf(
            world,
            channel,
            authorId,
            pingable(content, components),
            payload.allowed_mentions,
            repliedTo?.authorId,
          )
        : NO_PINGS),
    tts: payload.tts ?? false,
    pinned: false,
    sentAt: world.clock.now(),
    editedAt: null,
    nonce: payload.nonce === undefined ? undefined : String(payload.nonce),
    replyTo:
      reference === undefined
        ? undefined
        : { messageId: reference.message_id, channelId: reference.channel_id ?? channel.id },
    interaction: origin.interaction,
    applicationId: origin.applicationId,
    ephemeralFor: origin.ephemeralFor,
    vanished: false,
    deleted: false,
  }
  world.messages.set(message.id, message)
  world.messageIds.set(channel.id, [...(world.messageIds.get(channel.id) ?? []), message.id])
  emitMessage(world, 'MESSAGE_CREATE', message)
  return message
}

function richEmbeds(embeds: MessagePayload['embeds']): Record<string, unknown>[] {
  return (embeds ?? []).map((embed) => ({ ...embed, type: 'rich' }))
}

/** Text displays ping like content does; embeds never do. */
function pingable(content: string, components: readonly unknown[]): string {
  return [content, ...components.map((component) => JSON.stringify(component))].join('\n')
}

/** Edits one's own message; 50083 in an archived thread, 50005 for another's. */
export function editMessage(
  world: World,
  actorId: string,
  channel: ChannelState,
  message: MessageState,
  payload: MessagePayload,
  files: readonly UploadedFile[] = [],
): MessageState {
  requireInChannel(world, channel, actorId)
  if (message.authorId !== actorId) throw refusal('notYourMessage')
  if (channel.kind === 'thread' && channel.archived) throw refusal('archivedThread')
  return rewriteMessage(world, channel, message, payload, files)
}

/** Puts new content into a message, without asking who does it. What the payload leaves out stays. */
export function rewriteMessage(
  world: World,
  channel: ChannelState,
  message: MessageState,
  payload: MessagePayload,
  files: readonly UploadedFile[] = [],
): MessageState {
  const flags = (message.flags & ~F.Loading) | ((payload.flags ?? 0) & (F.IsComponentsV2 | F.SuppressEmbeds))
  const attachments = message.attachments.filter(
    (file) => payload.attachments?.some((entry) => String(entry.id) === file.id) ?? true,
  )
  const whole = {
    content: payload.content === undefined ? message.content : payload.content,
    embeds: payload.embeds === undefined ? message.embeds : payload.embeds,
    components: payload.components === undefined ? message.components : payload.components,
    flags: flags & F.IsComponentsV2,
  }
  const errors = messageErrors({ ...payload, ...whole }, { files: files.length + attachments.length })
  if (errors !== undefined) throw invalidForm(errors)
  if (isEmptyMessage(whole, { files: files.length + attachments.length })) {
    throw new DiscordError(400, EMPTY_MESSAGE.code, EMPTY_MESSAGE.message)
  }
  const added = storeUploads(world, channel.id, files, payload.attachments)
  message.content = (whole.content ?? '').trim()
  message.embeds = richEmbeds(whole.embeds)
  message.components = withIds(whole.components ?? [])
  message.attachments = attachmentsAfterEdit(message.attachments, added, payload.attachments)
  message.flags = flags
  message.editedAt = world.clock.now()
  emitMessage(world, 'MESSAGE_UPDATE', message)
  return message
}

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

export interface HistoryQuery {
  before?: string | undefined
  after?: string | undefined
  around?: string | undefined
  /** 1 to 100; 50 when not said. */
  limit?: number | undefined
}

/** The messages of a channel that everyone in it can read, newest first, as Discord pages them. */
export function listMessages(
  world: World,
  actorId: string,
  channel: ChannelState,
  query: HistoryQuery,
): MessageState[] {
  requireInChannel(world, channel, actorId)
  const limit = query.limit ?? 50
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalidForm({
      limit: { _errors: [{ code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' }] },
    })
  }
  const all = world.history(channel.id).filter((message) => message.ephemeralFor === undefined)
  const newestFirst = [...all].reverse()
  const { before, after, around } = query
  if (around !== undefined) {
    const half = Math.floor(limit / 2)
    const older = newestFirst.filter((message) => BigInt(message.id) <= BigInt(around)).slice(0, half + 1)
    const newer = all.filter((message) => BigInt(message.id) > BigInt(around)).slice(0, half)
    return [...newer.reverse(), ...older].slice(0, limit)
  }
  if (after !== undefined) {
    return all
      .filter((message) => BigInt(message.id) > BigInt(after))
      .slice(0, limit)
      .reverse()
  }
  return newestFirst
    .filter((message) => before === undefined || BigInt(message.id) < BigInt(before))
    .slice(0, limit)
}
