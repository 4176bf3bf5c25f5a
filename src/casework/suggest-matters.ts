import { mayAct } from '../policy/authority.ts'
import type { Actor } from './actor.ts'
import { conflictInCase } from './case-people.ts'
import { conflictIn, matterOf } from './matter.ts'
import type { Clp } from './ports.ts'

const SUGGESTED = 25
const LOOKED_THROUGH = 200

/**
 * References for `/register search`: all those of the register but for matters in which the asker has a conflict, and
 * none for anyone who may not search it (A5). No names: the register is searched by reference.
 */
export const suggestMatters = (clp: Clp, actor: Actor, typed: string): Promise<string[]> =>
  clp.transact(async (s) => {
    const may = mayAct('register.search', {
      actor: { id: actor.id, isServerOwner: false },
      holdings: await s.holdings(),
      now: clp.clock.now(),
    })
    if (!may.allowed) return []
    const search = typed.trim()
    const found = await s.cases({ search, limit: LOOKED_THROUGH })
    const free = (await s.caseFiles(found.map((c) => c.ref)))
      .filter((file) => conflictInCase(actor.id, file) === undefined)
      .map((file) => file.ref)
    const others = [
      ...(await s.appeals({ search, limit: SUGGESTED })),
      ...(await s.complaints({ search, limit: SUGGESTED })),
    ]
    for (const { ref } of others) {
      const matter = await matterOf(clp, s, ref)
      if (matter && conflictIn(actor.id, matter) === undefined) free.push(ref)
    }
    // what was typed as a whole reference comes first
    return free.toSorted((a, b) => Number(b === search) - Number(a === search)).slice(0, SUGGESTED)
  })
