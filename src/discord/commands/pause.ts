import { listPauses, setPause } from '../../casework/pauses.ts'
import type { Command } from '../handler.ts'
import { pauseInWords, pauseList } from '../render/pause.ts'
import { refused } from '../render/refused.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

const text = (name: string, description: string, most: number) => ({
  type: 3,
  name,
  description,
  max_length: most,
})

/** `/pause` (D9): sets one; without anything it shows those that are set, with a button to end each. */
export const pause: Command = {
  data: {
    name: 'pause',
    description: 'No time to reply and no vote closes within a pause. Leave everything out to see or end one',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      text('from', 'Its first day, for example 24 December', 60),
      text('to', 'Its last day', 60),
      text('reason', 'For example Christmas', 200),
    ],
  },
  async run(c) {
    const [from, to, reason] = ['from', 'to', 'reason'].map((name) => c.values.text(name)) as [
      string,
      string,
      string,
    ]
    if ([from, to, reason].every((one) => one.trim() === '')) {
      const found = await listPauses(c.clp, c.actor)
      return found.ok ? pauseList(c.clp.serverId, found.pauses) : refused(found.refusal)
    }
    const done = await setPause(c.clp, c.actor, { from, to, reason })
    if (!done.ok) return refused(done.refusal)
    return {
      content: [
        `The pause ${pauseInWords(done.pause)} is set. No time to reply and no vote closes within it; its days do not count. Bans end on time, safeguarding goes on, and the days in letters stay as they are.`,
        'Whoever has a time that it moves is told the new one.',
        'To end it early use `/pause` alone.',
      ].join('\n'),
    }
  },
}
