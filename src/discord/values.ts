import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
  User,
  GuildMember,
  APIInteractionDataResolvedGuildMember,
} from 'discord.js'
import type { Person, Values } from './handler.ts'

/** How someone is called on this server, or by their account's name. */
export function personOf(
  user: User,
  member?: GuildMember | APIInteractionDataResolvedGuildMember | null,
): Person {
  const nick =
    member && 'nick' in member ? member.nick : member && 'nickname' in member ? member.nickname : null
  return { id: user.id, name: nick ?? user.globalName ?? user.username, isBot: user.bot }
}

/** Options of a slash command by name; what was not given is empty. */
export const optionValues = (i: ChatInputCommandInteraction | AutocompleteInteraction): Values => ({
  text: (name) => {
    const value = i.options.get(name)?.value
    return value === undefined ? '' : String(value)
  },
  texts: () => [],
  person: (name) => {
    const option = i.options.get(name)
    return option?.user ? personOf(option.user, option.member as GuildMember | null) : null
  },
  channel: (name) => i.options.get(name)?.channel?.id ?? null,
  typed: () => ({}),
})

/** What was typed and chosen in a form; a field that Discord left out is empty. */
export const formValues = (i: ModalSubmitInteraction): Values => {
  const field = (name: string) =>
    i.fields.fields.get(name) as { value?: unknown; values?: readonly string[] } | undefined
  return {
    text: (name) => {
      const value = field(name)?.value
      return typeof value === 'string' ? value : ''
    },
    texts: (name) => [...(field(name)?.values ?? [])],
    person: () => null,
    channel: () => null,
    typed: () =>
      Object.fromEntries(
        [...i.fields.fields.keys()].map((name) => {
          const { value, values } = field(name) ?? {}
          return [name, values ? [...values] : typeof value === 'string' ? value : '']
        }),
      ),
  }
}

/** What was chosen in a select; a button carries nothing. */
export const componentValues = (i: MessageComponentInteraction): Values => ({
  text: () => '',
  texts: () => (i.isAnySelectMenu() ? [...i.values] : []),
  person: () => null,
  channel: () => null,
  typed: () => ({}),
})
