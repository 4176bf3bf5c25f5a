import { plusDays, formatDateTime } from '../policy/calendar.ts'
import { putOff } from '../policy/pause.ts'
import type { Actor } from './actor.ts'
import { type AppealMatter, appealMatter } from './appeal-people.ts'
import { appealStateInWords } from './appeal-view.ts'
import { openVote } from './appeal-vote.ts'
import { authorise } from './authorise.ts'
import { eligibleSigners, mayView } from './case-people.ts'
import { complaintViewers } from './complaint-people.ts'
import { matterOf } from './matter.ts'
import { isWithNational, WITH_NATIONAL } from './national.ts'
import { waitsForAnswer } from './objections.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { officerLane } from './tell-officers.ts'

/**
 * *Put to the EC* (H4): the admins who could work on what is appealed against may add to their statement for some days,
 * the appellant sees each addition and may answer, then the EC votes. Only whoever handles the appeal.
 */
export const putToEc = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ until: string | null }>> =>
  clp.transact(async (s): Promise<Result<{ until: string | null }>> => {
    const about = await matterOf(clp, s, ref)
    const may = await authorise(clp, s, actor, 'appeal.put_to_ec', { about, ref })
    if (!may.ok) return may
    const m = (await appealMatter(s, ref)) as AppealMatter
    if (m.file.state !== 'lodged')
      return refuse({
        why: 'not_now',
        because: `This was put to the EC already. Where it stands now: ${appealStateInWords(m.file)}.`,
      })
    if (await isWithNational(s, ref)) return refuse({ why: 'not_now', because: WITH_NATIONAL })
    const now = clp.clock.now()
    const kept = plusDays(now, clp.config.policy.appeals.statementDays)
    await s.updateAppeal(ref, {
      state: 'statements',
      statementsUntil: kept,
      countsFrom: now,
      handledAt: now,
    })
    const until = putOff(now, kept, m.file.pauses ?? [])
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'appeal.put_to_ec',
      matter: ref,
      line: 'Put the appeal to the EC',
      details: { statementsUntil: until },
      subject: m.file.appellant,
    })
    const people = await statementPeople(clp, s, m)
    if (people.length === 0 && !(await waitsForAnswer(clp, s, ref))) {
      await openVote(clp, s, ref)
      return { ok: true, until: null }
    }
    for (const userId of people)
      await s.addEffect(
        { name: 'statement-ask', lane: officerLane(userId), target: ref, payload: { userId } },
        now,
        now,
      )
    await roomLine(
      clp,
      s,
      m.file.about,
      `An appeal against this decision was put to the EC. Your signed file is your statement. If you want to add to it you can until ${formatDateTime(until)}; the bot has sent each of you a button for that.`,
    )
    await queueCard(clp, s, m.file.about)
    await queueCard(clp, s, ref)
    return { ok: true, until }
  })

/**
 * Who may add to the admins' statement (H4): the admins of the platform and the SM Officer without a conflict in what is
 * appealed against, and whoever stood in for them and decided it.
 */
export async function statementPeople(clp: Clp, s: Store, { about }: AppealMatter): Promise<string[]> {
  const holdings = await s.holdings()
  const now = clp.clock.now()
  if (about.kind === 'complaint') return complaintViewers(clp, about.file, holdings, now)
  const named = eligibleSigners(clp, about.file, holdings, now)
    .map((e) => e.person)
    .filter((p) => about.file.namedSigners.includes(p))
  return [...new Set([...mayView(clp, about.file, holdings, now), ...named])]
}
