import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig, stillExample } from './runtime/config.ts'
import { parseEnv } from './runtime/env.ts'
import { keyFile, loadKey } from './runtime/key.ts'
import { createLogger } from './runtime/logger.ts'

const CONFIG = join(import.meta.dirname, '../config')

/** Ends the start with one clear line for each thing that is wrong. */
function end(lines: string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`)
  process.exit(1)
}

if (existsSync('.env')) process.loadEnvFile('.env')
const env = parseEnv(process.env)
if (!env.ok) end(env.problems)
const config = loadConfig(CONFIG)
if (!config.ok) end(config.problems)
const { discordToken, discordApiUrl, dataDir, registerKey, registerKeyFile, logLevel, practiceClockUrl } =
  env.env

// `npm run practice`: by this name it is practice mode even where a token is set
if (discordToken === null || process.argv[2] === 'practice') {
  const { startPractice } = await import('./practice-mode/practice-mode.ts')
  await startPractice(env.env)
} else {
  // started by practice mode: gone with it, also while it starts, and before it takes the folder
  process.once('disconnect', () => process.exit(1))
  // loaded here, so that practice mode's page need not wait for them
  const { startBot } = await import('./bot.ts')
  const { openDataFolder } = await import('./storage/data-folder.ts')
  const { followPracticeClock } = await import('./practice/clock-client.ts')
  if (process.connected === false) process.exit(1)
  const onPractice = practiceClockUrl !== null
  const examples = onPractice ? [] : stillExample(config.config, CONFIG)
  if (examples.length > 0) end(examples)
  const folder = openDataFolder(dataDir)
  if (!folder.ok) end([folder.message])
  const key = loadKey({ registerKey, registerKeyFile, dataDir, hasRegister: folder.servers().length > 0 })
  if (!key.ok) end([key.message])
  if (key.made)
    process.stdout.write(
      `A new encryption key was made: ${key.made}. Keep a copy in a safe place: without it nothing can be read.\n`,
    )
  const followed = onPractice ? await followPracticeClock(practiceClockUrl) : null
  const bot = await startBot({
    token: discordToken,
    apiUrl: discordApiUrl,
    folder,
    key: key.key,
    keyFile: keyFile(env.env),
    config: config.config,
    logger: createLogger(logLevel),
    clock: followed ?? { now: () => new Date() },
  })
  if ('problem' in bot) end([bot.problem])
  process.stdout.write('The bot is ready.\n')
  const stop = () => {
    followed?.close()
    void bot.stop().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
