import type { IdentityLink } from '../../src/casework/identity-records.ts'
import type { Clp, Store } from '../../src/casework/ports.ts'
import type { CaseRecord, SanctionRecord } from '../../src/casework/records.ts'
import type { Report } from '../../src/casework/report.ts'
import type { Instant } from '../../src/policy/calendar.ts'
import type { Step } from '../../src/policy/ladder.ts'
import type { Delivery } from './delivery.ts'

/** A case about someone as it stands when another admin has agreed to ask, unless changed; `at`: when it was opened. */
export const caseAbout = (
  ref: string,
  respondent: string,
  step: Step,
  at: Instant,
  change: Partial<CaseRecord> = {},
): CaseRecord => ({
  ref,
  platform: 'discord',
  respondent,
  respondentName: 'Robin Ashdown',
  state: 'asking',
  outcome: null,
  proposer: '200000000000000001',
  openedAt: at,
  agreedBy: null,
  agreedAt: null,
  signOpenedAt: null,
  decidedAt: null,
  closedAt: null,
  closeReason: null,
  step,
  toldStep: step,
  explanation: 'No earlier letter counts.',
  blockedBy: [],
  lighter: null,
  finding: null,
  letterExtra: null,
  letter: null,
  letterVersion: 1,
  threadId: null,
  cardMessageId: null,
  roomPeople: [],
  sealed: false,
  safeguarding: null,
  complaintRef: null,
  ...change,
})

/** The same, kept, with one incident of that day. */
export async function putCase(
  clp: Clp,
  s: Store,
  respondent: string,
  step: Step,
  change: Partial<CaseRecord> = {},
): Promise<string> {
  const at = clp.clock.now()
  const { ref, seq } = await s.nextCaseRef(2026)
  await s.addCase(caseAbout(ref, respondent, step, at, change), seq)
  await s.addIncident(ref, {
    at,
    what: 'Called another member a liar.',
    time: { known: 'date', date: at.slice(0, 10) },
    rules: ['personal-attacks'],
    oldReason: null,
    addedBy: '200000000000000001',
    ownStep: true,
  })
  return ref
}

/** A warning on the server whose letter has not gone out, unless changed. */
export const sanctionOf = (
  ref: string,
  respondent: string,
  change: Partial<SanctionRecord> = {},
): SanctionRecord => ({
  ref,
  kind: 'warning',
  platform: 'discord',
  respondent,
  decidedAt: '2026-03-02T09:00:00.000Z',
  letterState: 'held',
  letterDate: null,
  letterAt: null,
  readAt: null,
  dmChannelId: null,
  dmMessageId: null,
  dmBody: null,
  firstDay: null,
  lastDay: null,
  banState: 'none',
  liftedOn: null,
  reliedOn: [],
  overturned: false,
  underReview: false,
  appealPending: false,
  ...change,
})

/** A 30-day ban of Robin whose letter was delivered today as a Discord message, with the ban itself still to come. */
export async function banOfRobin(d: Delivery): Promise<{ ref: string; robin: string; letterId: string }> {
  const robin = d.small.members[0] as string
  const dm = await d.api.wire.openDm(robin)
  const body = { content: 'A 30-day ban' }
  const letter = dm.ok ? await d.api.wire.post(dm.value, body, 'letter') : dm
  if (!dm.ok || !letter.ok) throw new Error('the letter did not arrive')
  const now = d.clp.clock.now()
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, robin, 'ban30', { state: 'closed', outcome: 'sanctioned' })
    await s.addSanction(
      sanctionOf(made, robin, {
        kind: 'ban30',
        decidedAt: now,
        letterState: 'delivered',
        letterDate: '2026-03-02',
        letterAt: now,
        dmChannelId: dm.value,
        dmMessageId: letter.value,
        dmBody: JSON.stringify(body),
        firstDay: '2026-03-02',
        lastDay: '2026-03-31',
        banState: 'due',
      }),
    )
    return made
  })
  return { ref, robin, letterId: letter.value }
}

/** An appeal of someone against their sanction, as it is lodged. */
export const appealOf = (ref: string, about: string, appellant: string) => ({
  ref,
  about,
  kind: 'sanction' as const,
  platform: 'discord',
  lodgedBy: appellant,
  appellant,
  appellantName: 'Robin Ashdown',
  receivedHow: null,
  secretaryInvolved: false,
  trustedOfficer: null,
})

/** Two identities that two officers took for one person's, as long ago as `at`. */
export const confirmedLink = (
  a: string,
  b: string,
  at: Instant,
  change: Partial<IdentityLink> = {},
): Omit<IdentityLink, 'id'> => ({
  a,
  aName: 'Robin',
  b,
  bName: b,
  reason: 'They said so.',
  proposedBy: '1',
  proposedAt: at,
  decidedBy: '2',
  decidedAt: at,
  confirmed: true,
  refusedWhy: null,
  partingBy: null,
  partingAt: null,
  partingWhy: null,
  endedBy: null,
  endedAt: null,
  endedWhy: null,
  ...change,
})

/** A report about nobody by name and no post, unless changed. */
export const plainReport = (change: Partial<Report> = {}): Report => ({
  what: 'Something was said.',
  where: '',
  about: null,
  atRisk: false,
  illegal: false,
  onDuty: false,
  files: [],
  reported: null,
  ...change,
})
