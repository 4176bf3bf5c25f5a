import { join } from 'node:path'
import { startPage } from '../practice/page/page-server.ts'
import type { Env } from '../runtime/env.ts'
import { appointSmallClp } from './appoint-small-clp.ts'
import { exercisesOnPage } from './exercises/on-page.ts'

/**
 * Practice mode: a page on this computer that shows a practice Discord with a small CLP in it, and the bot on it as a
 * process of its own, with data of its own. The practice Discord lives in memory, so its register begins afresh at each
 * start too. A token that is set is not used, nor is the key of a real CLP. Ends the process with one clear line where the port is taken.
 */
export async function startPractice(env: Env): Promise<void> {
  const page = await startPage({
    port: env.practicePort,
    dataDir: join(env.dataDir, 'practice'),
    setUp: appointSmallClp,
    exercises: exercisesOnPage,
  }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    process.stderr.write(
      `Port ${env.practicePort} is taken, perhaps by a practice mode that runs already. Choose another one with PRACTICE_PORT.\n`,
    )
    process.exit(1)
  })
  process.stdout.write(
    `Practice mode: open ${page.url} in a browser. ${env.discordToken === null ? 'No DISCORD_TOKEN is set, so the bot' : 'The DISCORD_TOKEN that is set is not used: the bot'} runs on a practice Discord on this computer, and nothing reaches anyone.\n`,
  )
  const stop = async () => {
    await page.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  await page.session().prepared
  const problem = page.session().notice()
  process.stdout.write(
    problem === null
      ? 'Exampleton CLP is set up: a Secretary, a Chair, an SM Officer, three admins, five EC members and twelve members.\n'
      : `${problem}\n`,
  )
}
