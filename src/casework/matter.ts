import type { Instant } from '../policy/calendar.ts'
import { conflictOf, type Conflict, type MatterParties } from '../policy/conflict.ts'
import type { OfficeHolding } from '../policy/offices.ts'
import { sameAs } from '../policy/same-person.ts'
import { appealHandlers, type AppealMatter, appealMatter, appealViewers } from './appeal-people.ts'
import { mayStandIn, maySee, mayView, partiesOf } from './case-people.ts'
import { complaintViewers, partiesOfComplaint } from './complaint-people.ts'
import type { ComplaintFile, Room } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'

export type MatterKind = 'case' | 'complaint' | 'appeal'

/** A case, a complaint or an appeal as rooms, tasks, alerts and the check of authority see it. */
export interface Matter {
  ref: string
  kind: MatterKind
  platform: string
  openedAt: Instant
  /** Identity of the person concerned, for the register's search. */
  subject: string | null
  room: Room
  parties: MatterParties
  stage: 'decision' | 'appeal'
  /** Who may see it now and is in its room. */
  viewers: string[]
  /** Whether someone may act in it now as a stand-in, or as whoever handles it (D7, H3). */
  standsIn(person: string): boolean
  /** Whether someone may see it, by right or as a stand-in. */
  sees(person: string): boolean
}

/** Whether a text is the reference of a matter, known or not. */
export const isMatterRef = (text: string): boolean => /^[CA]?\d{4}-\d{3,6}$/.test(text)

/** What kind of matter a reference names. */
export const kindOf = (ref: string): MatterKind =>
  ref.startsWith('C') ? 'complaint' : ref.startsWith('A') ? 'appeal' : 'case'

/** The conflict that keeps someone out of a matter, if any (A5). */
export const conflictIn = (person: string, m: Pick<Matter, 'parties' | 'stage'>): Conflict | undefined =>
  conflictOf(person, m.parties, m.stage)

const roomOf = ({ threadId, cardMessageId, sealed, roomPeople }: Room): Room => ({
  threadId,
  cardMessageId,
  sealed,
  roomPeople,
})

const caseMatter = (clp: Clp, file: CaseFile, holdings: OfficeHolding[], now: Instant): Matter => ({
  ref: file.ref,
  kind: 'case',
  platform: file.platform,
  openedAt: file.openedAt,
  subject: file.respondent,
  room: roomOf(file),
  parties: partiesOf(file),
  stage: 'decision',
  get viewers() {
    return mayView(clp, file, holdings, now)
  },
  standsIn: (person) => mayStandIn(clp, file, holdings, now, person),
  sees: (person) => maySee(clp, file, holdings, now, person),
})

export const complaintMatter = (
  clp: Clp,
  file: ComplaintFile,
  holdings: OfficeHolding[],
  now: Instant,
): Matter => {
  const viewers = complaintViewers(clp, file, holdings, now)
  return {
    ref: file.ref,
    kind: 'complaint',
    platform: file.platform,
    openedAt: file.openedAt,
    subject: file.respondent,
    room: roomOf(file),
    parties: partiesOfComplaint(file),
    stage: 'decision',
    viewers,
    standsIn: (person) => viewers.includes(person),
    sees: (person) => viewers.includes(person),
  }
}

export const appealAsMatter = (
  clp: Clp,
  m: AppealMatter,
  holdings: OfficeHolding[],
  now: Instant,
): Matter => {
  const viewers = appealViewers(clp, m, holdings, now)
  return {
    ref: m.file.ref,
    kind: 'appeal',
    platform: m.file.platform,
    openedAt: m.file.openedAt,
    subject: m.file.appellant,
    room: roomOf(m.file),
    parties: m.parties,
    stage: 'appeal',
    viewers,
    standsIn: (person) => appealHandlers(clp, m, holdings, now).includes(person),
    sees: (person) => viewers.includes(person),
  }
}

/** A matter by its reference, as it stands now; undefined where there is none such. */
export async function matterOf(clp: Clp, s: Store, ref: string): Promise<Matter | undefined> {
  const now = clp.clock.now()
  switch (kindOf(ref)) {
    case 'case': {
      const file = await s.caseFile(ref)
      return file && caseMatter(clp, file, await s.holdings(), now)
    }
    case 'complaint': {
      const file = await s.complaintFile(ref)
      return file && complaintMatter(clp, file, await s.holdings(), now)
    }
    case 'appeal': {
      const m = await appealMatter(s, ref)
      return m && appealAsMatter(clp, m, await s.holdings(), now)
    }
  }
}

/** Notes what the bot has done about the room of a matter. */
export function updateRoom(s: Store, ref: string, change: Partial<Room>): Promise<void> {
  switch (kindOf(ref)) {
    case 'case':
      return s.updateCase(ref, change)
    case 'complaint':
      return s.updateComplaint(ref, change)
    case 'appeal':
      return s.updateAppeal(ref, change)
  }
}

/** Everyone who must not be able to open the room of a matter: whoever has a conflict in it (A5, A7). */
export const keptOut = ({ parties, stage }: Pick<Matter, 'parties' | 'stage'>): string[] => [
  ...new Set(
    [
      parties.respondent,
      ...parties.complainants,
      ...parties.witnesses,
      ...parties.declared,
      ...(stage === 'appeal' ? parties.proposedOrSigned : []),
    ]
      .flatMap((person) => sameAs(parties.people ?? [], person))
      .filter((person) => /^\d{17,20}$/.test(person)),
  ),
]
