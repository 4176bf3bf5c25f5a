import type { Action } from '../policy/actions.ts'
import type { CaseState } from '../policy/case-state.ts'
import type { OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { type Care, careOfCase } from './care-view.ts'
import { maySee, mayView, respondentHoldsOffice, signersNow, signOffOf } from './case-people.ts'
import type { Reconsideration } from './matter-records.ts'
import { isWithNational } from './national.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, CaseRecord, Draft } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { replyState } from './reply-state.ts'
import { LISTED, seenInSteps, SUGGESTED } from './seen-in-steps.ts'
import { type ToServe, toServe } from './to-serve.ts'

/** A case as its card shows it, worked out at one moment. */
export interface CaseView {
  file: CaseFile
  reply: ReturnType<typeof replyState>
  signOff: ReturnType<typeof signOffOf> | null
  signers: string[]
  /** Who is in the room. */
  viewers: string[]
  aboutAnOfficer: boolean
  /** People have a task to give the notice: nothing is on its way that would reach the person by itself (F3). */
  noticeToGive: boolean
  /** A first reply that came after the letter, and what came of it (D8). */
  again: Reconsideration | null
  /** The appeal against its decision for which the admins may add to their statement now (H4). */
  statementFor: string | null
  /** Nothing is decided here until their answer is recorded (I2). */
  withNational: boolean
  /** Names of rules, by id. */
  ruleLabels: Map<string, string>
  /** Names of those who hold or held an office, from the register of offices. */
  names: Map<string, string>
  care: Care
}

/** Works out a case for its card. */
async function viewOf(clp: Clp, s: Store, file: CaseFile, holdings: OfficeHolding[]): Promise<CaseView> {
  const now = clp.clock.now()
  return {
    file,
    reply: replyState(clp, file),
    again: (await s.reconsideration(file.ref)) ?? null,
    statementFor: (await s.appeals({ about: file.ref, states: ['statements'], limit: 1 }))[0]?.ref ?? null,
    withNational: await isWithNational(s, file.ref),
    signOff: file.state === 'signing' ? signOffOf(clp, file, holdings, now) : null,
    signers: signersNow(clp, file, holdings, now),
    viewers: mayView(clp, file, holdings, now),
    aboutAnOfficer: respondentHoldsOffice(file, holdings, now),
    noticeToGive:
      file.state === 'asking' && (await s.openTasks({ kind: 'serve_notice', matter: file.ref })).length > 0,
    ruleLabels: new Map(clp.config.policy.rules.map((r) => [r.id, r.label])),
    names: new Map(holdings.flatMap((h) => (h.person === null ? [] : [[h.person, h.name] as const]))),
    care: await careOfCase(clp, s, file),
  }
}

/** `/case view` and *Read all*. */
export const viewCase = (
  clp: Clp,
  actor: Actor,
  ref: string,
): Promise<Result<{ view: CaseView; serve: ToServe | null }>> =>
  clp.transact(async (s) => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, 'case.view', { file, ref })
    if (!may.ok) return may
    const found = file as CaseFile
    return { ok: true, view: await viewOf(clp, s, found, may.holdings), serve: await toServe(clp, s, found) }
  })

/** Whether a form of a case may be opened by this person; `open`: only before its decision, as D6 and D8 want it. */
export const caseForForm = (
  clp: Clp,
  actor: Actor,
  ref: string,
  action: Action,
  open: boolean,
): Promise<Result<{ file: CaseFile }>> =>
  clp.transact(async (s) => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, action, { file, ref })
    if (!may.ok) return may
    const found = file as CaseFile
    if (open && (found.state === 'decided' || found.state === 'closed'))
      return refuse({ why: 'moved_on', state: found.state, outcome: found.outcome })
    return { ok: true, file: found }
  })

/** The card of a case for its room, without anybody asking. */
export const cardView = async (clp: Clp, s: Store, ref: string): Promise<CaseView | null> => {
  const file = await s.caseFile(ref)
  return file ? viewOf(clp, s, file, await s.holdings()) : null
}

export const OPEN_STATES = ['proposed', 'asking', 'replying', 'signing', 'decided'] as const

/** The newest cases that this person may see, as they stand now; `more`: there are older ones that were not looked at. */
async function seenBy(
  clp: Clp,
  s: Store,
  actor: Actor,
  filter: { states?: CaseState[]; search?: string },
  enough: number,
): Promise<{ seen: CaseRecord[]; more: boolean }> {
  const holdings = await s.holdings()
  const found = await s.cases({ ...filter, limit: LISTED })
  const now = clp.clock.now()
  return seenInSteps(
    found,
    (refs) => s.caseFiles(refs),
    (file) => maySee(clp, file, holdings, now, actor.id),
    enough,
  )
}

/** `/case list`: the cases that this person may see, newest first, and their own drafts. */
export const listCases = (
  clp: Clp,
  actor: Actor,
  states: CaseState[],
): Promise<Result<{ cases: CaseRecord[]; more: boolean; drafts: Draft[] }>> =>
  clp.transact(async (s) => {
    const { seen, more } = await seenBy(clp, s, actor, { states }, LISTED)
    // whoever stands in somewhere may list, also where that leaves nothing in the states asked for
    const open = { states: [...OPEN_STATES] }
    const standsIn = seen.length > 0 || (await seenBy(clp, s, actor, open, 1)).seen.length > 0
    const may = await authorise(clp, s, actor, 'case.list', { standsIn })
    if (!may.ok) return may
    const drafts = [...(await s.draftsOf(actor.id, 'warn')), ...(await s.draftsOf(actor.id, 'form:'))]
    return { ok: true, cases: seen, more: more && seen.length > 0, drafts }
  })

/** Cases whose reference or name fits what was typed and that this person may see; none for those who may see none. */
export const suggestCases = (
  clp: Clp,
  actor: Actor,
  typed: string,
  states?: CaseState[],
): Promise<CaseRecord[]> =>
  clp.transact(async (s) => {
    const filter = { search: typed, ...(states ? { states } : {}) }
    return (await seenBy(clp, s, actor, filter, SUGGESTED)).seen
  })
