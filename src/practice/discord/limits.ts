/**
 * Discord's form validation, for everything that the practice Discord takes.
 *
 * Each function answers as Discord does: with its nested error object (for a body with code 50035), or with
 * undefined if the form may pass. They are pure, and take whatever came over the wire.
 *
 * The limits are those of Discord's reference; codes and messages are those that it is known to send. Where it is
 * known to refuse but not in which words, the words here are ours.
 */

import type { NestedErrors } from './errors.ts'
import {
  choice,
  integer,
  isModel,
  list,
  missing,
  model,
  nested,
  needed,
  optional,
  text,
} from './limits-form.ts'
import type { Check } from './limits-form.ts'
import { message } from './limits-messages.ts'
import type { MessageContext } from './limits-messages.ts'
import { modal } from './limits-modals.ts'

export { commandErrors } from './limits-commands.ts'
export { EMPTY_MESSAGE, isEmptyMessage } from './limits-messages.ts'

const errorsOf = (check: Check, payload: unknown): NestedErrors | undefined => nested(check(payload, []))

/** A message posted or edited. That it says anything at all is a question of its own: `isEmptyMessage`. */
export function messageErrors(payload: unknown, context: MessageContext): NestedErrors | undefined {
  return errorsOf(message(context), payload)
}

/** Which answers an interaction of each type may get first: ping, command, component, autocomplete, modal. */
const ANSWERS: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [4, 5, 9, 10, 12],
  3: [4, 5, 6, 7, 9, 10, 12],
  4: [8],
  5: [4, 5, 6, 7, 10, 12],
}
const EVERY_ANSWER = [1, 4, 5, 6, 7, 8, 9, 10, 12]

const suggestion: Check = model({
  name: text({ min: 1, max: 100, required: true }),
  value: (value, at) => {
    if (value === undefined || value === null) return [missing(at)]
    return typeof value === 'number' ? [] : text({ max: 100 })(value, at)
  },
})

const suggestions: Check = model({ choices: list(suggestion, { max: 25, required: true }) })

function answerData(type: unknown, context: MessageContext): Check {
  if (type === 4 || type === 7) return optional(message(context))
  if (type === 8) return needed(suggestions)
  if (type === 9) return needed(modal)
  return () => []
}

/** What is known of an interaction besides the answer to it. */
export interface AnswerContext extends MessageContext {
  /** The interaction's own type; without it every kind of answer passes. A modal cannot answer a modal. */
  readonly interactionType?: 1 | 2 | 3 | 4 | 5
}

/** The first answer to an interaction: a message, a deferral, suggestions or a modal. */
export function interactionResponseErrors(
  payload: unknown,
  context: AnswerContext,
): NestedErrors | undefined {
  const type = isModel(payload) ? payload['type'] : undefined
  const allowed =
    context.interactionType === undefined ? EVERY_ANSWER : (ANSWERS[context.interactionType] ?? [])
  return errorsOf(
    model({ type: choice(allowed, { required: true }), data: answerData(type, context) }),
    payload,
  )
}

/** A name of 1 to 100 characters; needed where something is made, not where it is changed. */
const name =
  (edit: boolean): Check =>
  (value, at) =>
    edit && (value === undefined || value === null)
      ? []
      : text({ min: 1, max: 100, required: true })(value, at)

interface Change {
  /** True where an existing one is changed, so that everything may be left out. */
  readonly edit?: boolean
}

const slowmode = integer({ max: 21_600 })
const archiveAfter = choice([60, 1440, 4320, 10_080])

/** A thread made or changed. */
export function threadErrors(payload: unknown, { edit = false }: Change = {}): NestedErrors | undefined {
  const fields = {
    name: name(edit),
    auto_archive_duration: archiveAfter,
    rate_limit_per_user: slowmode,
    type: choice([10, 11, 12]),
  }
  return errorsOf(model(fields), payload)
}

/** A channel made or changed. */
export function channelErrors(payload: unknown, { edit = false }: Change = {}): NestedErrors | undefined {
  const fields = {
    name: name(edit),
    topic: text({ max: 1024 }),
    rate_limit_per_user: slowmode,
    default_auto_archive_duration: archiveAfter,
    permission_overwrites: list(model({ type: choice([0, 1], { required: true }) }), { max: 1000 }),
  }
  return errorsOf(model(fields), payload)
}

/** The reason given for Discord's audit log, after URL-decoding: 512 characters at most. */
export function auditReasonErrors(reason: string | undefined): NestedErrors | undefined {
  return errorsOf(model({ reason: text({ max: 512 }) }), { reason })
}

/** A ban, with the reason given for it in the `X-Audit-Log-Reason` header. */
export function banErrors(
  payload: unknown,
  { reason }: { readonly reason?: string } = {},
): NestedErrors | undefined {
  const fields = {
    delete_message_seconds: integer({ max: 604_800 }),
    delete_message_days: integer({ max: 7 }),
    reason: text({ max: 512 }),
  }
  const body = isModel(payload) ? payload : {}
  return errorsOf(model(fields), reason === undefined ? body : { ...body, reason })
}
