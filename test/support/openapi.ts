/**
 * Checks what goes over the wire against Discord's own OpenAPI spec (`discord-openapi.json`, under its own licence
 * beside it): every request that the bot sends and every response that the practice Discord gives.
 *
 * The spec is taken as it is but for its known slips (`SLIPS`), each shown by a test to be one. It says nothing of
 * outages (5xx), and it is lenient: the limits that it leaves out are those of `src/practice/discord/limits.ts`.
 */

import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { default as addFormats } from 'ajv-formats'

/** One request and its response, as they went over the wire. */
export interface Exchange {
  readonly method: string
  /** With its version and query: `/api/v10/channels/123/messages?limit=5`. */
  readonly path: string
  /** The JSON body, or that of `payload_json` in a form; undefined for none. */
  readonly requestBody?: unknown
  /** How many files the form carried. */
  readonly requestFiles?: number
  readonly status: number
  /** The JSON body; undefined, null or the empty text for none. */
  readonly responseBody?: unknown
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}
interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly schema: object
}
interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Content & { required?: boolean }
  readonly responses: Readonly<Record<string, Content & { readonly $ref?: string }>>
}
type PathItem = Readonly<Record<string, Operation>> & { readonly parameters?: readonly Parameter[] }

/** Discord's spec, as far as this file looks into it. */
interface Spec {
  readonly paths: Readonly<Record<string, PathItem>>
  readonly components: {
    readonly responses: Readonly<Record<string, Content>>
    readonly schemas: Record<string, { properties?: Record<string, unknown> }>
  }
}

const SPEC_ID = 'discord'
const VERSION = /^\/api\/v10(?=\/)/
const SHOWN_PROBLEMS = 8

/** Where the spec and Discord differ, and what Discord really does. */
const SLIPS: readonly ((spec: Spec) => void)[] = [
  function permissionsAreText(spec) {
    // Sent as a number in text, as all permissions are; the responses of the same spec say so too.
    for (const name of ['Create', 'Update', 'PatchRequestPartial']) {
      const schema = name.startsWith('Patch')
        ? `ApplicationCommand${name}`
        : `ApplicationCommand${name}Request`
      const properties = spec.components.schemas[schema]?.properties
      if (properties === undefined) throw new Error(`The spec has no ${schema} any more.`)
      properties['default_member_permissions'] = { type: ['string', 'null'], pattern: '^[0-9]+$' }
    }
  },
  function unbanningNeedsNoBody(spec) {
    const body = spec.paths['/guilds/{guild_id}/bans/{user_id}']?.['delete']?.requestBody
    if (body === undefined) throw new Error('Lifting a ban takes no body any more.')
    body.required = false
  },
  function formErrorsHaveNamesForCodes(spec) {
    // Discord's reference shows BASE_TYPE_REQUIRED and its like under `_errors`; the spec has the number that only
    // the error around them carries.
    const properties = spec.components.schemas['InnerErrors']?.properties
    if (properties === undefined) throw new Error('The spec has no InnerErrors any more.')
    properties['_errors'] = {
      type: 'array',
      items: {
        type: 'object',
        properties: { code: { type: 'string' }, message: { type: 'string' } },
        required: ['code', 'message'],
      },
    }
  },
]

/** Discord's spec as published. */
export const readSpec = (): Spec =>
  JSON.parse(readFileSync(new URL('discord-openapi.json', import.meta.url), 'utf8')) as Spec

interface Route {
  readonly template: string
  readonly matcher: RegExp
  readonly item: PathItem
}

/** Answers with what is wrong about an exchange, each problem in words; an empty list means that it may stand. */
type Checker = (exchange: Exchange) => string[]

/** A checker for a given spec; made for the tests that show the slips to be slips. Use `checkExchange`. */
export function checkerFor(spec: Spec): Checker {
  const routes = Object.entries(spec.paths)
    .map(([template, item]): Route => ({ template, matcher: matcherOf(template), item }))
    // `@me` before `{user_id}`: the route with fewer gaps is meant.
    .toSorted((a, b) => gaps(a.template) - gaps(b.template))

  const strictly = validator(spec, false)
  const fromText = validator(spec, true)

  return ({ method, path, requestBody, requestFiles = 0, status, responseBody }) => {
    const url = new URL(path, 'http://discord')
    if (!VERSION.test(url.pathname)) return [`${path} is not under /api/v10`]
    // discord.js escapes the @ of @me and @original.
    const place = url.pathname.replace(VERSION, '').replaceAll('%40', '@')
    const route = routes.find(({ matcher }) => matcher.test(place))
    const verb = method.toLowerCase()
    const operation = verb === 'parameters' ? undefined : route?.item[verb]
    if (route === undefined || operation === undefined)
      return [`${method} ${place} is not a route of Discord's`]

    const at = ['paths', route.template, verb]
    return [
      ...parameterProblems(route, operation, url, place, fromText, at),
      ...requestProblems(operation, requestBody, requestFiles, strictly, at),
      ...responseProblems(operation, status, responseBody, strictly, at, spec),
    ].map((problem) => `${method} ${route.template}: ${problem}`)
  }
}

