/** Application commands: registering them, and who is shown which where. */
import { commandErrors } from './limits.ts'
import { invalidForm, refusal } from './errors.ts'
import { channelPermissions, serverPermissions } from './permissions.ts'
import type { BotState, ChannelState, CommandOption, CommandState } from './state.ts'
import type { Json } from './views.ts'
import type { World } from './world.ts'

export interface CommandPayload {
  name?: string
  type?: number
  description?: string
  options?: CommandOption[]
  default_member_permissions?: string | null
  dm_permission?: boolean
  contexts?: number[] | null
  integration_types?: number[] | null
  nsfw?: boolean
  name_localizations?: Record<string, string> | null
  description_localizations?: Record<string, string> | null
}

/** The commands of a bot: its global ones, or those of one server. */
export function commandsOf(bot: BotState, guildId: string | undefined): Map<string, CommandState> {
  if (guildId === undefined) return bot.globalCommands
  const existing = bot.guildCommands.get(guildId) ?? new Map<string, CommandState>()
  bot.guildCommands.set(guildId, existing)
  return existing
}

/** Replaces all commands; one of the same name and type keeps its id. */
export function replaceCommands(
  world: World,
  bot: BotState,
  guildId: string | undefined,
  payloads: readonly CommandPayload[],
): CommandState[] {
  const errors = commandErrors(payloads)
  if (errors !== undefined) throw invalidForm(errors)
  const commands = commandsOf(bot, guildId)
  const before = [...commands.values()]
  commands.clear()
  const made = payloads.map((payload) => {
    const same = before.find(
      (command) => command.name === payload.name && command.type === (payload.type ?? 1),
    )
    return fromPayload(world, bot, guildId, payload, same?.id)
  })
  for (const command of made) commands.set(command.id, command)
  world.changed()
  return made
}

/** Adds a command, or replaces the one of its name and type. */
export function addCommand(
  world: World,
  bot: BotState,
  guildId: string | undefined,
  payload: CommandPayload,
): CommandState {
  checkOne(payload)
  const commands = commandsOf(bot, guildId)
  const same = [...commands.values()].find(
    (command) => command.name === payload.name && command.type === (payload.type ?? 1),
  )
  const command = fromPayload(world, bot, guildId, payload, same?.id)
  commands.set(command.id, command)
  world.changed()
  return command
}

/** Changes a command; what the payload leaves out stays. */
export function editCommand(
  world: World,
  bot: BotState,
  guildId: string | undefined,
  id: string,
  payload: CommandPayload,
): CommandState {
  const commands = commandsOf(bot, guildId)
  const existing = commands.get(id)
  if (existing === undefined) throw refusal('unknownCommand')
  const whole = { ...(viewCommand(existing) as CommandPayload), ...payload }
  checkOne(whole)
  const edited = fromPayload(world, bot, guildId, whole, id)
  commands.set(id, edited)
  return edited
}

/** Refuses one command by itself: its errors stand at the top of the body. */
function checkOne(payload: CommandPayload): void {
  const errors = commandErrors([payload])?.['0']
  if (errors !== undefined && !Array.isArray(errors)) throw invalidForm(errors)
}

function fromPayload(
  world: World,
  bot: BotState,
  guildId: string | undefined,
  payload: CommandPayload,
  id: string | undefined,
): CommandState {
  const contexts = payload.contexts ?? (payload.dm_permission === false ? [0] : null)
  return {
    id: id ?? world.nextId(),
    type: payload.type ?? 1,
    applicationId: bot.id,
    guildId,
    version: world.nextId(),
    name: payload.name ?? '',
    description: payload.description ?? '',
    options: payload.options ?? [],
    defaultMemberPermissions: payload.default_member_permissions ?? null,
    contexts,
    integrationTypes: payload.integration_types ?? [0],
    nsfw: payload.nsfw ?? false,
    nameLocalizations: payload.name_localizations ?? null,
    descriptionLocalizations: payload.description_localizations ?? null,
  }
}

/** A command as Discord's JSON gives it. */
export function viewCommand(command: CommandState): Json {
  return {
    id: command.id,
    type: command.type,
    application_id: command.applicationId,
    version: command.version,
    name: command.name,
    description: command.description,
    default_member_permissions: command.defaultMemberPermissions,
    nsfw: command.nsfw,
    name_localizations: command.nameLocalizations,
    description_localizations: command.descriptionLocalizations,
    ...(command.options.length === 0 ? {} : { options: command.options }),
    ...(command.guildId === undefined
      ? {
          dm_permission: command.contexts?.includes(1) ?? true,
          contexts: command.contexts,
          integration_types: command.integrationTypes,
        }
      : { guild_id: command.guildId }),
  }
}

/** Where someone stands when they open the command picker: 0 in a server, 1 in the bot's DM, 2 in another private one. */
export type CommandContext = 0 | 1 | 2

export function contextOf(channel: ChannelState, botId: string): CommandContext {
  if (channel.kind !== 'dm') return 0
  return channel.recipients.includes(botId) ? 1 : 2
}

/** The commands of all bots that Discord shows to this person in this channel. */
export function visibleCommands(world: World, userId: string, channel: ChannelState): CommandState[] {
  return [...world.bots.values()].flatMap((bot) => {
    const ofServer = channel.kind === 'dm' ? [] : [...commandsOf(bot, channel.guildId).values()]
    return [...bot.globalCommands.values(), ...ofServer].filter((command) =>
      isVisible(world, userId, channel, bot, command),
    )
  })
}

function isVisible(
  world: World,
  userId: string,
  channel: ChannelState,
  bot: BotState,
  command: CommandState,
): boolean {
  const context = contextOf(channel, bot.id)
  if (command.contexts !== null && !command.contexts.includes(context)) return false
  const added = world.user(userId).installedApps.has(bot.id) && command.integrationTypes.includes(1)
  const byServer = command.integrationTypes.includes(0) && isInstalledFor(world, userId, channel, bot.id)
  if (!added && !byServer) return false
  return (
    channel.kind === 'dm' || (added && !byServer) || hasDefaultPermissions(world, userId, channel, command)
  )
}

function isInstalledFor(world: World, userId: string, channel: ChannelState, botId: string): boolean {
  if (channel.kind !== 'dm') return world.guild(channel.guildId).members.has(botId)
  return channel.recipients.includes(botId) && world.shareServer(userId, botId)
}

function hasDefaultPermissions(
  world: World,
  userId: string,
  channel: ChannelState,
  command: CommandState,
): boolean {
  const needed = BigInt(command.defaultMemberPermissions ?? '0')
  if (channel.kind === 'dm' || command.defaultMemberPermissions === null) return true
  const isAdmin = (serverPermissions(world, world.guild(channel.guildId), userId) & 8n) !== 0n
  return isAdmin || (needed !== 0n && (channelPermissions(world, channel, userId) & needed) === needed)
}
