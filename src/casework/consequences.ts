import { samePerson } from './identities.ts'
import { draftLetter } from '../letters/draft.ts'
import { sanctionInWords } from '../letters/phrases.ts'
import { formatDate } from '../policy/calendar.ts'
import type { LadderResult } from '../policy/ladder.ts'
import { BOT } from './actor.ts'
import { casesAnew } from './cases-anew.ts'
import { closeAppeals, closeReviews } from './close-appeals.ts'
import { keptFalls } from './kept-bans.ts'
import { letterFacts } from './letter-facts.ts'
import { isTold, thoseForEc } from './letter-out.ts'
import type { AppealRecord, Dependent } from './matter-records.ts'
import { kindOf } from './matter.ts'
import { ladderFrom, ladderSanction, ownIncidents } from './person-ladder.ts'
import { carryOut } from './platform-bans.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile, SanctionRecord } from './records.ts'
import { queueCard, roomLine } from './room.ts'
import { closeTask } from './tasks.ts'
import { stepOf } from './warn-draft.ts'

/** The sanctions that relied on some, and those that relied on these, oldest decision first (H9). */
export function relyingOn(refs: readonly string[], all: readonly SanctionRecord[]): SanctionRecord[] {
  const found = new Set<string>(refs)
  for (let before = 0; before !== found.size;) {
    before = found.size
    for (const one of all) if (!one.overturned && one.reliedOn.some((r) => found.has(r))) found.add(one.ref)
  }
  for (const ref of refs) found.delete(ref)
  return all
    .filter((x) => found.has(x.ref))
    .toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : a.decidedAt > b.decidedAt ? 1 : 0))
}

/**
 * What would have to be decided again if a sanction were overturned, with the step that the ladder gives without it and
 * without what had relied on it (H9). Only those of which the person was told, or may have been; others go back to
 * their signers (D3).
 */
export async function dependentsOf(clp: Clp, s: Store, ref: string): Promise<Dependent[]> {
  const file = await s.caseFile(ref)
  if (!file?.sanction) return []
  const all = await s.sanctions({ respondent: await samePerson(s, file.respondent) })
  const relying = await thoseForEc(s, relyingOn([ref], all))
  const out = new Set([ref, ...relying.map((x) => x.ref)])
  const files = await s.caseFiles(relying.map((x) => x.ref))
  const found: Dependent[] = []
  for (const one of files)
    found.push({
      ref: one.ref,
      kind: (one.sanction as SanctionRecord).kind,
      without: stepOf(await ladderWithout(clp, s, one, all, out)),
      decision: null,
    })
  return found
}

/** The ladder of a case as if some sanctions had never been. */
export const ladderWithout = (
  clp: Clp,
  s: Store,
  file: CaseFile,
  all: readonly SanctionRecord[],
  out: ReadonlySet<string>,
): Promise<LadderResult> =>
  ladderFrom(clp, s, {
    sanctions: all.filter((x) => x.ref !== file.ref && !out.has(x.ref)).map(ladderSanction),
    incidents: ownIncidents(file),
    platform: file.platform,
  })

/**
 * A sanction does not stand (H8, H9): it counts no more and its ban is lifted; what had relied on it stops counting at
 * once, with live bans among it lifted; the person's open cases and undelivered decisions are worked out anew (D3).
 * Gives what is left for the EC to decide; what has no step at all without it falls by itself.
 */
