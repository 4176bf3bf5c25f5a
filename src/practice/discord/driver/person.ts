/** A person at their Discord client. Everything here is what a human can do; the rest is in `forge.ts`. */
import { ComponentType as C } from 'discord-api-types/v10'
import { visibleCommands } from '../commands.ts'
import { walk } from '../components.ts'
import type { GatewayControl } from '../gateway.ts'
import { startInteraction } from '../interactions.ts'
import { viewMessage } from '../message-view.ts'
import { deleteMessage, sendMessage } from '../messages.ts'
import { canSee } from '../permissions.ts'
import { seeMessage, type SeenMessage } from '../seen.ts'
import type { ChannelState, InteractionState, MessageState } from '../state.ts'
import { bytesOf, storeFile } from './picked.ts'
import type { World } from '../world.ts'
import { awaitAnswer, type Answer, type Choice } from './answer.ts'
import { CannotDo } from './cannot.ts'
import type { Exposure, Read } from './exposure.ts'
import { fillIn, selectedIds, type FormValue, type PickedFile, type SeenForm, type Store } from './form.ts'
import { membership, type Membership } from './membership.ts'
import { fillCommand, type FillingIn, type OptionValues } from './options.ts'
import { interactionPayload, resolved } from './payloads.ts'
import { placeOf, type Where } from './places.ts'

/** A message as a person points at it. */
export type Target = Answer | SeenMessage | { id: string; channelId: string }

export interface Driving {
  world: World
  gateway: GatewayControl
  exposure: Exposure
}

export interface Person extends Membership {
  readonly id: string
  /** Uses a slash command (`'officer appoint'`); resolves to what the person then sees. */
  slash(where: Where, path: string, options?: OptionValues): Promise<Answer>
  /** Types into an option and gets the suggestions; `options` are those already filled in. */
  autocomplete(
    where: Where,
    path: string,
    option: string,
    typed: string,
    options?: OptionValues,
  ): Promise<Choice[]>
  /** The commands that Discord shows here, by name. */
  commands(where: Where): string[]
  /** Presses the button of that label or custom id. */
  press(target: Target, button: string): Promise<Answer>
  /** Chooses in the select of that custom id or placeholder, by values or labels. */
  choose(target: Target, select: string, values: readonly string[]): Promise<Answer>
  /** Fills in a form, by labels or custom ids, and sends it. */
  submit(form: SeenForm | Answer, values: Readonly<Record<string, FormValue>>): Promise<Answer>
  /** Uses a command of a message's menu. */
  messageMenu(name: string, target: Target): Promise<Answer>
  /** Uses a command of another person's menu. */
  userMenu(name: string, userId: string, where: Where): Promise<Answer>
  /** Writes a message. */
  say(where: Where, text: string, files?: readonly PickedFile[]): SeenMessage
  deleteMessage(target: Target): void
  /** The messages that this person can read there now, oldest first, their own ephemeral ones included. */
  messages(where: Where): SeenMessage[]
  canSee(channelId: string): boolean
  /** Reloads Discord: ephemeral answers are gone. */
  reload(): void
  /** Everything that this person was ever shown. */
  reads(): Read[]
}

