/** What Discord allows in a message, whether posted, edited or given as an answer to an interaction. */

import {
  button,
  child,
  distinctCustomIds,
  everyComponent,
  requiredMeansOne,
  row,
  SELECTS,
  textDisplay,
} from './limits-components.ts'
import { embeds } from './limits-embeds.ts'
import {
  inTurn,
  byType,
  integer,
  isGiven,
  isModel,
  lengthOf,
  list,
  listOf,
  model,
  optional,
  problem,
  text,
  url,
} from './limits-form.ts'
import type { Check, Problem } from './limits-form.ts'

/** The flag that makes a message consist of components only. */
const IS_COMPONENTS_V2 = 1 << 15

const MAX_COMPONENTS = 40
const MAX_DISPLAYED_TEXT = 4000

const messageSelects = Object.fromEntries(
  Object.entries(SELECTS).map(([type, check]) => [
    type,
    // `required` means nothing in a message, yet Discord refuses the contradiction there too.
    inTurn(check, requiredMeansOne({ requiredByDefault: false })),
  ]),
)

const messageRow = row({ 2: button, ...messageSelects })

const media = model({ url: url({ max: 2048, schemes: ['http', 'https', 'attachment'] }) })
const description = text({ max: 1024 })

const inContainer: Readonly<Record<number, Check>> = {
  1: messageRow,
  9: model({
    components: list(byType({ 10: textDisplay }), { min: 1, max: 3, required: true }),
    accessory: child({ 2: button, 11: model({ media, description }) }),
  }),
  10: textDisplay,
  12: model({ items: list(model({ media, description }), { min: 1, max: 10, required: true }) }),
  13: model({ file: model({ url: url({ max: 2048, schemes: ['attachment'] }) }) }),
  14: model({ spacing: integer({ min: 1, max: 2 }) }),
}

const container = model({
  accent_color: integer({ max: 0xffffff }),
  components: list(byType(inContainer), { min: 1, max: MAX_COMPONENTS, required: true }),
})

const asParts: Check = list(byType({ ...inContainer, 17: container }), { max: MAX_COMPONENTS })
const asRows: Check = list(byType({ 1: messageRow }), { max: 5 })

const wholeTree: Check = (components, at) => {
  const everything = everyComponent(components, at)
  const shown = everything.map(({ component }) =>
    component['type'] === 10 ? component['content'] : undefined,
  )
  const characters = shown.reduce<number>(
    (sum, one) => sum + (typeof one === 'string' ? lengthOf(one) : 0),
    0,
  )
  const problems: Problem[] = []
  if (everything.length > MAX_COMPONENTS) {
    const message = `Total number of components cannot exceed ${MAX_COMPONENTS}`
    problems.push(problem(at, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message))
  }
  if (characters > MAX_DISPLAYED_TEXT) {
    const message = `Components displayable text size exceeds maximum size of ${MAX_DISPLAYED_TEXT}`
    problems.push(problem(at, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message))
  }
  return problems
}

const noLegacyFields: Check = (message, at) =>
  ['content', 'embeds', 'sticker_ids', 'poll'].flatMap((field) => {
    if (!isModel(message) || !isGiven(message[field])) return []
    const words = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
    return [problem([...at, field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', words)]
  })

const nonce: Check = (value, at) => {
  if (value === undefined || value === null) return []
  if (typeof value === 'number' && Number.isInteger(value)) return []
  if (typeof value !== 'string') {
    return [problem(at, 'NONCE_TYPE_INVALID_TYPE', 'This field must be a string or integer.')]
  }
  return lengthOf(value) > 25
    ? [problem(at, 'NONCE_TYPE_TOO_LONG', 'Must be 25 or fewer characters long.')]
    : []
}

const exclusiveMentions: Check = (mentions, at) =>
  ['users', 'roles'].flatMap((kind) => {
    if (!isModel(mentions) || listOf(mentions[kind]).length === 0) return []
    if (!listOf(mentions['parse']).includes(kind)) return []
    const words = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
    return [problem(at, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', words)]
  })

const anything: Check = () => []
const allowedMentions = optional(
  inTurn(
    model({ users: list(anything, { max: 100 }), roles: list(anything, { max: 100 }) }),
    exclusiveMentions,
  ),
)

const attachments =
  (files: number): Check =>
  (value, at) => {
    const wrong = list(model({ filename: text({ max: 1024 }), description }), { max: 10 })(value, at)
    return wrong.length === 0 && files > 10
      ? list(anything, { max: 10 })(Array.from({ length: files }), at)
      : wrong
  }

/** What is known of a message besides its body. */
export interface MessageContext {
  /** How many files came with the body. */
  readonly files: number
  /** For an edit that does not speak of flags: whether the message is one of components only. */
  readonly componentsV2?: boolean
}

/** Whether a body makes or keeps a message of components only. */
function usesComponentsV2(message: unknown, context: MessageContext): boolean {
  const flags = isModel(message) ? message['flags'] : undefined
  return typeof flags === 'number' ? (flags & IS_COMPONENTS_V2) !== 0 : (context.componentsV2 ?? false)
}

/** A message within all limits; whether it says anything at all is `isEmptyMessage`. */
export const message =
  (context: MessageContext): Check =>
  (value, at) => {
    const fields = {
      content: text({ max: 2000, trim: true }),
      embeds,
      nonce,
      allowed_mentions: allowedMentions,
      attachments: attachments(context.files),
    }
    return usesComponentsV2(value, context)
      ? inTurn(
          model({ ...fields, components: inTurn(asParts, distinctCustomIds, wholeTree) }),
          noLegacyFields,
        )(value, at)
      : model({ ...fields, components: inTurn(asRows, distinctCustomIds) })(value, at)
  }

/**
 * Whether a message would say nothing, which Discord refuses with a code of its own (50006, `EMPTY_MESSAGE`).
 * For an edit, ask about the message as it would stand afterwards.
 */
export function isEmptyMessage(payload: unknown, { files }: Pick<MessageContext, 'files'>): boolean {
  if (files > 0) return false
  if (!isModel(payload)) return true
  const { content, message_reference: reference } = payload
  if (typeof content === 'string' && content.trim() !== '') return false
  const forwards = isModel(reference) && reference['type'] === 1
  return (
    !forwards &&
    !['embeds', 'components', 'sticker_ids', 'poll', 'attachments'].some((field) => isGiven(payload[field]))
  )
}

/** Discord's refusal of a message that says nothing, as its body. */
export const EMPTY_MESSAGE = { code: 50006, message: 'Cannot send an empty message' } as const
