import { isDeepStrictEqual } from 'node:util'
import type { Effect } from '../casework/effects.ts'
import type { Clp } from '../casework/ports.ts'
import type { ConvergeHandler } from './handlers.ts'
import { later } from './later.ts'

/**
 * Brings one thing in line with the register. Everything that asked for just the same before it began is answered by it,
 * so ten changes of a card in a row draw it once; two things to be written into one letter are two.
 */
export async function converge(clp: Clp, handler: ConvergeHandler, e: Effect): Promise<void> {
  const same = await clp.transact((s) => s.openEffects({ name: e.name, target: e.target }))
  const answered = same.filter((one) => isDeepStrictEqual(one.payload, e.payload)).map((one) => one.id)
  const result = await handler.run(clp, e)
  if (result.ok) {
    await clp.transact(async (s) => {
      await result.value?.(s)
      await s.finishEffects(answered, 'done')
    })
    return
  }
  const verdict = await clp.transact(async (s) => {
    const what = await handler.trouble(clp, s, e, e.attempts + 1, result)
    if (what === 'give_up') await s.finishEffects(answered, 'failed')
    return what
  })
  if (verdict === 'wait') await later(clp, e, result)
}
