/** What Discord allows in the embeds of a message. */

import {
  inTurn,
  integer,
  isGiven,
  isModel,
  lengthOf,
  list,
  listOf,
  model,
  missing,
  optional,
  problem,
  text,
  url,
} from './limits-form.ts'
import type { Check } from './limits-form.ts'

/** Title, description, field names and values, footer and author of all embeds of a message together. */
const MAX_EMBED_CHARACTERS = 6000

const link = url({ max: 2048, schemes: ['http', 'https'] })
const picture = url({ max: 2048, schemes: ['http', 'https', 'attachment'] })

const notEmpty: Check = (embed, at) => {
  const shown =
    isModel(embed) && Object.entries(embed).some(([name, value]) => name !== 'type' && isGiven(value))
  return shown ? [] : [missing([...at, 'description'])]
}

const embed: Check = inTurn(
  model({
    title: text({ max: 256, trim: true }),
    description: text({ max: 4096, trim: true }),
    url: link,
    color: integer({ max: 0xffffff }),
    author: optional(
      model({ name: text({ max: 256, required: true, trim: true }), url: link, icon_url: picture }),
    ),
    footer: optional(model({ text: text({ max: 2048, required: true, trim: true }), icon_url: picture })),
    image: optional(model({ url: picture })),
    thumbnail: optional(model({ url: picture })),
    fields: list(
      model({
        name: text({ max: 256, required: true, trim: true }),
        value: text({ max: 1024, required: true, trim: true }),
      }),
      { max: 25 },
    ),
  }),
  notEmpty,
)

const charactersOf = (value: unknown): number => (typeof value === 'string' ? lengthOf(value.trim()) : 0)

function embedCharacters(value: unknown): number {
  if (!isModel(value)) return 0
  const author = isModel(value['author']) ? value['author']['name'] : undefined
  const footer = isModel(value['footer']) ? value['footer']['text'] : undefined
  const fields = listOf(value['fields']).flatMap((field) =>
    isModel(field) ? [field['name'], field['value']] : [],
  )
  return [value['title'], value['description'], author, footer, ...fields].reduce<number>(
    (total, part) => total + charactersOf(part),
    0,
  )
}

const together: Check = (embeds, at) => {
  const total = listOf(embeds).reduce<number>((sum, one) => sum + embedCharacters(one), 0)
  return total > MAX_EMBED_CHARACTERS
    ? [problem(at, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MAX_EMBED_CHARACTERS}`)]
    : []
}

/** The embeds of one message: ten at most, each within its limits, 6000 characters in all. */
export const embeds: Check = inTurn(list(embed, { max: 10 }), together)
