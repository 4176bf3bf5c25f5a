import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished } from 'vitest'
import { type BotProcess, startBotProcess } from '../../src/practice/bot-process.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { ExchangeListener } from '../../src/practice/discord/exchange.ts'
import { type PracticeDiscord, startPracticeDiscord } from '../../src/practice/discord/practice-discord.ts'
import { appointSmallClp } from '../../src/practice-mode/appoint-small-clp.ts'
import { makeSmallClp, type SmallClp } from '../../src/practice/small-clp.ts'
import { botProgram } from './bot-program.ts'
import { checkExchange } from './openapi.ts'
import { readBeyondTheirPart, type Confided } from './who-read.ts'

/** A small CLP on a practice Discord with the bot as a process of its own. */
export interface Clp extends SmallClp {
  discord: PracticeDiscord
  dataDir: string
  as(userId: string): Person
  bot: SmallClp['bot']
  process: BotProcess
  /** Words that only these people may ever read: looked for, when all is over, in all that anyone was shown (O2, A5). */
  confide(words: string[], readers: string[]): void
  /** Starts the bot again after it was stopped or killed. */
  restart(options?: { program?: string; env?: Record<string, string> }): Promise<void>
}

/** What the bot compiles at its start is kept: the tests start it some two hundred times. */
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/bot')

const IN_MEMORY = '/dev/shm'
const MUCH = 2 ** 30

/** Data folders lie in memory where there is room for it: killing a process loses nothing there, and no test waits for a disk. */
function temporaryFolder(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(IN_MEMORY)
  return bavail * bsize > MUCH ? IN_MEMORY : tmpdir()
}

/** A morning on which letters go out. */
const START = '2026-03-02T09:30:00.000Z'
/** Seven months without a change of the hour lie before it. */
const SUMMER = '2026-03-30T08:00:00.000Z'

interface ClpOptions {
  start?: string
  /** Nobody is appointed and no channel is chosen. */
  bare?: boolean
  /** Exchanges with Discord are not held against Discord's own description, for tests that forge. */
  unchecked?: boolean
}

/**
 * Starts everything and appoints the officers, unless `bare`. When the test is over all is closed, every exchange with
 * Discord must have been as Discord's own description says, the practice Discord must have made no mistake, and nobody
 * may have read a word of what they have no part in.
 */
export async function startClp(options: ClpOptions = {}): Promise<Clp> {
  const { clp, finish } = await begin(options)
  onTestFinished(finish)
  await setUp(clp, options)
  return clp
}

/**
 * The same for all tests of a file or `describe`, which must leave each other's people alone (`someone`). With `mornings`
 * each test begins at half past nine on a day of its own in summer, whatever was played before it.
 */
export function sharedClp({
  mornings = false,
  ...options
}: ClpOptions & { mornings?: boolean } = {}): () => Clp {
  let begun: Awaited<ReturnType<typeof begin>> | undefined
  beforeAll(async () => {
    begun = await begin(mornings ? { start: SUMMER, ...options } : options)
    await setUp(begun.clp, options)
  })
  let isBegun = false
  beforeEach(() => void (isBegun = false))
  afterAll(async () => begun?.finish())
  return () => {
    if (begun === undefined) throw new Error('the CLP is there once the tests run')
    if (mornings && !isBegun) nextMorning(begun.clp)
    isBegun = true
    return begun.clp
  }
}

function nextMorning({ discord: { clock } }: Clp): void {
  const today = clock.now().toTemporalInstant().toZonedDateTimeISO('Europe/London')
  clock.advanceTo(today.add({ days: 1 }).withPlainTime('09:30').toInstant().toString())
}

async function setUp(clp: Clp, options: ClpOptions): Promise<void> {
  await clp.process.ready()
  if (options.bare !== true) await appointSmallClp(clp.discord, clp)
}

async function begin(options: ClpOptions): Promise<{ clp: Clp; finish: () => Promise<void> }> {
  const discord = await startPracticeDiscord({ start: options.start ?? START })
  const problems: string[] = []
  const confided: Confided[] = []
  const check: ExchangeListener = (request, { status, body }) => {
    problems.push(
      ...checkExchange({
        method: request.method,
        path: request.url,
        requestBody: request.body,
        requestFiles: request.files.length,
        status,
        responseBody: body,
      }),
    )
  }
  if (options.unchecked !== true) discord.onExchange(check)
  const small = makeSmallClp(discord)
  const dataDir = mkdtempSync(join(temporaryFolder(), 'clp-'))
  const start = (more: { program?: string; env?: Record<string, string> } = {}) =>
    startBotProcess({
      token: small.bot.token,
      apiUrl: discord.apiUrl,
      clockUrl: discord.url,
      dataDir,
      program: botProgram('src/main.ts'),
      ...more,
      env: { NODE_COMPILE_CACHE: CACHE, ...more.env },
    })
  const clp: Clp = {
    ...small,
    discord,
    dataDir,
    as: (userId) => discord.as(userId),
    process: start(),
    confide: (words, readers) => void confided.push({ words, readers }),
    async restart(more) {
      clp.process = start(more)
      await clp.process.ready()
    },
  }
  const finish = async () => {
    await clp.process.stop()
    await discord.close()
    rmSync(dataDir, { recursive: true, force: true })
    expect(discord.bugs).toEqual([])
    expect(discord.unknownRoutes).toEqual([])
    expect(readBeyondTheirPart(clp, confided)).toEqual([])
    expect(problems).toEqual([])
  }
  return { clp, finish }
}