/** Someone at their client. */
export function createPerson(driving: Driving, userId: string): Person {
  const { world, gateway, exposure } = driving
  world.user(userId)
  const store: Store = (file) => storeFile(world, file)
  const place = (where: Where): ChannelState => placeOf(world, userId, where)
  const messageOf = (target: Target): MessageState => targetMessage(world, userId, target)

  const finish = async (interaction: InteractionState): Promise<Answer> => {
    const answer = await awaitAnswer(world, gateway, interaction)
    const seen = { channelId: interaction.channelId, messageId: undefined }
    if (answer.modal !== undefined) exposure.note(userId, { ...seen, kind: 'form', text: answer.modal.text })
    if (answer.choices.length > 0) {
      exposure.note(userId, {
        ...seen,
        kind: 'choices',
        text: answer.choices.map((choice) => choice.name).join('\n'),
      })
    }
    return answer
  }

  const command = (
    channel: ChannelState,
    path: string,
    options: OptionValues,
    focused?: string,
  ): InteractionState => {
    if (channel.kind === 'thread' && channel.archived) throw new CannotDo('the thread is archived')
    const filled = fillCommand(
      visibleCommands(world, userId, channel),
      path,
      options,
      filling(channel, focused),
    )
    const data = {
      id: filled.command.id,
      name: filled.command.name,
      type: 1,
      ...(filled.command.guildId === undefined ? {} : { guild_id: filled.command.guildId }),
      options: filled.options,
      ...withResolved(channel, filled.named),
    }
    return startInteraction(world, {
      ...base(filled.command.applicationId, channel),
      type: focused === undefined ? 2 : 4,
      name: filled.command.name,
      payload: (interaction) => interactionPayload(world, interaction, data),
    })
  }

  const filling = (channel: ChannelState, focused?: string): FillingIn => ({
    store,
    isUser: (id) => world.users.has(id),
    isRole: (id) => channel.kind !== 'dm' && world.guild(channel.guildId).roles.has(id),
    channelType: (id) => {
      const named = world.channels.get(id)
      return named !== undefined && canSee(world, named, userId) ? named.type : undefined
    },
    ...(focused === undefined ? {} : { focused }),
  })

  const base = (applicationId: string, channel: ChannelState) => ({
    applicationId,
    userId,
    guildId: channel.kind === 'dm' ? undefined : channel.guildId,
    channelId: channel.id,
  })

  const withResolved = (channel: ChannelState, named: Parameters<typeof resolved>[3]) => {
    const tables = resolved(world, channel, userId, named)
    return tables === undefined ? {} : { resolved: tables }
  }

  const menu = (name: string, type: 2 | 3, channel: ChannelState, targetId: string): InteractionState => {
    const found = visibleCommands(world, userId, channel).find(
      (shown) => shown.type === type && shown.name === name,
    )
    if (found === undefined) throw new CannotDo(`no "${name}" is shown in this menu`)
    const named = type === 2 ? { users: [targetId] } : { messages: [targetId] }
    const data = { id: found.id, name, type, target_id: targetId, ...withResolved(channel, named) }
    return startInteraction(world, {
      ...base(found.applicationId, channel),
      type: 2,
      name,
      payload: (interaction) => interactionPayload(world, interaction, data),
    })
  }

  const component = (message: MessageState, data: Record<string, unknown>): InteractionState => {
    const channel = world.channel(message.channelId)
    return startInteraction(world, {
      ...base(message.applicationId ?? message.authorId, channel),
      type: 3,
      sourceMessageId: message.id,
      payload: (interaction) => interactionPayload(world, interaction, data, sourceOf(world, message)),
    })
  }

  return {
    id: userId,
    ...membership(world, userId),
    slash: async (where, path, options = {}) => finish(command(place(where), path, options)),
    autocomplete: async (where, path, option, typed, options = {}) => {
      const answer = await finish(command(place(where), path, { ...options, [option]: typed }, option))
      return answer.choices
    },
    commands: (where) => visibleCommands(world, userId, place(where)).map((shown) => shown.name),
    press: async (target, wanted) => {
      const message = messageOf(target)
      const buttons = seeMessage(world, message).buttons
      const button = buttons.find((candidate) => candidate.customId === wanted || candidate.label === wanted)
      if (button === undefined)
        throw new CannotDo(`no button "${wanted}"; there are: ${buttons.map((one) => one.label).join(', ')}`)
      if (button.disabled) throw new CannotDo(`the button "${wanted}" is greyed out`)
      if (button.customId === undefined) throw new CannotDo(`"${wanted}" is a link`)
      const data = {
        custom_id: button.customId,
        component_type: C.Button,
        id: idOf(message, button.customId),
      }
      return finish(component(message, data))
    },
    choose: async (target, wanted, values) => {
      const message = messageOf(target)
      const select = seeMessage(world, message).selects.find(
        (one) => one.customId === wanted || one.placeholder === wanted,
      )
      if (select === undefined) throw new CannotDo(`no select "${wanted}"`)
      if (select.disabled) throw new CannotDo(`the select "${wanted}" is greyed out`)
      const chosen = values.map((value) => pick(select, value))
      if (chosen.length < select.minValues || chosen.length > select.maxValues) {
        throw new CannotDo(`"${wanted}" takes ${select.minValues} to ${select.maxValues}`)
      }
      const named = namedBy(select.type, chosen, filling(world.channel(message.channelId)).isRole)
      const data = {
        custom_id: select.customId,
        component_type: select.type,
        id: idOf(message, select.customId),
        values: chosen,
        ...withResolved(world.channel(message.channelId), named),
      }
      return finish(component(message, data))
    },
    submit: async (target, values) => {
      const form = 'modal' in target ? target.modal : target
      if (form === undefined) throw new CannotDo('no form is open')
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
      const data = { custom_id: form.customId, components, ...withResolved(channel, named) }
      const source = world.messages.get(opener.sourceMessageId ?? '')
      return finish(
        startInteraction(world, {
          ...base(opener.applicationId, channel),
          type: 5,
          sourceMessageId: source?.id,
          payload: (interaction) =>
            interactionPayload(world, interaction, data, source === undefined ? {} : sourceOf(world, source)),
        }),
      )
    },
    messageMenu: async (name, target) => {
      const message = messageOf(target)
      return finish(menu(name, 3, world.channel(message.channelId), message.id))
    },
    userMenu: async (name, otherId, where) => finish(menu(name, 2, place(where), otherId)),
    say: (where, text, files = []) => {
      const uploads = files.map((file, index) => ({
        field: `files[${index}]`,
        filename: file.name,
        contentType: file.contentType ?? 'text/plain',
        bytes: bytesOf(file),
      }))
      return seeMessage(world, sendMessage(world, userId, place(where), { content: text }, uploads))
    },
    deleteMessage: (target) => {
      const message = messageOf(target)
      deleteMessage(world, userId, world.channel(message.channelId), message)
    },
    messages: (where) => {
      const channel = place(where)
      return world
        .history(channel.id)
        .filter(
          (message) =>
            message.ephemeralFor === undefined || (message.ephemeralFor === userId && !message.vanished),
        )
        .map((message) => seeMessage(world, message))
    },
    canSee: (channelId) => {
      const channel = world.channels.get(channelId)
      return channel !== undefined && canSee(world, channel, userId)
    },
    reload: () => {
      for (const message of world.messages.values())
        if (message.ephemeralFor === userId) message.vanished = true
      world.changed()
    },
    reads: () => exposure.of(userId),
  }
}

