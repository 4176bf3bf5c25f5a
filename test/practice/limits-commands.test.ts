import { expect, test } from 'vitest'
import { commandErrors } from '../../src/practice/discord/limits.ts'
import { badLength, codes, missing, notOneOf, times, tooLong, wrongType } from '../support/form-errors.ts'

const command = (more: object = {}) => ({ name: 'warn', description: 'Open a case', ...more })
const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'x', ...more })
const optionErrors = (...options: object[]) => commandErrors([command({ options })])

test('subcommands, groups, options and menus within the limits pass', () => {
  const group = {
    type: 2,
    name: 'g',
    description: 'x',
    options: [{ type: 1, name: 's', description: 'x', options: [option('a')] }],
  }
  const options = [group, { type: 1, name: 'list', description: 'x' }]
  expect(
    commandErrors([command({ options }), { type: 2, name: 'History' }, { type: 3, name: 'Open a case' }]),
  ).toBeUndefined()
  expect(
    optionErrors(
      ...times(25, (i) => option(`o${i}`, { choices: times(25, (c) => ({ name: `${c}`, value: `${c}` })) })),
    ),
  ).toBeUndefined()
})

test('names are lower case, without blanks, and at most 32 characters', () => {
  expect(commandErrors([command({ name: 'Warn' })])).toEqual({
    0: {
      name: { _errors: [{ code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }] },
    },
  })
  expect(codes(commandErrors([command({ name: 'open case' })]))).toEqual([
    'STRING_TYPE_REGEX',
    'APPLICATION_COMMAND_INVALID_NAME',
  ])
  expect(commandErrors([command({ name: 'x'.repeat(33) })])).toEqual({ 0: { name: badLength(1, 32) } })
  expect(commandErrors([command({ name: 'rhybudd-ŵ' })])).toBeUndefined()
  expect(codes(optionErrors(option('Person')))).toEqual(['APPLICATION_COMMAND_INVALID_NAME'])
})

test('descriptions have 1 to 100 characters, and menus none', () => {
  expect(commandErrors([command({ description: '' })])).toEqual({ 0: { description: missing } })
  expect(commandErrors([command({ description: 'x'.repeat(101) })])).toEqual({
    0: { description: badLength(1, 100) },
  })
  expect(
    codes(commandErrors([{ type: 2, name: 'History', description: 'x', options: [option('a')] }])),
  ).toEqual(['APPLICATION_COMMAND_DESCRIPTION_CANNOT_BE_SET', 'APPLICATION_COMMAND_OPTIONS_CANNOT_BE_SET'])
})

test('25 options and 25 choices at most, each option by a name of its own', () => {
  expect(optionErrors(...times(26, (i) => option(`o${i}`)))).toEqual({ 0: { options: tooLong(25) } })
  const choices = times(26, (c) => ({ name: `${c}`, value: `${c}` }))
  expect(optionErrors(option('a', { choices }))).toEqual({
    0: { options: { 0: { choices: tooLong(25) } } },
  })
  expect(optionErrors(option('a', { choices: [{ name: 'x'.repeat(101), value: 'x' }] }))).toEqual({
    0: { options: { 0: { choices: { 0: { name: badLength(1, 100) } } } } },
  })
  expect(codes(optionErrors(option('a'), option('a')))).toEqual([
    'APPLICATION_COMMAND_OPTION_NAME_ALREADY_EXISTS',
  ])
  expect(
    codes(optionErrors(option('a', { autocomplete: true, choices: [{ name: 'x', value: 'x' }] }))),
  ).toEqual(['APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID'])
})

test('required options come first', () => {
  expect(optionErrors(option('a', { required: true }), option('b'))).toBeUndefined()
  expect(optionErrors(option('a'), option('b', { required: true }))).toEqual({
    0: {
      options: {
        1: {
          _errors: [
            {
              code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
              message: 'Required options must be placed before non-required options',
            },
          ],
        },
      },
    },
  })
})

test('a group holds subcommands, a subcommand holds neither, and neither stands beside options', () => {
  const sub = { type: 1, name: 's', description: 'x' }
  const group = (options: object[]) => ({ type: 2, name: 'g', description: 'x', options })
  expect(optionErrors(group([sub]))).toBeUndefined()
  expect(optionErrors(group([group([sub])]))).toEqual({
    0: { options: { 0: { options: { 0: wrongType('1,') } } } },
  })
  expect(codes(optionErrors({ ...sub, options: [sub] }))).toContain('UNION_TYPE_CHOICES')
  expect(optionErrors(sub, option('a'))).toEqual({
    0: {
      options: {
        _errors: [
          {
            code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
            message:
              'Sub-command and sub-command group option types are mutually exclusive to all other types',
          },
        ],
      },
    },
  })
})

test('one command has 8000 characters in all', () => {
  // 25 options × (1 + 100) characters, and 54 choices of 100 characters on top.
  const options = times(25, (i) =>
    option(String.fromCharCode(97 + i), {
      description: 'x'.repeat(100),
      choices:
        i < 2 ? times(25, (c) => ({ name: 'n'.repeat(98) + String(c).padStart(2, '0'), value: `${c}` })) : [],
    }),
  )
  expect(commandErrors([command({ options })])).toBeUndefined()
  const larger = options.map((one, i) =>
    i < 2 ? one : { ...one, choices: [{ name: 'n'.repeat(100), value: 'v' }] },
  )
  expect(commandErrors([command({ options: larger })])).toEqual({
    0: {
      _errors: [{ code: 'APPLICATION_COMMAND_TOO_LARGE', message: 'Command exceeds maximum size (8000)' }],
    },
  })
})

test('no two commands of a kind share a name, and there are 100 at most', () => {
  expect(commandErrors([command(), command()])).toEqual({
    1: {
      _errors: [
        {
          code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
          message: 'Application command names must be unique',
        },
      ],
    },
  })
  expect(commandErrors([command(), { type: 3, name: 'warn' }])).toBeUndefined()
  const many = (count: number) => times(count, (i) => command({ name: `c${i}` }))
  expect(commandErrors(many(100))).toBeUndefined()
  expect(commandErrors(many(101))).toEqual(tooLong(100))
  expect(commandErrors(times(16, (i) => ({ type: 2, name: `Menu ${i}` })))).toEqual(tooLong(15))
  expect(commandErrors([command({ type: 9 })])).toEqual({
    0: {
      type: notOneOf('1, 2, 3, 4'),
    },
  })
})
