import { isBlank } from '../letters/plain-text.ts'
import { nextState } from '../policy/case-state.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { eligibleSigners, signersNow, signOffOf } from './case-people.ts'
import { closeCase } from './close-case.ts'
import { decideCase } from './decide-case.ts'
import { inDoubt } from './identities.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { replyState } from './reply-state.ts'
import { caseIsHeld, HELD } from './safeguarding.ts'
import { untrained } from './training.ts'

export type SignVerdict = { verdict: 'sign' } | { verdict: 'dont_sign'; reason: string }
export type SignOutcome = 'waiting' | 'decided' | 'not_agreed'

/**
 * *Sign* and *Don't sign* (D5). `letterVersion` is the version that stood on the card that was pressed: a letter that
 * has changed since must be read again (D6). Whether this decides the case is worked out in the same transaction.
 */
export const signCase = (
  clp: Clp,
  actor: Actor,
  ref: string,
  letterVersion: number,
  vote: SignVerdict,
): Promise<Result<{ outcome: SignOutcome; missing: number }>> =>
  clp.transact(async (s) => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, vote.verdict === 'sign' ? 'case.sign' : 'case.dont_sign', {
      file,
      ref,
    })
    if (!may.ok) return may
    const found = file as CaseFile
    const now = clp.clock.now()
    if (found.state === 'replying') {
      const reply = replyState(clp, found)
      return refuse({ why: 'reply_open', closesAt: reply.state === 'open' ? reply.closesAt : null })
    }
    if (found.state !== 'signing')
      return refuse({ why: 'moved_on', state: found.state, outcome: found.outcome })
    if (await caseIsHeld(s, found)) return refuse(HELD)
    if (letterVersion !== found.letterVersion) return refuse({ why: 'letter_changed' })
    const training = untrained(clp, may.holdings, actor)
    if (training && !signersNow(clp, found, may.holdings, now).includes(actor.id)) return refuse(training)
    const eligible = eligibleSigners(clp, found, may.holdings, now)
    if (!signersNow(clp, found, may.holdings, now).includes(actor.id))
      return refuse(
        eligible.some((e) => e.person === actor.id)
          ? { why: 'not_now', because: 'The admins sign first. You are asked to stand in if they cannot.' }
          : { why: 'needs_naming' },
      )
    if (vote.verdict === 'sign' && found.letter === null)
      return refuse({ why: 'not_now', because: 'There is no letter to sign: the card says what is missing.' })
    if (vote.verdict === 'sign' && (await isHeardInDoubt(s, found))) return refuse(IN_DOUBT)
    if (vote.verdict === 'sign' && found.blockedBy.length > 0 && found.lighter === null)
      return refuse(await whyBlocked(s, found))
    if (vote.verdict === 'dont_sign' && isBlank(vote.reason))
      return refuse({ why: 'input', problems: ['Say why you do not sign. The other signers read it.'] })
    const standing = found.votes.filter((v) => v.by === actor.id && v.letterVersion === letterVersion).at(-1)
    if (standing?.verdict === vote.verdict) return refuse({ why: 'already_did', what: vote.verdict })

    const reason = vote.verdict === 'dont_sign' ? vote.reason : null
    const given = { by: actor.id, verdict: vote.verdict, reason, at: now, letterVersion }
    await s.addVote(ref, given)
    await record(clp, s, {
      actor,
      as: may.as,
      action: vote.verdict === 'sign' ? 'case.signed' : 'case.not_signed',
      matter: ref,
      line: vote.verdict === 'sign' ? 'Signed the decision' : 'Did not sign the decision, with reasons',
      details: { letterVersion, reason },
      subject: found.respondent,
    })
    if (vote.verdict === 'dont_sign')
      await roomLine(clp, s, ref, 'One of you does not sign. The reason is on the card.')
    return { ok: true, ...(await settle(clp, s, { ...found, votes: [...found.votes, given] })) }
  })

const IN_DOUBT: Refusal = {
  why: 'not_now',
  because:
    'It rests on an identity of which the person says that it is not theirs. It can be signed when an officer has answered that.',
}

/** Whoever was asked for their side says that they are not the respondent, so nobody may have been heard (B3, D4). */
const isHeardInDoubt = async (s: Store, file: CaseFile): Promise<boolean> =>
  !!file.noticeTo && (await inDoubt(s, file.respondent)).includes(file.noticeTo)

/** What a step waits for: an appeal (E9), or the answer whether an identity is theirs (B3). */
async function whyBlocked(s: Store, file: CaseFile): Promise<Refusal> {
  const doubtful = await s.sanctions({ respondent: await inDoubt(s, file.respondent) })
  return file.blockedBy.every((ref) => doubtful.some((x) => x.ref === ref))
    ? IN_DOUBT
    : { why: 'under_appeal', refs: file.blockedBy }
}

/** Works out whether the signatures now decide the case, and carries that out (D5). Also asked by the clock. */
export async function settle(
  clp: Clp,
  s: Store,
  file: CaseFile,
): Promise<{ outcome: SignOutcome; missing: number }> {
  const state = signOffOf(clp, file, await s.holdings(), clp.clock.now())
  // an appeal that came in after the signatures holds the step back, and so does a doubt whose it is (E9, B3)
  const waits = (file.blockedBy.length > 0 && file.lighter === null) || (await isHeardInDoubt(s, file))
  if (state.state === 'decided' && waits) return { outcome: 'waiting', missing: 0 }
  switch (state.state) {
    case 'open':
      await queueCard(clp, s, file.ref)
      return { outcome: 'waiting', missing: state.missing }
    case 'decided':
      if (typeof nextState(file.state, 'decide') === 'string') await decideCase(clp, s, file, state.signers)
      return { outcome: 'decided', missing: 0 }
    case 'not_agreed':
      await closeCase(clp, s, file, 'not_agreed', 'The signers did not agree.')
      return { outcome: 'not_agreed', missing: 0 }
  }
}
