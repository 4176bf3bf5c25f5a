import { isBlank } from '../letters/plain-text.ts'
import { DISCORD } from '../policy/platform.ts'
import { platformInUse } from './platforms.ts'
import type { Clp, Store } from './ports.ts'
import type { Result } from './refusal.ts'
import type { Report } from './report.ts'
import { whoIsMeant } from './who-is-meant.ts'

/** A report whose place was checked. */
export type Placed = Report & { platform: string }

/** Where it happened, and whom it is about, checked: a handle on a platform that the CLP uses (B1, B3). */
export async function placeOf(
  clp: Clp,
  s: Store,
  { elsewhere, about, where }: Report,
): Promise<Result<{ platform: string } & Pick<Report, 'about' | 'where'>>> {
  if (!elsewhere) return { ok: true, platform: DISCORD, about, where }
  const found = await platformInUse(s, elsewhere.platform)
  if (!found.ok) return found
  const { name: platform } = found.platform
  const places = (handle: string): string =>
    [platform, handle, where.trim()].filter((x) => x !== '').join(', ')
  if (isBlank(elsewhere.handle)) return { ok: true, platform, about, where: places('') }
  const named = { person: null, handle: elsewhere.handle, platform }
  const meant = await whoIsMeant({ ...clp, transact: (work) => work(s) }, named, 'open')
  if (!meant.ok) return meant
  const { identity: id, name, isBot } = meant
  return { ok: true, platform, about: { id, name, isBot }, where: places(name) }
}
