import type { APIThreadChannel } from 'discord-api-types/v10'
import { Routes } from 'discord.js'
import { declareRestore, type LogSeen, type SeenMessage } from '../../casework/declare-restore.ts'
import type { SeenRoom } from '../../casework/lost-rooms.ts'
import type { Clp } from '../../casework/ports.ts'
import { pauseOf } from '../../casework/restored.ts'
import type { ReadMessages } from '../../register/posted.ts'
import { type Api, instantOf } from '../delivery/api.ts'

/**
 * What a CLP does by itself while it stands still after a restore: reads on Discord how far it had got and declares what is
 * lost (J3), as soon as that can be known. Doing it again changes nothing.
 */
export async function afterRestore(clp: Clp, api: Api, botId: string, read: ReadMessages): Promise<void> {
  if ((await clp.transact(pauseOf)) !== 'undeclared') return
  await declareRestore(clp, await logSeen(clp, api, botId, read))
}

async function logSeen(clp: Clp, api: Api, botId: string, read: ReadMessages): Promise<LogSeen> {
  const { posts, settings } = await clp.transact(async (s) => ({
    posts: await s.logPosts(),
    settings: await s.settings(),
  }))
  const channels = new Set([...posts.map((post) => post.channelId), settings.logChannelId])
  const messages: SeenMessage[] = []
  const closed: string[] = []
  for (const channelId of channels) {
    if (channelId === null) continue
    const found = await allOf(channelId, read)
    if (found === null) closed.push(channelId)
    else messages.push(...found)
  }
  return { messages, closed, rooms: await roomsOf(clp, api, botId, settings.roomsChannelId) }
}

async function allOf(channelId: string, read: ReadMessages): Promise<SeenMessage[] | null> {
  const messages: SeenMessage[] = []
  for (let after = '0'; ;) {
    const page = await read(channelId, after)
    if (page === null) return null
    for (const { messageId, text, edited, ours } of page) {
      after = messageId
      if (ours) messages.push({ channelId, messageId, text, edited, at: instantOf(messageId) })
    }
    if (page.length === 0) return messages
  }
}

/** A room bears its reference as its name: one whose matter is lost, or its line in the log hidden, is found by it. */
async function roomsOf(
  clp: Clp,
  api: Api,
  botId: string,
  roomsChannelId: string | null,
): Promise<SeenRoom[]> {
  if (roomsChannelId === null) return []
  const found: SeenRoom[] = []
  for (const route of [
    Routes.guildActiveThreads(clp.serverId),
    Routes.channelThreads(roomsChannelId, 'private'),
  ]) {
    const query = new URLSearchParams({ limit: '100' })
    const page = await api.get<{ threads: APIThreadChannel[] }>(
      route,
      route.includes('archived') ? query : undefined,
    )
    if (page.ok)
      found.push(
        ...page.value.threads
          .filter((x) => x.parent_id === roomsChannelId && x.owner_id === botId)
          .map((x) => ({ threadId: x.id, name: x.name ?? '', at: instantOf(x.last_message_id ?? x.id) })),
      )
    // the channel of rooms may be gone: then the log alone tells
    else if (page.kind !== 'final') throw new Error('Discord did not say which rooms there are')
  }
  return found
}
