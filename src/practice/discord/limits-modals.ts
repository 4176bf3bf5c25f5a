/** What Discord allows in a modal. */

import {
  child,
  customId,
  distinctCustomIds,
  howMany,
  options,
  requiredMeansOne,
  row,
  SELECTS,
  textDisplay,
} from './limits-components.ts'
import {
  inTurn,
  byType,
  choice,
  integer,
  isModel,
  lengthOf,
  list,
  listOf,
  model,
  problem,
  text,
} from './limits-form.ts'
import type { Check } from './limits-form.ts'

const lengthsAgree: Check = (input, at) => {
  if (!isModel(input)) return []
  const { min_length: min, max_length: max, value } = input
  const limit = typeof max === 'number' ? max : 4000
  if (typeof min === 'number' && min > limit) {
    const words = `min_length must be equal to or less than ${limit}.`
    return [problem([...at, 'min_length'], 'TEXT_INPUT_COMPONENT_MIN_LENGTH_TOO_LARGE', words)]
  }
  // What is filled in beforehand must be something that could have been typed.
  return typeof value === 'string' && lengthOf(value) > limit && limit < 4000
    ? text({ max: limit })(value, [...at, 'value'])
    : []
}

const textInput = (label: Check): Check =>
  inTurn(
    model({
      custom_id: customId,
      style: choice([1, 2], { required: true }),
      label,
      min_length: integer({ min: 0, max: 4000 }),
      max_length: integer({ min: 1, max: 4000 }),
      value: text({ max: 4000 }),
      placeholder: text({ max: 100 }),
    }),
    lengthsAgree,
  )

const notDisabled: Check = (component, at) =>
  isModel(component) && component['disabled'] === true
    ? [problem([...at, 'disabled'], 'COMPONENT_DISABLED_IN_MODAL', 'Modals cannot have disabled components')]
    : []

const answerable = requiredMeansOne({ requiredByDefault: true })

const modalSelects = Object.fromEntries(
  Object.entries(SELECTS).map(([type, check]) => [type, inTurn(check, answerable, notDisabled)]),
)

const oneDefault: Check = (group, at) => {
  const chosen = isModel(group)
    ? listOf(group['options']).filter((one) => isModel(one) && one['default'] === true)
    : []
  const words = 'The specified number of default values exceeds the specified maximum values'
  return chosen.length > 1
    ? [problem([...at, 'options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', words)]
    : []
}

const inLabel: Readonly<Record<number, Check>> = {
  ...modalSelects,
  4: textInput(text({ max: 45 })),
  19: inTurn(
    model({
      custom_id: customId,
      min_values: integer({ min: 0, max: 10 }),
      max_values: integer({ min: 1, max: 10 }),
    }),
    howMany(() => 1),
    answerable,
  ),
  21: inTurn(model({ custom_id: customId, options: options(2, 10) }), oneDefault),
  22: inTurn(
    model({
      custom_id: customId,
      options: options(1, 10),
      min_values: integer({ min: 0, max: 10 }),
      max_values: integer({ min: 1, max: 10 }),
    }),
    howMany((group) => listOf(group['options']).length),
    answerable,
  ),
  23: model({ custom_id: customId }),
}

const label = model({
  label: text({ min: 1, max: 45, required: true }),
  description: text({ max: 100 }),
  component: child(inLabel),
})

const inModal: Readonly<Record<number, Check>> = {
  1: row({ 4: textInput(text({ min: 1, max: 45, required: true })) }),
  10: textDisplay,
  18: label,
}

/** A modal: a title, and one to five parts, each words or a label with one thing to fill in. */
export const modal: Check = model({
  custom_id: customId,
  title: text({ min: 1, max: 45, required: true }),
  components: inTurn(list(byType(inModal), { min: 1, max: 5, required: true }), distinctCustomIds),
})
