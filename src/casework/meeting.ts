import { isBlank } from '../letters/plain-text.ts'
import { quorum } from '../policy/appeal.ts'
import { formatDate, londonDate } from '../policy/calendar.ts'
import { parseDateInput } from '../policy/date-input.ts'
import type { Actor } from './actor.ts'
import { type AppealMatter, appealVoters, conflictInAppeal } from './appeal-people.ts'
import { appealStateInWords, bothOf } from './appeal-view.ts'
import { authorise } from './authorise.ts'
import { decideAppeal, decideDependents } from './decide-appeal.ts'
import type { AppealFile, Dependent, Meeting } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { refuse, type Result } from './refusal.ts'

/** A meeting's decision as whoever handles the appeal writes it down (H5). */
export interface MeetingForm {
  /** "12 March 2026, minute 7" */
  meeting: string
  /** Discord user ids. */
  present: string[]
  /** Names of those on the roll who are not on Discord. */
  others: string[]
  /** "2 to 4": stands, does not stand. Empty in the decision on what had relied on it. */
  votes: string
  /** References of what is replaced; the others fall (H9). */
  replaced: string[]
  reasons: string
}

const WHEN =
  'Give the date of the meeting and the reference of its minute, for example: 12 March 2026, minute 7.'

async function mayRecord(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ m: AppealMatter; as: string; voters: AppealFile['roll'] }>> {
  const both = await bothOf(clp, s, ref)
  const may = await authorise(clp, s, actor, 'appeal.meeting', { about: both?.matter, ref })
  if (!may.ok) return may
  const { m, now } = both as NonNullable<typeof both>
  if (!['voting', 'meeting', 'consequences'].includes(m.file.state))
    return refuse({
      why: 'not_now',
      because: `A meeting's decision is recorded once both sides are in, and before it is decided. Where the appeal stands now: ${appealStateInWords(m.file)}.`,
    })
  return { ok: true, m, as: may.as, voters: appealVoters(m, may.holdings, now) }
}

/** Asks, before the form opens, whether this person may; with who could have been there. */
export const meetingForForm = (
  clp: Clp,
  actor: Actor,
  ref: string,
): Promise<Result<{ names: string[]; onDiscord: number; open: Dependent[]; isMain: boolean }>> =>
  clp.transact(async (s) => {
    const may = await mayRecord(clp, s, actor, ref)
    if (!may.ok) return may
    return {
      ok: true,
      names: may.voters.filter((v) => v.person === null).map((v) => v.name),
      onDiscord: may.voters.filter((v) => v.person !== null).length,
      open: may.m.file.dependents.filter((d) => d.decision === null),
      isMain: may.m.file.outcome === null,
    }
  })

/**
 * `/appeals meeting`: the decision of an EC meeting takes the place of the vote (H5), under the same rules: nobody with a
 * conflict and nobody who is not on the roll among those present, enough of them (H6), and a tie does not stand.
 */
