import { conflictOf } from '../policy/conflict.ts'
import type { Actor } from './actor.ts'
import { appealMatter, appealViewers } from './appeal-people.ts'
import { OPEN_APPEALS } from './appeal-handlers.ts'
import { authorise } from './authorise.ts'
import { mayLodgeFor, type Trustworthy, trustworthy } from './lodge-appeal.ts'
import { matterOf } from './matter.ts'
import type { AppealRecord, ComplaintFile } from './matter-records.ts'
import { type Appealable, appealableBy } from './own-appeals.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'

const LISTED = 100
const SUGGESTED = 25

/** The appeals that someone may see now, newest first (H3, H5). */
async function seenBy(
  clp: Clp,
  s: Store,
  actor: Actor,
  filter: { states?: AppealRecord['state'][]; search?: string },
): Promise<AppealRecord[]> {
  const holdings = await s.holdings()
  const now = clp.clock.now()
  const seen: AppealRecord[] = []
  for (const { ref } of await s.appeals({ ...filter, limit: LISTED })) {
    const m = await appealMatter(s, ref)
    if (m && appealViewers(clp, m, holdings, now).includes(actor.id)) seen.push(m.file)
  }
  return seen
}

/** `/appeals list`: those that are open, or all. */
export const listAppeals = (
  clp: Clp,
  actor: Actor,
  which: 'open' | 'all',
): Promise<Result<{ appeals: AppealRecord[] }>> =>
  clp.transact(async (s) => {
    const appeals = await seenBy(clp, s, actor, which === 'all' ? {} : { states: [...OPEN_APPEALS] })
    const standsIn = appeals.length > 0 || (await seenBy(clp, s, actor, {})).length > 0
    const may = await authorise(clp, s, actor, 'appeal.list', { standsIn })
    return may.ok ? { ok: true, appeals } : may
  })

/** References of appeals that someone may see, for autocomplete. */
export const suggestAppeals = (clp: Clp, actor: Actor, typed: string): Promise<AppealRecord[]> =>
  clp.transact(async (s) => (await seenBy(clp, s, actor, { search: typed })).slice(0, SUGGESTED))

/** Someone for whom an officer can lodge an appeal about something. */
export interface OnBehalf {
  found: Appealable
  appellant: string
  officers: Trustworthy[]
}

/**
 * What an officer may lodge for someone else (H1): the sanction of a case for its respondent, how a complaint was decided
 * for the one who made it. `person` says who, where several complained.
 */
export const onBehalf = (
  clp: Clp,
  actor: Actor,
  ref: string,
  person: string | null,
): Promise<Result<OnBehalf>> =>
  clp.transact(async (s): Promise<Result<OnBehalf>> => {
    const may = await mayLodgeFor(clp, s, actor.id, ref)
    if (!may.ok) return may
    const people = await couldAppeal(s, ref)
    const [appellant, other] = person === null ? people : people.filter((p) => p === person)
    if (appellant !== undefined && other !== undefined)
      return refuse({
        why: 'not_now',
        because: 'Several people complained. Say who wrote, in the option *person*.',
      })
    const found = appellant === undefined ? undefined : await appealableBy(s, appellant, ref)
    if (appellant === undefined || !found)
      return refuse({
        why: 'not_now',
        because: `There is nothing in ${ref} to appeal against for them now: it has an appeal already, or no decision has reached them. To add to an appeal use its own reference.`,
      })
    return {
      ok: true,
      found,
      appellant,
      officers: trustworthy(await s.holdings(), clp.clock.now(), appellant),
    }
  })

async function couldAppeal(s: Store, ref: string): Promise<string[]> {
  const file: CaseFile | ComplaintFile | undefined = ref.startsWith('C')
    ? await s.complaintFile(ref)
    : await s.caseFile(ref)
  if (!file) return []
  return 'complainants' in file
    ? file.complainants.filter((c) => !c.onDuty && c.stoppedAt === null).map((c) => c.person)
    : [file.respondent]
}

/** References for `/appeals lodge`: what someone could appeal against now, for officers who may lodge it for them. No names. */
export const suggestOnBehalf = (
  clp: Clp,
  actor: Actor,
  typed: string,
): Promise<{ ref: string; what: Appealable }[]> =>
  clp.transact(async (s) => {
    const may = (await s.holdings()).some(
      (h) =>
        h.person === actor.id && h.until === null && ['secretary', 'trusted_ec_officer'].includes(h.office),
    )
    if (!may) return []
    const found: { ref: string; what: Appealable }[] = []
    const refs = [
      ...(await s.cases({ states: ['closed', 'decided'], search: typed, limit: LISTED })),
      ...(await s.complaints({ states: ['closed'], search: typed, limit: LISTED })),
    ].map((x) => x.ref)
    for (const ref of refs) {
      if (found.length === SUGGESTED) break
      const matter = await matterOf(clp, s, ref)
      const { parties } = matter ?? {}
      if (!parties || conflictOf(actor.id, parties, 'appeal') !== undefined) continue
      for (const person of await couldAppeal(s, ref)) {
        const what = await appealableBy(s, person, ref)
        if (what === undefined) continue
        found.push({ ref, what })
        break
      }
    }
    return found
  })
