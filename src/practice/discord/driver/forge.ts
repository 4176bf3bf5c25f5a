/** What no honest client sends: interactions with any custom id, values and message, by anyone. */
import { ComponentType as C } from 'discord-api-types/v10'
import type { GatewayControl } from '../gateway.ts'
import { startInteraction } from '../interactions.ts'
import { NO_PINGS } from '../pings.ts'
import type { InteractionState, MessageState } from '../state.ts'
import type { World } from '../world.ts'
import { awaitAnswer, type Answer } from './answer.ts'
import { interactionPayload, resolved, type Named } from './payloads.ts'
import { sourceOf } from './acting.ts'

export interface ForgedFrom {
  as: string
  channelId: string
  /** The message that it claims to come from, seen or unseen. */
  messageId?: string
  /** The bot that gets it; the only one when not said. */
  botId?: string
}

export interface Forge {
  /** A press of a button that may not be there. */
  press(customId: string, from: ForgedFrom): Promise<Answer>
  /** A choice in a select that may not be there. */
  choose(
    customId: string,
    values: readonly string[],
    from: ForgedFrom & { type?: number; named?: Named },
  ): Promise<Answer>
  /** A form that may never have been opened; values by custom id, each sent as a text field (or as given). */
  submit(
    customId: string,
    values: Readonly<Record<string, string | readonly string[]>>,
    from: ForgedFrom,
  ): Promise<Answer>
  /** A command with raw options, shown to the person or not; `options` as the bot gets them. */
  slash(
    name: string,
    options: readonly Record<string, unknown>[],
    from: ForgedFrom & { type?: 1 | 2 | 3; targetId?: string; named?: Named },
  ): Promise<Answer>
}

/** The forger's tools. */
export function createForge(world: World, gateway: GatewayControl): Forge {
  const start = (
    from: ForgedFrom,
    type: InteractionState['type'],
    data: Record<string, unknown>,
    name?: string,
  ): Promise<Answer> => {
    const channel = world.channel(from.channelId)
    const message =
      from.messageId === undefined && type === 3
        ? phantom(channel.id, from)
        : world.messages.get(from.messageId ?? '')
    const interaction = startInteraction(world, {
      applicationId: botOf(from),
      userId: from.as,
      type,
      name,
      guildId: channel.kind === 'dm' ? undefined : channel.guildId,
      channelId: channel.id,
      sourceMessageId: message?.id,
      payload: (made) =>
        interactionPayload(world, made, data, message === undefined ? {} : sourceOf(world, message)),
    })
    return awaitAnswer(world, gateway, interaction)
  }
  /** A message that never was: every press comes with one, so a forged press brings its own. */
  const phantom = (channelId: string, from: ForgedFrom): MessageState => ({
    id: world.nextId(),
    channelId,
    authorId: botOf(from),
    type: 0,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    pings: NO_PINGS,
    tts: false,
    pinned: false,
    sentAt: world.clock.now(),
    editedAt: null,
    nonce: undefined,
    replyTo: undefined,
    interactionId: undefined,
    applicationId: undefined,
    ephemeralFor: undefined,
    vanished: false,
    deleted: false,
  })
  const botOf = (from: ForgedFrom): string => from.botId ?? [...world.bots.keys()][0] ?? ''
  const tables = (from: ForgedFrom, named: Named | undefined): Record<string, unknown> => {
    const found = resolved(
      world,
      world.channel(from.channelId),
      { userId: from.as, applicationId: botOf(from) },
      named ?? {},
    )
    return found === undefined ? {} : { resolved: found }
  }

  return {
    press: (customId, from) => start(from, 3, { custom_id: customId, component_type: C.Button, id: 1 }),
    choose: (customId, values, from) => {
      const type = from.type ?? C.StringSelect
      return start(from, 3, {
        custom_id: customId,
        component_type: type,
        id: 1,
        values: [...values],
        ...tables(from, from.named),
      })
    },
    submit: (customId, values, from) => {
      const components = Object.entries(values).map(([field, value], index) => ({
        type: C.Label,
        id: index * 2 + 1,
        component:
          typeof value === 'string'
            ? { type: C.TextInput, id: index * 2 + 2, custom_id: field, value }
            : { type: C.StringSelect, id: index * 2 + 2, custom_id: field, values: [...value] },
      }))
      return start(from, 5, { custom_id: customId, components })
    },
    slash: (name, options, from) => {
      const type = from.type ?? 1
      const known = [...world.bots.values()].flatMap((bot) => [...bot.globalCommands.values()])
      const id = known.find((command) => command.name === name && command.type === type)?.id ?? world.nextId()
      const target = from.targetId === undefined ? {} : { target_id: from.targetId }
      return start(
        from,
        2,
        { id, name, type, options: [...options], ...target, ...tables(from, from.named) },
        name,
      )
    },
  }
}
