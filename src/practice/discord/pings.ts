/** Whom a message notifies: the mentions in its text, cut down by `allowed_mentions` and permissions. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10'
import { channelPermissions } from './permissions.ts'
import type { ChannelState, Pings } from './state.ts'
import type { World } from './world.ts'

export interface AllowedMentions {
  parse?: string[]
  users?: string[]
  roles?: string[]
  replied_user?: boolean
}

/** Nobody at all. */
export const NO_PINGS: Pings = { everyone: false, users: [], roles: [] }

/** The mentions in `text` that really fire when `authorId` writes it in `channel`. */
export function pingsOf(
  world: World,
  channel: ChannelState,
  authorId: string,
  text: string,
  allowed: AllowedMentions | undefined,
  repliedTo: string | undefined,
): Pings {
  const parse = (kind: string): boolean => allowed === undefined || (allowed.parse ?? []).includes(kind)
  const found = (pattern: RegExp): string[] => [
    ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? '')),
  ]
  const users = found(/<@!?(\d+)>/g)
    .filter((id) => world.users.has(id))
    .filter((id) => parse('users') || allowed?.users?.includes(id) === true)
  const mayPingAll = (channelPermissions(world, channel, authorId) & P.MentionEveryone) !== 0n
  const roles =
    channel.kind === 'dm'
      ? []
      : found(/<@&(\d+)>/g)
          .filter((id) => world.guild(channel.guildId).roles.has(id) && mayPingAll)
          .filter((id) => parse('roles') || allowed?.roles?.includes(id) === true)
  if (repliedTo !== undefined && allowed?.replied_user !== false && !users.includes(repliedTo))
    users.push(repliedTo)
  const everyone = /@(everyone|here)\b/.test(text) && mayPingAll && parse('everyone') && channel.kind !== 'dm'
  return { everyone, users, roles }
}
