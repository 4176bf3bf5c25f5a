/** Where a person does something: in a channel, in a server, in a DM with a bot, or away from the bot's servers. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10'
import { openDm } from '../dms.ts'
import { canSee, channelPermissions } from '../permissions.ts'
import { byAge } from '../snowflake.ts'
import type { ChannelState } from '../state.ts'
import type { World } from '../world.ts'
import { CannotDo } from './cannot.ts'

/**
 * A channel id, or: `guild` the first channel there that the person can write in, `dm` with a bot (`true` for the
 * only one) or person, `outside` a server without the bot (by id, or `true` for any that the person is in).
 */
export type Where =
  | string
  | { channel: string }
  | { guild: string }
  | { dm: string | true }
  | { outside: string | true }

/** The channel that is meant, if the person can see it. */
export function placeOf(world: World, userId: string, where: Where): ChannelState {
  if (typeof where === 'string') return visible(world, userId, where)
  if ('channel' in where) return visible(world, userId, where.channel)
  if ('guild' in where) return firstChannel(world, userId, where.guild)
  if ('dm' in where) return openDm(world, userId, where.dm === true ? onlyBot(world) : where.dm)
  return firstChannel(world, userId, where.outside === true ? serverWithoutBot(world, userId) : where.outside)
}

function visible(world: World, userId: string, channelId: string): ChannelState {
  const channel = world.channels.get(channelId)
  if (channel === undefined || !canSee(world, channel, userId)) {
    throw new CannotDo(`${world.user(userId).username} can see no channel ${channelId}`)
  }
  return channel
}

function firstChannel(world: World, userId: string, guildId: string): ChannelState {
  const channels = [...world.channels.values()]
    .filter((channel) => channel.kind === 'guild' && channel.guildId === guildId && channel.type === 0)
    .sort((a, b) => byAge(a.id, b.id))
  const usable = channels.find(
    (channel) =>
      canSee(world, channel, userId) &&
      (channelPermissions(world, channel, userId) & P.UseApplicationCommands) !== 0n,
  )
  if (usable === undefined)
    throw new CannotDo(`${world.user(userId).username} can use commands in no channel there`)
  return usable
}

function onlyBot(world: World): string {
  const [bot, ...others] = world.bots.keys()
  if (bot === undefined || others.length > 0) throw new CannotDo('say which bot is meant')
  return bot
}

/** The first server that the person shares with a bot. */
export function serverWithBot(world: World, userId: string): string {
  const found = [...world.guilds.values()].find(
    (guild) => guild.members.has(userId) && [...world.bots.keys()].some((bot) => guild.members.has(bot)),
  )
  if (found === undefined) throw new CannotDo(`${world.user(userId).username} is in no server with a bot`)
  return found.id
}

function serverWithoutBot(world: World, userId: string): string {
  const found = [...world.guilds.values()].find(
    (guild) => guild.members.has(userId) && ![...world.bots.keys()].some((bot) => guild.members.has(bot)),
  )
  if (found === undefined)
    throw new CannotDo(`${world.user(userId).username} is in no server without the bot`)
  return found.id
}
