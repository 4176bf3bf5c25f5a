import { setTimeout as delay } from 'node:timers/promises'
import type { PracticeDiscord } from '../discord/practice-discord.ts'

const QUIET_MS = 70
const LONGEST_MS = 3000

/**
 * Resolves once the bot has asked Discord for nothing for a moment (real milliseconds), or after three real seconds. The
 * moment begins when the bot has shown a sign of life: on a slow computer it may not have come to what just happened.
 */
export async function botQuiet(discord: PracticeDiscord, quietMs = QUIET_MS): Promise<void> {
  const tooLong = new AbortController()
  await Promise.race([
    discord.gateway.allArrived(),
    delay(LONGEST_MS, undefined, { signal: tooLong.signal, ref: false }).catch(() => undefined),
  ])
  tooLong.abort()
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
