import {
  DiscordAPIError,
  type REST,
  type RESTGetAPIChannelMessagesResult,
  type RESTGetAPIUserResult,
  Routes,
} from 'discord.js'
import type { ReadMessages } from '../register/posted.ts'

/**
 * Reads log channels back for `verify`, a hundred messages at a time, oldest first. A channel that is gone or closed to
 * the bot reads as null (J5); any other refusal by Discord throws.
 */
export function logReader(rest: REST): ReadMessages {
  let me: Promise<RESTGetAPIUserResult> | undefined
  return async (channelId, after) => {
    me ??= rest.get(Routes.user()) as Promise<RESTGetAPIUserResult>
    const { id } = await me
    try {
      const query = new URLSearchParams({ after, limit: '100' })
      const page = (await rest.get(Routes.channelMessages(channelId), {
        query,
      })) as RESTGetAPIChannelMessagesResult
      return page
        .map((message) => ({
          messageId: message.id,
          text: message.content,
          edited: message.edited_timestamp !== null,
          ours: message.author.id === id,
        }))
        .sort((a, b) => (BigInt(a.messageId) < BigInt(b.messageId) ? -1 : 1))
    } catch (error) {
      if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return null
      throw error
    }
  }
}
