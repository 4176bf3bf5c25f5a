import { officeInWords } from '../../casework/appoint.ts'
import { raiseCrisis } from '../../casework/crisis.ts'
import type { Command } from '../handler.ts'
import { refused, refusedForm } from '../render/refused.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

/** `/crisis`: reaches the SM Officer at once (D10). */
export const crisisCommand: Command = {
  data: {
    name: 'crisis',
    description: 'Reach the Social Media Officer at once, about something that cannot wait',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 3,
        name: 'what',
        description: 'What is happening, and where',
        required: true,
        max_length: 1200,
      },
    ],
  },
  async run(c) {
    const what = c.values.text('what')
    const done = await raiseCrisis(c.clp, c.actor, what)
    if (!done.ok)
      return done.refusal.why === 'input' ? refusedForm(done.refusal, what) : refused(done.refusal)
    return {
      content: `It has gone out at once, by DM, to: ${done.reached.map(officeInWords).join(', ')}. You are told when it is passed on to an officer of the EC. If anyone is in danger, call 999 first.`,
    }
  },
}
