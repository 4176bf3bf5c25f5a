import { z } from 'zod'

/** How much the program writes to its log, quietest last. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** The process environment after checking: every value usable as it stands. */
export interface Env {
  /** The bot's token, or null: then the program starts in practice mode. */
  readonly discordToken: string | null
  /** Base of Discord's API without a version and without a slash at the end. */
  readonly discordApiUrl: string
  /** Folder of the registers, as given (relative to the working directory). */
  readonly dataDir: string
  /** The encryption key as 64 hexadecimal digits in lower case, or null. */
  readonly registerKey: string | null
  /** File holding the encryption key, or null. Never set together with `registerKey`. */
  readonly registerKeyFile: string | null
  readonly logLevel: LogLevel
  /** Loopback port of the practice page; 0 lets the system choose one. */
  readonly practicePort: number
  /** Where practice mode's own bot process reads the simulated clock; null everywhere else. */
  readonly practiceClockUrl: string | null
}

const defaultApiUrl = 'https://discord.com/api'
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

const text = z.string().optional()

const schema = z
  .object({
    DISCORD_TOKEN: text.refine((value) => value === undefined || !/\s|^Bot\b/i.test(value), {
      error: 'holds spaces or begins with "Bot". Paste the token alone, as the developer portal shows it',
    }),
    DISCORD_API_URL: text.transform((value, context) => {
      const url = parseHttp(value ?? defaultApiUrl)
      if (url === null) {
        context.addIssue(`must be a web address such as ${defaultApiUrl}`)
        return z.NEVER
      }
      if (/\/v\d+\/*$/.test(url.pathname)) {
        context.addIssue('must not end in a version: leave out the last part, the bot adds it by itself')
        return z.NEVER
      }
      return url.href.replace(/\/+$/, '')
    }),
    DATA_DIR: text.transform((value) => value ?? './data'),
    REGISTER_KEY: text
      .refine((value) => value === undefined || /^[0-9a-f]{64}$/i.test(value), {
        error:
          'must be 64 hexadecimal digits (0-9 and a-f). Copy the whole key, or leave it empty and let the first start make one',
      })
      .transform((value) => value?.toLowerCase()),
    REGISTER_KEY_FILE: text,
    LOG_LEVEL: text.transform((value, context) => {
      const level = logLevels.find((one) => one === (value ?? 'info'))
      if (level !== undefined) return level
      context.addIssue(`must be one of ${logLevels.join(', ')}`)
      return z.NEVER
    }),
    PRACTICE_PORT: text.transform((value, context) => {
      const port = Number(value ?? '4600')
      if (/^\d+$/.test(value ?? '4600') && port <= 65_535) return port
      context.addIssue('must be a whole number from 0 to 65535 (0: any free port)')
      return z.NEVER
    }),
    PRACTICE_CLOCK_URL: text.refine((value) => value === undefined || parseHttp(value) !== null, {
      error: 'is set by practice mode for itself. Remove it',
    }),
  })
  .superRefine((value, context) => {
    if (value.REGISTER_KEY !== undefined && value.REGISTER_KEY_FILE !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['REGISTER_KEY'],
        message: 'and REGISTER_KEY_FILE are both set. Keep one and remove the other',
      })
    }
    if (value.PRACTICE_CLOCK_URL !== undefined && !isLoopback(value.DISCORD_API_URL)) {
      context.addIssue({
        code: 'custom',
        path: ['PRACTICE_CLOCK_URL'],
        message: 'is set by practice mode for itself and has no meaning on Discord. Remove it',
      })
    }
  })

/**
 * Reads the environment once, at start. An empty value counts as not set, so that a line of `.env`
 * can be left blank. Values are never repeated in a problem: one of them may be a secret.
 *
 * Returns every problem at once, one line each, beginning with the variable's name and saying what to do.
 */
export function parseEnv(
  source: Readonly<Record<string, string | undefined>>,
): { ok: true; env: Env } | { ok: false; problems: string[] } {
  const given: Record<string, string> = {}
  for (const name of Object.keys(schema.shape)) {
    const value = source[name]?.trim()
    if (value !== undefined && value !== '') given[name] = value
  }
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((one) => `${one.path.join('.')} ${one.message}.`) }
  }
  const value = parsed.data
  return {
    ok: true,
    env: {
      discordToken: value.DISCORD_TOKEN ?? null,
      discordApiUrl: value.DISCORD_API_URL,
      dataDir: value.DATA_DIR,
      registerKey: value.REGISTER_KEY ?? null,
      registerKeyFile: value.REGISTER_KEY_FILE ?? null,
      logLevel: value.LOG_LEVEL,
      practicePort: value.PRACTICE_PORT,
      practiceClockUrl: value.PRACTICE_CLOCK_URL ?? null,
    },
  }
}

function parseHttp(value: string): URL | null {
  const url = URL.parse(value)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null
}

function isLoopback(value: string): boolean {
  const url = parseHttp(value)
  return url !== null && loopbackHosts.has(url.hostname)
}
