import { answerHandBans, openHandBans } from '../../casework/answer-hand-bans.ts'
import { type KeptForm, typedText } from './kept-form.ts'

/** Numbers of bans out of a custom id, `3-4-7`. */
export const banIds = (joined: string | undefined): number[] =>
  (joined ?? '')
    .split('-')
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0)

/** The answers to a ban made or lifted by hand that need a reason (G5). */
export const banReasonForm: KeptForm = {
  name: 'ban-reason',
  args: 2,
  // eight numbers take the room of the word; answered once, a ban is answered
  wordless: true,
  called: ([answer]) => (answer === 'spam' ? 'Why it is a spam account' : 'Why a ban stays lifted'),
  async open(c, [answer, ids], typed) {
    const may = await openHandBans(c.clp, c.actor, banIds(ids))
    if (!may.ok) return may
    const spam = answer === 'spam'
    return {
      ok: true,
      title: spam ? 'Spam or raid account' : 'Leave it lifted',
      fields: [
        {
          kind: 'text',
          id: 'reason',
          label: spam ? 'How do you know?' : 'Why does it stay lifted?',
          hint: 'It is written to the register.',
          value: typedText(typed, 'reason'),
          max: 1000,
        },
      ],
    }
  },
  async send(c, [answer, ids]) {
    const verdict = answer === 'spam' ? 'spam' : 'leave_lifted'
    const done = await answerHandBans(c.clp, c.actor, banIds(ids), verdict, c.values.text('reason'))
    if (!done.ok) return done
    const who = done.userIds.map((id) => `<@${id}>`).join(', ')
    return {
      ok: true,
      answer: {
        content:
          verdict === 'spam'
            ? `Noted: the ban of ${who} stays, as a spam or raid account. Your reason is in the register.`
            : `Noted: the ban of ${who} stays lifted. Your reason is in the register.`,
      },
    }
  },
}
