import { quote } from '../letters/plain-text.ts'
import type { AppealVerdict } from '../policy/appeal.ts'
import { plusDays } from '../policy/calendar.ts'
import { type Actor, BOT } from './actor.ts'
import { appealOver } from './appeal-pending.ts'
import { appealHandlers, type AppealMatter, appealMatter } from './appeal-people.ts'
import { afterDecision, closeAppeals } from './close-appeals.ts'
import { countOf, MAIN_QUESTION, questionsOf, votesOn } from './appeal-view.ts'
import { fall, overturn, replace } from './consequences.ts'
import type { AppealFile, AppealOutcome, AppealRecord, Dependent, Meeting } from './matter-records.ts'
import { partsChanged } from './involve.ts'
import { isWithNational } from './national.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { reopenComplaint } from './reopen-complaint.ts'
import { tellAdmins } from './tell-admins.ts'
import { tellComplainants } from './tell-complainants.ts'
import { tellOutcome } from './tell-outcome.ts'
import { tellPeople } from './tell-officers.ts'

/** Who decided it, for the register: the EC by its votes, a handler who records a meeting, National's answer (I2). */
export interface DecidedBy {
  how: NonNullable<AppealRecord['decidedBy']>
  actor: Actor
  as: string
  /** Votes and counts: they stand in the register and nowhere else (H7). */
  details: Record<string, unknown>
  meeting?: Meeting
}

const LINES: Record<AppealOutcome, string> = {
  stands: 'The appeal is decided: the decision stands',
  does_not_stand: 'The appeal is decided: the decision does not stand',
  withdrawn: 'The appeal was withdrawn',
}

/**
 * Works out whether the votes, or the end of their time, now decide an appeal or what had relied on it, and carries that
 * out (H5, H6, H9). Asked after every vote, declared interest and ended office, and by the clock.
 */
export async function settleAppeal(clp: Clp, s: Store, ref: string): Promise<void> {
  const m = await appealMatter(s, ref)
  if (!m || (m.file.state !== 'voting' && m.file.state !== 'consequences')) return
  if (await isWithNational(s, ref)) return
  if (m.file.state === 'voting') await settleMain(clp, s, m)
  else await settleDependents(clp, s, m)
}

async function settleMain(clp: Clp, s: Store, m: AppealMatter): Promise<void> {
  const result = countOf(clp, m, await s.holdings(), MAIN_QUESTION, clp.clock.now())
  if (result.state === 'open') return
  if (result.state === 'not_quorate') return toMeeting(clp, s, m)
  const verdict = result.verdict as AppealVerdict
  await decideAppeal(clp, s, m, verdict, reasonsFor(m.file, MAIN_QUESTION, verdict), {
    how: 'vote',
    actor: BOT,
    as: 'bot',
    details: { counts: result.counts, tie: result.tie },
  })
}

/** What those wrote whose verdict prevailed, without names or numbers (H7). The last that each of them wrote. */
function reasonsFor(file: AppealFile, question: string, verdict: string): string {
  const last = new Map(votesOn(file, question).map((v) => [v.by, v]))
  return [...last.values()]
    .filter((v) => v.verdict === verdict && v.reasons)
    .map((v) => v.reasons as string)
    .join('\n\n')
}

/** Too few voted: it goes to the next EC meeting, and only that decides then (H6). */
async function toMeeting(clp: Clp, s: Store, m: AppealMatter): Promise<void> {
  const { ref } = m.file
  const now = clp.clock.now()
  await s.updateAppeal(ref, { state: 'meeting', votingClosesAt: null, handledAt: now })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'appeal.to_meeting',
    matter: ref,
    line: 'Too few EC members voted; the appeal goes to the next EC meeting',
    subject: m.file.appellant,
  })
  const text = `too few EC members voted on **${ref}**, so it goes to the next EC meeting. Whoever handles it records the decision with \`/appeals meeting ref:${ref}\`.`
  await roomLine(clp, s, ref, `${text.charAt(0).toUpperCase()}${text.slice(1)}`)
  if (!m.file.sealed)
    await tellPeople(clp, s, appealHandlers(clp, m, await s.holdings(), now), ref, `For you: ${text}`)
  await queueRoom(clp, s, ref)
  await queueCard(clp, s, ref)
}

/** An appeal is decided: the outcome is carried out and told (H7, H8, H9). */
export async function decideAppeal(
  clp: Clp,
  s: Store,
  m: AppealMatter,
  verdict: AppealVerdict,
  reasons: string,
  by: DecidedBy,
): Promise<void> {
  const { ref, about, kind } = m.file
  const now = clp.clock.now()
  await s.updateAppeal(ref, {
    outcome: verdict,
    reasons,
    decidedAt: now,
    decidedBy: by.how,
    ...(by.meeting ? { meeting: by.meeting } : {}),
    state: 'closed',
    closedAt: now,
  })
  await record(clp, s, {
    actor: by.actor,
    as: by.as,
    action: 'appeal.decided',
    matter: ref,
    line: LINES[verdict],
    details: { verdict, how: by.how, reasons, ...by.details } as never,
    subject: m.file.appellant,
  })
  if (kind === 'complaint') {
    if (verdict === 'does_not_stand') await complaintAfresh(clp, s, m, by)
  } else if (verdict === 'stands') await appealOver(clp, s, about)
  else await secondVote(clp, s, m, await overturn(clp, s, about, ref))
  await tellAdmins(clp, s, m, verdict, reasons)
  await tellOutcome(clp, s, m.file, 'outcome')
  await afterDecision(clp, s, ref)
}

