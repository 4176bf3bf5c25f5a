/** Answers one REST request: faults, authentication, rate limits, the route, the log. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { readBody } from './body.ts'
import { DiscordError, invalidForm, refusal } from './errors.ts'
import type { Exchange, ExchangeListener, LoggedRequest, LoggedResponse } from './exchange.ts'
import type { FaultAction, FaultBook } from './faults.ts'
import { auditReasonErrors } from './limits.ts'
import type { createRateLimits } from './rate-limits.ts'
import { checkIds, type RouteMatch } from './router.ts'
import type { UploadedFile } from './uploads.ts'
import type { World } from './world.ts'

export interface RestParts {
  world: World
  find: (method: string, path: string) => RouteMatch | undefined
  faults: FaultBook
  rateLimit: ReturnType<typeof createRateLimits>
  log: Exchange[]
  unknownRoutes: string[]
  listeners: Set<ExchangeListener>
}

type Outcome = LoggedResponse | 'dropped'

/** Takes a request to `/api/vN/…` from its first byte to the end of its answer. */
export async function serveRest(
  parts: RestParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { world } = parts
  const url = new URL(incoming.url ?? '/', 'http://localhost')
  const path = url.pathname.replace(/^\/api(\/v\d+)?/, '')
  const method = incoming.method ?? 'GET'
  const read = await readBody(incoming).catch(() => undefined)
  const request: LoggedRequest = {
    method,
    url: incoming.url ?? '/',
    path,
    query: Object.fromEntries(url.searchParams),
    headers: plainHeaders(incoming),
    body: read?.body,
    files: read?.files ?? [],
    at: world.clock.now(),
    reason: reasonOf(incoming),
  }
  const match = parts.find(method, path)
  const exchange: Exchange = { request, route: match?.route.name, response: undefined }
  parts.log.push(exchange)

  const outcome = await settle(parts, exchange, match, url.searchParams, read === undefined)
  if (outcome === 'dropped') {
    exchange.response = { status: 0, headers: {}, body: undefined }
    incoming.socket.destroy()
    world.changed()
    return
  }
  exchange.response = outcome
  const gone = write(outgoing, outcome)
  for (const listener of parts.listeners) listener(request, outcome, exchange)
  world.changed()
  await gone
  for (const action of parts.faults.take(request, 'answered')) {
    if ('call' in action) await action.call(request)
  }
}

async function settle(
  parts: RestParts,
  exchange: Exchange,
  match: RouteMatch | undefined,
  query: URLSearchParams,
  unreadable: boolean,
): Promise<Outcome> {
  const early = await suffer(parts, exchange.request, 'before')
  if (early !== undefined) return early
  const done = unreadable
    ? refused(new DiscordError(400, 50109, 'The request body contains invalid JSON.'))
    : work(parts, exchange.request, match, query)
  return (await suffer(parts, exchange.request, 'after')) ?? done
}

/** Lets the ordered faults happen; an answer or a dropped socket ends the request there. */
async function suffer(
  parts: RestParts,
  request: LoggedRequest,
  when: 'before' | 'after',
): Promise<Outcome | undefined> {
  for (const action of parts.faults.take(request, when)) {
    const outcome = await perform(action, request)
    if (outcome !== undefined) return outcome
  }
  return undefined
}

async function perform(action: FaultAction, request: LoggedRequest): Promise<Outcome | undefined> {
  if ('dropSocket' in action) return 'dropped'
  if ('delayMs' in action) await delay(action.delayMs)
  else if ('call' in action) await action.call(request)
  else
    return {
      status: action.status,
      headers: action.headers ?? {},
      body: action.body ?? ordinaryBody(action.status),
    }
  return undefined
}

function ordinaryBody(status: number): unknown {
  if (status === 204) return undefined
  return { message: `${status}: ${status >= 500 ? 'Internal Server Error' : 'Error'}`, code: 0 }
}

function work(
  parts: RestParts,
  request: LoggedRequest,
  match: RouteMatch | undefined,
  query: URLSearchParams,
): LoggedResponse {
  if (match === undefined) {
    parts.unknownRoutes.push(`${request.method} ${request.path}`)
    return refused(refusal('notFound'))
  }
  const callerId = callerOf(parts.world, request)
  if (match.route.authenticated && callerId === undefined) return refused(refusal('unauthorized'))
  const { params } = match
  const major = params['channel'] ?? params['guild'] ?? params['token'] ?? ''
  const verdict = parts.rateLimit(match.route.name, major, callerId ?? '')
  if (verdict.refused !== undefined) return tooMany(verdict.headers, verdict.refused)
  try {
    checkIds(params)
    const wrongReason = auditReasonErrors(request.reason)
    if (wrongReason !== undefined) throw invalidForm(wrongReason)
    const reply = match.route.handle({
      world: parts.world,
      callerId,
      params,
      query,
      body: request.body,
      files: request.files as UploadedFile[],
      reason: request.reason,
    })
    return { status: reply.status, headers: verdict.headers, body: reply.body }
  } catch (error) {
    if (error instanceof DiscordError) return { ...refused(error), headers: verdict.headers }
    throw error
  }
}

function refused(error: DiscordError): LoggedResponse {
  return { status: error.status, headers: {}, body: error.body() }
}

function tooMany(
  headers: Record<string, string>,
  { retryAfterSeconds, global }: { retryAfterSeconds: number; global: boolean },
): LoggedResponse {
  const body = {
    message: 'You are being rate limited.',
    retry_after: Number(retryAfterSeconds.toFixed(3)),
    global,
    code: 0,
  }
  return { status: 429, headers: { ...headers, 'retry-after': String(Math.ceil(retryAfterSeconds)) }, body }
}

function callerOf(world: World, request: LoggedRequest): string | undefined {
  const token = /^Bot (.+)$/.exec(request.headers['authorization'] ?? '')?.[1]
  return [...world.bots.values()].find((bot) => bot.token === token)?.id
}

function reasonOf(incoming: IncomingMessage): string | undefined {
  const raw = incoming.headers['x-audit-log-reason']
  if (typeof raw !== 'string') return undefined
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value)
  return headers
}

/** Sends the answer; resolves once it has left. */
function write(outgoing: ServerResponse, { status, headers, body }: LoggedResponse): Promise<void> {
  outgoing.statusCode = status
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
  const gone = new Promise<void>((resolve) => outgoing.once('close', resolve).once('finish', resolve))
  if (body === undefined) outgoing.end()
  else outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  return gone
}