export const recordMeeting = (
  clp: Clp,
  actor: Actor,
  ref: string,
  form: MeetingForm,
): Promise<Result<{ verdict: 'stands' | 'does_not_stand' | null }>> =>
  clp.transact(async (s): Promise<Result<{ verdict: 'stands' | 'does_not_stand' | null }>> => {
    const may = await mayRecord(clp, s, actor, ref)
    if (!may.ok) return may
    const { m, as, voters } = may
    const present = [...new Set(form.present)]
    const others = [...new Set(form.others)]
    const isMain = m.file.outcome === null
    const problems: string[] = []
    const when = whenOf(clp, m, form.meeting)
    if (!when.ok) problems.push(when.why)
    problems.push(...whoWasThere(clp, m, voters, present, others))
    const counts = isMain ? countsOf(form.votes) : { stands: 0, falls: 0 }
    const there = present.length + others.length
    if (counts === null)
      problems.push(
        'Give the votes as two numbers: how many for *stands*, then for *does not stand*. For example: 2 to 4.',
      )
    else if (counts.stands + counts.falls > there)
      problems.push(
        `${counts.stands + counts.falls} votes were counted, but ${there} people were present. Please check both.`,
      )
    else if (isMain && counts.stands + counts.falls === 0) problems.push('Somebody has to have voted.')
    const open = m.file.dependents.filter((d) => d.decision === null)
    if (form.replaced.some((r) => !open.some((d) => d.ref === r)))
      problems.push('Choose only from what is still to be decided.')
    if (isBlank(form.reasons))
      problems.push('Give the reasons of the EC. They go to the appellant and to the admins.')
    if (problems.length > 0 || !when.ok || counts === null) return refuse({ why: 'input', problems })

    const meeting: Meeting = {
      date: when.date,
      minute: when.minute,
      present: [...present, ...others],
      votesFor: counts.stands,
      votesAgainst: counts.falls,
      recordedBy: actor.id,
    }
    const by = { how: 'meeting' as const, actor, as, meeting, details: { ...meeting } }
    await s.updateAppeal(ref, { handledAt: clp.clock.now() })
    if (isMain) {
      const verdict = counts.stands > counts.falls ? 'stands' : 'does_not_stand'
      await decideAppeal(clp, s, m, verdict, form.reasons, by)
      return { ok: true, verdict }
    }
    const decisions = new Map(
      open.map((d) => {
        const decision = form.replaced.includes(d.ref) ? ('replace' as const) : ('falls' as const)
        return [d.ref, { decision, reasons: form.reasons }]
      }),
    )
    await decideDependents(clp, s, m.file, decisions, by)
    return { ok: true, verdict: null }
  })

function whenOf(
  clp: Clp,
  m: AppealMatter,
  text: string,
): { ok: true; date: string; minute: string } | { ok: false; why: string } {
  const at = text.indexOf(',')
  const minute =
    at === -1
      ? ''
      : text
          .slice(at + 1)
          .trim()
          .replace(/^minutes? (?:no\.? )?/i, '')
  if (isBlank(minute)) return { ok: false, why: WHEN }
  const date = parseDateInput(text.slice(0, at), londonDate(clp.clock.now()))
  if (!date.ok) return { ok: false, why: `${date.why} ${WHEN}` }
  const since = londonDate(m.file.votingOpenedAt ?? m.file.openedAt)
  if (date.date < since)
    return {
      ok: false,
      why: `Both sides were before the EC only from ${formatDate(since)} on: a meeting before that cannot have decided it.`,
    }
  return { ok: true, date: date.date, minute }
}

/** What is wrong with who is said to have been present; a person with a conflict is not told from one off the roll (A6). */
function whoWasThere(
  clp: Clp,
  m: AppealMatter,
  voters: AppealFile['roll'],
  present: string[],
  others: string[],
): string[] {
  const problems: string[] = []
  for (const person of present)
    if (!voters.some((v) => v.person === person))
      problems.push(
        conflictInAppeal(person, m) === undefined
          ? `<@${person}> is not on the roll of voters, which was fixed when the appeal was lodged, or is no longer an EC member.`
          : `<@${person}> has a part in the matter and may not have taken part. The EC has to decide it again without them.`,
      )
  for (const name of others)
    if (!voters.some((v) => v.person === null && v.name === name))
      problems.push('Somebody among those who are not on Discord is not on the roll of voters.')
  const needed = quorum(voters.length, clp.config.policy.appeals.quorumAtLeast)
  const there = present.length + others.length
  if (problems.length === 0 && there < needed)
    problems.push(
      voters.length < needed
        ? `A decision needs ${needed} EC members without a part in the matter, and there are ${voters.length}. It cannot be decided here: take it to National with \`/national refer\`.`
        : `${there} of the EC members on the roll were present; a decision needs ${needed}. It goes to the next meeting.`,
    )
  return problems
}

function countsOf(text: string): { stands: number; falls: number } | null {
  const numbers = text.match(/\d+/g)?.map(Number) ?? []
  const [stands, falls] = numbers
  return numbers.length === 2 && stands !== undefined && falls !== undefined ? { stands, falls } : null
}
