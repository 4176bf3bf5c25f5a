import type { Clp, Store } from '../casework/ports.ts'
import type { ServerFacts } from '../casework/doctor/check-server.ts'
import type { NotAsked } from '../casework/doctor/findings.ts'
import type { WireFailure } from '../outbox/wire.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import type { Api } from './delivery/api.ts'
import { serverFacts } from './server-facts.ts'

const UNAUTHORISED = /answered 401/

/** What the register says of a CLP that a check needs. */
export async function registerFacts(s: Store) {
  const [first] = await s.entriesAfter(0, 1)
  return {
    settings: await s.settings(),
    holdings: await s.holdings(),
    platforms: await s.platforms(),
    openedAt: first?.content?.at ?? null,
  }
}

/** A CLP's server as Discord shows it, or why it could not be asked. */
export async function askServer(
  api: Api,
  clp: Pick<Clp, 'serverId' | 'config' | 'clock'>,
  of: { settings: { logChannelId: string | null; roomsChannelId: string | null }; holdings: OfficeHolding[] },
  commands: readonly string[],
  here: () => string,
): Promise<ServerFacts | NotAsked> {
  const now = clp.clock.now()
  const officers = new Map<string, string>()
  for (const h of of.holdings) if (h.person !== null && holdsAt(h, now)) officers.set(h.person, h.name)
  const { policy } = clp.config
  const found = await serverFacts(api, {
    serverId: clp.serverId,
    log: of.settings.logChannelId,
    rooms: of.settings.roomsChannelId,
    pausePosting: policy.complaints.pausePosting !== null,
    officers: [...officers].map(([person, name]) => ({ person, name })),
    safeguarding: policy.safeguarding.person,
    commands,
    here,
  })
  return found.ok ? found.value : whyNot(found)
}

function whyNot(f: WireFailure): NotAsked {
  if (f.kind === 'final') return 'away'
  return UNAUTHORISED.test(f.why) ? 'token' : 'unreachable'
}
