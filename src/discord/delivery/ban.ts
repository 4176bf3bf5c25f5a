import { Routes } from 'discord.js'
import { desiredBan, recordBanState, recordBanTrouble } from '../../casework/carry-out-ban.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import type { Api } from './api.ts'
import { CODES } from './api.ts'

/**
 * The ban of one person (G4): what should be is worked out from the register at each attempt, so a later ban, an
 * overturned one and a stale timer cannot contradict each other. The audit reason is the reference and nothing else, and
 * no message history is deleted (G3).
 */
export const ban = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const userId = e.target
    const desired = await clp.transact((s) => desiredBan(clp, s, userId))
    const route = Routes.guildBan(clp.serverId, userId)
    if (desired.banned) {
      const done = await api.attempt(() =>
        api.rest.put(route, { body: { delete_message_seconds: 0 }, reason: desired.because ?? '' }),
      )
      if (!done.ok) return done
      return {
        ok: true,
        value: (s) => recordBanState(clp, s, userId, { banned: true, because: desired.because }),
      }
    }
    const done = await api.attempt(() => api.rest.delete(route))
    if (!done.ok && done.code !== CODES.unknownBan) return done
    return { ok: true, value: (s) => recordBanState(clp, s, userId, { banned: false, wasThere: done.ok }) }
  },
  async trouble(clp, s, e, failures, f) {
    await recordBanTrouble(clp, s, e.target, failures, f.why)
    return 'wait'
  },
})
