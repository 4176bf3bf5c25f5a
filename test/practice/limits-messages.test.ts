import { expect, test } from 'vitest'
import { EMPTY_MESSAGE, isEmptyMessage, messageErrors } from '../../src/practice/discord/limits.ts'
import {
  button,
  codes,
  missing,
  row,
  select,
  times,
  tooLong,
  words,
  wrongType,
} from '../support/form-errors.ts'

const none = { files: 0 }
const V2 = 1 << 15

test('a full message within every limit passes', () => {
  const message = {
    content: 'x'.repeat(2000),
    nonce: 'A'.repeat(25),
    enforce_nonce: true,
    embeds: times(10, (i) => ({
      title: `t${i}`,
      fields: times(25, (f) => ({ name: `n${f}`, value: 'v' })),
    })),
    components: times(5, () => row(...times(5, () => button()))),
    attachments: times(10, (i) => ({ id: i, filename: `letter-${i}.txt` })),
    allowed_mentions: { parse: [] },
  }
  expect(messageErrors(message, { files: 10 })).toBeUndefined()
})

test('content ends at 2000 characters, counted as code points', () => {
  expect(messageErrors({ content: '🙂'.repeat(2000) }, none)).toBeUndefined()
  expect(messageErrors({ content: 'x'.repeat(2001) }, none)).toEqual({ content: tooLong(2000) })
})

test('a nonce is 25 characters at most, or a whole number', () => {
  expect(messageErrors({ content: 'x', nonce: 7 }, none)).toBeUndefined()
  expect(messageErrors({ content: 'x', nonce: 'A'.repeat(26) }, none)).toEqual({
    nonce: { _errors: [{ code: 'NONCE_TYPE_TOO_LONG', message: 'Must be 25 or fewer characters long.' }] },
  })
  expect(codes(messageErrors({ content: 'x', nonce: true }, none))).toEqual(['NONCE_TYPE_INVALID_TYPE'])
})

test.each([
  ['title', 256],
  ['description', 4096],
])('an embed %s ends at %i characters', (field, max) => {
  expect(messageErrors({ embeds: [{ [field]: 'x'.repeat(max) }] }, none)).toBeUndefined()
  expect(messageErrors({ embeds: [{ [field]: 'x'.repeat(max + 1) }] }, none)).toEqual({
    embeds: { 0: { [field]: tooLong(max) } },
  })
})

test('the small parts of an embed have limits of their own', () => {
  const embed = {
    author: { name: 'x'.repeat(257) },
    footer: { text: 'x'.repeat(2049) },
    fields: [
      { name: 'x'.repeat(257), value: 'y' },
      { name: 'x', value: 'y'.repeat(1025) },
      { name: 'x', value: '   ' },
    ],
    color: 0x1000000,
  }
  expect(messageErrors({ embeds: [embed] }, none)).toEqual({
    embeds: {
      0: {
        author: { name: tooLong(256) },
        footer: { text: tooLong(2048) },
        fields: { 0: { name: tooLong(256) }, 1: { value: tooLong(1024) }, 2: { value: missing } },
        color: {
          _errors: [
            { code: 'NUMBER_TYPE_MAX', message: 'int value should be less than or equal to 16777215.' },
          ],
        },
      },
    },
  })
})

test('an embed holds 25 fields, a message ten embeds, and an embed is never empty', () => {
  const fields = times(26, (i) => ({ name: `${i}`, value: 'v' }))
  expect(messageErrors({ embeds: [{ fields }] }, none)).toEqual({ embeds: { 0: { fields: tooLong(25) } } })
  expect(messageErrors({ embeds: times(11, () => ({ title: 'x' })) }, none)).toEqual({
    embeds: tooLong(10),
  })
  expect(messageErrors({ embeds: [{}] }, none)).toEqual({ embeds: { 0: { description: missing } } })
})

