import { quorum } from '../policy/appeal.ts'
import { formatDateTime, plusDays } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { appealVoters } from './appeal-people.ts'
import { bothOf } from './appeal-view.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { queueCard, queueRoom } from './room.ts'
import { tellPeople } from './tell-officers.ts'

/**
 * Both sides are in: the EC members without conflict who are on the roll get into the appeal's room with the case file,
 * and vote (H4, H5). Where fewer of them are on Discord than a decision needs no vote is begun that cannot succeed: it
 * goes to the next meeting at once (H6).
 */
export async function openVote(clp: Clp, s: Store, ref: string): Promise<void> {
  const both = await bothOf(clp, s, ref)
  if (!both || !['lodged', 'statements', 'answering'].includes(both.m.file.state)) return
  const { m, holdings, now } = both
  const { policy } = clp.config
  const voters = appealVoters(m, holdings, now)
  const here = voters.flatMap((v) => v.person ?? [])
  const needed = quorum(voters.length, policy.appeals.quorumAtLeast)
  const closesAt = plusDays(now, policy.appeals.voteDays)
  const canVote = here.length >= needed
  await s.updateAppeal(ref, {
    state: canVote ? 'voting' : 'meeting',
    votingOpenedAt: now,
    votingClosesAt: canVote ? closesAt : null,
    remindedAt: now,
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
