import { isBlank } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { closeComplaint } from './close-complaint.ts'
import { complaintSignOff } from './complaint-people.ts'
import { closedToSigners } from './complaint-signers.ts'
import { complaintFor } from './complaint-view.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { HELD } from './safeguarding.ts'
import { raiseTask } from './tasks.ts'

/** `not_agreed`: the proposal falls and another can be made. `needs_naming`: an officer is accused, others decide. */
export type ComplaintVoteOutcome = 'waiting' | 'decided' | 'not_agreed' | 'needs_naming'

/** *Sign* and *Don't sign* on a proposal (C3, D5). `version` is the one that stood on the card that was pressed (D6). */
export const signComplaint = (
  clp: Clp,
  actor: Actor,
  ref: string,
  version: number,
  vote: { verdict: 'sign' } | { verdict: 'dont_sign'; reason: string },
): Promise<Result<{ outcome: ComplaintVoteOutcome; missing: number }>> =>
  clp.transact(async (s): Promise<Result<{ outcome: ComplaintVoteOutcome; missing: number }>> => {
    const { verdict } = vote
    const found = await complaintFor(clp, s, actor, ref, `complaint.${verdict}`)
    if (!found.ok) return found
    const { file } = found
    const closed = closedToSigners(clp, file, found.holdings, actor)
    if (closed) return refuse(closed)
    if (file.proposal === null)
      return refuse({ why: 'not_now', because: 'Nothing is proposed yet. Press *Propose outcome* to begin.' })
    if (version !== file.proposalVersion) return refuse({ why: 'proposal_changed' })
    if (held(file)) return refuse(HELD)
    if (vote.verdict === 'dont_sign' && isBlank(vote.reason))
      return refuse({ why: 'input', problems: ['Say why you do not sign. The other signers read it.'] })
    const standing = file.votes.findLast((v) => v.by === actor.id && v.version === version)
    if (standing?.verdict === verdict) return refuse({ why: 'already_did', what: verdict })
    const reasons = vote.verdict === 'dont_sign' ? vote.reason : null
    const at = clp.clock.now()
    await s.addMatterVote(ref, { at, by: actor.id, question: 'proposal', verdict, reasons, version })
    await record(clp, s, {
      actor,
      as: found.as,
      action: verdict === 'sign' ? 'complaint.signed' : 'complaint.not_signed',
      matter: ref,
      line: verdict === 'sign' ? 'Signed the proposal' : 'Did not sign the proposal, with reasons',
      details: { version, reason: reasons },
      subject: file.respondent,
    })
    if (verdict === 'dont_sign')
      await roomLine(clp, s, ref, 'One of you does not sign. The reason is on the card.')
    return { ok: true, ...(await settleComplaint(clp, s, (await s.complaintFile(ref)) as ComplaintFile)) }
  })

/** While safeguarding is asked only a referral is signed and decided: the rest waits for the answer (C6). */
const held = ({ safeguarding, proposal }: ComplaintFile): boolean =>
  safeguarding === 'raised' && proposal?.outcome !== 'referred'

/**
 * Works out whether the signatures now decide, and carries that out (D5). Also asked by the clock.
 */
export async function settleComplaint(
  clp: Clp,
  s: Store,
  file: ComplaintFile,
): Promise<{ outcome: ComplaintVoteOutcome; missing: number }> {
  const { proposal, ref } = file
  if (proposal === null || file.state !== 'open' || file.outcome !== null)
    return { outcome: 'waiting', missing: 0 }
  const state = complaintSignOff(clp, file, await s.holdings(), clp.clock.now())
  if (state.state === 'open') {
    await queueCard(clp, s, ref)
    return { outcome: 'waiting', missing: state.missing }
  }
  if (held(file)) return { outcome: 'waiting', missing: 0 }
  if (state.state === 'not_agreed') {
    await fall(clp, s, file)
    return { outcome: 'not_agreed', missing: 0 }
  }
  await decide(clp, s, file, state.signers)
  return { outcome: 'decided', missing: 0 }
}

/** The signers did not agree on it: this proposal is closed, and the complaint waits for another. */
async function fall(clp: Clp, s: Store, file: ComplaintFile): Promise<void> {
  const { ref } = file
  const signOpenedAt = clp.clock.now()
  await s.updateComplaint(ref, { proposal: null, proposalVersion: file.proposalVersion + 1, signOpenedAt })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'complaint.not_agreed',
    matter: ref,
    line: 'The signers did not agree on the proposal',
    details: { version: file.proposalVersion },
    subject: file.respondent,
  })
  await roomLine(
    clp,
    s,
    ref,
    'The signers did not agree, so that proposal is closed. Propose another outcome.',
  )
  await queueCard(clp, s, ref)
}

async function decide(clp: Clp, s: Store, file: ComplaintFile, signers: string[]): Promise<void> {
  const { ref, proposal } = file
  if (proposal === null) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'complaint.decided',
    matter: ref,
    line: `Decided a complaint by ${signers.length} signatures`,
    details: { outcome: proposal.outcome, signers, version: file.proposalVersion },
    subject: file.respondent,
  })
  if (proposal.outcome !== 'case_opened') {
    await closeComplaint(clp, s, file, proposal.outcome, proposal.reasons)
    return
  }
  await s.updateComplaint(ref, { outcome: 'case_opened', reasons: proposal.reasons })
  await roomLine(
    clp,
    s,
    ref,
    'Decided: a case is opened. Any of the admins can press *Open a case* on the card.',
  )
  await raiseTask(clp, s, {
    kind: 'open_case',
    matter: ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    text: `${ref}: it was decided to open a case. Press *Open a case*; nobody is written to before another admin agrees.`,
  })
  await queueCard(clp, s, ref)
}
