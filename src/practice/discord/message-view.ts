/** How messages and attachments look in Discord's JSON. */
import type { AttachmentState, InteractionState, MessageState } from './state.ts'
import { viewUser, type Json } from './views.ts'
import type { World } from './world.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The signed link to an attachment: it stops working a day of simulated time after it was handed out. */
function attachmentUrl(world: World, attachment: AttachmentState): string {
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
    components: withMedia(withLinks(message.components, links), message.id),
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
    ...(message.interactionId === undefined
      ? {}
      : {
          webhook_id: message.applicationId,
          interaction_metadata: viewMetadata(world, message.interactionId),
        }),
    ...viewReply(world, message),
  }
}

/** Which interaction a message answers; for a form also the one that opened it. */
function viewMetadata(world: World, interactionId: string): Json {
  const interaction = world.interactions.get(interactionId)
  if (interaction === undefined) return {}
  const common = {
    id: interaction.id,
    type: interaction.type,
    user: viewUser(world.user(interaction.userId)),
    authorizing_integration_owners: owners(world, interaction),
  }
  if (interaction.type === 3)
    return { ...common, interacted_message_id: interaction.sourceMessageId ?? interaction.id }
  if (interaction.type !== 5)
    return { ...common, ...(interaction.name === undefined ? {} : { name: interaction.name }) }
  const opener = interaction.openedBy
  const triggering = opener === undefined ? { ...common, type: 2 } : viewMetadata(world, opener)
  return { ...common, triggering_interaction_metadata: triggering }
}

/** On whose behalf an interaction runs: `0` names the server that added the bot (or `0` for its own DM), `1` the person. */
export function owners(world: World, interaction: InteractionState): Json {
  const { applicationId, userId } = interaction
  const channel = world.channels.get(interaction.channelId)
  const added = world.user(userId).installedApps.has(applicationId)
  const person = added ? { '1': userId } : {}
  if (channel === undefined) return person
  if (channel.kind === 'dm') {
    const own = channel.recipients.includes(applicationId) && world.shareServer(userId, applicationId)
    return { ...(own ? { '0': '0' } : {}), ...person }
  }
  const inServer = world.guild(channel.guildId).members.has(applicationId)
  return { ...(inServer ? { '0': channel.guildId } : {}), ...person }
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

/** Pictures and files in components are described at length. */
function withMedia(value: unknown, messageId: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withMedia(item, messageId))
  if (typeof value !== 'object' || value === null) return value
  const copy: Json = {}
  for (const [key, inner] of Object.entries(value)) {
    const isMedia = (key === 'media' || key === 'file') && typeof inner === 'object'
    copy[key] = isMedia ? viewMedia(inner as Json, messageId) : withMedia(inner, messageId)
  }
  return copy
}

function viewMedia(media: Json, messageId: string): Json {
  return { id: media['attachment_id'] ?? messageId, proxy_url: media['url'], ...media }
}

/** The same message for a bot without the message content intent: text, embeds, files and buttons are blank. */
export function withoutContent(view: Json): Json {
  return { ...view, content: '', embeds: [], components: [], attachments: [] }
}