function pick(select: SeenMessage['selects'][number], value: string): string {
  if (select.options.length === 0) return value
  const option = select.options.find((candidate) => candidate.value === value || candidate.label === value)
  if (option === undefined) throw new CannotDo(`no choice "${value}"`)
  return option.value
}

/** What a select of that type chose, for `resolved`. */
export function namedBy(
  type: number,
  ids: readonly string[],
  isRole: (id: string) => boolean,
): Parameters<typeof resolved>[3] {
  if (type === C.UserSelect) return { users: ids }
  if (type === C.RoleSelect) return { roles: ids }
  if (type === C.ChannelSelect) return { channels: ids }
  if (type === C.MentionableSelect)
    return { users: ids.filter((id) => !isRole(id)), roles: ids.filter(isRole) }
  return {}
}

function idOf(message: MessageState, customId: string): number | undefined {
  return walk(message.components).find((component) => component.custom_id === customId)?.id
}

/** The `message` of an interaction that began at one. */
export function sourceOf(world: World, message: MessageState): Record<string, unknown> {
  return { message: viewMessage(world, message) }
}

function targetMessage(world: World, userId: string, target: Target): MessageState {
  const id = 'interactionId' in target ? target.message?.id : target.id
  const message = world.messages.get(id ?? '')
  if (message === undefined || message.deleted) throw new CannotDo('the message is not there')
  const channel = world.channel(message.channelId)
  const hidden = message.ephemeralFor !== undefined && (message.ephemeralFor !== userId || message.vanished)
  if (hidden || !canSee(world, channel, userId))
    throw new CannotDo('the message is not there for this person')
  return message
}
