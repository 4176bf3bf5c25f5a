import type { CaseFile, CaseRecord } from '../casework/records.ts'
import type { KeptBan } from '../casework/retention-records.ts'
import { startOfLondonDay } from '../policy/calendar.ts'
import { readKept } from './sanction-store.ts'

/** The bans of the ban register among some references. */
export const KEPT = 'select * from ban_register where ref in (select value from json_each(?))'

/** Nothing is known of it but who is banned, where and since when. */
export const keptRecord = (ban: KeptBan): CaseRecord => ({
  ref: ban.ref,
  platform: ban.platform,
  respondent: ban.identity,
  respondentName: 'name deleted on its date',
  state: 'closed',
  outcome: 'sanctioned',
  proposer: '',
  openedAt: startOfLondonDay(ban.day),
  agreedBy: null,
  agreedAt: null,
  signOpenedAt: null,
  decidedAt: startOfLondonDay(ban.day),
  closedAt: startOfLondonDay(ban.day),
  closeReason: null,
  step: 'lifetime',
  toldStep: 'lifetime',
  explanation: '',
  blockedBy: [],
  lighter: null,
  finding: null,
  findingAt: null,
  letterExtra: null,
  letter: null,
  letterVersion: 0,
  threadId: null,
  cardMessageId: null,
  roomPeople: [],
  // it has no room, and gets none
  sealed: true,
  safeguarding: null,
  complaintRef: null,
  reconsideringSince: null,
})

/**
 * A case of which the ban register alone is left (K3), so that the ban can be shown, appealed against and decided afresh.
 */
export const keptFile = (ban: KeptBan, people: Pick<CaseFile, 'people' | 'identityNames'>): CaseFile => ({
  ...keptRecord(ban),
  incidents: [],
  evidence: [],
  replies: [],
  votes: [],
  involvements: [],
  namedSigners: [],
  notes: [],
  attempts: [],
  sanction: readKept(ban),
  ...people,
})
