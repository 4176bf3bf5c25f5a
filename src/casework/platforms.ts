import { cleanLine, isBlank } from '../letters/plain-text.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { PlatformRecord } from './records.ts'
import { refuse, type Result } from './refusal.ts'

const LONGEST = 40
/** Letters, digits and a few signs: nothing that formats, links, mentions, or parts a platform from a handle. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,&'’+-]*$/u

/** How platforms' names are compared: people type them as they like. */
const compared = (name: string): string => cleanLine(name).normalize('NFKC').toLowerCase()

/** A platform by its name, however it is typed; undefined where the CLP has none such, retired or not. */
export async function findPlatform(s: Store, typed: string): Promise<PlatformRecord | undefined> {
  const wanted = compared(typed)
  return (await s.platforms()).find((p) => compared(p.name) === wanted)
}

/** A platform's own name where the CLP has one by what was typed; else what was typed, for others to refuse. */
export const platformNamed = (clp: Clp, typed: string): Promise<string> =>
  clp.transact(async (s) => (await findPlatform(s, typed))?.name ?? typed)

const isInUse = (p: PlatformRecord): boolean => (p.retiredAt ?? null) === null

const unknown = (typed: string): string =>
  `There is no platform called “${cleanLine(typed).slice(0, 60)}”. Choose one from the list; \`/platform list\` shows them all. What happened away from the CLP's platforms, on somebody's own account or in a WhatsApp group, has no step here: give advice, or refer it.`

/** A platform on which something new can be opened (B1): registered, and not retired. */
export async function platformInUse(s: Store, typed: string): Promise<Result<{ platform: PlatformRecord }>> {
  const platform = await findPlatform(s, typed)
  if (!platform) return refuse({ why: 'input', problems: [unknown(typed)] })
  return isInUse(platform)
    ? { ok: true, platform }
    : refuse({
        why: 'input',
        problems: [`${platform.name} was retired, so nothing new is opened there. What is open is finished.`],
      })
}

/** Names of platforms for an option that suggests them; retired ones only where they are asked for. */
export const suggestPlatforms = (clp: Clp, typed: string, which: 'in_use' | 'all'): Promise<string[]> =>
  clp.transact(async (s) =>
    (await s.platforms())
      .filter((p) => (which === 'all' || isInUse(p)) && compared(p.name).includes(compared(typed)))
      .map((p) => p.name),
  )

/** What `/platform add` is given. */
export interface NewPlatform {
  name: string
  kind: string
  address: string
  owner: string | null
  /** The branch whose platform it is; null for the CLP's own (B4). */
  branch: string | null
}

/**
 * `/platform add` (B1): a platform of the CLP on which people, and not the bot, carry out what was decided. One that was
 * retired under the same name is taken up again.
 */
export const addPlatform = (
  clp: Clp,
  actor: Actor,
  given: NewPlatform,
): Promise<Result<{ name: string; again: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ name: string; again: boolean }>> => {
    const may = await authorise(clp, s, actor, 'platform.add')
    if (!may.ok) return may
    const name = cleanLine(given.name).normalize('NFKC')
    const address = cleanLine(given.address)
    const owner = given.owner === null || isBlank(given.owner) ? null : cleanLine(given.owner)
    const branch = given.branch === null || isBlank(given.branch) ? null : cleanLine(given.branch)
    const problems: string[] = []
    if (!NAME.test(name) || [...name].length > LONGEST)
      problems.push(
        `The name has at most ${LONGEST} characters: letters, digits, spaces and . , & ' + - and nothing else. For example: X account.`,
      )
    if (address === '') problems.push('The address is empty. Say where the platform is found.')
    const before = await findPlatform(s, name)
    if (before && isInUse(before))
      problems.push(`There is a platform called ${before.name} already. Choose another name.`)
    if (problems.length > 0) return refuse({ why: 'input', problems })
    if (before)
      await s.updatePlatform(before.name, { kind: given.kind, address, owner, branch, retiredAt: null })
    else
      await s.addPlatform({
        name,
        kind: given.kind,
        address,
        owner,
        branch,
        registeredAt: clp.clock.now(),
      })
    const known = before?.name ?? name
    await record(clp, s, {
      actor,
      as: may.as,
      action: before ? 'platform.taken_up_again' : 'platform.added',
      line: before
        ? `Took the platform ${known} into use again`
        : `Entered ${known} as a platform of the CLP`,
      details: { name: known, kind: given.kind, address, owner, branch },
    })
    return { ok: true, name: known, again: before !== undefined }
  })

/**
 * `/platform retire` (B1): nothing new is opened there from now on. What is open is finished by its admins, tasks stay until
 * they are done, and the admins keep their office until somebody ends it: open cases need them. The answer names them, and
 * not how much is open: of some of it whoever asks may not know (A5).
 */
export const retirePlatform = (
  clp: Clp,
  actor: Actor,
  typed: string,
): Promise<Result<{ name: string; held: OfficeHolding[] }>> =>
  clp.transact(async (s) => {
    const may = await authorise(clp, s, actor, 'platform.retire')
    if (!may.ok) return may
    const found = await findPlatform(s, typed)
    if (!found) return refuse({ why: 'input', problems: [unknown(typed)] })
    const { name } = found
    if (name === DISCORD)
      return refuse({
        why: 'input',
        problems: ['discord is the server that the bot lives in. It cannot be retired.'],
      })
    if (!isInUse(found)) return refuse({ why: 'not_now', because: `${name} is retired already.` })
    const now = clp.clock.now()
    await s.updatePlatform(name, { retiredAt: now })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'platform.retired',
      line: `Retired the platform ${name}; nothing new is opened there`,
      details: { name },
    })
    return { ok: true, name, held: may.holdings.filter((h) => h.platform === name && holdsAt(h, now)) }
  })
