import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startBotProcess } from '../practice/bot-process.ts'
import { startPracticeDiscord } from '../practice/discord/practice-discord.ts'
import { makeSmallClp } from '../practice/small-clp.ts'
import type { Env } from '../runtime/env.ts'
import { appointSmallClp } from './appoint-small-clp.ts'

/**
 * Practice mode: the practice Discord with a small CLP in it, and the bot on it as a process of its own, with data of
 * its own. The practice Discord lives in memory, so its register begins afresh at each start too.
 */
export async function startPractice(env: Env): Promise<void> {
  process.stdout.write(
    'Practice mode: no DISCORD_TOKEN is set, so the bot runs on the practice Discord on this computer.\n',
  )
  const discord = await startPracticeDiscord({ port: env.practicePort })
  const clp = makeSmallClp(discord)
  const dataDir = join(env.dataDir, 'practice')
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const bot = startBotProcess({
    token: clp.bot.token,
    apiUrl: discord.apiUrl,
    clockUrl: discord.url,
    dataDir,
  })
  const stop = async () => {
    await bot.stop()
    await discord.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  await bot.ready()
  await appointSmallClp(discord, clp)
  process.stdout.write(
    `The practice Discord is at ${discord.url}. Exampleton CLP is set up: a Secretary, a Chair, an SM Officer, three admins, five EC members and twelve members.\n`,
  )
  process.stdout.write('To see whole stories played on it, message by message, run: npm run tour\n')
}