let usual: Checker | undefined

/** Checks an exchange against Discord's spec with its slips mended. Schemas are compiled once, when first met. */
export const checkExchange: Checker = (exchange) => {
  if (usual === undefined) {
    const spec = readSpec()
    for (const mend of SLIPS) mend(spec)
    usual = checkerFor(spec)
  }
  return usual(exchange)
}

const gaps = (template: string): number => template.split('{').length
const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
const matcherOf = (template: string): RegExp =>
  new RegExp(`^${escaped(template).replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)

/** Problems of a value with the schema at a place in the spec. */
type Validate = (value: unknown, schemaAt: readonly string[], what: string) => string[]

function validator(spec: Spec, coerceTypes: boolean): Validate {
  const ajv = new Ajv2020({
    strict: false,
    coerceTypes,
    validateSchema: false,
    validateFormats: true,
    // most of the time goes into compiling: each schema once, and none polished
    inlineRefs: false,
    code: { optimize: false },
  })
  addFormats.default(ajv)
  ajv.addFormat('snowflake', /^(?:0|[1-9]\d{0,19})$/)
  ajv.addFormat('nonce', true)
  ajv.addSchema(spec, SPEC_ID)
  const compiled = new Map<string, ValidateFunction>()

  return (value, schemaAt, what) => {
    const pointer = schemaAt
      .map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `${SPEC_ID}#/${pointer}` })
    compiled.set(pointer, check)
    if (check(value)) return []
    const problems = (check.errors ?? []).map(
      ({ instancePath, message }) => `${what}${instancePath} ${message}`,
    )
    return [...new Set(problems)].slice(0, SHOWN_PROBLEMS)
  }
}

function parameterProblems(
  route: Route,
  operation: Operation,
  url: URL,
  place: string,
  check: Validate,
  at: readonly string[],
): string[] {
  const known = [
    ...(route.item.parameters ?? []).map((one, i) => ({
      one,
      at: ['paths', route.template, 'parameters', `${i}`],
    })),
    ...(operation.parameters ?? []).map((one, i) => ({ one, at: [...at, 'parameters', `${i}`] })),
  ]
  const inPath = route.matcher.exec(place)?.groups ?? {}
  const names = new Set(known.filter(({ one }) => one.in === 'query').map(({ one }) => one.name))
  const unknown = [...url.searchParams.keys()].filter((name) => !names.has(name))
  return [
    ...unknown.map((name) => `query ${name} is not known`),
    ...known.flatMap(({ one, at: where }) => {
      const given =
        one.in === 'path' ? [decodeURIComponent(inPath[one.name] ?? '')] : url.searchParams.getAll(one.name)
      if (given.length === 0) return []
      const value = 'type' in one.schema && one.schema.type === 'array' ? given : given[0]
      return check(value, [...where, 'schema'], `${one.in} ${one.name}`)
    }),
  ]
}

const FORM = 'multipart/form-data'
const JSON_BODY = 'application/json'

function requestProblems(
  operation: Operation,
  body: unknown,
  files: number,
  check: Validate,
  at: readonly string[],
): string[] {
  const allowed = operation.requestBody
  if (body === undefined && files === 0) {
    return allowed?.required === true ? ['the request must have a body'] : []
  }
  if (allowed === undefined) return ['the request may have no body']
  const kind = files > 0 ? FORM : JSON_BODY
  if (allowed.content?.[kind] === undefined) return [`the request may not be ${kind}`]
  const parts = Object.fromEntries(Array.from({ length: files }, (_, index) => [`files[${index}]`, '']))
  const isForm = files > 0 && (body === undefined || typeof body === 'object')
  const sent = isForm ? { ...body, ...parts } : body
  return check(sent, [...at, 'requestBody', 'content', kind, 'schema'], 'request')
}

function responseProblems(
  operation: Operation,
  status: number,
  body: unknown,
  check: Validate,
  at: readonly string[],
  spec: Spec,
): string[] {
  if (status >= 500) return []
  const key = [`${status}`, `${Math.floor(status / 100)}XX`].find((one) => one in operation.responses)
  const response = key === undefined ? undefined : operation.responses[key]
  if (key === undefined || response === undefined) return [`status ${status} is not one that Discord gives`]
  const shared = response.$ref?.split('/').at(-1)
  const { content } = shared === undefined ? response : (spec.components.responses[shared] ?? {})
  const empty = body === undefined || body === null || body === ''
  if (content === undefined) return empty ? [] : [`the response (${status}) may have no body`]
  if (content[JSON_BODY] === undefined) return []
  if (empty) return [`the response (${status}) must have a body`]
  const schemaAt = shared === undefined ? [...at, 'responses', key] : ['components', 'responses', shared]
  return check(body, [...schemaAt, 'content', JSON_BODY, 'schema'], `response (${status})`)
}
