import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BotProcess, startBotProcess } from '../src/practice/bot-process.ts'
import type { Person } from '../src/practice/discord/driver/person.ts'
import { type PracticeDiscord, startPracticeDiscord } from '../src/practice/discord/practice-discord.ts'
import { makeSmallClp, type SmallClp } from '../src/practice/small-clp.ts'

/** A morning on which letters go out, so that nothing waits for the hours of F5. */
const START = '2026-03-02T09:30:00.000Z'

/** A CLP's server on the practice Discord, and the bot that works there, not started yet. */
export interface Side {
  clp: SmallClp
  dataDir: string
  admins: [Person, Person, Person]
  start(): BotProcess
}

export interface Stage {
  discord: PracticeDiscord
  /** A server where the bot runs. */
  ours(): Side
  /** A server alike where the bare bot runs. */
  bare(): Side
  close(): Promise<void>
}

/** One practice Discord for the bot and the bare bot, so that both pay the same for it. */
export async function openStage(): Promise<Stage> {
  const discord = await startPracticeDiscord({ start: START })
  const folders: string[] = []
  const started: BotProcess[] = []
  const side = (program: string | undefined, env: (clp: SmallClp) => Record<string, string>): Side => {
    const clp = makeSmallClp(discord)
    const dataDir = mkdtempSync(join(tmpdir(), 'clp-bench-'))
    folders.push(dataDir)
    return {
      clp,
      dataDir,
      admins: clp.admins.map((id) => discord.as(id)) as Side['admins'],
      start() {
        const bot = startBotProcess({
          token: clp.bot.token,
          apiUrl: discord.apiUrl,
          clockUrl: discord.url,
          dataDir,
          ...(program === undefined ? {} : { program }),
          env: env(clp),
        })
        started.push(bot)
        return bot
      },
    }
  }
  return {
    discord,
    ours: () => side(undefined, () => ({})),
    bare: () =>
      side(join(import.meta.dirname, 'bare-bot.ts'), (clp) => ({ BARE_CARD_CHANNEL: clp.channels.rooms })),
    async close() {
      for (const bot of started) await bot.stop()
      await discord.close()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}
