import type { Instant } from '../policy/calendar.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import type { AppealRecord } from './matter-records.ts'

/** An appeal as it begins: with the voters of this moment, and nothing of what is still to come (H3, H5). */
export const newAppeal = (
  given: Pick<
    AppealRecord,
    | 'ref'
    | 'kind'
    | 'about'
    | 'platform'
    | 'appellant'
    | 'appellantName'
    | 'lodgedBy'
    | 'receivedHow'
    | 'secretaryInvolved'
    | 'trustedOfficer'
  >,
  holdings: OfficeHolding[],
  now: Instant,
): AppealRecord => ({
  ...given,
  state: 'lodged',
  outcome: null,
  reasons: null,
  openedAt: now,
  closedAt: null,
  chosenHandler: null,
  toldHandlers: [],
  handledAt: now,
  roll: rollOf(holdings, now),
  statementsUntil: null,
  answerUntil: null,
  votingOpenedAt: null,
  votingClosesAt: null,
  countsFrom: null,
  decidedAt: null,
  decidedBy: null,
  meeting: null,
  suspension: null,
  dependents: [],
  told: null,
  threadId: null,
  cardMessageId: null,
  sealed: false,
  roomPeople: [],
})

/** The voters, fixed when an appeal is lodged: every EC member at that moment, those registered by name only too (H5). */
function rollOf(holdings: OfficeHolding[], now: Instant): AppealRecord['roll'] {
  const roll: AppealRecord['roll'] = []
  for (const h of holdings) {
    if (h.office !== 'ec_member' || !holdsAt(h, now)) continue
    const same = roll.some((one) =>
      h.person === null ? one.person === null && one.name === h.name : one.person === h.person,
    )
    if (!same) roll.push({ person: h.person, name: h.name })
  }
  return roll
}
