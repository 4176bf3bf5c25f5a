import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { adviceText, foundInCase, outcomeText, respondentOutcomeText } from './complaint-words.ts'
import type { ComplaintFile, ComplaintOutcome } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseRecord } from './records.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { closeTask } from './tasks.ts'
import { tellComplainants, tellRespondent } from './tell-complainants.ts'

const LINES: Record<ComplaintOutcome, string> = {
  content_removed: 'Closed a complaint: content removed',
  words_of_advice: 'Closed a complaint: words of advice',
  mediation: 'Closed a complaint after mediation',
  case_opened: 'Closed a complaint: its case is over',
  no_breach: 'Closed a complaint: no breach, with reasons',
  not_taken_further: 'Closed a complaint: not taken further, with reasons',
  referred: 'Closed a complaint: referred',
  stopped: 'Closed a complaint: whoever complained has stopped',
}

/** The text that told whoever complained how it ended. */
export const TOLD = 'told'

type By = { actor: Actor; as: string }
const BY_BOT: By = { actor: BOT, as: 'bot' }

/** Whether the person concerned knows of the complaint: they were asked about a mediation (C4, C5). */
const respondentKnows = ({ mediation, texts }: ComplaintFile): boolean =>
  texts.some((t) => t.side === 'respondent') ||
  ['asking_respondent', 'running', 'agreed', 'not_agreed'].includes(mediation?.state ?? '')

/**
 * Closes a complaint and tells whoever complained, within the hours for letters: whether the rules were broken and what
 * was done about the content, never another person's sanction (C3), with the way to the EC (C7). The person concerned
 * gets words of advice, or, where they had been told of it, reasons (C4).
 */
export async function closeComplaint(
  clp: Clp,
  s: Store,
  file: ComplaintFile,
  outcome: ComplaintOutcome,
  reasons: string,
  by: By = BY_BOT,
): Promise<void> {
  await close(clp, s, file, outcome, reasons, by)
  if (outcome === 'stopped') return
  await tellOutcome(clp, s, file, outcomeText(clp, file, outcome, reasons))
  const advice = outcome === 'words_of_advice' ? (file.proposal?.advice ?? null) : null
  if (advice !== null) await tellRespondent(clp, s, file, adviceText(clp, file.ref, advice))
  else if ((outcome === 'no_breach' || outcome === 'not_taken_further') && respondentKnows(file))
    await tellRespondent(clp, s, file, respondentOutcomeText(file.ref, reasons))
}

/** What whoever complained is told is kept with it: `/complain` shows it, and it can be told another way (C2). */
async function tellOutcome(clp: Clp, s: Store, file: ComplaintFile, text: string): Promise<void> {
  await s.addMatterText(file.ref, { at: clp.clock.now(), by: BOT.id, side: 'officer', kind: TOLD, text })
  await tellComplainants(clp, s, file, text, true, 'ec')
}

async function close(
  clp: Clp,
  s: Store,
  file: ComplaintFile,
  outcome: ComplaintOutcome,
  reasons: string,
  by: By,
): Promise<void> {
  const advice = outcome === 'words_of_advice' ? (file.proposal?.advice ?? null) : null
  const closedAt = clp.clock.now()
  await s.updateComplaint(file.ref, { state: 'closed', outcome, reasons, advice, closedAt, tellAt: null })
  await record(clp, s, {
    ...by,
    action: `complaint.${outcome}`,
    matter: file.ref,
    line: LINES[outcome],
    details: { outcome, reasons, advice, referredTo: file.proposal?.referredTo ?? null },
    subject: file.respondent,
  })
  for (const task of await s.openTasks({ matter: file.ref }))
    if (task.kind === 'name_signers' || task.kind === 'open_case')
      await closeTask(clp, s, task, BOT, 'bot', 'the complaint was closed')
  await roomLine(clp, s, file.ref, 'This complaint is closed.')
  await queueCard(clp, s, file.ref)
  await queueRoom(clp, s, file.ref)
}

/** When a case is over, the complaints that led to it are closed and whoever complained is told (C3). */
export async function afterCase(
  clp: Clp,
  s: Store,
  found: Pick<CaseRecord, 'ref' | 'outcome' | 'closeReason'>,
): Promise<void> {
  const complaints = await s.complaints({ caseRef: found.ref, states: ['with_case'] })
  // why a case was dropped is said to both sides (C4, D8); other reasons are the signers' own
  const reasons = found.outcome === 'dropped' ? (found.closeReason ?? '') : ''
  for (const file of await s.complaintFiles(complaints.map((c) => c.ref))) {
    await close(clp, s, file, 'case_opened', reasons, BY_BOT)
    await tellOutcome(
      clp,
      s,
      file,
      outcomeText(clp, file, 'case_opened', reasons, foundInCase(found.outcome)),
    )
  }
}
