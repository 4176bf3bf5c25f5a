import { tasksFor } from '../../casework/tasks.ts'
import type { Command } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { taskPage } from '../render/task.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

/** `/task list`: what waits for this person, oldest first. */
export const task: Command = {
  data: {
    name: 'task',
    description: 'What waits for you',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [{ type: 1, name: 'list', description: 'What waits for you, oldest first' }],
  },
  async run(c) {
    const mine = await tasksFor(c.clp, c.actor)
    return mine.ok ? taskPage(c.clp.serverId, mine.tasks, 0) : refused(mine.refusal)
  },
}
