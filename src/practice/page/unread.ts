import { canSee } from '../discord/permissions.ts'
import type { World } from '../discord/world.ts'

/** What has come for whom since somebody last looked, by person and channel. */
export interface Unread {
  /** How many messages of others stand below where the person has read. */
  count(userId: string, channelId: string): number
  /** All that waits for a person, in every channel that they can see. */
  total(userId: string): number
  /** The person has the channel before them now. */
  read(userId: string, channelId: string): void
  /** Everyone has read everything: where one begins. */
  readAll(userIds: readonly string[]): void
}

/** Keeps how far each person has read. Ephemeral answers and Discord's own lines never wait for anyone. */
export function createUnread(world: World): Unread {
  /** The number of messages that a channel had when it was read, by person and channel. */
  const readUpTo = new Map<string, number>()
  const key = (userId: string, channelId: string): string => `${userId} ${channelId}`

  const below = (userId: string, channelId: string): number => {
    const ids = world.messageIds.get(channelId) ?? []
    const from = readUpTo.get(key(userId, channelId)) ?? 0
    return ids.slice(from).filter((id) => {
      const message = world.messages.get(id)
      return (
        message?.deleted === false &&
        message.ephemeralFor === undefined &&
        message.authorId !== userId &&
        (message.type === 0 || message.type === 19 || message.type === 20)
      )
    }).length
  }

  const count: Unread['count'] = (userId, channelId) => {
    const channel = world.channels.get(channelId)
    return channel !== undefined && canSee(world, channel, userId) ? below(userId, channelId) : 0
  }

  const read: Unread['read'] = (userId, channelId) => {
    readUpTo.set(key(userId, channelId), world.messageIds.get(channelId)?.length ?? 0)
  }

  return {
    count,
    read,
    total: (userId) => [...world.messageIds.keys()].reduce((sum, id) => sum + count(userId, id), 0),
    readAll: (userIds) => {
      for (const userId of userIds) for (const channelId of world.messageIds.keys()) read(userId, channelId)
    },
  }
}
