/** What Discord allows in the commands that an app registers. */

import type { NestedErrors } from './errors.ts'
import {
  inTurn,
  byType,
  choice,
  integer,
  isGiven,
  isModel,
  lengthOf,
  list,
  listOf,
  model,
  nested,
  problem,
  text,
} from './limits-form.ts'
import type { Check, Problem } from './limits-form.ts'

const CHAT_INPUT = 1
const SUB_COMMAND = 1
const SUB_COMMAND_GROUP = 2

/** Registered at once, of each kind: slash commands, user menu, message menu, the button of an activity. */
const MOST_OF_A_KIND: ReadonlyMap<number, number> = new Map([
  [CHAT_INPUT, 100],
  [2, 15],
  [3, 15],
  [4, 1],
])

/** Names, descriptions and values of one command with all its options and choices. */
const MAX_COMMAND_CHARACTERS = 8000

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

const slashName: Check = (value, at) => {
  const wrong = text({ min: 1, max: 32, required: true })(value, at)
  if (typeof value !== 'string' || wrong.length > 0) return wrong
  const invalid = problem(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
  if (!NAME.test(value)) {
    return [problem(at, 'STRING_TYPE_REGEX', 'String value did not match validation regex.'), invalid]
  }
  return value === value.toLowerCase() ? [] : [invalid]
}

const named = { name: slashName, description: text({ min: 1, max: 100, required: true }) }

const choices = (value: Check): Check =>
  list(model({ name: text({ min: 1, max: 100, required: true }), value }), { max: 25 })

const notWithChoices: Check = (option, at) =>
  isModel(option) && option['autocomplete'] === true && listOf(option['choices']).length > 0
    ? [
        problem(
          [...at, 'autocomplete'],
          'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
          'Autocomplete cannot be used with choices',
        ),
      ]
    : []

const number: Check = (value, at) =>
  typeof value === 'number'
    ? []
    : [problem(at, 'NUMBER_TYPE_COERCE', `Value ${JSON.stringify(value)} is not float.`)]

const plain = model(named)

const values: Readonly<Record<number, Check>> = {
  3: inTurn(
    model({
      ...named,
      choices: choices(text({ min: 1, max: 100, required: true })),
      min_length: integer({ min: 0, max: 6000 }),
      max_length: integer({ min: 1, max: 6000 }),
    }),
    notWithChoices,
  ),
  4: inTurn(
    model({
      ...named,
      choices: choices(
        integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, required: true }),
      ),
    }),
    notWithChoices,
  ),
  5: plain,
  6: plain,
  7: plain,
  8: plain,
  9: plain,
  10: inTurn(model({ ...named, choices: choices(number) }), notWithChoices),
  11: plain,
}

const requiredFirst: Check = (options, at) => {
  let optionalSeen = false
  return listOf(options).flatMap((option, index) => {
    const required = isModel(option) && option['required'] === true
    if (!required) optionalSeen = true
    if (!required || !optionalSeen) return []
    const words = 'Required options must be placed before non-required options'
    return [problem([...at, index], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', words)]
  })
}

const distinctNames: Check = (options, at) => {
  const seen = new Set<unknown>()
  return listOf(options).flatMap((option, index) => {
    const name = isModel(option) ? option['name'] : undefined
    if (!seen.has(name)) {
      seen.add(name)
      return []
    }
    const words = 'Option name already exists'
    return [problem([...at, index, 'name'], 'APPLICATION_COMMAND_OPTION_NAME_ALREADY_EXISTS', words)]
  })
}

const subcommandsOnly: Check = (options, at) => {
  const types = listOf(options).map((option) => (isModel(option) ? option['type'] : undefined))
  const nesting = types.filter((type) => type === SUB_COMMAND || type === SUB_COMMAND_GROUP).length
  if (nesting === 0 || nesting === types.length) return []
  const words = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
  return [problem(at, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', words)]
}

const optionsOf = (kinds: Readonly<Record<number, Check>>): Check =>
  inTurn(list(byType(kinds), { max: 25 }), distinctNames, requiredFirst, subcommandsOnly)

const subcommand = model({ ...named, options: optionsOf(values) })
const group = model({ ...named, options: optionsOf({ [SUB_COMMAND]: subcommand }) })

const notTooLarge: Check = (command, at) => {
  if (charactersOf(command) <= MAX_COMMAND_CHARACTERS) return []
  const words = `Command exceeds maximum size (${MAX_COMMAND_CHARACTERS})`
  return [problem(at, 'APPLICATION_COMMAND_TOO_LARGE', words)]
}

function charactersOf(part: unknown): number {
  if (!isModel(part)) return 0
  const own = [part['name'], part['description'], part['value']]
    .map((one) => (typeof one === 'string' || typeof one === 'number' ? lengthOf(String(one)) : 0))
    .reduce((sum, one) => sum + one, 0)
  return [...listOf(part['options']), ...listOf(part['choices'])].reduce<number>(
    (sum, one) => sum + charactersOf(one),
    own,
  )
}

const slashCommand: Check = inTurn(
  model({
    ...named,
    options: optionsOf({ ...values, [SUB_COMMAND]: subcommand, [SUB_COMMAND_GROUP]: group }),
  }),
  notTooLarge,
)

/** The entries of the menus on people and messages carry a name and nothing else. */
const menuEntry: Check = (command, at) => {
  const wrong = model({ name: text({ min: 1, max: 32, required: true }) })(command, at)
  const more = (field: 'description' | 'options'): readonly Problem[] => {
    const value = isModel(command) ? command[field] : undefined
    if (!isGiven(value)) return []
    const code = `APPLICATION_COMMAND_${field.toUpperCase()}_CANNOT_BE_SET`
    return [problem([...at, field], code, `Context menu commands cannot have ${field}`)]
  }
  return [...wrong, ...more('description'), ...more('options')]
}

const typeOf = (command: unknown): unknown =>
  isModel(command) ? (command['type'] ?? CHAT_INPUT) : CHAT_INPUT

const command: Check = (value, at) => {
  const wrongType = isModel(value) ? choice([1, 2, 3, 4])(value['type'], [...at, 'type']) : []
  if (wrongType.length > 0) return wrongType
  return typeOf(value) === CHAT_INPUT ? slashCommand(value, at) : menuEntry(value, at)
}

const oneOfEachName: Check = (commands, at) => {
  const seen = new Set<string>()
  return listOf(commands).flatMap((one, index) => {
    const key = JSON.stringify([typeOf(one), isModel(one) ? one['name'] : undefined])
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [
      problem(
        [...at, index],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      ),
    ]
  })
}

const notTooMany: Check = (commands, at) =>
  [...MOST_OF_A_KIND].flatMap(([type, most]) =>
    listOf(commands).filter((one) => typeOf(one) === type).length > most
      ? [problem(at, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`)]
      : [],
  )

/**
 * Discord's answer to a list of commands registered at once, or undefined if it would take them. The errors stand
 * under the place of each command in the list.
 */
export function commandErrors(payload: unknown): NestedErrors | undefined {
  const most = [...MOST_OF_A_KIND.values()].reduce((sum, one) => sum + one, 0)
  return nested(inTurn(list(command, { max: most }), oneOfEachName, notTooMany)(payload, []))
}
