import { addForAppellant, appealToAddFor } from '../../casework/add-to-appeal.ts'
import { onBehalf } from '../../casework/appeal-list.ts'
import { lodgeAppeal } from '../../casework/lodge-appeal.ts'
import { refuse } from '../../casework/refusal.ts'
import { isBlank } from '../../letters/plain-text.ts'
import { matterRef } from '../custom-id.ts'
import { FILES, grounds, notDecide, trustField, wordsOf } from './appeal-forms.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'

const refOf = (args: string[]): string => matterRef(args[0]) ?? ''

/** `/appeals lodge`: for someone who wrote by other means (H1). */
export const onBehalfForm: KeptForm = {
  name: 'appeal-for-form',
  args: 2,
  called: ([ref]) => `An appeal against ${ref} that was received by other means`,
  async open(c, args, typed) {
    const may = await onBehalf(c.clp, c.actor, refOf(args), args[1] || null)
    if (!may.ok) return may
    return {
      ok: true,
      title: `Lodge an appeal against ${refOf(args)}`,
      fields: [
        {
          kind: 'line',
          id: 'how',
          label: 'How and when was it received?',
          hint: 'For example: by e-mail to the Secretary, 4 March 2026',
          value: typedText(typed, 'how'),
        },
        grounds(typed, 'What they wrote, word for word'),
        trustField(may.officers, typed),
        notDecide(typed, 'Do they say that anyone should not decide it?'),
        FILES,
      ],
    }
  },
  async send(c, args) {
    const ref = refOf(args)
    const may = await onBehalf(c.clp, c.actor, ref, args[1] || null)
    if (!may.ok) return may
    const how = c.values.text('how')
    if (isBlank(how))
      return refuse({
        why: 'input',
        problems: ['Say how and when it was received. It is kept with the appeal.'],
      })
    const { appellant, found } = may
    const done = await c.clp.transact((s) =>
      lodgeAppeal(
        c.clp,
        s,
        { appellant, name: found.name, lodgedBy: c.actor.id, receivedHow: how },
        ref,
        wordsOf(c),
      ),
    )
    if (!done.ok) return done
    return {
      ok: true,
      answer: {
        content: `Lodged: it is **${done.ref}**. The bot tells the person by DM if it can; if not, that becomes a task. Answer them in the way in which they wrote too: give them the reference, and say that the EC decides.`,
      },
    }
  },
}

/** `/appeals lodge` with the reference of an appeal: what its appellant sent by other means (H1, H4). */
export const moreForThemForm: KeptForm = {
  name: 'appeal-more-for-form',
  args: 1,
  called: ([ref]) => `More for ${ref} that was received by other means`,
  async open(c, args, typed) {
    const ref = refOf(args)
    const may = await appealToAddFor(c.clp, c.actor, ref)
    if (!may.ok) return may
    return {
      ok: true,
      title: `What the appellant sent for ${ref}`,
      fields: [
        {
          kind: 'line',
          id: 'how',
          label: 'How and when was it received?',
          hint: 'For example: by post to the Secretary, 4 March 2026',
          value: typedText(typed, 'how'),
          max: 200,
        },
        {
          kind: 'text',
          id: 'text',
          label: 'What they wrote, word for word',
          value: typedText(typed, 'text'),
          required: false,
          max: 3700,
        },
        {
          kind: 'choice',
          id: 'all',
          label: 'Is that all they want to say?',
          hint: 'If so, nobody waits any longer for their answer.',
          options: [
            { label: 'No, or nobody knows', value: 'no' },
            { label: 'Yes, they said that it is all', value: 'yes' },
          ],
          chosen: typedChoice(typed, 'all', ['no']),
        },
        FILES,
      ],
    }
  },
  async send(c, args) {
    const ref = refOf(args)
    const done = await addForAppellant(c.clp, c.actor, ref, {
      how: c.values.text('how'),
      text: c.values.text('text'),
      files: c.values.files('files'),
      isAll: c.values.texts('all')[0] === 'yes',
    })
    if (!done.ok) return done
    return {
      ok: true,
      answer: {
        content: `It is part of ${ref} now, and whoever decides reads it. Tell them, in the way in which they wrote, that it has arrived.`,
      },
    }
  },
}
