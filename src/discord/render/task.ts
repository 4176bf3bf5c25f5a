import type { Task } from '../../casework/records.ts'
import { isServeTask } from '../../casework/serve-by-hand.ts'
import { buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'

/** What can be pressed on a task. */
export function taskButtons(serverId: string, task: Pick<Task, 'id' | 'kind' | 'matter'>): object[] {
  const id = (name: string) => customId(name, serverId, task.id)
  if (task.kind === 'name_signers')
    return buttons([
      { label: 'Name signers', id: customId('name-signers', serverId, task.matter ?? ''), style: 'primary' },
    ])
  if (isServeTask(task))
    return buttons([
      { label: 'Done', id: id('task-done'), style: 'success' },
      { label: 'Deem served', id: id('task-deem') },
    ])
  return buttons([{ label: 'Done', id: id('task-done'), style: 'success' }])
}
