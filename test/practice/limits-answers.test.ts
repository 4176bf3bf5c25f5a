import { expect, test } from 'vitest'
import { interactionResponseErrors } from '../../src/practice/discord/limits.ts'
import {
  badLength,
  button,
  choice,
  codes,
  freshId,
  missing,
  notOneOf,
  row,
  select,
  times,
  tooLong,
  words,
  wrongType,
} from '../support/form-errors.ts'

const none = { files: 0 }

const input = (more: object = {}) => ({
  type: 4,
  custom_id: freshId(),
  style: 2,
  max_length: 4000,
  ...more,
})
const label = (component: object, more: object = {}) => ({
  type: 18,
  label: 'What happened',
  component,
  ...more,
})
const modal = (more: object = {}) => ({
  type: 9,
  data: { custom_id: 'draft:1', title: 'A warning', components: [label(input())], ...more },
})
const modalWith = (...components: unknown[]) => modal({ components })
const inLabel = (component: object) => interactionResponseErrors(modalWith(label(component)), none)
const at = (errors: object) => ({ data: { components: { 0: { component: errors } } } })

test('a modal with everything that modals know passes', () => {
  const components = [
    words('Forcefully made points are legitimate.'),
    label(input({ value: 'x'.repeat(4000), placeholder: 'x'.repeat(100) }), {
      description: 'x'.repeat(100),
    }),
    label({ type: 21, custom_id: 'radio', options: times(10, choice) }),
    label({ type: 22, custom_id: 'boxes', options: times(10, choice), min_values: 0, required: false }),
    label({ type: 19, custom_id: 'files', min_values: 0, max_values: 10, required: false }),
  ]
  expect(interactionResponseErrors(modalWith(...components), none)).toBeUndefined()
  const others = [
    label(select(25, { max_values: 25 })),
    label({ type: 23, custom_id: 'box' }),
    label({ type: 5, custom_id: 'who' }),
  ]
  expect(interactionResponseErrors(modalWith(...others), none)).toBeUndefined()
})

test('a modal has a title of 45 characters, a custom_id, and one to five parts', () => {
  const refused = (more: object) => interactionResponseErrors(modal(more), none)
  expect(refused({ title: 'x'.repeat(45) })).toBeUndefined()
  expect(refused({ title: 'x'.repeat(46) })).toEqual({ data: { title: badLength(1, 45) } })
  expect(refused({ title: '' })).toEqual({ data: { title: missing } })
  expect(refused({ custom_id: 'x'.repeat(101) })).toEqual({ data: { custom_id: badLength(1, 100) } })
  expect(refused({ components: [] })).toEqual({ data: { components: badLength(1, 5) } })
  expect(refused({ components: times(6, () => label(input())) })).toEqual({
    data: { components: badLength(1, 5) },
  })
  expect(interactionResponseErrors({ type: 9 }, none)).toEqual({ data: missing })
})

test('a modal holds words, labels and the old rows, nothing else', () => {
  expect(interactionResponseErrors(modalWith(row(input({ label: 'x' }))), none)).toBeUndefined()
  expect(interactionResponseErrors(modalWith(row(input())), none)).toEqual({
    data: { components: { 0: { components: { 0: { label: missing } } } } },
  })
  expect(interactionResponseErrors(modalWith(button()), none)).toEqual({
    data: { components: { 0: wrongType('1, 10, 18') } },
  })
  expect(inLabel(button())).toEqual(at(wrongType('3, 4, 5, 6, 7, 8, 19, 21, 22, 23')))
})

test('a label has 45 characters, its description 100, and one child', () => {
  const refused = (more: object) => interactionResponseErrors(modalWith(label(input(), more)), none)
  expect(refused({ label: 'x'.repeat(46) })).toEqual({
    data: { components: { 0: { label: badLength(1, 45) } } },
  })
  expect(refused({ description: 'x'.repeat(101) })).toEqual({
    data: { components: { 0: { description: tooLong(100) } } },
  })
  expect(refused({ component: undefined })).toEqual({ data: { components: { 0: { component: missing } } } })
})

test('a text input takes 4000 characters, a placeholder of 100, and a style', () => {
  expect(inLabel(input({ value: 'x'.repeat(4001) }))).toEqual(at({ value: tooLong(4000) }))
  expect(inLabel(input({ value: 'x'.repeat(11), max_length: 10 }))).toEqual(at({ value: tooLong(10) }))
  expect(inLabel(input({ placeholder: 'x'.repeat(101) }))).toEqual(at({ placeholder: tooLong(100) }))
  expect(inLabel(input({ style: undefined }))).toEqual(at({ style: missing }))
  expect(codes(inLabel(input({ max_length: 4001 })))).toEqual(['NUMBER_TYPE_MAX'])
  expect(codes(inLabel(input({ max_length: 0 })))).toEqual(['NUMBER_TYPE_MIN'])
  expect(codes(inLabel(input({ min_length: 20, max_length: 10 })))).toEqual([
    'TEXT_INPUT_COMPONENT_MIN_LENGTH_TOO_LARGE',
  ])
})

