/** What Discord allows among the components that messages and modals share, and across a whole tree of them. */

import {
  inTurn,
  byType,
  choice,
  integer,
  isModel,
  list,
  listOf,
  missing,
  model,
  needed,
  problem,
  text,
  url,
} from './limits-form.ts'
import type { Check, Path, Problem } from './limits-form.ts'

/** The `custom_id` of anything that people can use. */
export const customId: Check = text({ min: 1, max: 100, required: true })

/** One choice of a select, a radio group or a checkbox group. */
const option = model({
  label: text({ min: 1, max: 100, required: true }),
  value: text({ min: 1, max: 100, required: true }),
  description: text({ max: 100 }),
})

const distinctValues: Check = (options, at) => {
  const seen = new Set<unknown>()
  return listOf(options).flatMap((one, index) => {
    const value = isModel(one) ? one['value'] : undefined
    if (!seen.has(value)) {
      seen.add(value)
      return []
    }
    const message = 'The specified option value is already used'
    return [problem([...at, index], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message)]
  })
}

/** The choices that a component offers, `min` to `max` of them, no value twice. */
export const options = (min: number, max: number): Check =>
  inTurn(list(option, { min, max, required: true }), distinctValues)

/**
 * How many of its choices a component wants. Discord's own words for the first two are not written down anywhere;
 * that it refuses them is.
 */
export const howMany = (most: (component: Readonly<Record<string, unknown>>) => number): Check => {
  return (component, at) => {
    if (!isModel(component)) return []
    const min = typeof component['min_values'] === 'number' ? component['min_values'] : 1
    const max = typeof component['max_values'] === 'number' ? component['max_values'] : most(component)
    const offered = Array.isArray(component['options']) ? component['options'].length : Infinity
    const problems: Problem[] = []
    if (min > max) {
      const message = `min_values must be equal to or less than ${max}.`
      problems.push(problem([...at, 'min_values'], 'SELECT_COMPONENT_MIN_VALUES_TOO_LARGE', message))
    }
    if (typeof component['max_values'] === 'number' && max > offered) {
      const message = `max_values must be equal to or less than ${offered}.`
      problems.push(problem([...at, 'max_values'], 'SELECT_COMPONENT_MAX_VALUES_TOO_LARGE', message))
    }
    return problems
  }
}

/** Something that must be answered cannot be content with no choice. */
export const requiredMeansOne =
  ({ requiredByDefault }: { readonly requiredByDefault: boolean }): Check =>
  (component, at) => {
    if (!isModel(component) || component['min_values'] !== 0) return []
    if ((component['required'] ?? requiredByDefault) !== true) return []
    const message = 'Select menus marked as required cannot have a min_values of 0'
    return [problem([...at, 'min_values'], 'SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES', message)]
  }

const select = (more: Readonly<Record<string, Check>>): Check =>
  inTurn(
    model({
      custom_id: customId,
      placeholder: text({ max: 150 }),
      min_values: integer({ min: 0, max: 25 }),
      max_values: integer({ min: 1, max: 25 }),
      ...more,
    }),
    howMany(() => 1),
  )

/** The five kinds of select, by their type. */
export const SELECTS: Readonly<Record<number, Check>> = {
  3: select({ options: options(1, 25) }),
  5: select({}),
  6: select({}),
  7: select({}),
  8: select({}),
}

const LINK_STYLE = 5
const PREMIUM_STYLE = 6

const buttonRules: Check = (button, at) => {
  if (!isModel(button)) return []
  const { custom_id: id, url: address, style } = button
  if (style === PREMIUM_STYLE) return []
  if (style === LINK_STYLE) {
    if (id !== undefined && id !== null) {
      const message = 'A custom id and url cannot both be specified'
      return [problem([...at, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message)]
    }
    return address ? [] : [problem([...at, 'url'], 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required')]
  }
  if (address) {
    const message = 'A custom id and url cannot both be specified'
    return [problem([...at, 'url'], 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message)]
  }
  if (id !== undefined && id !== null) return []
  return [problem([...at, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required')]
}

const labelled: Check = (button, at) => {
  if (!isModel(button) || button['style'] === PREMIUM_STYLE) return []
  return button['label'] || button['emoji'] ? [] : [missing([...at, 'label'])]
}

/** A button: at most 80 characters on it; `custom_id` if it asks the bot, `url` if it is a link. */
export const button: Check = inTurn(
  model({
    style: choice([1, 2, 3, 4, 5, 6], { required: true }),
    label: text({ max: 80 }),
    custom_id: text({ min: 1, max: 100 }),
    url: url({ max: 512, schemes: ['http', 'https', 'discord'] }),
  }),
  buttonRules,
  labelled,
)

/** Five buttons fill a row; anything else fills it alone. */
const ROW_WIDTH = 5
const widthOf = (component: unknown): number =>
  isModel(component) && component['type'] === 2 ? 1 : ROW_WIDTH

const fitsTheRow: Check = (components, at) => {
  let width = 0
  return listOf(components).flatMap((component, index) => {
    width += widthOf(component)
    if (width <= ROW_WIDTH) return []
    const message = 'The specified component exceeds the maximum width'
    return [problem([...at, index], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message)]
  })
}

/** A row of up to five components of the given kinds, as wide as they may be together. */
export const row = (kinds: Readonly<Record<number, Check>>): Check =>
  model({ components: inTurn(list(byType(kinds), { min: 1, max: 5, required: true }), fitsTheRow) })

/** Words on their own, within a message of components or a modal. */
export const textDisplay: Check = model({ content: text({ min: 1, max: 4000, required: true }) })

/** A label's or section's single child. */
export const child = (kinds: Readonly<Record<number, Check>>): Check => needed(byType(kinds))

/** Every component of a tree with its place, outside first. */
export function everyComponent(
  components: unknown,
  at: Path,
): readonly { at: Path; component: Readonly<Record<string, unknown>> }[] {
  return listOf(components).flatMap((component, index) => within(component, [...at, index]))
}

function within(
  component: unknown,
  at: Path,
): readonly { at: Path; component: Readonly<Record<string, unknown>> }[] {
  if (!isModel(component)) return []
  return [
    { at, component },
    ...everyComponent(component['components'], [...at, 'components']),
    ...within(component['accessory'], [...at, 'accessory']),
    ...within(component['component'], [...at, 'component']),
  ]
}

/** No `custom_id` stands twice in one message or modal, not even on disabled buttons. */
export const distinctCustomIds: Check = (components, at) => {
  const seen = new Set<unknown>()
  return everyComponent(components, at).flatMap(({ at: place, component }) => {
    const id = component['custom_id']
    if (typeof id !== 'string' || id === '') return []
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    const message = 'Component custom id cannot be duplicated'
    return [problem([...place, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', message)]
  })
}
