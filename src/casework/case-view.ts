import { mayView, respondentHoldsOffice, signersNow, signOffOf } from './case-people.ts'
import { authorise } from './authorise.ts'
import type { Actor } from './actor.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, CaseRecord, Draft } from './records.ts'
import type { Result } from './refusal.ts'
import { replyState } from './reply-state.ts'
import type { OfficeHolding } from '../policy/offices.ts'

/** A case as its card shows it, worked out at one moment. */
export interface CaseView {
  file: CaseFile
  reply: ReturnType<typeof replyState>
  signOff: ReturnType<typeof signOffOf> | null
  signers: string[]
  /** Who is in the room. */
  viewers: string[]
  aboutAnOfficer: boolean
  /** Names of rules, by id. */
  ruleLabels: Map<string, string>
}

/** Works out a case for its card. */
export function viewOf(clp: Clp, file: CaseFile, holdings: OfficeHolding[]): CaseView {
  const now = clp.clock.now()
  return {
    file,
    reply: replyState(clp, file),
    signOff: file.state === 'signing' ? signOffOf(clp, file, holdings, now) : null,
    signers: signersNow(clp, file, holdings, now),
    viewers: mayView(clp, file, holdings, now),
    aboutAnOfficer: respondentHoldsOffice(file, holdings, now),
    ruleLabels: new Map(clp.config.policy.rules.map((r) => [r.id, r.label])),
  }
}

/** `/case view` and *Read all*. */
export const viewCase = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ view: CaseView }>> =>
  clp.transact(async (s) => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, 'case.view', { file, ref })
    if (!may.ok) return may
    return { ok: true, view: viewOf(clp, file as CaseFile, may.holdings) }
  })

/** The card of a case for its room, without anybody asking. */
export const cardView = async (clp: Clp, s: Store, ref: string): Promise<CaseView | null> => {
  const file = await s.caseFile(ref)
  return file ? viewOf(clp, file, await s.holdings()) : null
}

/** `/case list`: the cases that this person may see, newest first, and their own drafts. */
export const listCases = (
  clp: Clp,
  actor: Actor,
  filter: { open: boolean; search?: string },
): Promise<Result<{ cases: CaseRecord[]; drafts: Draft[] }>> =>
  clp.transact(async (s) => {
    const may = await authorise(clp, s, actor, 'case.list')
    if (!may.ok) return may
    const all = await s.cases({
      ...(filter.open
        ? {
            states: [
              'proposed',
              'asking',
              'replying',
              'signing',
              'decided',
            ] as const satisfies CaseRecord['state'][],
          }
        : {}),
      ...(filter.search ? { search: filter.search } : {}),
      limit: 200,
    })
    const seen: CaseRecord[] = []
    for (const c of all) {
      const file = (await s.caseFile(c.ref)) as CaseFile
      if (mayView(clp, file, may.holdings, clp.clock.now()).includes(actor.id)) seen.push(c)
    }
    return { ok: true, cases: seen, drafts: await s.draftsOf(actor.id, 'warn') }
  })

/** References that this person may see, for autocomplete; nothing for those who may see none. */
export const suggestCases = (clp: Clp, actor: Actor, typed: string): Promise<CaseRecord[]> =>
  clp.transact(async (s) => {
    const holdings = await s.holdings()
    const seen: CaseRecord[] = []
    for (const c of await s.cases({ search: typed, limit: 100 })) {
      const file = (await s.caseFile(c.ref)) as CaseFile
      if (mayView(clp, file, holdings, clp.clock.now()).includes(actor.id)) seen.push(c)
      if (seen.length === 25) break
    }
    return seen
  })
