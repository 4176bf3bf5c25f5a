import { visibleCommands } from '../discord/commands.ts'
import { placeOf } from '../discord/driver/places.ts'
import type { CommandOption } from '../discord/state.ts'
import type { World } from '../discord/world.ts'
import type { PageCommand, PageCommands, PageOption } from './shapes.ts'

/** The commands that Discord shows to a person in a channel that they can see. */
export function viewCommands(world: World, me: string, channelId: string): PageCommands {
  const shown = visibleCommands(world, me, placeOf(world, me, { channel: channelId }))
  return {
    slash: shown
      .filter(({ type }) => type === 1)
      .flatMap((command) => flat(command.name, command.description, command.options))
      .sort((a, b) => a.path.localeCompare(b.path)),
    userMenu: shown.filter(({ type }) => type === 2).map(({ name }) => name),
    messageMenu: shown.filter(({ type }) => type === 3).map(({ name }) => name),
  }
}

/** Subcommands and groups are commands of their own in the palette. */
function flat(path: string, description: string, options: readonly CommandOption[]): PageCommand[] {
  const inner = options.filter(({ type }) => type === 1 || type === 2)
  if (inner.length > 0)
    return inner.flatMap((option) => flat(`${path} ${option.name}`, option.description, option.options ?? []))
  return [{ path, description, options: options.map(viewOption) }]
}

function viewOption(option: CommandOption): PageOption {
  return {
    name: option.name,
    description: option.description,
    type: option.type,
    required: option.required ?? false,
    choices: option.choices ?? [],
    autocomplete: option.autocomplete ?? false,
    minLength: option.min_length ?? null,
    maxLength: option.max_length ?? null,
    channelTypes: option.channel_types ?? [],
  }
}
