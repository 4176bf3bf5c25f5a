import { lookAgain, mayLookAgain, type SecondVerdict } from '../../casework/reconsider.ts'
import { refuse } from '../../casework/refusal.ts'
import { quote } from '../../letters/plain-text.ts'
import { caseRef } from '../custom-id.ts'
import { type KeptForm, typedText } from './kept-form.ts'

const verdictOf = (text: string | undefined): SecondVerdict | null =>
  text === 'keep' || text === 'take_back' ? text : null

const TITLES: Record<SecondVerdict, string> = { keep: 'Keep the decision', take_back: 'Take it back' }

/** *Keep the decision* and *Take it back*, each with reasons (D8). */
export const lookAgainForm: KeptForm = {
  name: 'look-again-form',
  args: 2,
  called: ([ref]) => `Your second look at ${ref}`,
  async open(c, args, typed) {
    const verdict = verdictOf(args[1])
    const may = await mayLookAgain(c.clp, c.actor, caseRef(args[0]) ?? '')
    if (!may.ok) return may
    if (verdict === null) return refuse({ why: 'no_such_matter' })
    return {
      ok: true,
      title: TITLES[verdict],
      fields: [
        { kind: 'note', text: `What they wrote after the letter:\n${quote(may.text, 2000)}` },
        {
          kind: 'text',
          id: 'reasons',
          label: 'Your reasons',
          hint: 'The person concerned is sent them. Name nobody who complained.',
          value: typedText(typed, 'reasons'),
          max: 1000,
        },
      ],
    }
  },
  async send(c, args) {
    const verdict = verdictOf(args[1])
    if (verdict === null) return refuse({ why: 'no_such_matter' })
    const ref = caseRef(args[0]) ?? ''
    const done = await lookAgain(c.clp, c.actor, ref, verdict, c.values.text('reasons'))
    if (!done.ok) return done
    const said = {
      kept: 'With that the decision is kept. The person concerned is told, with the reasons.',
      taken_back:
        'With that the decision is taken back. The person concerned is told, with the reasons, and a ban is lifted.',
    }
    return {
      ok: true,
      answer: {
        content: `Noted, with your reasons. ${done.outcome ? said[done.outcome] : 'It is not decided yet: nobody decides alone.'}`,
      },
    }
  },
}