test('all embeds of a message share 6000 characters', () => {
  const half = { title: 'x'.repeat(100), description: 'x'.repeat(2800), footer: { text: 'x'.repeat(100) } }
  expect(messageErrors({ embeds: [half, half] }, none)).toBeUndefined()
  expect(messageErrors({ embeds: [half, { ...half, author: { name: 'x' } }] }, none)).toEqual({
    embeds: {
      _errors: [{ code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' }],
    },
  })
})

test('without the flag a message holds rows only, and no row holds a text input', () => {
  expect(messageErrors({ components: [words('x')] }, none)).toEqual({ components: { 0: wrongType('1,') } })
  const input = { type: 4, custom_id: 'x', style: 1, label: 'x' }
  expect(messageErrors({ components: [row(input)] }, none)).toEqual({
    components: { 0: { components: { 0: wrongType('2, 3, 5, 6, 7, 8') } } },
  })
})

test('with the flag a message holds components and no content or embeds', () => {
  const components = [
    {
      type: 17,
      accent_color: 0xff0000,
      components: [words('# Case 2026-014'), { type: 14 }, row(button())],
    },
    { type: 9, components: [words('x')], accessory: button() },
    { type: 12, items: [{ media: { url: 'attachment://picture.png' } }] },
    { type: 13, file: { url: 'attachment://letter.txt' } },
    row(select(3)),
  ]
  expect(messageErrors({ flags: V2, components }, none)).toBeUndefined()
  expect(messageErrors({ flags: V2, components, content: 'x', embeds: [{ title: 'x' }] }, none)).toEqual({
    content: {
      _errors: [
        {
          code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          message: "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
        },
      ],
    },
    embeds: {
      _errors: [
        {
          code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          message: "The 'embeds' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
        },
      ],
    },
  })
})

test('an edit that says nothing of flags keeps those of the message', () => {
  expect(messageErrors({ components: [words('x')] }, { files: 0, componentsV2: true })).toBeUndefined()
  expect(codes(messageErrors({ content: 'x' }, { files: 0, componentsV2: true }))).toEqual([
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ])
  expect(messageErrors({ flags: 0, components: [words('x')] }, { files: 0, componentsV2: true })).toEqual({
    components: { 0: wrongType('1,') },
  })
})

test('forty components in all, nested ones counted, and 4000 characters shown', () => {
  const nestedRows = (count: number) => ({ type: 17, components: times(count, () => row(button())) })
  expect(messageErrors({ flags: V2, components: [nestedRows(19), words('x')] }, none)).toBeUndefined()
  expect(messageErrors({ flags: V2, components: [nestedRows(20)] }, none)).toEqual({
    components: {
      _errors: [
        {
          code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
          message: 'Total number of components cannot exceed 40',
        },
      ],
    },
  })
  const half = words('x'.repeat(2000))
  expect(messageErrors({ flags: V2, components: [half, half] }, none)).toBeUndefined()
  expect(messageErrors({ flags: V2, components: [half, half, words('x')] }, none)).toEqual({
    components: {
      _errors: [
        {
          code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
          message: 'Components displayable text size exceeds maximum size of 4000',
        },
      ],
    },
  })
})

test('ten attachments at most, whether listed or sent', () => {
  expect(messageErrors({ content: 'x' }, { files: 11 })).toEqual({ attachments: tooLong(10) })
  expect(messageErrors({ attachments: times(11, (id) => ({ id })) }, none)).toEqual({
    attachments: tooLong(10),
  })
})

test('F4 mentions are parsed or listed, not both', () => {
  expect(messageErrors({ content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } }, none)).toEqual(
    {
      allowed_mentions: {
        _errors: [
          {
            code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            message: 'parse:["users"] and users: [ids...] are mutually exclusive.',
          },
        ],
      },
    },
  )
  expect(
    messageErrors({ content: 'x', allowed_mentions: { parse: ['roles'], users: ['1'] } }, none),
  ).toBeUndefined()
})

test('an empty message is known by its own code', () => {
  expect(EMPTY_MESSAGE).toEqual({ code: 50006, message: 'Cannot send an empty message' })
  for (const payload of [
    {},
    { content: '' },
    { content: ' \n ' },
    { embeds: [], components: [] },
    undefined,
  ]) {
    expect(isEmptyMessage(payload, none)).toBe(true)
    expect(isEmptyMessage(payload, { files: 1 })).toBe(false)
  }
  for (const payload of [{ content: 'x' }, { embeds: [{ title: 'x' }] }, { components: [row(button())] }]) {
    expect(isEmptyMessage(payload, none)).toBe(false)
  }
})

test('values of the wrong kind are named, not thrown', () => {
  expect(codes(messageErrors({ content: 5, embeds: 'x', components: [null, 3] }, none))).toEqual([
    'STRING_TYPE_CONVERT',
    'LIST_TYPE_CONVERT',
    'UNION_TYPE_CHOICES',
    'UNION_TYPE_CHOICES',
  ])
  expect(codes(messageErrors('x', none))).toEqual(['MODEL_TYPE_CONVERT'])
})
