import type { Instant } from '../policy/calendar.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, Task } from './records.ts'
import { letterAsRead, servedToday, toServe } from './to-serve.ts'

/** The small print below a message: the CLP's name and the word by which the bot finds the message again. */
const FOOT = /\n-# (?:[^\n]* · )?[a-z0-9]{10}$/

/**
 * Keeps a copy of what somebody was told about their own matter, in the transaction that notes that it reached them (G1).
 * `/mydata` shows this and nothing else of what others wrote, so that it can never run ahead of what was put to them (N1).
 * Gives the number of the copy.
 */
export const keepTold = (
  s: Store,
  t: {
    person: string
    at: Instant
    what: string
    matter: string | null
    body: { content?: string; files?: { name: string; text: string }[] }
    /** Where it stands, where it is a message of its own. */
    where?: { channelId: string; messageId: string }
  },
): Promise<number> =>
  s.addTold({
    ...t,
    body: { content: (t.body.content ?? '').replace(FOOT, ''), files: t.body.files ?? [] },
  })

/** The case as it stood at a moment: what was added later is in no letter that was taken out by then. */
const asItStood = (file: CaseFile, at: Instant): CaseFile => ({
  ...file,
  incidents: file.incidents.filter((i) => i.at <= at),
  evidence: file.evidence.filter((e) => e.at <= at),
  finding: (file.findingAt ?? '') > at ? null : file.finding,
})

/**
 * The same for what people took to somebody whom the bot cannot reach (F3): the letter of a sanction as it reads; a notice
 * as it stood when its text was last taken out, and new material as when its task was raised, so that nothing is in the
 * copy which they have not got. `at`: the moment from which it counts. Called before the case moves on.
 */
export async function keepServed(
  clp: Clp,
  s: Store,
  ref: string,
  task: Pick<Task, 'kind' | 'about' | 'raisedAt'>,
  at: Instant,
): Promise<void> {
  const file = await s.caseFile(ref)
  if (!file) return
  const serve =
    task.kind === 'serve_notice'
      ? await toServe(clp, s, asItStood(file, task.about ?? at), 'notice')
      : task.kind === 'serve_new'
        ? await toServe(clp, s, asItStood(file, task.raisedAt), 'reopened')
        : null
  const filled =
    task.kind === 'serve_letter'
      ? file.letter && letterAsRead(file.letter, file.sanction, at)
      : serve && servedToday(serve, at)
  if (!filled) return
  const body = { content: filled.message, files: [filled.file] }
  await keepTold(s, { person: file.respondent, at, what: 'served', matter: ref, body })
}
