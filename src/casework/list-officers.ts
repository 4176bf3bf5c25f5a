import { holdsAt, OFFICES, type OfficeHolding } from '../policy/offices.ts'
import type { Clp } from './ports.ts'

/** Everyone in office now, in the order of offices: it answers who is admin of what, and since when (L1). */
export const listOfficers = (clp: Clp): Promise<OfficeHolding[]> =>
  clp.transact(async (s) =>
    (await s.holdings())
      .filter((h) => holdsAt(h, clp.clock.now()))
      .toSorted((a, b) => OFFICES.indexOf(a.office) - OFFICES.indexOf(b.office)),
  )
