import type { Typed } from '../../casework/send-once.ts'
import type { Field } from '../answer.ts'
import { typedChoice } from './kept-form.ts'

/** Name of the field, to read it back by. */
export const WITNESSES = 'witnesses'

/** Who saw it: whoever gives evidence takes no part in deciding (A5). For the evidence forms of cases and complaints. */
export const witnessField = (typed: Typed): Field => ({
  kind: 'people',
  id: WITNESSES,
  label: 'Who saw it and gives evidence?',
  hint: 'They then take no part in deciding. Leave it empty if nobody does.',
  most: 10,
  chosen: typedChoice(typed, WITNESSES),
  required: false,
})
