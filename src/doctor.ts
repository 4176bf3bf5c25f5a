import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { commands } from './discord/commands/all.ts'
import { askServer, registerFacts } from './discord/examine.ts'
import { openApi } from './discord/delivery/api.ts'
import { logReader } from './discord/read-log.ts'
import { type Finding, inOneLine, note, wrong } from './casework/doctor/finding.ts'
import { findings } from './casework/doctor/findings.ts'
import { type Config, configFor, loadConfig, stillExample } from './runtime/config.ts'
import { type Env, parseEnv } from './runtime/env.ts'
import { keyFile, loadKey } from './runtime/key.ts'
import { clpFile, serversIn } from './storage/data-folder.ts'
import { openReader } from './storage/database.ts'
import { fileCondition } from './storage/file-condition.ts'
import { inWorker } from './storage/in-worker.ts'
import { registerReader } from './storage/register-reader.ts'
import { storeOf } from './storage/store.ts'

const names = commands.map((command) => command.data.name)

const CONFIG = join(import.meta.dirname, '../config')

/**
 * `npm run doctor`: looks at settings, letters, key, disk, registers, people and Discord, also beside a running bot and
 * without a connection, and says what is wrong and how to mend it. Changes nothing. Ends with 1 if anything is wrong.
 */
async function main(): Promise<boolean> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const parsed = parseEnv(process.env)
  if (!parsed.ok)
    return report(
      'Environment',
      parsed.problems.map((line) => wrong(line, '')),
    )
  const { env } = parsed
  const config = loadConfig(CONFIG)
  const settings = config.ok
    ? stillExample(config.config, CONFIG).map((line) =>
        env.discordToken === null ? note(`${line}.`) : wrong(`${line}.`, ''),
      )
    : config.problems.map((line) => wrong(line, ''))
  let allWell = report('Settings and letters', settings)
  const servers = serversIn(env.dataDir)
  if (servers.length === 0)
    return (
      report('Registers', [
        note(
          `There is no register in ${env.dataDir} yet.`,
          'The first start makes one; if there should be one, set DATA_DIR to its folder or put back a backup.',
        ),
      ]) && allWell
    )
  const found = loadKey({ ...env, hasRegister: true })
  if (!found.ok) return report('Key', [wrong(found.message, '')])
  if (!config.ok) return false
  for (const serverId of servers)
    allWell = report(`Server ${serverId}`, await examine(env, config.config, serverId, found.key)) && allWell
  return allWell
}

async function examine(env: Env, whole: Config, serverId: string, key: Buffer): Promise<Finding[]> {
  const config = configFor(whole, serverId)
  const path = clpFile(env.dataDir, serverId)
  const reader = openReader(path, key)
  if (!reader.ok) return [wrong(reader.message, '')]
  const here = () => Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })
  const clock = { now: here }
  const api =
    env.discordToken === null ? null : openApi({ token: env.discordToken, apiUrl: env.discordApiUrl })
  try {
    const facts = await reader.db.transaction().execute((trx) => registerFacts(storeOf(trx)))
    const server =
      api === null
        ? ('practice' as const)
        : await askServer(api, { serverId, config, clock }, facts, names, here)
    // the log channel is read back only where Discord answers at all
    const read = api === null || typeof server === 'string' ? null : logReader(api.rest)
    return findings({
      ...facts,
      now: here(),
      policy: config.policy,
      file: await fileCondition({
        path,
        key,
        keyFile: keyFile(env),
        damage: () => inWorker({ what: 'whole', path, key }),
      }),
      register: await registerReader(path, key, clock)
        .verify(read)
        .catch(() => ({
          ok: false as const,
          problem: 'unreachable',
          message: 'The log channel could not be read back. Try again when Discord can be reached.',
        })),
      server,
      system: process.platform,
    })
  } finally {
    await reader.close()
    api?.rest.clearHashSweeper()
    api?.rest.clearHandlerSweeper()
  }
}

/** Prints what was found under a heading; whether nothing is wrong. */
function report(heading: string, found: Finding[]): boolean {
  const isWrong = found.some((x) => x.level === 'wrong')
  console.log(`${heading}: ${isWrong ? 'TO BE MENDED' : 'in order'}`)
  for (const one of found) console.log(`  ${one.level === 'wrong' ? '!' : '·'} ${inOneLine(one)}`)
  return !isWrong
}

process.exitCode = (await main()) ? 0 : 1
