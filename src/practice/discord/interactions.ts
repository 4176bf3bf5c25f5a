/** The life of an interaction: first answer within three seconds, follow-ups and edits within fifteen minutes. */
import {
  InteractionResponseType as R,
  MessageFlags as F,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10'
import { invalidForm, refusal } from './errors.ts'
import { emitMessagesDeleted } from './events.ts'
import { interactionResponseErrors } from './limits.ts'
import { checkPayload, rewriteMessage, unarchive, writeMessage, type MessagePayload } from './messages.ts'
import { channelPermissions } from './permissions.ts'
import type { InteractionState, MessageState, ThreadState } from './state.ts'
import type { UploadedFile } from './uploads.ts'
import type { Dispatch, World } from './world.ts'

export const ANSWER_WITHIN_MS = 3000
const TOKEN_LIFE_MS = 15 * 60 * 1000
const FOLLOW_UPS_OUTSIDE = 5

/** What the driver says of an interaction that a person starts. */
export interface Started {
  applicationId: string
  type: InteractionState['type']
  userId: string
  guildId: string | undefined
  channelId: string
  name?: string | undefined
  sourceMessageId?: string | undefined
  openedBy?: string | undefined
  /** Builds the payload that the bot gets, once id and token are known. */
  payload: (interaction: InteractionState) => Record<string, unknown>
}

/** Starts an interaction: the bot gets INTERACTION_CREATE whatever its intents. */
export function startInteraction(world: World, started: Started): InteractionState {
  const interaction: InteractionState = {
    id: world.nextId(),
    token: world.secret(48),
    applicationId: started.applicationId,
    type: started.type,
    userId: started.userId,
    guildId: started.guildId,
    channelId: started.channelId,
    name: started.name,
    sourceMessageId: started.sourceMessageId,
    openedBy: started.openedBy,
    startedAtReal: performance.now(),
    answeredAtReal: undefined,
    startedAt: world.clock.now(),
    callbackType: undefined,
    callbackData: {},
    originalMessageId: undefined,
    thinking: false,
    followUpIds: [],
    expired: false,
  }
  world.interactions.set(interaction.id, interaction)
  world.interactionsByToken.set(interaction.token, interaction)
  const dispatch: Dispatch = {
    event: 'INTERACTION_CREATE',
    intents: 0,
    to: (botId) => botId === interaction.applicationId,
    data: () => started.payload(interaction),
  }
  world.dispatch(dispatch)
  return interaction
}

export interface CallbackBody {
  type: number
  data?: MessagePayload & Record<string, unknown>
}

/** The first answer. 10062 after three seconds, 40060 for a second one, 50035 for a kind that cannot follow. */
export function answerInteraction(
  world: World,
  id: string,
  token: string,
  body: CallbackBody,
  files: readonly UploadedFile[],
): InteractionState {
  const interaction = world.interactions.get(id)
  if (interaction === undefined || interaction.token !== token) throw refusal('unknownInteraction')
  if (interaction.callbackType !== undefined) throw refusal('alreadyAcknowledged')
  const heardAt = performance.now()
  if (interaction.expired || heardAt - interaction.startedAtReal > ANSWER_WITHIN_MS) {
    throw refusal('unknownInteraction')
  }
  const errors = interactionResponseErrors(body, { files: files.length, interactionType: interaction.type })
  if (errors !== undefined) throw invalidForm(errors)
  carryOut(world, interaction, body, files)
  interaction.answeredAtReal = heardAt
  interaction.callbackType = body.type
  interaction.callbackData = body.data ?? {}
  world.changed({ kind: 'interaction', interaction })
  return interaction
}

function carryOut(
  world: World,
  interaction: InteractionState,
  body: CallbackBody,
  files: readonly UploadedFile[],
): void {
  const data = body.data ?? {}
  switch (body.type) {
    case R.ChannelMessageWithSource:
      checkPayload(data, files)
      interaction.originalMessageId = answerMessage(world, interaction, data, files).id
      return
    case R.DeferredChannelMessageWithSource: {
      const flags = ((data.flags ?? 0) & F.Ephemeral) | F.Loading
      interaction.thinking = true
      interaction.originalMessageId = answerMessage(world, interaction, { flags }, []).id
      return
    }
    case R.DeferredMessageUpdate:
      interaction.originalMessageId = interaction.sourceMessageId
      return
    case R.UpdateMessage: {
      const message = sourceMessage(world, interaction)
      rewriteMessage(world, world.channel(message.channelId), message, data, files)
      interaction.originalMessageId = message.id
    }
  }
}

function sourceMessage(world: World, interaction: InteractionState): MessageState {
  const message = world.messages.get(interaction.sourceMessageId ?? '')
  if (message === undefined || message.deleted) throw refusal('unknownMessage')
  const channel = world.channel(message.channelId)
  if (channel.kind === 'thread' && channel.archived) throw refusal('archivedThread')
  return message
}

function answerMessage(
  world: World,
  interaction: InteractionState,
  payload: MessagePayload,
  files: readonly UploadedFile[],
): MessageState {
  const channel = world.channel(interaction.channelId)
  const ephemeral = ((payload.flags ?? 0) & F.Ephemeral) !== 0 || isForcedEphemeral(world, interaction)
  if (channel.kind === 'thread') openForAnswer(world, channel, ephemeral)
  const type = interaction.type === 2 ? MessageType.ChatInputCommand : MessageType.Default
  const flags = (payload.flags ?? 0) | (ephemeral ? F.Ephemeral : 0)
  return writeMessage(world, interaction.applicationId, channel, { ...payload, flags }, files, {
    type:
      interaction.followUpIds.length > 0 || interaction.originalMessageId !== undefined
        ? MessageType.Reply
        : type,
    ephemeralFor: ephemeral ? interaction.userId : undefined,
    applicationId: interaction.applicationId,
    interactionId: interaction.id,
  })
}

/** An answer opens an archived thread again, unless it is locked or only one person sees the answer. */
function openForAnswer(world: World, thread: ThreadState, ephemeral: boolean): void {
  if (!thread.archived) return
  if (thread.locked) throw refusal('archivedThread')
  if (!ephemeral) unarchive(world, thread)
}

/** In a server without the bot, people without Use External Apps get every answer to themselves. */
function isForcedEphemeral(world: World, interaction: InteractionState): boolean {
  const guild = world.guilds.get(interaction.guildId ?? '')
  if (guild === undefined || guild.members.has(interaction.applicationId)) return false
  const channel = world.channel(interaction.channelId)
  return (channelPermissions(world, channel, interaction.userId) & P.UseExternalApps) === 0n
}

/** The interaction of a token: 10015 before it was answered, 50027 once fifteen minutes are over. */
export function interactionOfToken(world: World, applicationId: string, token: string): InteractionState {
  const interaction = world.interactionsByToken.get(token)
  if (interaction === undefined || interaction.applicationId !== applicationId)
    throw refusal('unknownWebhook')
  if (world.clock.now().getTime() - interaction.startedAt.getTime() > TOKEN_LIFE_MS)
    throw refusal('invalidToken')
  if (interaction.callbackType === undefined) throw refusal('unknownWebhook')
  return interaction
}

/** A further answer. After a deferral the first one fills the message that was promised. */
export function followUp(
  world: World,
  interaction: InteractionState,
  payload: MessagePayload,
  files: readonly UploadedFile[],
): MessageState {
  if (interaction.thinking) return editAnswer(world, interaction, '@original', payload, files)
  const guild = world.guilds.get(interaction.guildId ?? '')
  const outside = guild !== undefined && !guild.members.has(interaction.applicationId)
  if (outside && interaction.followUpIds.length >= FOLLOW_UPS_OUTSIDE) throw refusal('tooManyFollowUps')
  checkPayload(payload, files)
  const message = answerMessage(world, interaction, payload, files)
  interaction.followUpIds.push(message.id)
  world.changed({ kind: 'interaction', interaction })
  return message
}

/** One of the interaction's own messages, by id or `@original`; 10008 if it is none of them or gone. */
export function answerOf(world: World, interaction: InteractionState, messageId: string): MessageState {
  const id = messageId === '@original' ? interaction.originalMessageId : messageId
  const own =
    id !== undefined && (id === interaction.originalMessageId || interaction.followUpIds.includes(id))
  const message = own ? world.messages.get(id) : undefined
  if (message === undefined || message.deleted) throw refusal('unknownMessage')
  return message
}

/** Edits an answer; the edit of a deferred one is what it promised, and keeps its being ephemeral. */
export function editAnswer(
  world: World,
  interaction: InteractionState,
  messageId: string,
  payload: MessagePayload,
  files: readonly UploadedFile[],
): MessageState {
  const message = answerOf(world, interaction, messageId)
  const channel = world.channel(message.channelId)
  if (channel.kind === 'thread' && channel.archived && message.ephemeralFor === undefined)
    throw refusal('archivedThread')
  const promised = interaction.thinking && message.id === interaction.originalMessageId
  rewriteMessage(world, channel, message, payload, files)
  if (promised) {
    interaction.thinking = false
    message.editedAt = null
  }
  world.changed({ kind: 'interaction', interaction })
  return message
}

/** Takes an answer back. */
export function deleteAnswer(world: World, interaction: InteractionState, messageId: string): void {
  const message = answerOf(world, interaction, messageId)
  message.deleted = true
  if (message.ephemeralFor === undefined) {
    emitMessagesDeleted(world, world.channel(message.channelId), [message.id])
  }
  world.changed({ kind: 'interaction', interaction })
}
