import { isBlank } from '../letters/plain-text.ts'
import { quorum } from '../policy/appeal.ts'
import { formatDateTime, plusDays } from '../policy/calendar.ts'
import { putOff } from '../policy/pause.ts'
import { type Actor, BOT } from './actor.ts'
import { type AppealMatter, appealMatter, appealVoters } from './appeal-people.ts'
import { appealStateInWords, bothOf, countOf, MAIN_QUESTION, questionsOf, votesOn } from './appeal-view.ts'
import { authorise } from './authorise.ts'
import { settleAppeal } from './decide-appeal.ts'
import type { Dependent } from './matter-records.ts'
import { waitsForAnswer } from './objections.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, queueRoom } from './room.ts'
import { tellPeople } from './tell-officers.ts'

/**
 * Both sides are in: the EC members without conflict who are on the roll get into the appeal's room with the case file,
 * and vote (H4, H5). Where fewer of them are on Discord than a decision needs no vote is begun that cannot succeed: it
 * goes to the next meeting at once (H6). While the appellant waits for the answer to whom they do not want to decide it
 * nothing is opened: somebody who turns out to have a part in it would have read the whole file, and the vote of the EC is
 * the last word here (A5).
 */
export async function openVote(clp: Clp, s: Store, ref: string): Promise<void> {
  const both = await bothOf(clp, s, ref)
  if (!both || !['lodged', 'statements', 'answering'].includes(both.m.file.state)) return
  if (await waitsForAnswer(clp, s, ref)) return
  const { m, holdings, now } = both
  const { policy } = clp.config
  const voters = appealVoters(m, holdings, now)
  const here = voters.flatMap((v) => v.person ?? [])
  const needed = quorum(voters.length, policy.appeals.quorumAtLeast)
  const kept = plusDays(now, policy.appeals.voteDays)
  const closesAt = putOff(now, kept, m.file.pauses ?? [])
  const canVote = here.length >= needed
  await s.updateAppeal(ref, {
    state: canVote ? 'voting' : 'meeting',
    votingOpenedAt: now,
    votingClosesAt: canVote ? kept : null,
    countsFrom: now,
    handledAt: now,
  })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: canVote ? 'appeal.vote_opened' : 'appeal.to_meeting',
    matter: ref,
    line: canVote
      ? 'The vote of the EC on this appeal is open'
      : 'Too few EC members can vote here; the appeal goes to the next EC meeting',
    details: { voters: voters.map((v) => v.person ?? v.name), needed, closesAt: canVote ? closesAt : null },
    subject: m.file.appellant,
  })
  await queueRoom(clp, s, ref)
  await queueCard(clp, s, ref)
  await s.addEffect({ name: 'case-file', lane: `room:${ref}`, target: ref, payload: { part: 0 } }, now, now)
  if (!m.file.sealed)
    await tellPeople(
      clp,
      s,
      here,
      ref,
      canVote
        ? `**${ref}** is for you and the other EC members to decide, until ${formatDateTime(closesAt)}. The file and the buttons are in its room. Please read it from the top, and say nothing about it outside.`
        : `**${ref}** goes to the next EC meeting. The file is in its room. Please read it from the top, and say nothing about it outside.`,
    )
}

export type Verdict = 'stands' | 'does_not_stand' | 'replace' | 'falls'

/**
 * Whether someone may vote on a question now: on the roll, without conflict, still an EC member, and the vote open (H5).
 * Someone who may not see the appeal is answered as if there were none (A6).
 */
async function mayVote(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
  question: string,
): Promise<Result<{ m: AppealMatter; as: string }>> {
  const both = await bothOf(clp, s, ref)
  const about = both?.matter.sees(actor.id) ? both.matter : undefined
  const may = await authorise(clp, s, actor, 'appeal.vote', { about, ref })
  if (!may.ok) return may
  const { m, now } = both as NonNullable<typeof both>
  if (!appealVoters(m, may.holdings, now).some((v) => v.person === actor.id))
    return refuse({
      why: 'not_now',
      because:
        'Those who vote are the EC members on the roll, which was fixed when the appeal was lodged. You are not on it.',
    })
  const isOpen = m.file.state === 'voting' || m.file.state === 'consequences'
  if (!isOpen || !questionsOf(m.file).includes(question))
    return refuse({
      why: 'not_now',
      because: `That vote is not open. Where the appeal stands now: ${appealStateInWords(m.file)}.`,
    })
  if (countOf(clp, m, may.holdings, question, now).state !== 'open') {
    await settleAppeal(clp, s, ref)
    return refuse({
      why: 'not_now',
      because: 'The time for this vote is over. The card says what came of it.',
    })
  }
  return { ok: true, m, as: may.as }
}

/** Asks, before the form for the reasons opens, whether this person may vote; with what they wrote before. */
export const voteForForm = (
  clp: Clp,
  actor: Actor,
  ref: string,
  question: string,
): Promise<Result<{ before: string; dependent: Dependent | null }>> =>
  clp.transact(async (s) => {
    const may = await mayVote(clp, s, actor, ref, question)
    if (!may.ok) return may
    const { file } = may.m
    return {
      ok: true,
      before: votesOn(file, question).findLast((v) => v.by === actor.id)?.reasons ?? '',
      dependent: file.dependents.find((d) => d.ref === question) ?? null,
    }
  })

/**
 * *Stands* and *Does not stand*, and in the second vote *replace* and *falls* (H5, H9): with reasons, and changeable until
 * all have voted or the time is over. How somebody voted stands in the register and is shown to nobody before.
 */
export const castVote = (
  clp: Clp,
  actor: Actor,
  ref: string,
  question: string,
  verdict: Verdict,
  reasons: string,
): Promise<Result<{ changed: boolean; open: boolean; closesAt: string | null }>> =>
  clp.transact(async (s) => {
    const may = await mayVote(clp, s, actor, ref, question)
    if (!may.ok) return may
    const { file } = may.m
    const isMain = verdict === 'stands' || verdict === 'does_not_stand'
    if (isMain !== (question === MAIN_QUESTION)) return refuse({ why: 'no_such_matter' })
    if (isBlank(reasons))
      return refuse({
        why: 'input',
        problems: ['Give your reasons. They go to the appellant, without your name.'],
      })
    const changed = votesOn(file, question).some((v) => v.by === actor.id)
    const now = clp.clock.now()
    await s.addMatterVote(ref, { at: now, by: actor.id, question, verdict, reasons, version: 1 })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'appeal.voted',
      matter: ref,
      line: changed ? 'Changed their vote on the appeal' : 'Voted on the appeal',
      details: { question, verdict, reasons },
      subject: file.appellant,
    })
    await settleAppeal(clp, s, ref)
    await queueCard(clp, s, ref)
    const after = ((await appealMatter(s, ref)) as AppealMatter).file
    const open = after.state === file.state && questionsOf(after).includes(question)
    return { ok: true, changed, open, closesAt: after.votingClosesAt }
  })
