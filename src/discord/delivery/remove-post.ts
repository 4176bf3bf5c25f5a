import { Routes } from 'discord.js'
import type { Effect } from '../../casework/effects.ts'
import { recordRemoval } from '../../casework/remove-post.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import { type Api, CODES } from './api.ts'

const postOf = (e: Effect) => e.payload as { ref: string; channelId: string; messageId: string }
const GONE: (number | null)[] = [CODES.unknownMessage, CODES.unknownChannel]

/** Removes a reported post (C8). One that is gone already is what was wanted. The audit reason is the reference alone (G3). */
export const removePost = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const post = postOf(e)
    const channel = await api.get<{ guild_id?: string }>(Routes.channel(post.channelId))
    if (!channel.ok && !GONE.includes(channel.code)) return channel
    // a link can name any channel: only those of this server are this CLP's business
    if (!channel.ok || channel.value.guild_id !== clp.serverId)
      return { ok: true, value: (s) => recordRemoval(clp, s, post, 'gone') }
    const done = await api.inThread(post.channelId, () =>
      api.attempt(() =>
        api.rest.delete(Routes.channelMessage(post.channelId, post.messageId), { reason: post.ref }),
      ),
    )
    if (!done.ok && !GONE.includes(done.code)) return done
    return { ok: true, value: (s) => recordRemoval(clp, s, post, done.ok ? 'removed' : 'gone') }
  },
  async trouble(clp, s, e, _failures, f) {
    if (f.kind !== 'final') return 'wait'
    await recordRemoval(clp, s, postOf(e), 'failed', f.why)
    return 'give_up'
  },
})