test('radio groups offer 2 to 10, checkbox groups 1 to 10, file uploads take up to 10', () => {
  for (const count of [1, 11]) {
    expect(inLabel({ type: 21, custom_id: 'r', options: times(count, choice) })).toEqual(
      at({ options: badLength(2, 10) }),
    )
  }
  for (const count of [0, 11]) {
    expect(inLabel({ type: 22, custom_id: 'c', options: times(count, choice) })).toEqual(
      at({ options: badLength(1, 10) }),
    )
  }
  expect(codes(inLabel({ type: 19, custom_id: 'f', max_values: 11 }))).toEqual(['NUMBER_TYPE_MAX'])
  const both = times(2, (i) => ({ ...choice(i), default: true }))
  expect(codes(inLabel({ type: 21, custom_id: 'r', options: both }))).toEqual([
    'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
  ])
  expect(codes(inLabel({ type: 23 }))).toEqual(['BASE_TYPE_REQUIRED'])
})

test('what must be answered cannot want nothing, and nothing in a modal is disabled', () => {
  for (const component of [select(2, { min_values: 0 }), { type: 19, custom_id: 'f', min_values: 0 }]) {
    expect(codes(inLabel(component))).toEqual(['SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES'])
    expect(inLabel({ ...component, required: false })).toBeUndefined()
  }
  expect(codes(inLabel(select(2, { disabled: true })))).toEqual(['COMPONENT_DISABLED_IN_MODAL'])
  expect(inLabel(select(2, { placeholder: 'x'.repeat(151) }))).toEqual(at({ placeholder: tooLong(150) }))
})

test('no custom_id stands twice in a modal', () => {
  const components = [label(input({ custom_id: 'a' })), label(input({ custom_id: 'a' }))]
  expect(interactionResponseErrors(modalWith(...components), none)).toEqual({
    data: {
      components: {
        1: {
          component: {
            custom_id: {
              _errors: [
                {
                  code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
                  message: 'Component custom id cannot be duplicated',
                },
              ],
            },
          },
        },
      },
    },
  })
})

test.each([4, 7])('a message as answer of type %i is checked under data', (type) => {
  expect(interactionResponseErrors({ type, data: { content: 'x', flags: 64 } }, none)).toBeUndefined()
  expect(interactionResponseErrors({ type, data: { content: 'x'.repeat(2001) } }, none)).toEqual({
    data: { content: tooLong(2000) },
  })
})

test.each([1, 5, 6])('type %i needs no data', (type) => {
  expect(interactionResponseErrors({ type }, none)).toBeUndefined()
})

test('unknown answers are refused, and a modal cannot answer a modal', () => {
  expect(interactionResponseErrors({ type: 3 }, none)).toEqual({
    type: notOneOf('1, 4, 5, 6, 7, 8, 9, 10, 12'),
  })
  expect(interactionResponseErrors({}, none)).toEqual({ type: missing })
  expect(interactionResponseErrors(modal(), { files: 0, interactionType: 5 })).toEqual({
    type: notOneOf('4, 5, 6, 7, 10, 12'),
  })
  expect(interactionResponseErrors({ type: 6 }, { files: 0, interactionType: 2 })).toEqual({
    type: notOneOf('4, 5, 9, 10, 12'),
  })
  expect(interactionResponseErrors(modal(), { files: 0, interactionType: 3 })).toBeUndefined()
})

test('autocomplete suggests up to 25 choices with names of 1 to 100 characters', () => {
  const refused = (choices: unknown) => interactionResponseErrors({ type: 8, data: { choices } }, none)
  const suggestion = (index: number) => ({ name: `2026-${index}`, value: `${index}` })
  expect(refused(times(25, suggestion))).toBeUndefined()
  expect(refused([])).toBeUndefined()
  expect(refused(times(26, suggestion))).toEqual({ data: { choices: tooLong(25) } })
  expect(refused([{ name: 'x'.repeat(101), value: 1 }])).toEqual({
    data: { choices: { 0: { name: badLength(1, 100) } } },
  })
  expect(refused([{ name: '', value: 'x'.repeat(101) }])).toEqual({
    data: { choices: { 0: { name: missing, value: tooLong(100) } } },
  })
})
