import { isBlank } from '../letters/plain-text.ts'
import type { OfficeHolding } from '../policy/offices.ts'
import { accusedHoldsOffice, complaintSignOff, eligibleForComplaint } from './complaint-people.ts'
import { complaintFor } from './complaint-view.ts'
import { REASONS_LIMIT } from './complaint-words.ts'
import { partsChanged } from './involve.ts'
import type { ComplaintFile, Proposal } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { type Actor, BOT } from './actor.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { roomLine } from './room.ts'
import { type ComplaintVoteOutcome, settleComplaint } from './sign-complaint.ts'
import { alertComplaintSigners, closedToSigners } from './complaint-signers.ts'

/** How signers can propose to end a complaint (C3). Mediation and stopping come about in other ways. */
export const PROPOSABLE = [
  'content_removed',
  'words_of_advice',
  'case_opened',
  'no_breach',
  'not_taken_further',
  'referred',
] as const satisfies Proposal['outcome'][]

/** Where something can be referred to (C3). */
const REFERRED_TO = ['police', 'safeguarding', 'national'] as const

/** What was typed into *Propose outcome*. */
export interface ProposalForm {
  outcome: string
  reasons: string
  advice: string
  referredTo: string
  /** Whom it is about, where nobody was named yet. */
  about: { id: string; name: string; isBot: boolean } | null
}

/**
 * *Propose outcome* and `/complaint decide`: one version to be signed, the proposer's signature included (D5). A changed
 * proposal voids the signatures given before, and signers are told (D6).
 */
export const proposeOutcome = (
  clp: Clp,
  actor: Actor,
  ref: string,
  form: ProposalForm,
): Promise<Result<{ outcome: ComplaintVoteOutcome; missing: number }>> =>
  clp.transact(async (s): Promise<Result<{ outcome: ComplaintVoteOutcome; missing: number }>> => {
    const found = await complaintFor(clp, s, actor, ref, 'complaint.decide')
    if (!found.ok) return found
    const closed = closedToSigners(clp, found.file, found.holdings, actor)
    if (closed) return refuse(closed)
    const problems = problemsOf(form, found.file, actor)
    if (problems.length > 0) return refuse({ why: 'input', problems })
    await nameRespondent(clp, s, found.file, form)
    const file = (await s.complaintFile(ref)) as ComplaintFile
    // someone who holds an office was named just now: only those who are named decide (D7)
    const nowClosed = closedToSigners(clp, file, found.holdings, actor)
    if (nowClosed) {
      await record(clp, s, {
        actor,
        as: found.as,
        action: 'complaint.respondent_named',
        matter: ref,
        line: 'Wrote down whom a complaint is about',
        details: { respondent: file.respondent },
        subject: file.respondent,
      })
      await alertComplaintSigners(clp, s, ref)
      return { ok: true, outcome: 'needs_naming', missing: 2 }
    }
    const now = clp.clock.now()
    const version = file.proposalVersion + 1
    const proposal: Proposal = {
      outcome: form.outcome as Proposal['outcome'],
      reasons: form.reasons,
      advice: form.outcome === 'words_of_advice' ? form.advice : null,
      referredTo: form.outcome === 'referred' ? form.referredTo : null,
      by: actor.id,
      at: now,
    }
    await voidSignatures(clp, s, file)
    const vote = { at: now, by: actor.id, question: 'proposal', verdict: 'sign', reasons: null, version }
    const signOpenedAt = file.signOpenedAt ?? (firstTierOnly(clp, file, found.holdings) ? now : null)
    await s.updateComplaint(ref, { proposal, proposalVersion: version, signOpenedAt })
    await s.addMatterVote(ref, vote)
    await record(clp, s, {
      actor,
      as: found.as,
      action: 'complaint.proposed',
      matter: ref,
      line: 'Proposed how a complaint ends, and signed it',
      details: { ...proposal, version, respondent: file.respondent },
      subject: file.respondent,
    })
    await roomLine(
      clp,
      s,
      ref,
      'An outcome is proposed. It is on the card; please read it and sign, or say why not.',
    )
    return { ok: true, ...(await settleComplaint(clp, s, (await s.complaintFile(ref)) as ComplaintFile)) }
  })

function problemsOf(form: ProposalForm, file: ComplaintFile, actor: Actor): string[] {
  const problems: string[] = []
  const about = file.respondent ?? form.about?.id ?? null
  if (!PROPOSABLE.some((one) => one === form.outcome)) problems.push('Choose what you propose.')
  if (isBlank(form.reasons))
    problems.push('Give the reasons: the other signers and whoever complained read them.')
  if (form.reasons.length > REASONS_LIMIT || form.advice.length > REASONS_LIMIT)
    problems.push(`Reasons and advice have at most ${REASONS_LIMIT} characters each.`)
  if (form.outcome === 'words_of_advice' && isBlank(form.advice))
    problems.push('Write the advice that is sent to the person.')
  if (form.outcome === 'referred' && !REFERRED_TO.some((one) => one === form.referredTo))
    problems.push('Choose to whom it is referred.')
  if ((form.outcome === 'words_of_advice' || form.outcome === 'case_opened') && about === null)
    problems.push('Nobody is named in this complaint yet: choose whom it is about.')
  if (form.about?.isBot === true) problems.push('This account is a bot. Choose the person who runs it.')
  if (file.respondent === null && form.about?.id === actor.id)
    problems.push('You cannot decide a complaint about yourself. Press *I’m involved* instead.')
  return problems
}

/** Whom it is about is written down where it was not known; they are kept out from here on (A5). */
async function nameRespondent(clp: Clp, s: Store, file: ComplaintFile, form: ProposalForm): Promise<void> {
  if (file.respondent !== null || form.about === null) return
  await s.updateComplaint(file.ref, { respondent: form.about.id, respondentName: form.about.name })
  await partsChanged(clp, s, file.ref)
}

/** While only the first tier may sign its days run anew from the proposal; stand-ins who are in stay in (D7). */
const firstTierOnly = (clp: Clp, file: ComplaintFile, holdings: OfficeHolding[]): boolean => {
  const now = clp.clock.now()
  const state = complaintSignOff(clp, file, holdings, now)
  const eligible = eligibleForComplaint(clp, file, holdings, now)
  return (
    state.state === 'open' &&
    (accusedHoldsOffice(file, holdings, now) ||
      eligible.every((e) => e.tier === 'admins' || !state.tiersOpen.includes(e.tier)))
  )
}

/** The proposal is no longer the one that was signed: what was given on it is void, and signers are told (D6). */
async function voidSignatures(clp: Clp, s: Store, file: ComplaintFile): Promise<void> {
  const voided = file.votes.filter((v) => v.version === file.proposalVersion)
  if (file.proposal === null || voided.length === 0) return
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'signoff.voided',
    matter: file.ref,
    line: 'The proposal changed; signatures given before are void',
    details: { voided: voided.map((v) => v.by) },
    subject: file.respondent,
  })
  await roomLine(
    clp,
    s,
    file.ref,
    'The proposal has changed, so the signatures given before no longer count. Please read it again and sign afresh.',
  )
}
