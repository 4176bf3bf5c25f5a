import { endPause } from '../../casework/pauses.ts'
import { formatDate } from '../../policy/calendar.ts'
import type { Component } from '../handler.ts'
import { refused } from '../render/refused.ts'

/** *End the pause* below `/pause` (D9). */
export const pauseEnd: Component = {
  name: 'pause-end',
  async run(c, [id]) {
    const done = await endPause(c.clp, c.actor, Number(id))
    if (!done.ok) return refused(done.refusal)
    const told = ' What it had moved closes earlier again; those concerned are told their new time.'
    return {
      content: done.calledOff
        ? `The pause is called off.${told}`
        : `Today, ${formatDate(done.pause.to)}, is the last day of the pause.${told}`,
    }
  },
}
