/** Messages as a person reads them: a snapshot with its words, buttons, selects and files. */
import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10'
import { componentText, walk, type Component } from './components.ts'
import type { AttachmentState, MessageState, Pings } from './state.ts'
import type { World } from './world.ts'

export interface SeenFile {
  id: string
  name: string
  description: string | undefined
  contentType: string | undefined
  bytes: Uint8Array
  /** The bytes as text. */
  text: string
}

export interface SeenButton {
  label: string
  customId: string | undefined
  url: string | undefined
  style: number
  disabled: boolean
}

export interface SeenSelect {
  customId: string
  placeholder: string
  type: number
  disabled: boolean
  options: { label: string; value: string; description: string | undefined; default: boolean }[]
  minValues: number
  maxValues: number
}

export interface SeenMessage {
  id: string
  channelId: string
  authorId: string
  authorName: string
  /** Written by Discord itself: someone was added to a thread, a channel renamed. */
  system: boolean
  content: string
  embeds: Record<string, unknown>[]
  components: Record<string, unknown>[]
  files: SeenFile[]
  buttons: SeenButton[]
  selects: SeenSelect[]
  /** Everything that can be read in it, embeds, components and text files included. */
  text: string
  ephemeral: boolean
  /** "… is thinking": a deferred answer that is not there yet. */
  thinking: boolean
  pings: Pings
  flags: number
  pinned: boolean
  nonce: string | undefined
  replyTo: string | undefined
  sentAt: Date
  editedAt: Date | null
}

const SYSTEM_TYPES = new Set([1, 2, 4, 5, 6, 18])

/** What someone who opens the message at this moment reads. */
export function seeMessage(world: World, message: MessageState): SeenMessage {
  const files = message.attachments.map(seeFile)
  const author = world.user(message.authorId)
  return {
    id: message.id,
    channelId: message.channelId,
    authorId: message.authorId,
    authorName: author.bot ? author.username : author.globalName,
    system: SYSTEM_TYPES.has(message.type),
    content: message.content,
    embeds: structuredClone(message.embeds),
    components: structuredClone(message.components),
    files,
    buttons: walk(message.components)
      .filter((component) => component.type === ComponentType.Button)
      .map(seeButton),
    selects: walk(message.components).filter(isSelect).map(seeSelect),
    text: textOf(message),
    ephemeral: message.ephemeralFor !== undefined,
    thinking: (message.flags & MessageFlags.Loading) !== 0,
    pings: structuredClone(message.pings),
    flags: message.flags,
    pinned: message.pinned,
    nonce: message.nonce,
    replyTo: message.replyTo?.messageId,
    sentAt: message.sentAt,
    editedAt: message.editedAt,
  }
}

function seeFile(attachment: AttachmentState): SeenFile {
  return {
    id: attachment.id,
    name: attachment.filename,
    description: attachment.description,
    contentType: attachment.contentType,
    bytes: attachment.bytes,
    text: new TextDecoder().decode(attachment.bytes),
  }
}

function seeButton(component: Component): SeenButton {
  return {
    label: String(component['label'] ?? ''),
    customId: component.custom_id,
    url: component['url'] as string | undefined,
    style: (component['style'] as number | undefined) ?? ButtonStyle.Secondary,
    disabled: component['disabled'] === true,
  }
}

/** String, user, role, mentionable and channel selects. */
function isSelect(component: Component): boolean {
  return component.type === ComponentType.StringSelect || (component.type >= 5 && component.type <= 8)
}

function seeSelect(component: Component): SeenSelect {
  const options = (component['options'] ?? []) as {
    label: string
    value: string
    description?: string
    default?: boolean
  }[]
  return {
    customId: component.custom_id ?? '',
    placeholder: String(component['placeholder'] ?? ''),
    type: component.type,
    disabled: component['disabled'] === true,
    options: options.map((option) => ({
      label: option.label,
      value: option.value,
      description: option.description,
      default: option.default === true,
    })),
    minValues: (component['min_values'] as number | undefined) ?? 1,
    maxValues: (component['max_values'] as number | undefined) ?? 1,
  }
}

/** Everything that can be read in a message, text files included. */
export function textOf(message: MessageState): string {
  return [
    message.content,
    ...message.embeds.flatMap(embedText),
    ...componentText(message.components),
    ...message.attachments.flatMap(attachmentText),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

const TEXT_TYPES = /^text\/|json|markdown/
const TEXT_NAMES = /\.(txt|md|json|csv)$/

function attachmentText({ filename, description = '', contentType = '', bytes }: AttachmentState): string[] {
  const isText = TEXT_TYPES.test(contentType) || TEXT_NAMES.test(filename)
  return [filename, description, isText ? new TextDecoder().decode(bytes) : '']
}

interface EmbedParts {
  title?: string
  description?: string
  author?: { name?: string }
  footer?: { text?: string }
  fields?: { name?: string; value?: string }[]
}

function embedText(embed: EmbedParts): string[] {
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value])
  const all = [embed.author?.name, embed.title, embed.description, ...fields, embed.footer?.text]
  return all.filter((part): part is string => typeof part === 'string')
}
