import type { Answer } from '../src/practice/discord/driver/answer.ts'
import type { PracticeDiscord } from '../src/practice/discord/practice-discord.ts'

/** What one person does, and what the answer must hold: a bot that is fast and wrong is not fast. */
export interface Ask {
  act: () => Promise<Answer>
  expect: RegExp
}

export interface Asked {
  answers: Answer[]
  /** Real milliseconds from the dispatch of each interaction to its first answer, inside the practice Discord. */
  times: number[]
}

/** Starts all of these at the same moment and waits for every answer. */
export async function askAtOnce(discord: PracticeDiscord, asks: readonly Ask[]): Promise<Asked> {
  const answers = await Promise.all(asks.map((ask) => ask.act()))
  const times = answers.map((answer, n) => {
    const interaction = discord.world.interactions.get(answer.interactionId)
    const expected = asks[n]?.expect ?? /^/
    if (interaction?.answeredAtReal === undefined || !expected.test(answer.text))
      throw new Error(`expected ${String(expected)} and got: ${answer.failed ?? answer.text}`)
    return interaction.answeredAtReal - interaction.startedAtReal
  })
  return { answers, times }
}

const QUIET_MS = 60
const AT_MOST_MS = 60_000

/** Resolves once no bot has asked anything for a moment, so that what one left to do does not slow the other. */
export async function quiet(discord: PracticeDiscord): Promise<void> {
  const end = performance.now() + AT_MOST_MS
  let seen = -1
  while (seen !== discord.requests.length) {
    if (performance.now() > end) throw new Error('the bots do not come to rest')
    seen = discord.requests.length
    await pause(QUIET_MS)
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Parts of a list, in order, each as long as said but the last. */
export function parts<T>(list: readonly T[], length: number): T[][] {
  const found: T[][] = []
  for (let at = 0; at < list.length; at += length) found.push(list.slice(at, at + length))
  return found
}
