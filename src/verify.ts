import { existsSync } from 'node:fs'
import { REST } from 'discord.js'
import { logReader } from './discord/read-log.ts'
import { gapsInWords } from './register/gaps.ts'
import type { LogRead, ReadMessages } from './register/posted.ts'
import { parseEnv } from './runtime/env.ts'
import { loadKey } from './runtime/key.ts'
import { clpFile, serversIn } from './storage/data-folder.ts'
import { type FileVerification, verifyFile } from './storage/verify-file.ts'

/**
 * `npm run verify`: verifies every CLP's register (J3), also beside a running bot, and prints one line for each. Ends
 * with 1 if any is not as it was written or could not be read. The log channels are read back when there is a token.
 */
async function main(): Promise<boolean> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const parsed = parseEnv(process.env)
  if (!parsed.ok) return fail(parsed.problems)
  const { env } = parsed
  const servers = serversIn(env.dataDir)
  if (servers.length === 0)
    return fail([`There is no register in ${env.dataDir}. Set DATA_DIR to the folder that holds it.`])
  const found = loadKey({ ...env, hasRegister: true })
  if (!found.ok) return fail([found.message])

  const rest =
    env.discordToken === null
      ? null
      : new REST({ version: '10', api: env.discordApiUrl }).setToken(env.discordToken)
  let allWell = true
  for (const server of servers) {
    const result = await verify(clpFile(env.dataDir, server), found.key, rest && logReader(rest))
    allWell &&= result.ok
    console.log(`${server}: ${describe(result, rest !== null)}`)
  }
  rest?.clearHashSweeper()
  rest?.clearHandlerSweeper()
  return allWell
}

type Outcome = FileVerification | { ok: false; message: string }

async function verify(path: string, key: Buffer, read: ReadMessages | null): Promise<Outcome> {
  const now = Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })
  try {
    return await verifyFile({ path, key, now, read, practice: read === null })
  } catch (error) {
    if (read === null) throw error
    return {
      ok: false,
      message: `The log channel could not be read back (${(error as Error).message}). Try again.`,
    }
  }
}

function describe(result: Outcome, channelsRead: boolean): string {
  if ('message' in result) return result.message
  if (!result.ok)
    return `NOT in order from entry ${result.firstBad} on. ${result.what}${describeLog(result.log)}`
  const deleted = result.blank === 0 ? '' : `, ${result.blank} of them deleted on their dates`
  const log = !channelsRead
    ? 'The log channel was not read back, since no DISCORD_TOKEN is set.'
    : result.closedChannels.length > 0
      ? `${result.readBack} lines in the log channel match; a log channel that is gone or closed to the bot could not be read.`
      : `${result.readBack} lines in the log channel match.`
  return `In order. ${result.entries} entries${deleted}. ${gapsInWords(result.gaps)}${log}${describeLog(result.log)}`
}

/** Which channels were read, for whoever knows which one is the Secretary's, and what should stand there and does not. */
function describeLog(log: LogRead | null): string {
  if (log === null) return ''
  const read = log.channels.map((x) => `${x.channelId} (lines: ${x.lines})`).join(', ')
  const gap =
    log.missing === 0
      ? ''
      : ` WARNING: entries older than two days that stand in no log channel that was read: ${log.missing}. If nobody has deleted messages there, the register may have been replaced.`
  return ` Channels read: ${read === '' ? 'none' : read}.${gap}`
}

function fail(lines: string[]): false {
  for (const line of lines) console.error(line)
  return false
}

process.exitCode = (await main()) ? 0 : 1
