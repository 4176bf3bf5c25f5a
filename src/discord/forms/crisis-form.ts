import { officeInWords } from '../../casework/appoint.ts'
import { passOnCrisis } from '../../casework/crisis.ts'
import { taskFor } from '../../casework/do-task.ts'
import { refuse } from '../../casework/refusal.ts'
import { type KeptForm, typedChoice } from './kept-form.ts'

/** *Pass on* a crisis to the EC officer of one's choice (D10). */
export const crisisForm: KeptForm = {
  name: 'crisis-form',
  args: 1,
  called: () => 'To whom you pass the crisis on',
  async open(c, args, typed) {
    const mine = await taskFor(c.clp, c.actor, Number(args[0]))
    if (!mine.ok) return mine
    if (mine.task.kind !== 'crisis') return refuse({ why: 'no_such_matter' })
    return {
      ok: true,
      title: 'Pass on',
      fields: [
        {
          kind: 'people',
          id: 'person',
          label: 'Which officer of the EC deals with it?',
          hint: 'They get it at once by DM.',
          most: 1,
          chosen: typedChoice(typed, 'person'),
        },
      ],
    }
  },
  async send(c, args) {
    const person = c.values.texts('person')[0] ?? ''
    const done = await passOnCrisis(c.clp, c.actor, Number(args[0]), person)
    if (!done.ok) return done
    return {
      ok: true,
      answer: {
        content: `Passed on to <@${person}> (${officeInWords(done.office)}). Whoever raised it is told so.`,
      },
    }
  },
}
