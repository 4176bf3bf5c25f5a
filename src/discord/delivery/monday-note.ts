import { mondayNote as noteFor } from '../../casework/monday-note.ts'
import { londonDate } from '../../policy/calendar.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import { mondayNoteLines } from '../render/monday-note.ts'
import { inPieces } from '../render/pieces.ts'

/** The Secretary's Monday note (J6), as things stand when it is sent; one that could not be sent that day is left. */
export const mondayNote: SayHandler = {
  kind: 'say',
  inHours: true,
  async prepare(clp, s, e) {
    const { userId, day } = e.payload as { userId: string; day: string }
    if (londonDate(clp.clock.now()) !== day) return null
    const note = await noteFor(clp, s, userId)
    if (note === null) return null
    const said = inPieces(mondayNoteLines(note), 'the-week.txt')
    return {
      to: { dm: userId },
      body: (mark) => ({
        ...said,
        content: `${said.content}\n-# ${clp.config.policy.clp.name} · ${mark}`,
      }),
    }
  },
  async delivered() {},
  refused: async () => 'give_up',
}
