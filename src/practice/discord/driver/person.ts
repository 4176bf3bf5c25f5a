/** A person at their Discord client. Everything here is what a human can do; the rest is in `forge.ts`. */
import { ComponentType as C } from 'discord-api-types/v10'
import { visibleCommands } from '../commands.ts'
import { walk } from '../components.ts'
import type { GatewayControl } from '../gateway.ts'
import { sendMessage } from '../messages.ts'
import { deleteMessage } from '../message-deletion.ts'
import { canSee } from '../permissions.ts'
import { seeMessage, type SeenButton, type SeenMessage, type SeenSelect } from '../seen.ts'
import type { ChannelState, InteractionState, MessageState } from '../state.ts'
import type { World } from '../world.ts'
import { createActing } from './acting.ts'
import { awaitAnswer, type Answer, type Choice } from './answer.ts'
import { CannotDo } from './cannot.ts'
import type { Exposure, Read } from './exposure.ts'
import type { FormValue, PickedFile, SeenForm } from './form.ts'
import { membership, type Membership } from './membership.ts'
import type { OptionValues } from './options.ts'
import type { Named } from './payloads.ts'
import { bytesOf } from './picked.ts'
import { placeOf, serverWithBot, type Where } from './places.ts'

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
  /** Uses a command of another person's menu, in the first server of a bot when not said where. */
  userMenu(name: string, userId: string, where?: Where): Promise<Answer>
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
  const acting = createActing(world, userId)
  const place = (where: Where): ChannelState => placeOf(world, userId, where)
  const messageOf = (target: Target): MessageState => targetMessage(world, userId, target)

  const finish = async (interaction: InteractionState): Promise<Answer> => {
    const answer = await awaitAnswer(world, gateway, interaction)
    const seen = { channelId: interaction.channelId, messageId: undefined }
    if (answer.modal !== undefined) exposure.note(userId, { ...seen, kind: 'form', text: answer.modal.text })
    const choices = answer.choices.map((choice) => choice.name).join('\n')
    if (choices !== '') exposure.note(userId, { ...seen, kind: 'choices', text: choices })
    return answer
  }

  return {
    id: userId,
    ...membership(world, userId),
    slash: async (where, path, options = {}) => finish(acting.command(place(where), path, options)),
    autocomplete: async (where, path, option, typed, options = {}) => {
      const filled = { ...options, [option]: typed }
      return (await finish(acting.command(place(where), path, filled, option))).choices
    },
    commands: (where) => visibleCommands(world, userId, place(where)).map((shown) => shown.name),
    press: async (target, wanted) => {
      const message = messageOf(target)
      const { customId } = usableButton(seeMessage(world, message).buttons, wanted)
      const id = walk(message.components).find((component) => component.custom_id === customId)?.id
      return finish(acting.component(message, { custom_id: customId, component_type: C.Button, id }))
    },
    choose: async (target, wanted, values) => {
      const message = messageOf(target)
      const { customId, type, chosen } = usableChoice(seeMessage(world, message).selects, wanted, values)
      const id = walk(message.components).find((component) => component.custom_id === customId)?.id
      const named = namedBy(type, chosen, (one) => acting.isRole(world.channel(message.channelId), one))
      return finish(
        acting.component(message, { custom_id: customId, component_type: type, id, values: chosen }, named),
      )
    },
    submit: async (target, values) => {
      const form = 'modal' in target ? target.modal : target
      if (form === undefined) throw new CannotDo('no form is open')
      return finish(acting.submit(form, values))
    },
    messageMenu: async (name, target) => {
      const message = messageOf(target)
      return finish(acting.menu(name, 3, world.channel(message.channelId), message.id))
    },
    userMenu: async (name, otherId, where) => {
      const channel = place(where ?? { guild: serverWithBot(world, userId) })
      return finish(acting.menu(name, 2, channel, otherId))
    },
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
    messages: (where) =>
      world
        .history(place(where).id)
        .filter((message) => isShownTo(message, userId))
        .map((message) => seeMessage(world, message)),
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

function usableButton(buttons: readonly SeenButton[], wanted: string): SeenButton & { customId: string } {
  const button = buttons.find((one) => one.customId === wanted) ?? buttons.find((one) => one.label === wanted)
  if (button === undefined) {
    throw new CannotDo(
      `no button "${wanted}"; there are: ${buttons.map((one) => one.label).join(', ') || 'none'}`,
    )
  }
  if (button.disabled) throw new CannotDo(`the button "${wanted}" is greyed out`)
  if (button.customId === undefined) throw new CannotDo(`"${wanted}" is a link`)
  return { ...button, customId: button.customId }
}

function usableChoice(
  selects: readonly SeenSelect[],
  wanted: string,
  values: readonly string[],
): SeenSelect & { chosen: string[] } {
  const select =
    selects.find((one) => one.customId === wanted) ?? selects.find((one) => one.placeholder === wanted)
  if (select === undefined) throw new CannotDo(`no select "${wanted}"`)
  if (select.disabled) throw new CannotDo(`the select "${wanted}" is greyed out`)
  if (values.length < select.minValues || values.length > select.maxValues) {
    throw new CannotDo(`"${wanted}" takes ${select.minValues} to ${select.maxValues}`)
  }
  const chosen = values.map((value) => {
    const option =
      select.options.find((one) => one.value === value) ?? select.options.find((one) => one.label === value)
    if (option === undefined && select.type === C.StringSelect)
      throw new CannotDo(`"${wanted}" has no choice "${value}"`)
    return option?.value ?? value
  })
  return { ...select, chosen }
}

/** What a select of that type chose, for `resolved`. */
function namedBy(type: number, ids: readonly string[], isRole: (id: string) => boolean): Named {
  if (type === C.UserSelect) return { users: ids }
  if (type === C.RoleSelect) return { roles: ids }
  if (type === C.ChannelSelect) return { channels: ids }
  if (type === C.MentionableSelect)
    return { users: ids.filter((id) => !isRole(id)), roles: ids.filter(isRole) }
  return {}
}

function isShownTo(message: MessageState, userId: string): boolean {
  return message.ephemeralFor === undefined || (message.ephemeralFor === userId && !message.vanished)
}

function targetMessage(world: World, userId: string, target: Target): MessageState {
  const id = 'interactionId' in target ? target.message?.id : target.id
  const message = world.messages.get(id ?? '')
  if (message === undefined || message.deleted) throw new CannotDo('the message is not there')
  if (!isShownTo(message, userId) || !canSee(world, world.channel(message.channelId), userId)) {
    throw new CannotDo('the message is not there for this person')
  }
  return message
}
