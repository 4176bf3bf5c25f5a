import type { Store } from '../../casework/ports.ts'
import { recordTakenOut } from '../../casework/take-out-quotes.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import { type Api, CODES } from './api.ts'

/**
 * A message to somebody is edited to say what its kept copy says: the quote of a post that may be illegal is taken out of
 * it, and its files are put in the place of the old ones (C8). Its buttons stay. Nobody is written to by that (C6).
 */
export const takeOut = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const told = await clp.transact((s) => s.told(Number(e.target)))
    if (told?.where === undefined) return { ok: true, value: null }
    const { channelId, messageId } = told.where
    const edited = await api.replace(channelId, messageId, told.body)
    if (edited.ok) return { ok: true, value: (s: Store) => recordTakenOut(clp, s, told.matter) }
    // they, or Discord, have deleted it
    return edited.code === CODES.unknownMessage || edited.code === CODES.unknownChannel
      ? { ok: true, value: null }
      : edited
  },
  trouble: async () => 'wait',
})
