import { isContact } from '../../casework/safeguarding.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import { taskButtons } from '../render/task.ts'

/** The alert to the safeguarding contact, where they are on Discord (C6): the reference only, like the officers' task. */
export const safeguardingAlert: SayHandler = {
  kind: 'say',
  async prepare(clp, s, e) {
    const { taskId, userId } = e.payload as { taskId: number; userId: string }
    const task = await s.task(taskId)
    if (!task || task.doneAt !== null || !(await isContact(clp, s, { id: userId, name: '' }, e.target)))
      return null
    return {
      to: { dm: userId },
      body: (mark) => ({
        content: `**${e.target}: a child, or an adult at risk, may be in danger.** You are the safeguarding contact of ${clp.config.policy.clp.name}. *Read why* shows what is known. Nobody is written to in this matter until you have said how: tell the Secretary or the SM Officer, or press *Done* and write it down yourself. If it is happening now, call 999.\n-# ${clp.config.policy.clp.name} · ${mark}`,
        components: taskButtons(clp.serverId, task),
      }),
    }
  },
  async delivered() {},
  refused: async () => 'give_up',
}