export async function overturn(clp: Clp, s: Store, ref: string, because: string): Promise<Dependent[]> {
  const file = await s.caseFile(ref)
  if (!file?.sanction || file.sanction.overturned) return []
  const dependents = await dependentsOf(clp, s, ref)
  const all = await s.sanctions({ respondent: await samePerson(s, file.respondent) })
  const untold = relyingOn([ref], all).filter((x) => !dependents.some((d) => d.ref === x.ref))
  await takeBack(clp, s, file.sanction, 'The sanction was overturned', because)
  for (const one of dependents) {
    await s.updateSanction(one.ref, { underReview: true })
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'sanction.under_review',
      matter: one.ref,
      line: 'It had relied on a sanction that was overturned, so it stops counting until the EC has decided',
      details: { because, without: one.without },
      subject: file.respondent,
    })
    await roomLine(
      clp,
      s,
      one.ref,
      `${ref}, on which this had relied, was overturned. This one stops counting, and a ban is lifted, until the EC has decided what becomes of it.`,
    )
  }
  for (const one of untold) await holdBack(clp, s, one)
  await workOutAnew(clp, s, file.respondent, file.platform)
  // what had relied on it may ban them from another platform, or under another identity (B3)
  for (const { ref: one, respondent, platform } of all)
    if (
      (platform !== file.platform || respondent !== file.respondent) &&
      dependents.some((d) => d.ref === one)
    )
      await carryOut(clp, s, respondent, platform)
  for (const one of [ref, ...dependents.map((d) => d.ref)]) await queueCard(clp, s, one)
  const left: Dependent[] = []
  for (const one of dependents) left.push(one.without === null ? await fall(clp, s, one, because) : one)
  return left
}

/** One sanction is gone: what is open about it is closed. */
async function takeBack(clp: Clp, s: Store, x: SanctionRecord, line: string, because: string): Promise<void> {
  const now = clp.clock.now()
  await s.updateSanction(x.ref, { overturned: true, underReview: false, appealPending: false })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'sanction.overturned',
    matter: x.ref,
    line,
    details: { because },
    subject: x.respondent,
  })
  await keptFalls(clp, s, x)
  if (!isTold(x)) await s.updateSanction(x.ref, { letterState: 'held' })
  const file = await s.caseFile(x.ref)
  if (file?.state === 'decided')
    await s.updateCase(x.ref, { state: 'closed', outcome: 'sanctioned', closedAt: now })
  for (const task of await s.openTasks({ matter: x.ref }))
    if (['serve_letter', 'ban_by_hand', 'tell_returned'].includes(task.kind))
      await closeTask(clp, s, task, BOT, 'bot', 'the sanction was overturned')
  await closeAppeals(clp, s, x.ref, because, goneAfter(because))
  await closeReviews(clp, s, x.ref, because)
  const again = await s.reconsideration(x.ref)
  if (!again || !file?.reconsideringSince) return
  await s.saveReconsideration({ ...again, outcome: 'taken_back', decidedAt: now })
  await s.updateCase(x.ref, { reconsideringSince: null })
}

/** What somebody is told whose own appeal has nothing left to decide. */
const goneAfter = (because: string): string =>
  `What it was about does not stand any more${kindOf(because) === 'appeal' ? `, after the appeal ${because}` : ''}.`

/** A decision that relied on it, and whose letter is certainly not there, is kept back. */
export async function holdBack(clp: Clp, s: Store, x: SanctionRecord): Promise<void> {
  if (x.letterState === 'queued' || x.letterState === 'failed')
    await s.updateSanction(x.ref, { letterState: 'held' })
  for (const kind of ['serve_letter', 'ban_by_hand'] as const)
    for (const task of await s.openTasks({ kind, matter: x.ref }))
      await closeTask(clp, s, task, BOT, 'bot', 'it is decided anew')
}

/** Bans, open cases and decisions that wait, after a sanction of someone has stopped or begun to count again (D3). */
export async function workOutAnew(clp: Clp, s: Store, respondent: string, platform: string): Promise<void> {
  await carryOut(clp, s, respondent, platform)
  await casesAnew(clp, s, respondent)
}

/** *Falls*: it is overturned as well (H9). */
export async function fall(clp: Clp, s: Store, one: Dependent, because: string): Promise<Dependent> {
  const file = await s.caseFile(one.ref)
  if (file?.sanction && !file.sanction.overturned) {
    await takeBack(clp, s, file.sanction, 'It falls with the sanction on which it had relied', because)
    await roomLine(clp, s, one.ref, 'This sanction falls with the one on which it had relied.')
    await workOutAnew(clp, s, file.respondent, file.platform)
    await queueCard(clp, s, one.ref)
  }
  return { ...one, decision: 'falls' }
}

