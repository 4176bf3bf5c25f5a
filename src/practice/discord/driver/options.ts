/** From the words that a person types after a slash to the options that the bot gets. */
import { ApplicationCommandOptionType as O } from 'discord-api-types/v10'
import type { CommandOption, CommandState } from '../state.ts'
import { CannotDo } from './cannot.ts'
import type { PickedFile, Store } from './form.ts'
import type { Named } from './payloads.ts'

export type OptionValue = string | number | boolean | PickedFile
export type OptionValues = Readonly<Record<string, OptionValue | undefined>>

export interface FilledCommand {
  command: CommandState
  /** `data.options` as the bot gets them. */
  options: Record<string, unknown>[]
  named: Required<Pick<Named, 'users' | 'roles' | 'channels' | 'attachments'>>
}

export interface FillingIn {
  store: Store
  isRole: (id: string) => boolean
  channelType: (id: string) => number | undefined
  isUser: (id: string) => boolean
  /** While typing: the option in focus may be unfinished, required ones may be missing. */
  focused?: string
}

/** Finds the command of a path (`officer appoint`) among those shown, and the options of its last word. */
function findCommand(
  shown: readonly CommandState[],
  path: string,
): { command: CommandState; options: CommandOption[]; names: string[] } {
  const [name = '', ...names] = path.replace(/^\//, '').split(' ')
  const command = shown.find((candidate) => candidate.type === 1 && candidate.name === name)
  if (command === undefined) throw new CannotDo(`no command /${name} is shown here`)
  let { options } = command
  for (const word of names) {
    const next = options.find(
      (option) => option.name === word && (option.type === O.Subcommand || option.type === O.SubcommandGroup),
    )
    if (next === undefined) throw new CannotDo(`/${name} has no "${names.join(' ')}"`)
    options = next.options ?? []
  }
  if (options.some((option) => option.type === O.Subcommand || option.type === O.SubcommandGroup)) {
    throw new CannotDo(`/${path} is not complete`)
  }
  return { command, options, names }
}

/** Fills in a command as Discord's client lets one, and nests the options under their subcommand. */
export function fillCommand(
  shown: readonly CommandState[],
  path: string,
  values: OptionValues,
  how: FillingIn,
): FilledCommand {
  const { command, options, names } = findCommand(shown, path)
  const known = new Set(options.map((option) => option.name))
  const unknown = Object.keys(values).find((name) => values[name] !== undefined && !known.has(name))
  if (unknown !== undefined) throw new CannotDo(`/${path} has no option "${unknown}"`)
  const named: FilledCommand['named'] = { users: [], roles: [], channels: [], attachments: [] }
  let filled: Record<string, unknown>[] = []
  for (const option of options) {
    const value = values[option.name]
    if (value === undefined) {
      if (option.required === true && how.focused === undefined)
        throw new CannotDo(`/${path} needs "${option.name}"`)
      continue
    }
    filled.push(fillOption(option, value, how, named))
  }
  for (const word of [...names].reverse())
    filled = [{ name: word, type: nestedType(command, names, word), options: filled }]
  return { command, options: filled, named }
}

function nestedType(command: CommandState, names: readonly string[], word: string): number {
  const top = command.options.find((option) => option.name === names[0])
  return top?.type === O.SubcommandGroup && word === names[0] ? O.SubcommandGroup : O.Subcommand
}

function fillOption(
  option: CommandOption,
  value: OptionValue,
  how: FillingIn,
  named: FilledCommand['named'],
): Record<string, unknown> {
  const { name, type } = option
  if (how.focused === name) return { name, type, value: String(value), focused: true }
  const no = (why: string): CannotDo => new CannotDo(`"${name}" ${why}`)
  const id = String(value)
  switch (type) {
    case O.String: {
      const text = checkChoice(option, id)
      if (text.length < (option.min_length ?? 0))
        throw no(`needs at least ${String(option.min_length)} characters`)
      if (text.length > (option.max_length ?? 6000))
        throw no(`takes at most ${option.max_length ?? 6000} characters`)
      return { name, type, value: text }
    }
    case O.Integer:
    case O.Number: {
      const number = Number(checkChoice(option, value as number))
      if (!Number.isFinite(number) || (type === O.Integer && !Number.isInteger(number)))
        throw no('takes a number')
      if (number < (option.min_value ?? -Infinity) || number > (option.max_value ?? Infinity))
        throw no('is out of range')
      return { name, type, value: number }
    }
    case O.Boolean:
      return { name, type, value: value === true || value === 'true' }
    case O.User:
      if (!how.isUser(id)) throw no('takes a person')
      return { name, type, value: put(named, 'users', id) }
    case O.Role:
      if (!how.isRole(id)) throw no('takes a role')
      return { name, type, value: put(named, 'roles', id) }
    case O.Mentionable:
      return { name, type, value: put(named, how.isRole(id) ? 'roles' : 'users', id) }
    case O.Channel: {
      const kind = how.channelType(id)
      if (kind === undefined) throw no('takes a channel that you can see')
      if (option.channel_types !== undefined && !option.channel_types.includes(kind))
        throw no('takes another kind of channel')
      return { name, type, value: put(named, 'channels', id) }
    }
    case O.Attachment:
      return { name, type, value: put(named, 'attachments', how.store(value as PickedFile).id) }
    default:
      throw no('is of an unknown type')
  }
}

function put(named: FilledCommand['named'], kind: keyof FilledCommand['named'], id: string): string {
  named[kind] = [...named[kind], id]
  return id
}

/** Where there are choices, one of them, by its name or value. */
function checkChoice<T extends string | number>(option: CommandOption, value: T): T {
  if (option.choices === undefined || option.choices.length === 0) return value
  const choice = option.choices.find((candidate) => candidate.value === value || candidate.name === value)
  if (choice === undefined) throw new CannotDo(`"${option.name}" has no choice "${value}"`)
  return choice.value as T
}
