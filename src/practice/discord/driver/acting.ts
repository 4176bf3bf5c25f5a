/** Starting interactions the way a client does: commands, menus, components, forms. */
import { ComponentType as C } from 'discord-api-types/v10'
import { visibleCommands } from '../commands.ts'
import { DiscordError } from '../errors.ts'
import { startInteraction, type Started } from '../interactions.ts'
import { viewMessage } from '../message-view.ts'
import { canSee } from '../permissions.ts'
import type { ChannelState, InteractionState, MessageState } from '../state.ts'
import { editThread } from '../threads.ts'
import type { World } from '../world.ts'
import { CannotDo } from './cannot.ts'
import { fillIn, selectedIds, type FormValue, type SeenForm, type Store } from './form.ts'
import { fillCommand, type FillingIn, type OptionValues } from './options.ts'
import { interactionPayload, resolved, type Named } from './payloads.ts'
import { storeFile } from './picked.ts'

export interface Acting {
  command(channel: ChannelState, path: string, options: OptionValues, focused?: string): InteractionState
  /** A command of the menu of a user (2) or message (3). */
  menu(name: string, type: 2 | 3, channel: ChannelState, targetId: string): InteractionState
  /** A press or choice; `named` are the people, roles and channels chosen. */
  component(message: MessageState, data: Record<string, unknown>, named?: Named): InteractionState
  submit(form: SeenForm, values: Readonly<Record<string, FormValue>>): InteractionState
  isRole(channel: ChannelState, id: string): boolean
}

/** What a person's client can start. */
export function createActing(world: World, userId: string): Acting {
  const store: Store = (file) => storeFile(world, file)
  const isRole: Acting['isRole'] = (channel, id) =>
    channel.kind !== 'dm' && world.guild(channel.guildId).roles.has(id)

  const start = (
    applicationId: string,
    channel: ChannelState,
    data: Record<string, unknown>,
    rest: Pick<Started, 'type' | 'name'> & { source?: MessageState | undefined; openedBy?: string },
  ): InteractionState => {
    const { source, ...started } = rest
    return startInteraction(world, {
      ...started,
      applicationId,
      userId,
      guildId: channel.kind === 'dm' ? undefined : channel.guildId,
      channelId: channel.id,
      sourceMessageId: source?.id,
      payload: (made) =>
        interactionPayload(world, made, data, source === undefined ? {} : sourceOf(world, source)),
    })
  }

  /** A client offers only what is there, so nothing else is ever chosen. */
  const refuseUnknown = (channel: ChannelState, { users = [], roles = [], channels = [] }: Named): void => {
    const unknown =
      users.find((id) => !world.users.has(id)) ??
      roles.find((id) => !isRole(channel, id)) ??
      channels.find((id) => !world.channels.has(id))
    if (unknown !== undefined) throw new CannotDo(`there is nobody and nothing of the id ${unknown}`)
  }

  const tables = (applicationId: string, channel: ChannelState, named: Named): Record<string, unknown> => {
    refuseUnknown(channel, named)
    const found = resolved(world, channel, { userId, applicationId }, named)
    return found === undefined ? {} : { resolved: found }
  }

  const filling = (channel: ChannelState, focused: string | undefined): FillingIn => ({
    store,
    isUser: (id) => world.users.has(id),
    isRole: (id) => isRole(channel, id),
    channelType: (id) => {
      const named = world.channels.get(id)
      return named !== undefined && canSee(world, named, userId) ? named.type : undefined
    },
    ...(focused === undefined ? {} : { focused }),
  })

  return {
    isRole,
    command: (channel, path, options, focused) => {
      reopen(world, userId, channel)
      const shown = visibleCommands(world, userId, channel)
      const { command, options: filled, named } = fillCommand(shown, path, options, filling(channel, focused))
      const data = {
        id: command.id,
        name: command.name,
        type: 1,
        ...(command.guildId === undefined ? {} : { guild_id: command.guildId }),
        options: filled,
        ...(focused === undefined ? tables(command.applicationId, channel, named) : {}),
      }
      return start(command.applicationId, channel, data, {
        type: focused === undefined ? 2 : 4,
        name: command.name,
      })
    },
    menu: (name, type, channel, targetId) => {
      const found = visibleCommands(world, userId, channel).find(
        (shown) => shown.type === type && shown.name === name,
      )
      if (found === undefined) throw new CannotDo(`no "${name}" is shown in this menu`)
      reopen(world, userId, channel)
      const named = type === 2 ? { users: [targetId] } : { messages: [targetId] }
      const data = {
        id: found.id,
        name,
        type,
        target_id: targetId,
        ...tables(found.applicationId, channel, named),
      }
      return start(found.applicationId, channel, data, { type: 2, name })
    },
    component: (source, data, named = {}) => {
      const channel = world.channel(source.channelId)
      reopen(world, userId, channel)
      const applicationId = source.applicationId ?? source.authorId
      const whole = { ...data, ...tables(applicationId, channel, named) }
      return start(applicationId, channel, whole, { type: 3, source })
    },
    submit: (form, values) => {
      const opener = world.interactions.get(form.interactionId)
      if (opener === undefined || opener.userId !== userId)
        throw new CannotDo('this form is open for someone else')
      const channel = world.channel(opener.channelId)
      const components = fillIn(form, values, store)
      const named = {
        users: selectedIds(components, [C.UserSelect, C.MentionableSelect]),
        roles: selectedIds(components, [C.RoleSelect, C.MentionableSelect]),
        channels: selectedIds(components, [C.ChannelSelect]),
        attachments: selectedIds(components, [C.FileUpload]),
      }
      const data = { custom_id: form.customId, components, ...tables(opener.applicationId, channel, named) }
      const source = world.messages.get(opener.sourceMessageId ?? '')
      return start(opener.applicationId, channel, data, { type: 5, source, openedBy: opener.id })
    },
  }
}

/** The `message` of an interaction that began at one. */
export function sourceOf(world: World, message: MessageState): Record<string, unknown> {
  return { message: viewMessage(world, message) }
}

/** In an archived thread a client opens the thread again before it sends anything; in a locked one all is greyed out. */
function reopen(world: World, userId: string, channel: ChannelState): void {
  if (channel.kind !== 'thread') return
  if (channel.locked) throw new CannotDo('the thread is locked')
  if (!channel.archived) return
  try {
    editThread(world, userId, channel, { archived: false })
  } catch (error) {
    if (error instanceof DiscordError)
      throw new CannotDo(`the archived thread cannot be opened: ${error.message}`)
    throw error
  }
}
