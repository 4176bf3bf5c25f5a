import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import type { Clp } from './ports.ts'
import type { PlatformRecord } from './records.ts'
import type { Result } from './refusal.ts'

/** `/platform list`: the CLP's platforms, who owns them, who is admin of which and since when (L1). */
export const listPlatforms = (
  clp: Clp,
  actor: Actor,
): Promise<Result<{ platforms: (PlatformRecord & { admins: OfficeHolding[] })[] }>> =>
  clp.transact(async (s) => {
    const may = await authorise(clp, s, actor, 'platform.list')
    if (!may.ok) return may
    const now = clp.clock.now()
    const admins = may.holdings.filter((h) => h.office === 'admin' && holdsAt(h, now))
    return {
      ok: true,
      platforms: (await s.platforms()).map((p) => ({
        ...p,
        admins: admins.filter((h) => h.platform === p.name),
      })),
    }
  })