const whyReplaced = (because: Pick<AppealRecord, 'ref' | 'about'> | 'parted'): string => {
  if (because === 'parted')
    return 'That one had rested on another identity being taken to be yours, which was undone.'
  const { ref, about } = because
  return `That one had relied on ${about}, which ${ref === about ? 'was taken back by the people who had signed it' : `does not stand after your appeal ${ref}`}.`
}

/**
 * *Replace by that step, by a new letter* (H9): the case gets the step that the ladder gives without the overturned one,
 * by decision of the EC, and its letter goes out like any other, before its ban (F3).
 */
export async function replace(
  clp: Clp,
  s: Store,
  one: Dependent,
  because: (Pick<AppealRecord, 'ref' | 'about'> & { reasons?: string | null }) | 'parted',
): Promise<Dependent> {
  const file = await s.caseFile(one.ref)
  const before = file?.sanction
  if (!file || !before || before.overturned || one.without === null) return one
  const now = clp.clock.now()
  const kind = one.without
  const source = because === 'parted' ? because : because.ref
  await closeAppeals(clp, s, one.ref, source, goneAfter(source))
  const all = await s.sanctions({ respondent: await samePerson(s, file.respondent) })
  const out = new Set(all.filter((x) => x.underReview || x.overturned).map((x) => x.ref))
  if (because !== 'parted') out.add(because.about)
  const result = await ladderWithout(clp, s, file, all, out)
  const dated = before.letterDate ? ` of ${formatDate(before.letterDate)}` : ''
  const [earlier, it] =
    before.letterState === 'held'
      ? ['a decision that was not sent to you', 'the decision']
      : [`the letter${dated}`, 'the letter']
  const own = `This letter takes the place of ${earlier}, which gave you ${sanctionInWords(before.kind)}. ${whyReplaced(because)} The Executive Committee decided on this step in its place; ${it} before it counts for nothing.${because !== 'parted' && because.reasons ? ` Its reasons: ${because.reasons}` : ''}`
  const plain: CaseFile = { ...file, step: kind, lighter: null, letterExtra: own }
  const letter = draftLetter(clp.config.templates, kind, letterFacts(clp, plain, kind, result))
  await s.updateCase(one.ref, {
    state: 'decided',
    outcome: null,
    closedAt: null,
    decidedAt: now,
    step: kind,
    toldStep: kind,
    explanation: result.explanation,
    lighter: null,
    letterExtra: own,
    letter,
    letterVersion: file.letterVersion + 1,
  })
  // the letter before may still be on its way: that it arrives says nothing of the new one
  for (const { id } of await s.openEffects({ name: 'letter', target: one.ref }))
    await s.finishEffects([id], 'done')
  await s.updateSanction(one.ref, {
    kind,
    decidedAt: now,
    letterState: 'held',
    letterDate: null,
    letterAt: null,
    readAt: null,
    // the same ban once more: the days that it had do not begin again
    firstDay: kind === before.kind ? before.firstDay : null,
    lastDay: kind === before.kind ? before.lastDay : null,
    liftedOn: null,
    letterTo: null,
    banState: kind === 'warning' ? 'none' : 'due',
    reliedOn: kind === 'warning' ? [] : result.counted.map((c) => c.ref),
    underReview: false,
    appealPending: false,
  })
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'sanction.replaced',
    matter: one.ref,
    line: `By decision of the EC it is replaced: ${sanctionInWords(kind)}, with a new letter`,
    details: {
      appeal: because === 'parted' ? null : because.ref,
      before: before.kind,
      kind,
      letter: letter.hash,
    },
    subject: file.respondent,
  })
  await roomLine(
    clp,
    s,
    one.ref,
    `The EC has replaced this sanction: ${sanctionInWords(kind)}, with a new letter.`,
  )
  await workOutAnew(clp, s, file.respondent, file.platform)
  await queueCard(clp, s, one.ref)
  return { ...one, decision: 'replace' }
}
