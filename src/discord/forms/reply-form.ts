import { mayWriteReply, type Wish, type WrittenReply, writeReply } from '../../casework/reply-another-way.ts'
import { caseRef } from '../custom-id.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'

const refOf = (args: string[]): string => caseRef(args[0]) ?? ''

const AFTER: Record<WrittenReply, string> = {
  open: 'They can add more until their time is up.',
  closed: 'The time for a reply has ended with that, as they wish.',
  longer: 'They have as many days again, counted from when they were asked.',
  declined: 'That is their right and is not held against them. The time for a reply has ended with it.',
  late: 'The reply had closed before; it goes to the people who decide.',
  looked_at_again:
    'It is their first, and came within the days for it after the letter: the signers look at the decision again.',
}

const WISHED: Readonly<Record<string, Wish>> = { yes: 'all', time: 'time', wont: 'wont' }

/** `/case reply`: a reply that came by e-mail, by post or in person (D4). */
export const replyForm: KeptForm = {
  name: 'case-reply-form',
  args: 1,
  called: ([ref]) => `A reply in ${ref}`,
  async open(c, args, typed) {
    const ref = refOf(args)
    const may = await mayWriteReply(c.clp, c.actor, ref)
    if (!may.ok) return may
    return {
      ok: true,
      title: `Reply in ${ref}`,
      fields: [
        {
          kind: 'text',
          id: 'said',
          label: 'What they said',
          hint: 'In their own words. It stands in the letter as their side.',
          value: typedText(typed, 'said'),
          max: 4000,
          required: false,
        },
        {
          kind: 'line',
          id: 'how',
          label: 'How it came',
          hint: 'For example e-mail, post, or in person.',
          value: typedText(typed, 'how'),
          max: 100,
        },
        {
          kind: 'line',
          id: 'when',
          label: 'When it came',
          hint: 'The day, for example today, or 12 March 2026.',
          value: typedText(typed, 'when'),
          max: 100,
        },
        {
          kind: 'choice',
          id: 'all',
          label: 'Is that all they want to say?',
          hint: 'If so, or if they do not want to reply, the time for it ends now, and sign-off opens.',
          options: [
            { label: 'Yes, they said that it is all', value: 'yes' },
            { label: 'No, or nobody knows', value: 'no' },
            { label: 'They ask for more time', value: 'time', description: 'Once: as many days again.' },
            { label: 'They do not want to reply', value: 'wont', description: 'That is their right.' },
          ],
          chosen: typedChoice(typed, 'all'),
        },
        {
          kind: 'text',
          id: 'objection',
          label: 'Do they say that anyone should not decide it?',
          hint: 'Who, and why, in their words. An officer with no part in it answers. Else leave it empty.',
          value: typedText(typed, 'objection'),
          max: 1000,
          required: false,
        },
      ],
    }
  },
  async send(c, args) {
    const ref = refOf(args)
    const done = await writeReply(c.clp, c.actor, ref, {
      text: c.values.text('said'),
      means: c.values.text('how'),
      when: c.values.text('when'),
      notDecide: c.values.text('objection'),
      wish: WISHED[c.values.texts('all')[0] ?? ''] ?? 'more',
    })
    if (!done.ok) return done
    return {
      ok: true,
      answer: { content: `It is written down as their side in ${ref}. ${AFTER[done.what]}` },
    }
  },
}
