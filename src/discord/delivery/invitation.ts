import { Routes } from 'discord.js'
import type { APIGuild } from 'discord-api-types/v10'
import type { WireResult } from '../../outbox/wire.ts'
import type { Api } from './api.ts'

const DAYS_30_IN_SECONDS = 30 * 86_400
/** How every invitation begins. */
const INVITATION = 'https://discord.gg/'

/**
 * An invitation to the first text channel that lets the bot make one; null where none does. While Discord does not
 * answer it is no answer: a letter without an invitation would never get one.
 */
export async function invitation(api: Api, serverId: string): Promise<WireResult<string | null>> {
  const server = await api.get<APIGuild>(Routes.guild(serverId))
  if (!server.ok) return server
  const channels = await api.get<{ id: string; type: number }[]>(Routes.guildChannels(serverId))
  if (!channels.ok) return channels
  const first = [server.value.system_channel_id, server.value.rules_channel_id].filter((id) => id !== null)
  const others = channels.value.filter((c) => c.type === 0).map((c) => c.id)
  for (const id of [...first, ...others].slice(0, 5)) {
    const made = await api.attempt<{ code: string }>(() =>
      api.rest.post(Routes.channelInvites(id), {
        body: { max_age: DAYS_30_IN_SECONDS, max_uses: 1, unique: true },
      }),
    )
    if (made.ok) return { ok: true, value: `${INVITATION}${made.value.code}` }
    if (made.kind !== 'final') return made
  }
  return { ok: true, value: null }
}
