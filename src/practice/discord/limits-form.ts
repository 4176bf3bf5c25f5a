/**
 * The small language in which the practice Discord states what a form may hold.
 *
 * Discord refuses a bad body with 50035 and an object that mirrors the body, with `_errors` lists at the fields
 * that are wrong. A check looks at one value and names its problems by path; `nested` turns them into that object.
 */

import type { FieldError, NestedErrors } from './errors.ts'

/** Where in a body a value stands, from the outside in. */
export type Path = readonly (string | number)[]

/** One refused value. */
export interface Problem {
  readonly at: Path
  readonly error: FieldError
}

/** Answers with what is wrong about a value; an empty list means it may pass. */
export type Check = (value: unknown, at: Path) => readonly Problem[]

type Fields = Readonly<Record<string, unknown>>

/** Whether Discord would call this a model: a JSON object, not a list. */
export const isModel = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as a list, and an empty one where there is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Length as Discord counts it: code points, so one emoji is one character (its API is written in Python). */
export const lengthOf = (text: string): number => Array.from(text).length

/** Whether a field says anything: not left out, not empty. */
export const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** A problem at a place, with Discord's code and words. */
export const problem = (at: Path, code: string, message: string): Problem => ({
  at,
  error: { code, message },
})

/** The problem of something missing. */
export const missing = (at: Path): Problem => problem(at, 'BASE_TYPE_REQUIRED', 'This field is required')

const isAbsent = (value: unknown): boolean => value === undefined || value === null

function badLength(at: Path, length: number, min: number, max: number): readonly Problem[] {
  if (length >= min && length <= max) return []
  if (min === 0) return [problem(at, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)]
  return [problem(at, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)]
}

interface Bounds {
  readonly min?: number
  readonly max: number
  readonly required?: boolean
}

/** A text of `min` to `max` characters. `trim` for the fields whose outer blanks Discord takes away first. */
export const text =
  ({ min = 0, max, required = false, trim = false }: Bounds & { readonly trim?: boolean }): Check =>
  (value, at) => {
    if (isAbsent(value)) return required ? [missing(at)] : []
    if (typeof value !== 'string') {
      return [problem(at, 'STRING_TYPE_CONVERT', `Could not interpret ${JSON.stringify(value)} as string.`)]
    }
    const kept = trim ? value.trim() : value
    if (kept === '' && required) return [missing(at)]
    return badLength(at, lengthOf(kept), min, max)
  }

/** A whole number from `min` to `max`. */
export const integer =
  ({ min = 0, max, required = false }: Bounds): Check =>
  (value, at) => {
    if (isAbsent(value)) return required ? [missing(at)] : []
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      return [problem(at, 'NUMBER_TYPE_COERCE', `Value ${JSON.stringify(value)} is not int.`)]
    }
    if (value < min) {
      return [problem(at, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`)]
    }
    if (value > max)
      return [problem(at, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)]
    return []
  }

/** One of a few numbers. */
export const choice =
  (allowed: readonly number[], { required = false } = {}): Check =>
  (value, at) => {
    if (isAbsent(value)) return required ? [missing(at)] : []
    return allowed.some((one) => one === value)
      ? []
      : [problem(at, 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`)]
  }

/** An address of `max` characters at most, with one of the schemes that Discord opens. */
export const url =
  ({ max, schemes }: { readonly max: number; readonly schemes: readonly string[] }): Check =>
  (value, at) => {
    const wrong = text({ max })(value, at)
    if (isAbsent(value) || typeof value !== 'string' || wrong.length > 0) return wrong
    if (!URL.canParse(value)) return [problem(at, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')]
    const scheme = new URL(value).protocol.slice(0, -1)
    const known = schemes.map((one) => `'${one}'`).join(', ')
    return schemes.includes(scheme)
      ? []
      : [
          problem(
            at,
            'URL_TYPE_INVALID_SCHEME',
            `Scheme "${scheme}" is not supported. Scheme must be one of (${known}).`,
          ),
        ]
  }

/** A list of `min` to `max` items. Of a list of the wrong length Discord names the length only. */
export const list =
  (item: Check, { min = 0, max, required = false }: Bounds): Check =>
  (value, at) => {
    if (isAbsent(value)) return required ? [missing(at)] : []
    if (!Array.isArray(value)) {
      return [problem(at, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')]
    }
    const wrong = badLength(at, value.length, min, max)
    return wrong.length > 0 ? wrong : value.flatMap((one, index) => item(one, [...at, index]))
  }

/** An object with checked fields; fields that are not named pass, as Discord ignores what it does not know. */
export const model =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    if (!isModel(value)) {
      return [problem(at, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')]
    }
    return Object.entries(fields).flatMap(([name, check]) => check(value[name], [...at, name]))
  }

/** An object that may be left out. */
export const optional =
  (check: Check): Check =>
  (value, at) =>
    isAbsent(value) ? [] : check(value, at)

/** An object that must be there. */
export const needed =
  (check: Check): Check =>
  (value, at) =>
    isAbsent(value) ? [missing(at)] : check(value, at)

/** An object whose `type` says which check applies. */
export const byType =
  (kinds: Readonly<Record<number, Check>>): Check =>
  (value, at) => {
    const type = isModel(value) ? value['type'] : undefined
    const check = typeof type === 'number' ? kinds[type] : undefined
    if (check !== undefined) return check(value, at)
    const types = Object.keys(kinds)
    // Python prints a tuple of one with a comma.
    const allowed = types.length === 1 ? `${types[0]},` : types.join(', ')
    return [problem(at, 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed}).`)]
  }

/**
 * Several checks of one value, one after the other: what depends on several fields is looked at only once each
 * field is well formed.
 */
export const inTurn =
  (...checks: readonly Check[]): Check =>
  (value, at) => {
    for (const check of checks) {
      const problems = check(value, at)
      if (problems.length > 0) return problems
    }
    return []
  }

/** Discord's nested error object for a list of problems, or undefined where there are none. */
export function nested(problems: readonly Problem[]): NestedErrors | undefined {
  if (problems.length === 0) return undefined
  const root: NestedErrors = {}
  for (const { at, error } of problems) {
    let level = root
    for (const step of at) {
      const below = level[String(step)]
      level = below === undefined || Array.isArray(below) ? (level[String(step)] = {}) : below
    }
    const errors = level['_errors']
    if (Array.isArray(errors)) errors.push(error)
    else level['_errors'] = [error]
  }
  return root
}
