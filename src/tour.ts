import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBotProcess } from './practice/bot-process.ts'
import { startPracticeDiscord } from './practice/discord/practice-discord.ts'
import { makeSmallClp } from './practice/small-clp.ts'
import { appointSmallClp } from './practice-mode/appoint-small-clp.ts'
import { tellMainStory } from './practice-mode/main-story.ts'

/** Plays the main story on a practice Discord and prints what each person sees, message by message. */
const discord = await startPracticeDiscord({ start: '2026-03-02T09:30:00.000Z' })
const clp = makeSmallClp(discord)
const dataDir = mkdtempSync(join(tmpdir(), 'clp-tour-'))
const bot = startBotProcess({ token: clp.bot.token, apiUrl: discord.apiUrl, clockUrl: discord.url, dataDir })
try {
  await bot.ready()
  await appointSmallClp(discord, clp)
  await tellMainStory({
    discord,
    clp,
    tell(who, does, sees) {
      const indented = sees.split('\n').map((line) => `    │ ${line}`)
      process.stdout.write(`\n${who} ${does}\n${indented.join('\n')}\n`)
    },
    botBack: () => Promise.resolve(),
  })
  process.stdout.write('\nThe story is told, and the register verifies.\n')
} finally {
  await bot.stop()
  await discord.close()
  rmSync(dataDir, { recursive: true, force: true })
}
