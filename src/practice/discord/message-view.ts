/** How messages and attachments look in Discord's JSON. */
import type { AttachmentState, MessageState } from './state.ts'
import { viewUser, type Json } from './views.ts'
import type { World } from './world.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The signed link to an attachment: it stops working a day of simulated time after it was handed out. */
export function attachmentUrl(world: World, attachment: AttachmentState): string {
  const expires = Math.floor((world.clock.now().getTime() + DAY_MS) / 1000).toString(16)
  const name = encodeURIComponent(attachment.filename)
  return `${world.cdnUrl}/attachments/${attachment.channelId}/${attachment.id}/${name}?ex=${expires}`
}

export function viewAttachment(world: World, attachment: AttachmentState, ephemeral = false): Json {
  const url = attachmentUrl(world, attachment)
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.bytes.byteLength,
    url,
    proxy_url: url,
    ...(attachment.description === undefined ? {} : { description: attachment.description }),
    ...(attachment.contentType === undefined ? {} : { content_type: attachment.contentType }),
    ...(ephemeral ? { ephemeral: true } : {}),
  }
}

/** A message with everything in it. */
export function viewMessage(world: World, message: MessageState): Json {
  const author = world.user(message.authorId)
  const attachments = message.attachments.map((file) =>
    viewAttachment(world, file, message.ephemeralFor !== undefined),
  )
  const links = new Map(
    message.attachments.map((file, index) => [`attachment://${file.filename}`, attachments[index]]),
  )
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: viewUser(author),
    content: message.content,
    embeds: withLinks(message.embeds, links),
    components: withLinks(message.components, links),
    attachments,
    mentions: message.pings.users.map((id) => viewUser(world.user(id))),
    mention_roles: message.pings.roles,
    mention_everyone: message.pings.everyone,
    timestamp: message.sentAt.toISOString(),
    edited_timestamp: message.editedAt?.toISOString() ?? null,
    flags: message.flags,
    pinned: message.pinned,
    tts: message.tts,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.applicationId === undefined ? {} : { application_id: message.applicationId }),
    ...(message.interaction === undefined
      ? {}
      : { webhook_id: message.applicationId, interaction_metadata: viewMetadata(world, message) }),
    ...viewReply(world, message),
  }
}

function viewMetadata(world: World, message: MessageState): Json {
  const from = message.interaction
  if (from === undefined) return {}
  return {
    id: from.id,
    type: from.type,
    user: viewUser(world.user(from.userId)),
    authorizing_integration_owners: { '1': from.userId },
    ...(from.name === undefined ? {} : { name: from.name, command_type: 1 }),
  }
}

function viewReply(world: World, message: MessageState): Json {
  if (message.replyTo === undefined) return {}
  const { messageId, channelId } = message.replyTo
  const channel = world.channels.get(channelId)
  const referenced = world.messages.get(messageId)
  const reference = {
    type: 0,
    message_id: messageId,
    channel_id: channelId,
    ...(channel === undefined || channel.kind === 'dm' ? {} : { guild_id: channel.guildId }),
  }
  const shown =
    referenced === undefined || referenced.deleted
      ? null
      : viewMessage(world, { ...referenced, replyTo: undefined })
  return { message_reference: reference, referenced_message: shown }
}

/** Puts real links in place of `attachment://name`, as Discord does when it answers. */
function withLinks(value: unknown, links: ReadonlyMap<string, Json | undefined>): unknown {
  if (Array.isArray(value)) return value.map((item) => withLinks(item, links))
  if (typeof value !== 'object' || value === null) return value
  const copy: Json = {}
  for (const [key, inner] of Object.entries(value)) copy[key] = withLinks(inner, links)
  const file = typeof copy['url'] === 'string' ? links.get(copy['url']) : undefined
  return file === undefined
    ? copy
    : { ...copy, url: file['url'], proxy_url: file['url'], attachment_id: file['id'] }
}

/** The same message for a bot without the message content intent: text, embeds, files and buttons are blank. */
export function withoutContent(view: Json): Json {
  return { ...view, content: '', embeds: [], components: [], attachments: [] }
}
