import type { FilledLetter } from '../letters/fill.ts'
import type { Actor } from './actor.ts'
import { isWithNational, WITH_NATIONAL } from './national.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, Task } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { HELD, safeguardingHolds } from './safeguarding.ts'
import { appealOutcomeText } from './tell-outcome.ts'
import { ownTask } from './tasks.ts'
import { letterAsRead, servedToday, toServe } from './to-serve.ts'

/** What someone gives to a person whom the bot cannot reach, and to whom. */
export interface TextToGive {
  ref: string
  whom: { identity: string; name: string }
  file: FilledLetter['file']
}

/** The tasks that have a text of their own to be given to somebody. */
export const hasText = (task: Pick<Task, 'kind' | 'about'>): boolean =>
  ['serve_notice', 'serve_new', 'serve_letter', 'tell_appellant'].includes(task.kind) ||
  (task.kind === 'undelivered' && task.about === 'outcome')

/**
 * *Show text* on a task: the words to be pasted or sent, with the dates of today (F3, H10). Of a notice it is noted when it
 * was last shown: what is added afterwards is not in it.
 */
export const taskText = (clp: Clp, actor: Actor, taskId: number): Promise<Result<TextToGive>> =>
  clp.transact(async (s): Promise<Result<TextToGive>> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task } = own
    if (task.matter === null || !hasText(task)) return refuse({ why: 'no_such_matter' })
    if (task.kind === 'tell_appellant') return appealText(clp, s, task, task.matter)
    const file = await s.caseFile(task.matter)
    if (!file) return refuse({ why: 'no_such_matter' })
    // nobody is written to while safeguarding is asked, and nothing goes out of what is with National (C6, I2)
    if (await safeguardingHolds(s, file.ref)) return refuse(HELD)
    if (await isWithNational(s, file.ref)) return refuse({ why: 'not_now', because: WITH_NATIONAL })
    const filled = await letterFor(clp, s, file, task)
    if (!filled)
      return refuse({
        why: 'not_now',
        because: 'There is nothing to be given any more: the case has moved on.',
      })
    if (task.kind === 'serve_notice') await s.updateTask(task.id, { about: clp.clock.now() })
    return {
      ok: true,
      ref: file.ref,
      whom: { identity: file.respondent, name: file.respondentName },
      file: filled.file,
    }
  })

async function letterFor(clp: Clp, s: Store, file: CaseFile, task: Task): Promise<FilledLetter | null> {
  const now = clp.clock.now()
  if (task.kind === 'serve_letter') return file.letter ? letterAsRead(file.letter, file.sanction, now) : null
  const serve = await toServe(clp, s, file, task.kind === 'serve_new' ? 'reopened' : undefined)
  if (!serve) return null
  const days = clp.config.policy.reply.reopenDays
  return servedToday(task.kind === 'serve_new' ? { ...serve, replyDays: days } : serve, now)
}

async function appealText(clp: Clp, s: Store, task: Task, ref: string): Promise<Result<TextToGive>> {
  const file = await s.appealFile(ref)
  const text = file ? await appealOutcomeText(clp, s, ref, task.about ?? null) : null
  if (!file || text === null)
    return refuse({
      why: 'not_now',
      because: 'There is nothing to be told any more: the appeal has moved on.',
    })
  return {
    ok: true,
    ref,
    whom: { identity: file.appellant, name: file.appellantName },
    file: { name: `appeal-${ref}.txt`, text },
  }
}
