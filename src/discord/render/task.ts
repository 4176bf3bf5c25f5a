import type { Task } from '../../casework/records.ts'
import { hasText } from '../../casework/task-text.ts'
import { isServeTask } from '../../casework/serve-by-hand.ts'
import { formatDateTime } from '../../policy/calendar.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { type Answer, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'

/** What can be pressed on a task. */
export function taskButtons(
  serverId: string,
  task: Pick<Task, 'id' | 'kind' | 'matter' | 'about'>,
): object[] {
  const id = (name: string) => customId(name, serverId, task.id)
  if (task.kind === 'name_signers')
    return buttons([
      { label: 'Name signers', id: customId('name-signers', serverId, task.matter ?? ''), style: 'primary' },
    ])
  if (task.kind === 'open_case')
    return buttons([
      { label: 'Open a case', id: customId('complaint-case', serverId, task.matter ?? ''), style: 'primary' },
    ])
  if (task.kind === 'choose_handler')
    return buttons([
      {
        label: 'Choose a handler',
        id: customId('appeal-handler', serverId, task.matter ?? ''),
        style: 'primary',
      },
    ])
  if (task.kind === 'safeguarding')
    return buttons([
      { label: 'Read why', id: id('safeguarding-why'), style: 'primary' },
      { label: 'Done', id: id('safeguarding-said'), style: 'success' },
    ])
  if (task.kind === 'keep_ban')
    return buttons([
      { label: 'Keep', id: customId('keep-ban', serverId, task.id, 'keep'), style: 'primary' },
      { label: 'Lift', id: customId('keep-ban', serverId, task.id, 'lift') },
    ])
  // it is done by /register hold
  if (task.kind === 'hold_review') return []
  if (task.kind === 'link_identities' || task.kind === 'part_identities')
    return buttons([{ label: 'Read', id: id('link-read'), style: 'primary' }])
  if (task.kind === 'crisis') return buttons([{ label: 'Pass on', id: id('crisis-pass'), style: 'danger' }])
  if (task.kind === 'change_passwords')
    return buttons([{ label: 'Done', id: id('passwords-done'), style: 'success' }])
  if (task.kind === 'data_request')
    return buttons([
      { label: 'Open', id: customId('data-open', serverId, task.matter ?? ''), style: 'primary' },
    ])
  if (task.kind === 'data_answer')
    return buttons([
      {
        label: 'Get the answer',
        id: customId('data-get', serverId, task.matter ?? ''),
        style: 'primary',
      },
      { label: 'Done', id: id('task-done'), style: 'success' },
    ])
  const show = hasText(task) ? [{ label: 'Show text', id: id('task-text'), style: 'primary' as const }] : []
  const done = { label: 'Done', id: id('task-done'), style: 'success' as const }
  return buttons(
    isServeTask(task) ? [...show, done, { label: 'Deem served', id: id('task-deem') }] : [...show, done],
  )
}

/** Tasks shown at a time, each a message of its own, so that it is plain which button belongs to which. */
const AT_A_TIME = 5

/** `/task list` from the n-th task on: oldest first, each with its buttons. */
export function taskPage(serverId: string, tasks: Task[], given: number): Answer {
  const from = Number.isSafeInteger(given) && given > 0 ? given : 0
  const shown = tasks.slice(from, from + AT_A_TIME)
  const [first, ...others] = shown
  if (!first) return { content: from === 0 ? 'No task waits for you.' : 'There are no more tasks for you.' }
  const count =
    tasks.length === 1 ? '**1 task waits for you**' : `**${tasks.length} tasks wait for you**, oldest first`
  const more: MessageBody[] = others.map((task) => taskMessage(serverId, task))
  const left = tasks.length - from - shown.length
  if (left > 0)
    more.push({
      content: `${left} more ${left === 1 ? 'task waits' : 'tasks wait'} for you.`,
      components: buttons([{ label: 'More', id: customId('tasks-more', serverId, from + AT_A_TIME) }]),
    })
  const top = taskMessage(serverId, first)
  return { ...top, content: from === 0 ? `${count}\n\n${top.content}` : (top.content ?? ''), more }
}

const taskMessage = (serverId: string, task: Task): MessageBody => ({
  content: `**No. ${task.id}**, since ${formatDateTime(task.raisedAt)}\n${task.text}`.slice(0, 1800),
  components: taskButtons(serverId, task),
})
