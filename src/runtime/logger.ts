import { pino, type DestinationStream } from 'pino'
import type { LogLevel } from './env.ts'

/**
 * All that a line of the program's log may carry beside its fixed words: ids of things, references, counts. There is
 * no field for a person, and none for a text that someone wrote (N4).
 */
export interface LogFields {
  /** A Discord server's id. */
  readonly server?: string | undefined
  /** The reference of a matter, such as `2026-014`. */
  readonly ref?: string | undefined
  /** The number of a register entry. */
  readonly entry?: number | undefined
  /** The number of an effect in the outbox, and what kind it is. */
  readonly effect?: number | string | undefined
  readonly kind?: string | undefined
  readonly job?: string | undefined
  readonly command?: string | undefined
  readonly channel?: string | undefined
  readonly message?: string | undefined
  readonly attempt?: number | undefined
  readonly count?: number | undefined
  /** A duration in milliseconds. */
  readonly ms?: number | undefined
  /** An HTTP status or a Discord error code. */
  readonly status?: number | undefined
  readonly code?: number | string | undefined
  readonly port?: number | undefined
  /** A caught error: its kind, its code and where it was thrown are logged, never its message. */
  readonly error?: unknown
}

/** Only words fixed in the source may be a log line: a text put together at run time does not compile. */
type Fixed<Words extends string> = Record<never, 1> extends Record<Words, 1> ? never : Words

type Write = <Words extends string>(words: Fixed<Words>, fields?: LogFields) => void

export interface Logger {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
  readonly fatal: Write
}

const fieldNames = [
  'server',
  'ref',
  'entry',
  'effect',
  'kind',
  'job',
  'command',
  'channel',
  'message',
  'attempt',
  'count',
  'ms',
  'status',
  'code',
  'port',
] as const satisfies readonly Exclude<keyof LogFields, 'error'>[]

/** An id, a reference or the name of a thing: no spaces, so no sentence and no full name. */
const idLike = /^[\w.:/[\]-]{1,64}$/

/**
 * The program's log: JSON lines on standard error, written at once so that a killed process has lost none. Whatever
 * gets past the types is left out at run time: unknown fields, and values that are not ids or numbers (N4).
 */
export function createLogger(
  level: LogLevel,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  const at =
    (name: keyof Logger): Write =>
    (words, fields = {}) => {
      log[name](safeFields(fields), words)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), fatal: at('fatal') }
}

function safeFields(fields: LogFields): Record<string, unknown> {
  const safe: Record<string, unknown> = {}
  for (const name of fieldNames) {
    const value = fields[name]
    if (value !== undefined) safe[name] = safeValue(value)
  }
  if (fields.error !== undefined) safe['error'] = safeError(fields.error)
  return safe
}

function safeValue(value: unknown): string | number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && idLike.test(value) ? value : '[left out]'
}

/** What an error is and where it comes from. Its message can quote people or hold what was sent to Discord. */
function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, status } = error as Error & { code?: unknown; status?: unknown }
  return {
    name: safeValue(error.name),
    ...(code === undefined ? {} : { code: safeValue(code) }),
    ...(status === undefined ? {} : { status: safeValue(status) }),
    at: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: safeError(error.cause) }),
  }
}

/** The places in a stack, without the message before them. */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? ''
  const message = stack.indexOf(error.message)
  const frames = message === -1 ? '' : stack.slice(message + error.message.length)
  return frames
    .split('\n')
    .flatMap((line) => /^\s+at .*?((?:file:\/\/|node:|\/)[^\s()]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? [])
    .map((place) => place.replace(/^.*\/(?=(?:src|test|node_modules)\/)/, ''))
    .slice(0, 12)
}
