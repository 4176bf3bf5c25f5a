import type { Action } from '../policy/actions.ts'
import { actionsOf } from '../policy/authority.ts'
import { officesOf, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import type { Clp } from './ports.ts'

/** `/help`: what someone may do by right, from the one table of authority, and the offices that they hold now (A2). */
export const whatIMay = (
  clp: Clp,
  actor: Actor,
): Promise<{ actions: Action[]; offices: OfficeHolding[]; isOwner: boolean }> =>
  clp.transact(async (s) => {
    const holdings = await s.holdings()
    const now = clp.clock.now()
    const isOwner = clp.ownerId() === actor.id
    return {
      actions: actionsOf({ actor: { id: actor.id, isServerOwner: isOwner }, holdings, now }),
      offices: officesOf(actor.id, holdings, now),
      isOwner,
    }
  })
