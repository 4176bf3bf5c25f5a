import { Routes } from 'discord.js'
import { pausedUntil, recordPauseTold, recordPauseTrouble } from '../../casework/pause-posting.ts'
import type { ConvergeHandler, SayHandler } from '../../outbox/handlers.ts'
import { type Api, CODES } from './api.ts'

/** Discord's answer for someone who is not on the server, or not on Discord any more: there is nobody to pause. */
const NOT_HERE: (number | null)[] = [CODES.unknownMember, CODES.unknownUser]

/**
 * A pause of posting (D11): the timeout ends when the register says, at each attempt. One that people have set by hand and
 * that lasts longer is left as it is. The audit reason is the references and nothing else (G3).
 */
export const pausePosting = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const paused = await clp.transact((s) => pausedUntil(clp, s, e.target))
    // over while Discord could not be reached
    if (paused === null) return { ok: true, value: null }
    const route = Routes.guildMember(clp.serverId, e.target)
    const member = await api.get<{ communication_disabled_until?: string | null }>(route)
    if (!member.ok) return NOT_HERE.includes(member.code) ? { ok: true, value: null } : member
    const now = member.value.communication_disabled_until
    if (now && Date.parse(now) >= Date.parse(paused.until)) return { ok: true, value: null }
    const done = await api.attempt(() =>
      api.rest.patch(route, {
        body: { communication_disabled_until: paused.until },
        reason: paused.refs.join(', '),
      }),
    )
    if (!done.ok && !NOT_HERE.includes(done.code)) return done
    return { ok: true, value: null }
  },
  async trouble(clp, s, e, _failures, f) {
    if (f.kind !== 'final') return 'wait'
    await recordPauseTrouble(clp, s, e.target, f.why)
    return 'give_up'
  },
})

const toldOf = (e: { payload: object }) => e.payload as { userId: string; text: string }

/** Tells someone at once why their posting is paused (D11). */
export const pauseTold: SayHandler = {
  kind: 'say',
  kept: true,
  async prepare(clp, _s, e) {
    const { userId, text } = toldOf(e)
    return {
      to: { dm: userId },
      body: (mark) => ({ content: `${text}\n-# ${clp.config.policy.clp.name} · ${mark}` }),
    }
  },
  delivered: (clp, s, e) => recordPauseTold(clp, s, e.target, toldOf(e).userId, true),
  async refused(clp, s, e, f) {
    await recordPauseTold(clp, s, e.target, toldOf(e).userId, false, f.why)
    return 'give_up'
  },
}
