import { type CalendarDate, formatDate } from '../policy/calendar.ts'
import type { JsonObject } from '../register/entry.ts'
import { BOT } from './actor.ts'
import { REFUSALS_TOLD } from './forget.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CopiesLeft, Proof } from './retention-records.ts'
import { raiseTask } from './tasks.ts'

/** What one daily deletion did and found (K2). */
export interface PurgeReport {
  run: CalendarDate
  missed: { from: CalendarDate; to: CalendarDate } | null
  gone: Record<string, number>
  copies: CopiesLeft
  proof: Proof
  /** References of matters on hold. */
  held: readonly string[]
}

/** Kinds of records as people call them: one, and several. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  cases: ['case', 'cases'],
  complaints: ['complaint', 'complaints'],
  appeals: ['appeal', 'appeals'],
  sanctions: ['letter with its sanction', 'letters with their sanctions'],
  reply_events: ['reply', 'replies'],
  evidence: ['piece of evidence', 'pieces of evidence'],
  incidents: ['incident', 'incidents'],
  files: ['file', 'files'],
  matter_texts: ['text', 'texts'],
  case_notes: ['note', 'notes'],
  tasks: ['task', 'tasks'],
  offices: ['past office', 'past offices'],
  entries: ['register entry', 'register entries'],
}

/** Counts by the kinds that people know, the rest in one; no names of anybody. */
function countsInWords(gone: Record<string, number>): string {
  const { messages: _, ...records } = gone
  const total = Object.values(records).reduce((a, b) => a + b, 0)
  if (total === 0) return 'nothing was due'
  const named = Object.entries(WORDS).flatMap(([kind, word]) => {
    const n = records[kind] ?? 0
    return n > 0 ? [{ n, text: `${n} ${word[n === 1 ? 0 : 1]}` }] : []
  })
  const other = total - named.reduce((sum, { n }) => sum + n, 0)
  if (other > 0) named.push({ n: 0, text: `${other} other ${other === 1 ? 'record' : 'records'}` })
  return `${named.map(({ text }) => text).join(', ')} went on their dates`
}

/** What is not as it should be after a run; none when all is well. */
function troublesIn({ proof, copies }: PurgeReport, refused: number): string[] {
  const left = Object.values(proof.left).reduce((a, b) => a + b, 0)
  return [
    ...(left > 0 ? [`${left} records past their date are still there`] : []),
    ...(proof.walBytes > 0 ? ['the database’s journal could not be emptied'] : []),
    ...(copies.overdue > 0 ? [`${copies.overdue} old copies of the register could not be deleted`] : []),
    ...(refused > 0
      ? [
          `Discord has refused to delete ${refused} ${refused === 1 ? 'message' : 'messages'}; the bot goes on trying`,
        ]
      : []),
  ]
}

/** The certificate of a run (K2): counts and no names, holds by reference; and the end of the run. */
export async function certify(clp: Clp, s: Store, report: PurgeReport): Promise<void> {
  const { run, missed, gone, copies, proof, held } = report
  const { waiting, refused } = await s.notForgotten(REFUSALS_TOLD)
  const troubles = troublesIn(report, refused)
  const { keepDays } = clp.config.policy.backup
  const said = [
    `Deletion of ${formatDate(run)}: ${countsInWords(gone)}.`,
    ...(missed === null
      ? []
      : [
          missed.from === missed.to
            ? `No run was made on ${formatDate(missed.from)}; this one made up for it.`
            : `No run was made from ${formatDate(missed.from)} to ${formatDate(missed.to)}; this one made up for them.`,
        ]),
    ...(held.length > 0 ? [`On hold: ${held.join(', ')}.`] : []),
    troubles.length === 0
      ? `Checked: nothing older than its date is left in the records, the free space or the journal of the database, nor in copies that the bot keeps, all younger than ${keepDays} days.`
      : `Not in order: ${troubles.join('; ')}.`,
    ...(waiting > refused
      ? [`${waiting - refused} old messages are being deleted on Discord, one a second.`]
      : []),
  ]
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'register.certificate',
    line: said.join(' '),
    details: {
      run,
      missed,
      gone,
      held: [...held],
      left: proof.left,
      freePages: proof.freePages,
      journalBytes: proof.walBytes,
      rebuilt: proof.rebuilt,
      copiesDeleted: copies.deleted,
      copiesOverdue: copies.overdue,
      keptDays: keepDays,
      messagesWaiting: waiting,
      messagesRefused: refused,
    } as JsonObject,
  })
  await s.set('purgedOn', run)
  await s.set('purgeRun', null)
  if (troubles.length > 0) await tellOfTrouble(clp, s, troubles.join('; '))
}

/** The Secretary gets a task, one at a time, where a deletion did not come about as it should. */
export async function tellOfTrouble(clp: Clp, s: Store, what: string): Promise<void> {
  if ((await s.openTasks({ kind: 'purge_trouble' })).length > 0) return
  await raiseTask(clp, s, {
    kind: 'purge_trouble',
    matter: null,
    offices: ['secretary'],
    platform: null,
    subject: null,
    text: `The daily deletion is not in order: ${what}. The bot tries again by itself. Please ask whoever runs it to look at its log, at the free space of its disk and at its permissions on Discord.`,
  })
}
