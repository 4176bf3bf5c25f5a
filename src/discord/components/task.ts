import { passwordsChanged } from '../../casework/passwords.ts'
import { tasksFor } from '../../casework/tasks.ts'
import { taskText } from '../../casework/task-text.ts'
import { deemServed } from '../../casework/serve-by-hand.ts'
import { matterRef } from '../custom-id.ts'
import { openForm } from '../forms/kept-form.ts'
import { signersForm } from '../forms/signers-form.ts'
import { taskForm } from '../forms/task-forms.ts'
import type { Component } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { textToGive } from '../render/text-to-give.ts'
import { taskPage } from '../render/task.ts'

/** *Done* on a task: its form asks how. */
export const taskDone: Component = {
  name: 'task-done',
  run: (c, [id]) => openForm(taskForm, c, [String(Number(id))]),
}

/** *Show text*: what is to be given to somebody, in parts that can be copied, and as a file (F3). */
export const taskShow: Component = {
  name: 'task-text',
  async run(c, [id]) {
    const found = await taskText(c.clp, c.actor, Number(id))
    return found.ok ? textToGive(found) : refused(found.refusal)
  },
}

/** *Done* where passwords were to be changed: nothing is typed, so that none can be kept (L2). */
export const passwordsDone: Component = {
  name: 'passwords-done',
  async run(c, [id]) {
    const done = await passwordsChanged(c.clp, c.actor, Number(id))
    return done.ok ? { content: 'Thank you. It is in the register that it was done.' } : refused(done.refusal)
  },
}

/** *Deem served*, pressed by two people (F3). */
export const taskDeem: Component = {
  name: 'task-deem',
  async run(c, [id]) {
    const done = await deemServed(c.clp, c.actor, Number(id))
    if (!done.ok) return refused(done.refusal)
    return {
      content: done.done
        ? 'It is recorded as served: two of you have said so. It counts from today.'
        : 'Noted. One more person who may sign this case has to press *Deem served* too; nobody decides alone.',
    }
  },
}

/** *Name signers*. */
export const nameSigners: Component = {
  name: 'name-signers',
  run: (c, [ref]) => openForm(signersForm, c, [matterRef(ref) ?? '']),
}

/** *More* below `/task list`. */
export const tasksMore: Component = {
  name: 'tasks-more',
  async run(c, [from]) {
    const mine = await tasksFor(c.clp, c.actor)
    return mine.ok ? taskPage(c.clp.serverId, mine.tasks, Number(from)) : refused(mine.refusal)
  },
}
