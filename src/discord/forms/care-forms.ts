import { mayAdvise, recordAdvice } from '../../casework/safeguarding-advice.ts'
import { flagSafeguarding, mayFlagSafeguarding } from '../../casework/safeguarding.ts'
import type { Result } from '../../casework/refusal.ts'
import type { Answer } from '../answer.ts'
import { matterRef } from '../custom-id.ts'
import { type KeptForm, typedText } from './kept-form.ts'

const refOf = (args: string[]): string => matterRef(args[0]) ?? ''
const answered = (content: string): Result<{ answer: Answer }> => ({ ok: true, answer: { content } })

/** **Safeguarding** on a card (C6). */
export const safeguardingForm: KeptForm = {
  name: 'safeguarding-form',
  args: 1,
  called: ([ref]) => `Safeguarding in ${ref}`,
  async open(c, args, typed) {
    const may = await mayFlagSafeguarding(c.clp, c.actor, refOf(args))
    if (!may.ok) return may
    return {
      ok: true,
      title: `Safeguarding in ${refOf(args)}`,
      fields: [
        {
          kind: 'note',
          text: 'For a child, or an adult at risk. The Secretary, the SM Officer and the safeguarding contact are told at once, and nobody is written to until the contact has said how. If someone is in danger now, call 999 first.',
        },
        {
          kind: 'text',
          id: 'why',
          label: 'What makes you think so?',
          hint: 'Those who are alerted can read it.',
          value: typedText(typed, 'why'),
          max: 1500,
        },
      ],
    }
  },
  async send(c, args) {
    const done = await flagSafeguarding(c.clp, c.actor, refOf(args), c.values.text('why'))
    return done.ok
      ? answered(
          `Thank you. They are being told now. Nothing goes out in ${refOf(args)} until the safeguarding contact has said how: ${c.clp.config.policy.safeguarding.contact}.`,
        )
      : done
  },
}

/** *Done* on a safeguarding task: what the contact said (C6). */
export const adviceForm: KeptForm = {
  name: 'advice-form',
  args: 1,
  called: () => 'What the safeguarding contact said',
  async open(c, args, typed) {
    const may = await mayAdvise(c.clp, c.actor, Number(args[0]))
    if (!may.ok) return may
    return {
      ok: true,
      title: `Safeguarding in ${may.ref}`,
      fields: [
        {
          kind: 'note',
          text: 'Send this when the safeguarding contact has said how to go on. From then on the clocks run again, and what waited is sent.',
        },
        {
          kind: 'text',
          id: 'said',
          label: 'What did the contact say?',
          hint: 'Also whether and how people may be written to. It is kept with the matter.',
          value: typedText(typed, 'said'),
          max: 1500,
        },
      ],
    }
  },
  async send(c, args) {
    const done = await recordAdvice(c.clp, c.actor, Number(args[0]), c.values.text('said'))
    return done.ok ? answered('It is written down, and the matter goes on.') : done
  },
}
