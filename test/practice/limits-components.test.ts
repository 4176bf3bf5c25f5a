import { expect, test } from 'vitest'
import { messageErrors } from '../../src/practice/discord/limits.ts'
import {
  badLength,
  button,
  choice,
  codes,
  missing,
  notOneOf,
  row,
  select,
  times,
  tooLong,
} from '../support/form-errors.ts'

const none = { files: 0 }

test('five rows of five buttons; a sixth of either is too many', () => {
  expect(messageErrors({ components: times(6, () => row(button())) }, none)).toEqual({
    components: tooLong(5),
  })
  expect(messageErrors({ components: [row(...times(6, () => button()))] }, none)).toEqual({
    components: { 0: { components: badLength(1, 5) } },
  })
  expect(messageErrors({ components: [row()] }, none)).toEqual({
    components: { 0: { components: badLength(1, 5) } },
  })
})

test('a select fills its row', () => {
  const wide = [
    {
      code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      message: 'The specified component exceeds the maximum width',
    },
  ]
  expect(messageErrors({ components: [row(select(2))] }, none)).toBeUndefined()
  expect(messageErrors({ components: [row(select(2), button())] }, none)).toEqual({
    components: { 0: { components: { 1: { _errors: wide } } } },
  })
})

test('a select offers 1 to 25 choices, each of its own value', () => {
  expect(messageErrors({ components: [row(select(25))] }, none)).toBeUndefined()
  for (const count of [0, 26]) {
    expect(messageErrors({ components: [row(select(count))] }, none)).toEqual({
      components: { 0: { components: { 0: { options: badLength(1, 25) } } } },
    })
  }
  const twice = { type: 3, custom_id: 's', options: [choice(1), choice(1)] }
  expect(codes(messageErrors({ components: [row(twice)] }, none))).toEqual([
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ])
})

test('a select cannot ask for more than it offers, nor be required and content with none', () => {
  const refused = (more: object) => codes(messageErrors({ components: [row(select(2, more))] }, none))
  expect(refused({ min_values: 2 })).toEqual(['SELECT_COMPONENT_MIN_VALUES_TOO_LARGE'])
  expect(refused({ max_values: 3 })).toEqual(['SELECT_COMPONENT_MAX_VALUES_TOO_LARGE'])
  expect(refused({ min_values: 0, required: true })).toEqual(['SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES'])
  expect(refused({ min_values: 0, max_values: 2 })).toEqual([])
})

test('a button asks the bot by its custom_id, or is a link', () => {
  const refused = (more: object) => messageErrors({ components: [row(button(more))] }, none)
  const at = (errors: object) => ({ components: { 0: { components: { 0: errors } } } })
  expect(refused({ custom_id: undefined })).toEqual(
    at({
      custom_id: {
        _errors: [{ code: 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', message: 'A custom id is required' }],
      },
    }),
  )
  expect(refused({ custom_id: 'x'.repeat(101) })).toEqual(at({ custom_id: badLength(1, 100) }))
  expect(refused({ custom_id: '' })).toEqual(at({ custom_id: badLength(1, 100) }))
  expect(refused({ label: 'x'.repeat(81) })).toEqual(at({ label: tooLong(80) }))
  expect(refused({ label: undefined })).toEqual(at({ label: missing }))
  expect(refused({ style: 7 })).toEqual(
    at({
      style: notOneOf('1, 2, 3, 4, 5, 6'),
    }),
  )
  expect(refused({ style: 5, custom_id: undefined, url: 'https://example.org/' })).toBeUndefined()
  expect(codes(refused({ style: 5, custom_id: undefined }))).toEqual(['BUTTON_COMPONENT_URL_REQUIRED'])
  expect(codes(refused({ style: 5, url: 'https://example.org/' }))).toEqual([
    'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ])
  expect(codes(refused({ url: 'https://example.org/' }))).toEqual([
    'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ])
  expect(codes(refused({ style: 5, custom_id: undefined, url: 'javascript:alert(1)' }))).toEqual([
    'URL_TYPE_INVALID_SCHEME',
  ])
})

test('no custom_id stands twice in a message, disabled or not', () => {
  const components = [row(button({ custom_id: 'a' })), row(button({ custom_id: 'a', disabled: true }))]
  expect(messageErrors({ components }, none)).toEqual({
    components: {
      1: {
        components: {
          0: {
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
