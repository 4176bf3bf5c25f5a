import { type Instant, nextSendingTime, plusDays } from '../policy/calendar.ts'
import { appealHandlers, type AppealMatter, appealMatter, appealVoters } from './appeal-people.ts'
import { questionsOf, votesOn } from './appeal-view.ts'
import { settleAppeal } from './decide-appeal.ts'
import { isWithNational } from './national.ts'
import type { Clp, Store } from './ports.ts'
import { tellPeople } from './tell-officers.ts'

const WEEK_DAYS = 7
/** Nobody is reminded for longer than this many weeks of one appeal. */
const WEEKS = 104

/** What has fallen due in the vote on an appeal: it closes when its time is over, and whoever is waited for is reminded (H5, H11). */
export async function appealVoteDue(clp: Clp, s: Store, ref: string): Promise<void> {
  await settleAppeal(clp, s, ref)
  await remind(clp, s, ref)
}

/** Reminds voters at half-time and on the day before the close, and whoever handles it once a week beyond its target (H11). */
async function remind(clp: Clp, s: Store, ref: string): Promise<void> {
  const m = await appealMatter(s, ref)
  const now = clp.clock.now()
  if (!m || m.file.state === 'closed' || nextSendingTime(now, clp.config.policy.sendingHours) > now) return
  const isDue = (mark: Instant) => mark <= now && mark > (m.file.remindedAt ?? m.file.openedAt)
  const forVoters = marksOfVote(m).some(isDue)
  const forHandler = marksBeyondTarget(clp, m, now).some(isDue)
  if ((!forVoters && !forHandler) || (await isWithNational(s, ref))) return
  await s.updateAppeal(ref, { remindedAt: now })
  const holdings = await s.holdings()
  if (forVoters) {
    const voters = appealVoters(m, holdings, now).flatMap((v) => v.person ?? [])
    const missing = voters.filter((p) =>
      questionsOf(m.file).some((q) => !votesOn(m.file, q).some((v) => v.by === p)),
    )
    await tellPeople(clp, s, missing, ref, `**${ref}** is still waiting for your vote. ${where(m)}`)
  }
  if (forHandler)
    await tellPeople(
      clp,
      s,
      appealHandlers(clp, m, holdings, now),
      ref,
      `**${ref}** has been open for longer than it should be. Please see to it that it is decided. ${where(m)}`,
    )
}

const where = ({ file }: AppealMatter): string =>
  file.sealed ? `Use \`/appeals view ref:${file.ref}\` on the server.` : 'It is in its room.'

/** Half-time, and a day before the close; the same moment once. */
function marksOfVote({ file }: AppealMatter): Instant[] {
  const { state, votingOpenedAt: from, votingClosesAt: to } = file
  if ((state !== 'voting' && state !== 'consequences') || from === null || to === null) return []
  const { epochMilliseconds: start } = Temporal.Instant.from(from)
  const { epochMilliseconds: end } = Temporal.Instant.from(to)
  const half = Temporal.Instant.fromEpochMilliseconds(Math.floor((start + end) / 2))
  return [half.toString({ smallestUnit: 'millisecond' }), plusDays(to, -1)].filter((mark) => mark > from)
}

/** Each week beyond the target of ⚙10 days for a 30-day ban, ⚙28 otherwise. */
function marksBeyondTarget(clp: Clp, { file, about }: AppealMatter, now: Instant): Instant[] {
  const { ban30, other } = clp.config.policy.appeals.targetDays
  const days = about.kind === 'case' && about.file.sanction?.kind === 'ban30' ? ban30 : other
  const marks: Instant[] = []
  for (let week = 0; week < WEEKS; week++) {
    const mark = plusDays(file.openedAt, days + week * WEEK_DAYS)
    if (mark > now) break
    marks.push(mark)
  }
  return marks
}
