import { Routes } from 'discord.js'
import type { Effect } from '../../casework/effects.ts'
import { recordRemoval } from '../../casework/remove-post.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import { type Api, CODES } from './api.ts'

const postOf = (e: Effect) => e.payload as { ref: string; channelId: string; messageId: string }
const GONE: (number | null)[] = [CODES.unknownMessage, CODES.unknownChannel]

/**
 * Removes a reported post (C8). One that is gone already is what was wanted. That it was there is kept before it is
 * deleted, so that after a death in between nobody is told that somebody else was quicker (G1). The audit reason is the
 * reference alone (G3).
 */
export const removePost = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const post = postOf(e)
    const channel = await api.get<{ guild_id?: string }>(Routes.channel(post.channelId))
    if (!channel.ok && !GONE.includes(channel.code)) return channel
    // a link can name any channel: only those of this server are this CLP's business
    if (!channel.ok || channel.value.guild_id !== clp.serverId)
      return { ok: true, value: (s) => recordRemoval(clp, s, post, 'gone') }
    const message = Routes.channelMessage(post.channelId, post.messageId)
    const seen = e.firstAttemptAt !== null || (await api.get(message)).ok
    if (seen && e.firstAttemptAt === null)
      await clp.transact((s) => s.updateEffect(e.id, { firstAttemptAt: clp.clock.now() }))
    const done = await api.inThread(post.channelId, () =>
      api.attempt(() => api.rest.delete(message, { reason: post.ref })),
    )
    if (!done.ok && !GONE.includes(done.code)) return done
    return { ok: true, value: (s) => recordRemoval(clp, s, post, done.ok || seen ? 'removed' : 'gone') }
  },
  async trouble(clp, s, e, _failures, f) {
    if (f.kind !== 'final') return 'wait'
    await recordRemoval(clp, s, postOf(e), 'failed', f.why)
    return 'give_up'
  },
})
