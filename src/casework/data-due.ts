import { formatDate, londonDate } from '../policy/calendar.ts'
import { remindersDue } from '../policy/data-request.ts'
import { BOT } from './actor.ts'
import { passDataTask } from './data-request.ts'
import { dataHandlers } from './data-handlers.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { taskPeople } from './tasks.ts'
import { tellOffices, tellPeople } from './tell-officers.ts'

/** References of the requests about data that wait for an answer. */
export const openDataRequests = async (s: Store): Promise<string[]> =>
  (await s.dataRequests({ open: true })).map((r) => r.ref)

/**
 * Reminds those who answer a request about data: a week before the last day, when the trusted EC officers may act too, and
 * two days before it. When the day has gone by the Chair and the trusted EC officers are told as well (N1, N2). Each is
 * said once.
 */
export async function dataRequestDue(clp: Clp, s: Store, ref: string): Promise<void> {
  const r = await s.dataRequest(ref)
  if (!r || r.answeredAt !== null) return
  const due = remindersDue(r.dueOn, londonDate(clp.clock.now())).filter((one) => !r.reminded.includes(one))
  const latest = due.at(-1)
  if (latest === undefined) return waitsForSomebody(clp, s, ref)
  const reminded = [...r.reminded, ...due]
  await s.updateDataRequest(ref, { reminded })
  await passDataTask(clp, s, { ...r, reminded })
  const day = formatDate(r.dueOn)
  const handlers = await dataHandlers(clp, s, { ...r, reminded })
  if (latest !== 'overdue') {
    const text = `**${ref}**: a request about a person’s data is to be answered by ${day}. Open it with \`/task list\`.`
    return tellPeople(clp, s, handlers, ref, text)
  }
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'data.overdue',
    matter: ref,
    line: 'A request about a person’s data was not answered within one month',
  })
  const text = `**${ref}**: a request about a person’s data was to be answered by ${day}, and is not. The law gives one month: please see to it today. \`/task list\` opens it.`
  await tellPeople(clp, s, handlers, ref, text)
  await tellOffices(
    clp,
    s,
    ['chair', 'trusted_ec_officer'],
    ref,
    `**${ref}**: a request about a person’s data was to be answered by ${day}, and is not. Please ask whoever has it as a task to answer it today.`,
    handlers,
  )
}

/** An office has ended and the task waits for nobody any more: it passes on. */
async function waitsForSomebody(clp: Clp, s: Store, ref: string): Promise<void> {
  const [task] = await s.openTasks({ kind: 'data_request', matter: ref })
  if (task && (await taskPeople(clp, s, task)).length > 0) return
  const r = await s.dataRequest(ref)
  if (r) await passDataTask(clp, s, r)
}
