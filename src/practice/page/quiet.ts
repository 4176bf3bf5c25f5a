import type { PracticeDiscord } from '../discord/practice-discord.ts'

const QUIET_MS = 70
const LONGEST_MS = 3000

/** Resolves once the bot has asked Discord for nothing for a moment (real milliseconds), or after three real seconds. */
export function botQuiet(discord: PracticeDiscord, quietMs = QUIET_MS): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(quiet)
      clearTimeout(longest)
      stop()
      resolve()
    }
    let quiet = setTimeout(done, quietMs)
    const longest = setTimeout(done, LONGEST_MS)
    const stop = discord.onExchange(() => {
      clearTimeout(quiet)
      quiet = setTimeout(done, quietMs)
    })
  })
}
