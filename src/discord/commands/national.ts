import {
  type NationalOutcome,
  recordNationalOutcome,
  referToNational,
} from '../../casework/refer-national.ts'
import { suggestMatters } from '../../casework/suggest-matters.ts'
import { matterRef } from '../custom-id.ts'
import type { Command } from '../handler.ts'
import { refused, refusedForm } from '../render/refused.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

const OUTCOMES: { name: string; value: NationalOutcome; answer: string }[] = [
  { name: 'It stands', value: 'stands', answer: 'It stands, as the National Complaints team decided.' },
  {
    name: 'It does not stand',
    value: 'does_not_stand',
    answer: 'It does not stand, and that is carried out at once.',
  },
  { name: 'They declined', value: 'declined', answer: 'The matter goes on here where it was.' },
  { name: 'No answer came', value: 'no_answer', answer: 'The matter goes on here where it was.' },
]

const ref = {
  type: 3,
  name: 'ref',
  description: 'Its reference, for example 2026-014 or A2026-003',
  required: true,
  autocomplete: true,
  max_length: 100,
}

/** `/national refer` and `/national outcome` (I2). */
export const national: Command = {
  data: {
    name: 'national',
    description: 'Matters that are with the National Complaints team',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 1,
        name: 'refer',
        description: 'Records that a matter is with National: nothing is decided here until their answer',
        options: [ref],
      },
      {
        type: 1,
        name: 'outcome',
        description: 'Records what National answered; it is carried out once',
        options: [
          ref,
          {
            type: 3,
            name: 'outcome',
            description: 'What they decided',
            required: true,
            choices: OUTCOMES.map(({ name, value }) => ({ name, value })),
          },
          {
            type: 3,
            name: 'reasons',
            description: 'What they wrote, for the person concerned and the admins',
            max_length: 1500,
          },
        ],
      },
    ],
  },
  async run(c, name) {
    const given = matterRef(c.values.text('ref')) ?? ''
    if (name === 'refer') {
      const done = await referToNational(c.clp, c.actor, given)
      return done.ok
        ? {
            content: `Recorded: ${given} is with the National Complaints team. Nothing is decided on it here until you record their answer with \`/national outcome\`. A ban still ends on its day. Those whom it concerns are told.`,
          }
        : refused(done.refusal)
    }
    const chosen = OUTCOMES.find((o) => o.value === c.values.text('outcome'))
    const reasons = c.values.text('reasons')
    if (!chosen) return refused({ why: 'input', problems: ['Choose what they decided, from the list.'] })
    const done = await recordNationalOutcome(c.clp, c.actor, given, chosen.value, reasons)
    if (!done.ok) return refusedForm(done.refusal, reasons)
    return { content: `Recorded for ${given}. ${chosen.answer} Those whom it concerns are told.` }
  },
  suggest: async (c, option, typed) =>
    option === 'ref'
      ? (await suggestMatters(c.clp, c.actor, typed)).map((one) => ({ name: one, value: one }))
      : [],
}
