import { mayEndMediation, endMediation } from '../../casework/mediation-end.ts'
import { mayMediate, startMediation } from '../../casework/mediation.ts'
import { mayPausePosting, pausePosting } from '../../casework/pause-posting.ts'
import { mayAdvise, recordAdvice } from '../../casework/safeguarding-advice.ts'
import { flagSafeguarding, mayFlagSafeguarding } from '../../casework/safeguarding.ts'
import type { Result } from '../../casework/refusal.ts'
import { formatDateTime } from '../../policy/calendar.ts'
import { MEDIATION_ABOUT } from '../../policy/mediation.ts'
import type { Answer } from '../answer.ts'
import { matterRef } from '../custom-id.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'

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

/** `/complaint mediate`, and **Mediate** on the card of a complaint (C5). */
export const mediateForm: KeptForm = {
  name: 'mediate-form',
  args: 1,
  called: ([ref]) => `Mediation in ${ref}`,
  async open(c, args, typed) {
    const may = await mayMediate(c.clp, c.actor, refOf(args))
    if (!may.ok) return may
    return {
      ok: true,
      title: `Mediate in ${refOf(args)}`,
      fields: [
        {
          kind: 'note',
          text: 'You would mediate yourself. Whoever complained is asked first; the other hears of it only after a yes.',
        },
        {
          kind: 'choice',
          id: 'about',
          label: 'What is the complaint about?',
          options: MEDIATION_ABOUT.map(({ id, label, mediated }) => ({
            label,
            value: id,
            ...(mediated ? {} : { description: 'Never mediated.' }),
          })),
          chosen: typedChoice(typed, 'about'),
        },
      ],
    }
  },
  async send(c, args) {
    const done = await startMediation(c.clp, c.actor, refOf(args), c.values.texts('about')[0] ?? '')
    return done.ok
      ? answered(
          'Whoever complained is asked now, by DM. The room says what they answer; the other is asked only after a yes.',
        )
      : done
  },
}

const endForm = (agreed: boolean): KeptForm => ({
  name: agreed ? 'agreed-form' : 'not-agreed-form',
  args: 1,
  called: ([ref]) => `How the mediation in ${ref} ended`,
  async open(c, args, typed) {
    const may = await mayEndMediation(c.clp, c.actor, refOf(args))
    if (!may.ok) return may
    return {
      ok: true,
      title: `Mediation in ${refOf(args)}`,
      fields: [
        {
          kind: 'text',
          id: 'note',
          label: agreed ? 'What did the two agree?' : 'How did it end?',
          hint: agreed
            ? 'Whoever complained reads it. The complaint is closed.'
            : 'For the admins. The complaint is theirs to decide again.',
          value: typedText(typed, 'note'),
          max: 1500,
        },
      ],
    }
  },
  async send(c, args) {
    const done = await endMediation(c.clp, c.actor, refOf(args), agreed, c.values.text('note'))
    if (!done.ok) return done
    return answered(
      agreed
        ? `It is written down as agreed, and ${refOf(args)} is closed. Both are told.`
        : `It is written down. ${refOf(args)} is open again for the admins, and both are told.`,
    )
  },
})

/** *Agreed* and *Not agreed* (C5). */
export const mediationAgreedForm = endForm(true)
export const mediationNotForm = endForm(false)

/** **Pause posting** on a card (D11). */
export const pauseForm: KeptForm = {
  name: 'pause-form',
  args: 1,
  called: ([ref]) => `Why posting is paused in ${ref}`,
  async open(c, args, typed) {
    const may = await mayPausePosting(c.clp, c.actor, refOf(args))
    if (!may.ok) return may
    return {
      ok: true,
      title: may.renews ? 'Pause posting again' : 'Pause posting',
      fields: [
        {
          kind: 'note',
          text: may.renews
            ? 'It is paused for another 24 hours from now. That can be done once. It is no sanction and never counts.'
            : 'They cannot post here for 24 hours. It is no sanction, never counts, and ends by itself. Another admin can renew it once.',
        },
        {
          kind: 'text',
          id: 'reason',
          label: 'Why?',
          hint: 'They are told this at once. Name nobody who complained.',
          value: typedText(typed, 'reason'),
          max: 1000,
        },
      ],
    }
  },
  async send(c, args) {
    const done = await pausePosting(c.clp, c.actor, refOf(args), c.values.text('reason'))
    return done.ok
      ? answered(`Their posting is paused until ${formatDateTime(done.untilAt)}, and they are told why.`)
      : done
  },
}
