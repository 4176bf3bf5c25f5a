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

/** Which of these do not count on a platform, where the CLP counts what happens on its branches' platforms apart (B4). */
export async function countedApart(
  clp: Clp,
  s: Store,
  platform: string,
  sanctions: LadderSanction[],
): Promise<LadderSanction[]> {
  if (clp.config.policy.branchesCountWithTheRest) return sanctions
  const branches = new Map((await s.platforms()).map((p) => [p.name, p.branch ?? null]))
  const here = branches.get(platform) ?? null
  return sanctions.map((x) => ({ ...x, apart: (branches.get(x.platform) ?? null) !== here }))
}

/** Of what has gone on its date the ladder says nothing any more (K1). */
export const NOTHING_LEFT: LadderResult = {
  outcome: { step: 'nothing_further', ref: '' },
  counted: [],
  notCounted: [],
  blockedBy: [],
  byIncident: [],
  decidingIncident: null,
  explanation: 'What happened was deleted on its date, two years after it was written down.',
}

/** The ladder for one person on one platform, from everything that is kept about them (D3, E). */
export async function ladderOf(
  clp: Clp,
  s: Store,
  q: { respondent: string; platform: string; incidents: LadderIncident[]; exceptCase?: string },
): Promise<LadderResult> {
  if (q.incidents.length === 0) return NOTHING_LEFT
  const sanctions = await countedApart(clp, s, q.platform, await sanctionsOfPerson(s, q.respondent))
  return ladder({
    sanctions: sanctions.filter((x) => x.ref !== q.exceptCase),
    incidents: q.incidents,
    platform: q.platform,
    settings: {
      warningsCountOn: clp.config.policy.ladder.warningsCountOn,
      lifetimeWindow: clp.config.policy.ladder.lifetimeWindow,
    },
  })
}

/** The ladder for a case as it stands: its own incidents, without its own sanction. */
export const ladderOfCase = (clp: Clp, s: Store, file: CaseFile): Promise<LadderResult> =>
  ladderOf(clp, s, {
    respondent: file.respondent,
    platform: file.platform,
    incidents: file.incidents.filter((i) => i.ownStep).map(ladderIncident),
    exceptCase: file.ref,
  })
