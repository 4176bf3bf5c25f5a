/** Pieces of Discord's form errors, and of the forms that earn them, for the tests of the limits. */

const one = (code: string, message: string) => ({ _errors: [{ code, message }] })

/** A text or list over its greatest length. */
export const tooLong = (max: number) => one('BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)

/** A text or list outside its two bounds. */
export const badLength = (min: number, max: number) =>
  one('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)

/** Something left out. */
export const missing = one('BASE_TYPE_REQUIRED', 'This field is required')

/** A component or option of a type that may not stand there. */
export const wrongType = (allowed: string) =>
  one('UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed}).`)

/** A number that is none of those allowed. */
export const notOneOf = (allowed: string) => one('BASE_TYPE_CHOICES', `Value must be one of {${allowed}}.`)

/** The codes found anywhere in an error object, in order. */
export function codes(errors: unknown): string[] {
  if (Array.isArray(errors)) return errors.map((error: { code: string }) => error.code)
  return typeof errors === 'object' && errors !== null ? Object.values(errors).flatMap(codes) : []
}

/** A list of so many things. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

let made = 0

/** A `custom_id` that nothing else has. */
export const freshId = (): string => `id:${made++}`

export const row = (...components: object[]) => ({ type: 1, components })
export const words = (content: string) => ({ type: 10, content })
export const button = (more: object = {}) => ({
  type: 2,
  style: 1,
  label: 'Sign',
  custom_id: freshId(),
  ...more,
})
export const choice = (index: number) => ({ label: `choice ${index}`, value: `value ${index}` })
export const select = (count: number, more: object = {}) => ({
  type: 3,
  custom_id: freshId(),
  options: times(count, choice),
  ...more,
})
