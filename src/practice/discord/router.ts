/** Which handler answers a request. Routes are written as Discord documents them: `GET /channels/:channel/messages`. */
import { invalidField } from './errors.ts'
import type { UploadedFile } from './uploads.ts'
import type { World } from './world.ts'

export interface RequestContext {
  world: World
  /** The bot that asks; undefined on routes that a token in the path opens. */
  callerId: string | undefined
  params: Record<string, string>
  query: URLSearchParams
  /** The JSON body, `payload_json` of a multipart one, or undefined. */
  body: unknown
  files: UploadedFile[]
  /** The decoded X-Audit-Log-Reason. */
  reason: string | undefined
}

export interface Reply {
  status: number
  body?: unknown
}

export type Handler = (context: RequestContext) => Reply

export interface Route {
  /** `METHOD /path/:param`, which also names its rate limit bucket. */
  name: string
  /** False where a token in the path stands for the bot's own. */
  authenticated: boolean
  handle: Handler
}

export interface RouteMatch {
  route: Route
  params: Record<string, string>
}

/** Declares a route that only a bot may use. */
export function route(name: string, handle: Handler): Route {
  return { name, authenticated: true, handle }
}

/** Declares a route that a token in its path opens. */
export function openRoute(name: string, handle: Handler): Route {
  return { name, authenticated: false, handle }
}

/** A parameter of the path. */
export function param({ params }: RequestContext, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`the route has no parameter ${name}`)
  return value
}

/** The JSON body as the route's kind of payload; a missing one is an empty object. What it holds is checked later. */
export function payloadOf<T extends object>({ body }: RequestContext): T {
  return (typeof body === 'object' && body !== null ? body : {}) as T
}

/** A whole number in the query, or undefined. */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name)
  return value === null ? undefined : Number(value)
}

/** 200 with a body. */
export function ok(body: unknown): Reply {
  return { status: 200, body }
}

export const NOTHING: Reply = { status: 204 }

/** Finds routes by method and path; `@me`, `@original` and the like are matched before parameters. */
export function createRouter(
  routes: readonly Route[],
): (method: string, path: string) => RouteMatch | undefined {
  const literalFirst = [...routes].sort((a, b) => parameters(a.name) - parameters(b.name))
  const compiled = literalFirst.map((entry) => {
    const [method = '', template = ''] = entry.name.split(' ')
    const pattern = template.replaceAll(/:([a-z]+)/gi, '(?<$1>[^/]+)')
    return { entry, method, pattern: new RegExp(`^${pattern}$`) }
  })
  return (method, path) => {
    for (const { entry, method: wanted, pattern } of compiled) {
      if (wanted !== method) continue
      const match = pattern.exec(path)
      if (match !== null) return { route: entry, params: decoded(match.groups ?? {}) }
    }
    return undefined
  }
}

const parameters = (name: string): number => name.split(':').length

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]))
}

const NOT_IDS = new Set(['token', 'code'])

/** Refuses a path whose ids are none (50035). */
export function checkIds(params: Record<string, string>): void {
  for (const [name, value] of Object.entries(params)) {
    if (NOT_IDS.has(name) || value.startsWith('@') || /^\d{1,20}$/.test(value)) continue
    throw invalidField([`${name}_id`], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`)
  }
}
