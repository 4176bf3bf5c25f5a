import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { type BotProcess, startBotProcess } from '../../src/practice/bot-process.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { type PracticeDiscord, startPracticeDiscord } from '../../src/practice/discord/practice-discord.ts'
import { appointSmallClp } from '../../src/practice-mode/appoint-small-clp.ts'
import { makeSmallClp, type SmallClp } from '../../src/practice/small-clp.ts'
import { checkExchange } from './openapi.ts'

/** A small CLP on a practice Discord with the bot as a process of its own. */
export interface Clp extends SmallClp {
  discord: PracticeDiscord
  dataDir: string
  as(userId: string): Person
  bot: SmallClp['bot']
  process: BotProcess
  /** Starts the bot again after it was stopped or killed. */
  restart(options?: { program?: string; env?: Record<string, string> }): Promise<void>
}

/** A morning on which letters go out. */
export const START = '2026-03-02T09:30:00.000Z'

/**
 * Starts everything and appoints the officers, unless `bare`. When the test is over all is closed, every exchange with
 * Discord must have been as Discord's own description says, and the practice Discord must have made no mistake.
 */
export async function startClp(
  options: { start?: string; bare?: boolean; unchecked?: boolean } = {},
): Promise<Clp> {
  const discord = await startPracticeDiscord({ start: options.start ?? START })
  const problems: string[] = []
  discord.onExchange((request, { status, body }) => {
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
  })
  const small = makeSmallClp(discord)
  const dataDir = mkdtempSync(join(tmpdir(), 'clp-'))
  const start = (more: { program?: string; env?: Record<string, string> } = {}) =>
    startBotProcess({
      token: small.bot.token,
      apiUrl: discord.apiUrl,
      clockUrl: discord.url,
      dataDir,
      ...more,
    })
  const clp: Clp = {
    ...small,
    discord,
    dataDir,
    as: (userId) => discord.as(userId),
    process: start(),
    async restart(more) {
      clp.process = start(more)
      await clp.process.ready()
    },
  }
  onTestFinished(async () => {
    await clp.process.stop()
    await discord.close()
    rmSync(dataDir, { recursive: true, force: true })
    expect(discord.bugs).toEqual([])
    expect(discord.unknownRoutes).toEqual([])
    if (options.unchecked !== true) expect(problems).toEqual([])
  })
  await clp.process.ready()
  if (options.bare !== true) await appointSmallClp(discord, small)
  return clp
}
