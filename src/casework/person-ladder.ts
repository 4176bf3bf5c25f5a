import { inDoubt, samePerson } from './identities.ts'
import { ladder, type LadderIncident, type LadderResult, type LadderSanction } from '../policy/ladder.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, Incident, SanctionRecord } from './records.ts'

/** A kept sanction as the ladder reads it: without a letter until it was delivered, served or deemed served (E2). */
export const ladderSanction = (s: SanctionRecord): LadderSanction => {
  const told = s.letterState === 'delivered' || s.letterState === 'served' || s.letterState === 'deemed'
  return {
    ref: s.ref,
    kind: s.kind,
    platform: s.platform,
    letter: told && s.letterDate !== null ? { date: s.letterDate, at: s.letterAt } : null,
    ban: s.firstDay === null ? null : { firstDay: s.firstDay, lastDay: s.lastDay, liftedOn: s.liftedOn },
    overturned: s.overturned,
    underReview: s.underReview,
    appealPending: s.appealPending,
    reliedOn: s.reliedOn,
  }
}

export const ladderIncident = (i: Pick<Incident, 'id' | 'time'>): LadderIncident => ({
  id: String(i.id),
  time: i.time,
})

/** Every sanction of a person, under whichever of their identities, as the ladder reads it (B3). */
async function sanctionsOfPerson(s: Store, identity: string): Promise<LadderSanction[]> {
  const sanctions = await s.sanctions({ respondent: await samePerson(s, identity) })
  const doubtful = await inDoubt(s, identity)
  return sanctions.map((x) => ({ ...ladderSanction(x), doubted: doubtful.includes(x.respondent) }))
}

/** Of what has gone on its date the ladder says nothing any more (K1). */
const NOTHING_LEFT: LadderResult = {
  outcome: { step: 'nothing_further', ref: '' },
  counted: [],
  notCounted: [],
  blockedBy: [],
  byIncident: [],
  decidingIncident: null,
  explanation: 'What happened was deleted on its date, two years after it was written down.',
}

/**
 * The ladder on one platform for some sanctions and incidents, by the CLP's settings (E). Where it counts what happens on
 * its branches' platforms apart, those of elsewhere do not count here (B4). Without an incident nothing is left to be asked.
 */
export async function ladderFrom(
  clp: Clp,
  s: Store,
  q: { sanctions: LadderSanction[]; incidents: LadderIncident[]; platform: string },
): Promise<LadderResult> {
  if (q.incidents.length === 0) return NOTHING_LEFT
  const { ladder: settings, branchesCountWithTheRest } = clp.config.policy
  if (branchesCountWithTheRest) return ladder({ ...q, settings })
  const branches = new Map((await s.platforms()).map((p) => [p.name, p.branch ?? null]))
  const branchOf = (platform: string) => branches.get(platform) ?? null
  const here = branchOf(q.platform)
  const sanctions = q.sanctions.map((x) => ({ ...x, apart: branchOf(x.platform) !== here }))
  return ladder({ ...q, sanctions, settings })
}

/** The ladder for one person on one platform, from everything that is kept about them (D3, E). */
export async function ladderOf(
  clp: Clp,
  s: Store,
  q: { respondent: string; platform: string; incidents: LadderIncident[]; exceptCase?: string },
): Promise<LadderResult> {
  const sanctions = await sanctionsOfPerson(s, q.respondent)
  return ladderFrom(clp, s, { ...q, sanctions: sanctions.filter((x) => x.ref !== q.exceptCase) })
}

/** The incidents that a case's step is worked out from: those recorded with an earlier one make none (E6). */
export const ownIncidents = (file: CaseFile): LadderIncident[] =>
  file.incidents.filter((i) => i.ownStep).map(ladderIncident)

/** The ladder for a case as it stands: its own incidents, without its own sanction. */
export const ladderOfCase = (clp: Clp, s: Store, file: CaseFile): Promise<LadderResult> =>
  ladderOf(clp, s, {
    respondent: file.respondent,
    platform: file.platform,
    incidents: ownIncidents(file),
    exceptCase: file.ref,
  })