/**
 * What does not stand for one who complained stands for none of them (C7): each is told, those who had gone to the EC as well
 * by the end of their own appeal. Who of them was heard first is not theirs to know.
 */
async function complaintAfresh(
  clp: Clp,
  s: Store,
  { file: { ref, about, appellant }, about: found }: AppealMatter,
  { how }: DecidedBy,
): Promise<void> {
  if (found.kind !== 'complaint') return
  const who = how === 'national' ? 'The National Complaints team' : 'The EC'
  const open = (await s.appeals({ about })).filter((a) => a.state !== 'closed').map((a) => a.appellant)
  await reopenComplaint(clp, s, found.file, who)
  await closeAppeals(clp, s, about, ref, `${who} has decided that how this was dealt with does not stand.`)
  await tellComplainants(
    clp,
    s,
    found.file,
    `**Your complaint is open again** · ${about}\n${who} has decided that how it was dealt with does not stand. The admins decide it afresh and write to you. Nothing is asked of you.`,
    true,
    'own',
    [appellant, ...open],
  )
}

/** What had relied on it and has a step without it is for the EC to decide: a second vote of the same kind (H9). */
async function secondVote(clp: Clp, s: Store, m: AppealMatter, dependents: Dependent[]): Promise<void> {
  const { ref } = m.file
  const now = clp.clock.now()
  const open = dependents.some((d) => d.decision === null)
  await s.updateAppeal(ref, {
    dependents,
    ...(open
      ? {
          state: 'consequences' as const,
          closedAt: null,
          votingOpenedAt: now,
          votingClosesAt: plusDays(now, clp.config.policy.appeals.voteDays),
          countsFrom: now,
        }
      : {}),
  })
  if (!open) return
  // whoever has a part in one of these leaves the room with this
  await partsChanged(clp, s, ref)
  await roomLine(
    clp,
    s,
    ref,
    'It does not stand. What had relied on it stops counting from now on. Please vote on each of them, on the card: *replace* by the step that the ladder gives without it, or *falls*.',
  )
}

async function settleDependents(clp: Clp, s: Store, m: AppealMatter): Promise<void> {
  const { ref } = m.file
  const holdings = await s.holdings()
  const now = clp.clock.now()
  let missed = false
  let open = false
  const decisions = new Map<string, DependentDecision>()
  for (const question of questionsOf(m.file)) {
    const result = countOf(clp, m, holdings, question, now)
    if (result.state === 'decided') {
      const decision = result.verdict as DependentDecision['decision']
      decisions.set(question, { decision, reasons: reasonsFor(m.file, question, decision) })
    }
    if (result.state === 'not_quorate') missed = true
    if (result.state === 'open') open = true
  }
  await decideDependents(clp, s, m.file, decisions, { how: 'vote', actor: BOT, as: 'bot', details: {} })
  const after = (await s.appealFile(ref)) as AppealFile
  if (missed && !open && after.state === 'consequences') await toMeeting(clp, s, { ...m, file: after })
}

/** What the EC decided on a sanction that had relied on an overturned one, and why (H9). */
export interface DependentDecision {
  decision: 'replace' | 'falls'
  reasons: string
}

/** Carries out what the EC decided on what had relied on an overturned sanction (H9); closes the appeal with the last. */
export async function decideDependents(
  clp: Clp,
  s: Store,
  file: AppealFile,
  decisions: ReadonlyMap<string, DependentDecision>,
  by: DecidedBy,
): Promise<void> {
  if (decisions.size === 0) return
  const { ref } = file
  const now = clp.clock.now()
  const dependents: Dependent[] = []
  for (const one of file.dependents) {
    const decided = one.decision === null ? decisions.get(one.ref) : undefined
    if (decided === undefined) {
      dependents.push(one)
      continue
    }
    const { decision, reasons } = decided
    await record(clp, s, {
      actor: by.actor,
      as: by.as,
      action: 'appeal.dependent_decided',
      matter: ref,
      line: `Decided on a sanction that had relied on the overturned one: ${decision === 'replace' ? 'replaced' : 'it falls'}`,
      details: { sanction: one.ref, decision, reasons, how: by.how, ...by.details } as never,
      subject: file.appellant,
    })
    const done =
      decision === 'replace' ? await replace(clp, s, one, { ...file, reasons }) : await fall(clp, s, one, ref)
    dependents.push({ ...done, decision, reasons })
    await roomLine(clp, s, one.ref, `Reasons of the EC:\n${quote(reasons, 1500)}`)
    // a replacement is told by its own letter
    if (decision === 'falls') await tellOutcome(clp, s, file, 'fell', one.ref)
  }
  const open = dependents.some((d) => d.decision === null)
  await s.updateAppeal(ref, {
    dependents,
    ...(by.meeting ? { meeting: by.meeting } : {}),
    ...(open ? {} : { state: 'closed', closedAt: now }),
  })
  await afterDecision(clp, s, ref)
}
