import type {
  Attachment,
  AutocompleteInteraction,
  Collection,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
  User,
  GuildMember,
  APIInteractionDataResolvedGuildMember,
} from 'discord.js'
import type { Sent } from '../casework/keep-files.ts'
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

/** A file that came with a message or a form, as Discord describes it. */
export const sentFile = (a: Attachment): Sent => ({
  name: a.name,
  url: a.url,
  size: a.size,
  contentType: a.contentType,
})

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
  files: () => [],
  typed: () => ({}),
})

/** What was typed and chosen in a form; a field that Discord left out is empty. */
export const formValues = (i: ModalSubmitInteraction): Values => {
  const field = (name: string) =>
    i.fields.fields.get(name) as
      | {
          value?: unknown
          values?: readonly string[]
          attachments?: ReadonlyMap<string, Attachment>
          users?: Collection<string, User>
          members?: ReadonlyMap<string, unknown>
        }
      | undefined
  return {
    text: (name) => {
      const value = field(name)?.value
      return typeof value === 'string' ? value : ''
    },
    texts: (name) => [...(field(name)?.values ?? [])],
    person: (name) => {
      const chosen = field(name)
      const user = chosen?.users?.first()
      return user ? personOf(user, chosen?.members?.get(user.id) as GuildMember | undefined) : null
    },
    channel: () => null,
    files: (name) => [...(field(name)?.attachments?.values() ?? [])].map(sentFile),
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
  files: () => [],
  typed: () => ({}),
})
