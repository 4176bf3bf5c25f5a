import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBotProcess } from './practice/bot-process.ts'
import { startPracticeDiscord } from './practice/discord/practice-discord.ts'
import { makeSmallClp } from './practice/small-clp.ts'
import { APPEAL_STORY } from './practice-mode/appeal-story.ts'
import { appointSmallClp } from './practice-mode/appoint-small-clp.ts'
import { COMPLAINT_STORY } from './practice-mode/complaint-story.ts'
import { MAIN_STORY } from './practice-mode/main-story.ts'
import { type Part, playParts, verifyByCommand } from './practice-mode/story.ts'

/** Plays the main stories, each on a practice Discord of its own, and prints what each person sees, message by message. */
async function tell(title: string, parts: readonly Part[]): Promise<void> {
  const discord = await startPracticeDiscord({ start: '2026-03-02T09:30:00.000Z' })
  const clp = makeSmallClp(discord)
  const dataDir = mkdtempSync(join(tmpdir(), 'clp-tour-'))
  const bot = startBotProcess({
    token: clp.bot.token,
    apiUrl: discord.apiUrl,
    clockUrl: discord.url,
    dataDir,
  })
  process.stdout.write(`\n═══ ${title} ═══\n`)
  try {
    await bot.ready()
    await appointSmallClp(discord, clp)
    const stage = {
      discord,
      clp,
      tell(who: string, does: string, sees: string) {
        const indented = sees.split('\n').map((line) => `    │ ${line}`)
        process.stdout.write(`\n${who} ${does}\n${indented.join('\n')}\n`)
      },
      botBack: () => Promise.resolve(),
    }
    await playParts(stage, parts)
    await verifyByCommand(stage)
  } finally {
    await bot.stop()
    await discord.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await tell('A warning, a 30-day ban, a lifetime ban', MAIN_STORY)
await tell('A complaint', COMPLAINT_STORY)
await tell('An appeal', APPEAL_STORY)
process.stdout.write('\nThe stories are told, and each register verifies.\n')
