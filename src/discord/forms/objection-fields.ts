import { answerObjection, objectionText } from '../../casework/objections.ts'
import type { Result } from '../../casework/refusal.ts'
import type { Typed } from '../../casework/send-once.ts'
import { quote } from '../../letters/plain-text.ts'
import type { Field } from '../answer.ts'
import type { Context } from '../handler.ts'
import { typedChoice, typedText } from './kept-form.ts'

const MOST = 10

/** The fields of *Done* on an objection: upheld for whom, and the reasons (A5). */
export async function objectionFields(
  c: Context,
  taskId: number,
  typed: Typed,
): Promise<Result<{ fields: Field[] }>> {
  const asked = await objectionText(c.clp, c.actor, taskId)
  if (!asked.ok) return asked
  return {
    ok: true,
    fields: [
      { kind: 'note', text: `They wrote:\n${quote(asked.text, 1500)}` },
      {
        kind: 'people',
        id: 'people',
        label: 'Upheld: who is not to decide?',
        hint: 'Leave it empty if you do not uphold it.',
        most: MOST,
        chosen: typedChoice(typed, 'people'),
        required: false,
      },
      {
        kind: 'text',
        id: 'reasons',
        label: 'Your reasons',
        hint: 'Whoever asked is sent them. Name nobody who complained.',
        value: typedText(typed, 'reasons'),
        max: 1000,
      },
    ],
  }
}

/** What was filled in, as the answer to the objection. */
export async function sendObjection(c: Context, taskId: number): Promise<Result<{ said: string }>> {
  const people = c.values.texts('people').slice(0, MOST)
  const done = await answerObjection(c.clp, c.actor, taskId, people, c.values.text('reasons'))
  if (!done.ok) return done
  return {
    ok: true,
    said:
      people.length === 0
        ? 'It is recorded as not upheld. Whoever asked is sent your reasons.'
        : `It is upheld for ${people.map((p) => `<@${p}>`).join(', ')}: they take no part from here on. Whoever asked is sent your reasons.`,
  }
}
