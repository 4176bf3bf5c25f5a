import { heardAs } from './identities.ts'
import { appealablesOf } from './own-appeals.ts'
import type { Clp } from './ports.ts'

/**
 * Whether the register of a CLP knows someone in a way that they know of themselves: they hold or held an office, were
 * written to about a case, complained or appealed. Only such a CLP is offered to them where a bot serves several; a case
 * of which they were not told makes no difference (A6).
 */
export const isKnown = (clp: Clp, person: string): Promise<boolean> =>
  clp.transact(async (s) => {
    if ((await s.holdings()).some((h) => h.person === person)) return true
    if ((await s.complaints({ complainant: person, limit: 1 })).length > 0) return true
    if ((await s.appeals({ appellant: person, limit: 1 })).length > 0) return true
    const told = await s.cases({ respondent: await heardAs(s, person), limit: 100 })
    for (const file of await s.caseFiles(told.map((c) => c.ref)))
      if (file.replies.some((r) => r.kind === 'told')) return true
    return (await appealablesOf(s, person)).length > 0
  })
