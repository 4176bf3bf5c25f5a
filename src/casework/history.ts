import { londonDate, type CalendarDate, type Instant } from '../policy/calendar.ts'
import { stands, stopsCounting } from '../policy/counting.ts'
import type { LadderResult } from '../policy/ladder.ts'
import { mayAct } from '../policy/authority.ts'
import type { Actor } from './actor.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { conflictInCase, maySee } from './case-people.ts'
import { inDoubt, samePerson } from './identities.ts'
import { ladderFrom, ladderSanction } from './person-ladder.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, SanctionRecord } from './records.ts'
import { refuse, type Result } from './refusal.ts'

/** A sanction as `/history` shows it. */
export interface PastSanction {
  sanction: SanctionRecord
  /** First London date on which an incident no longer meets it (E3); null when it does not count at all (E2). */
  countsUntil: CalendarDate | null
}

/** Two identities that are one person, since when, and whether one of them says that this is wrong (B3). */
export interface LinkedSince {
  a: string
  aName: string
  b: string
  bName: string
  since: Instant
  challenged: boolean
}

/** What `/history` shows of one person to one asker. */
export interface History {
  /** The links by which further identities are taken to be the same person's, oldest first (B3). */
  linked: LinkedSince[]
  /** What counts, is in force or is on its way, oldest first. */
  live: PastSanction[]
  /** What an incident of this very moment on the platform that was asked about would lead to. */
  next: LadderResult
  /** Cases before their decision that the asker may see, newest first. */
  open: CaseFile[]
  /** What no longer counts, and cases that ended without a sanction, newest first. */
  past: { file: CaseFile; sanction: PastSanction | null }[]
}

/**
 * `/history` and the menu *History*. A matter in which the asker has a conflict is left out with all that it leads to,
 * as if it did not exist, and nobody can look themselves up (A5, A6). Reads the person's own cases and sanctions by
 * their index and no entry of the register, so the cost does not grow with the register. What is known of every identity
 * that is linked with this one is merged (B3).
 */
export const historyOf = (
  clp: Clp,
  actor: Actor,
  person: string,
  platform: string = DISCORD,
): Promise<Result<{ history: History }>> =>
  clp.transact(async (s): Promise<Result<{ history: History }>> => {
    const may = await authorise(clp, s, actor, 'history.view')
    if (!may.ok) return may
    const identities = await samePerson(s, person)
    if (identities.includes(actor.id)) {
      const refusal = { why: 'no_such_matter' as const }
      await refuseAndRecord(clp, s, actor, 'history.view', null, refusal)
      return refuse(refusal)
    }
    const now = clp.clock.now()
    const today = londonDate(now)
    const found = await s.cases({ respondent: identities, limit: 1000 })
    // bans whose files have gone are no cases any more, and stand all the same (K3)
    const kept = (await s.sanctions({ respondent: identities })).filter((x) => x.kept)
    const files = (await s.caseFiles([...new Set([...found, ...kept].map((one) => one.ref))])).filter(
      (file) => conflictInCase(actor.id, file) === undefined,
    )
    const sanctions = files.flatMap((file) => (file.sanction ? [asPast(file.sanction)] : []))
    const doubtful = await inDoubt(s, person)
    const isLive = ({ sanction, countsUntil }: PastSanction): boolean =>
      (countsUntil !== null && today < countsUntil) ||
      (!sanction.overturned &&
        (['held', 'queued', 'failed'].includes(sanction.letterState) ||
          sanction.banState === 'due' ||
          sanction.banState === 'in_force'))
    // the register is the Secretary's: she knows of what was closed; cases under way are the deciders' (A4)
    const readsRegister = mayAct('register.search', {
      actor: { id: actor.id, isServerOwner: false },
      holdings: may.holdings,
      now,
    }).allowed
    const sees = (file: CaseFile): boolean => maySee(clp, file, may.holdings, now, actor.id)
    return {
      ok: true,
      history: {
        linked: await linksOf(s, identities),
        live: sanctions
          .filter(isLive)
          .toSorted((a, b) => (a.sanction.decidedAt < b.sanction.decidedAt ? -1 : 1)),
        next: await ladderFrom(clp, s, {
          sanctions: sanctions.map(({ sanction }) => ({
            ...ladderSanction(sanction),
            doubted: doubtful.includes(sanction.respondent),
          })),
          incidents: [{ id: 'today', time: { known: 'instant', at: now } }],
          platform,
        }),
        open: files.filter((file) => file.sanction === null && file.state !== 'closed' && sees(file)),
        past: files.flatMap((file): History['past'] => {
          const sanction = sanctions.find((one) => one.sanction.ref === file.ref) ?? null
          if (sanction !== null) return isLive(sanction) ? [] : [{ file, sanction }]
          return file.state === 'closed' && (readsRegister || sees(file)) ? [{ file, sanction: null }] : []
        }),
      },
    }
  })

async function linksOf(s: Store, identities: string[]): Promise<LinkedSince[]> {
  const challenged = new Set((await s.identityChallenges({ open: true })).map((c) => c.linkId))
  return (await s.identityLinks())
    .filter((l) => identities.includes(l.a))
    .map(({ id, a, aName, b, bName, decidedAt, proposedAt }) => ({
      a,
      aName,
      b,
      bName,
      since: decidedAt ?? proposedAt,
      challenged: challenged.has(id),
    }))
}

const asPast = (sanction: SanctionRecord): PastSanction => {
  const known = ladderSanction(sanction)
  return { sanction, countsUntil: stands(known) ? stopsCounting(known) : null }
}
