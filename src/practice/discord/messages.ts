/** Writing and editing messages, with Discord's checks. */
import { MessageFlags as F, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10'
import { asStored } from './components.ts'
import { requireDmAllowed } from './dms.ts'
import { DiscordError, invalidForm, refusal } from './errors.ts'
import { emitChannel, emitMessage, emitThreadMembers } from './events.ts'
import { EMPTY_MESSAGE, isEmptyMessage, messageErrors } from './limits.ts'
import { requireInChannel } from './permissions.ts'
import { NO_PINGS, pingsOf, type AllowedMentions } from './pings.ts'
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
  attachments?: { id: string | number; filename?: string; description?: string | null }[]
}

/** Where a message comes from, when it is more than a person or bot writing in a channel. */
export interface Origin {
  type?: number
  ephemeralFor?: string | undefined
  interactionId?: string
  applicationId?: string
  pings?: MessageState['pings']
}

const NONCE_WINDOW_MS = 5 * 60 * 1000
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
  const first = world.messages.get(world.nonces.get(nonceKey(actorId, payload.nonce)) ?? '')
  const since = world.clock.now().getTime() - NONCE_WINDOW_MS
  return first !== undefined && first.sentAt.getTime() > since ? first : undefined
}

/** Nonces are told apart by author, whatever the channel. */
const nonceKey = (authorId: string, nonce: string | number): string => `${authorId} ${nonce}`

/** Writing into an unlocked archived thread opens it again, and the writer joins. */
function openThreadFor(world: World, thread: ThreadState, actorId: string): void {
  if (thread.archived) unarchive(world, thread)
  if (!thread.members.has(actorId)) {
    thread.members.set(actorId, world.clock.now())
    emitThreadMembers(world, thread, [actorId], [])
  }
}

/** Opens an archived thread again. */
export function unarchive(world: World, thread: ThreadState): void {
  thread.archived = false
  thread.archiveTimestamp = world.clock.now()
  emitChannel(world, 'UPDATE', thread)
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
  const components = asStored(payload.components ?? [])
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
    interactionId: origin.interactionId,
    applicationId: origin.applicationId,
    ephemeralFor: origin.ephemeralFor,
    vanished: false,
    deleted: false,
  }
  if (payload.nonce !== undefined) world.nonces.set(nonceKey(authorId, payload.nonce), message.id)
  world.place(message)
  emitMessage(world, 'MESSAGE_CREATE', message)
  return message
}

function richEmbeds(embeds: MessagePayload['embeds']): Record<string, unknown>[] {
  return (embeds ?? []).map((embed) => {
    const fields = embed['fields'] as Record<string, unknown>[] | undefined
    const whole = fields?.map((field) => ({ inline: false, ...field }))
    return { ...embed, type: 'rich', ...(whole === undefined ? {} : { fields: whole }) }
  })
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
  message.components = asStored(whole.components ?? [])
  message.attachments = attachmentsAfterEdit(message.attachments, added, payload.attachments)
  message.flags = flags
  message.editedAt = world.clock.now()
  emitMessage(world, 'MESSAGE_UPDATE', message)
  return message
}
