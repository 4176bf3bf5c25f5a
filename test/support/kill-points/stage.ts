import { once } from 'node:events'
import { join } from 'node:path'
import type { Answer } from '../../../src/practice/discord/driver/answer.ts'
import { CannotDo } from '../../../src/practice/discord/driver/cannot.ts'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import type { FaultRequest } from '../../../src/practice/discord/faults.ts'
import type { PracticeDiscord } from '../../../src/practice/discord/practice-discord.ts'
import type { Stage } from '../../../src/practice-mode/story.ts'
import { type BotProcess, startBotProcess } from '../../../src/practice/bot-process.ts'
import type { SmallClp } from '../../../src/practice/small-clp.ts'
import { type Boundary, boundaryOf, type Moment, wordsOf } from './boundary.ts'

const DYING = join(import.meta.dirname, 'bot-that-dies-on-an-answer.ts')
/** Kills and restarts on the way take their time. */
const PATIENCE_MS = 90_000
/** A request that Discord never got has no answer either. */
const NEVER = new Promise<never>(() => undefined)

/** One request at which a test may kill the bot. */
export interface Met extends Boundary {
  moment: Moment
  request: FaultRequest
  /** When, by the simulated clock: a UTC instant. */
  now: string
}

/** What becomes of the clock between the death and the next start. */
export type Later = { minutes: number } | { at: string } | null

/** A bot that is killed where the test says so, and started again at once. */
export interface Mortal {
  stage: Stage
  /** How often it was killed. */
  kills(): number
  /** Asks it to end, after the last restart is through. */
  stop(): Promise<void>
  output(): string
}

/**
 * Starts the bot. `dies` is asked at each boundary, once for each moment, and answers with null to let it live, or with
 * what becomes of the clock until the bot is started again.
 */
export async function startMortal(
  discord: PracticeDiscord,
  clp: SmallClp,
  dataDir: string,
  dies: (met: Met) => { later: Later } | null,
): Promise<Mortal> {
  let kills = 0
  let output = ''
  const start = (): BotProcess =>
    startBotProcess({
      token: clp.bot.token,
      apiUrl: discord.apiUrl,
      clockUrl: discord.url,
      dataDir,
      program: DYING,
      env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../node_modules/.cache/bot') },
    })
  let bot = start()
  let back: Promise<unknown> = bot.ready()
  let dying = false

  const revive = async (last: BotProcess, later: Later): Promise<void> => {
    await last.ended
    output += last.output()
    if (later !== null && 'at' in later) discord.clock.advanceTo(later.at)
    if (later !== null && 'minutes' in later) discord.clock.advanceBy(later)
    bot = start()
    dying = false
    await bot.ready()
  }
  const restart = (later: Later): void => {
    back = revive(bot, later)
    back.catch(() => undefined)
  }

  const doneSoFar = new Set<string>()
  const reached =
    (moment: Moment) =>
    async (request: FaultRequest): Promise<void> => {
      if (moment === 'done') doneSoFar.add(wordsOf(request))
      const boundary = boundaryOf(discord.world, request)
      const now = discord.clock.now().toISOString()
      const death = boundary === null || dying ? null : dies({ ...boundary, moment, request, now })
      if (death === null) {
        const next = { before: 'late', done: 'answered' } as const
        if (moment === 'before' || moment === 'done') await reached(next[moment])(request)
        return
      }
      dying = true
      kills += 1
      if (moment === 'answered') {
        const heard = once(bot.child, 'message')
        bot.child.send(`${request.method} ${request.path} ${JSON.stringify(request.body)}`)
        await heard
        restart(death.later)
        return
      }
      await bot.kill()
      restart(death.later)
      if (moment === 'before') await NEVER
      if (moment === 'late')
        await discord.waitFor(() => doneSoFar.has(wordsOf(request)), 'the same request again', PATIENCE_MS)
    }
  const always = { match: {}, times: Number.POSITIVE_INFINITY }
  discord.faults.add({ ...always, when: 'before', do: { call: reached('before') } })
  discord.faults.add({ ...always, when: 'after', do: { call: reached('done') } })
  await back

  const botBack = async (): Promise<void> => {
    for (let seen: unknown; seen !== back;) {
      seen = back
      await back
    }
  }
  return {
    kills: () => kills,
    output: () => output + bot.output(),
    async stop() {
      await botBack()
      await bot.stop()
    },
    stage: {
      clp,
      tell: () => undefined,
      botBack,
      discord: {
        ...discord,
        as: (id) => patient(discord.as(id), botBack),
        waitFor: (isSo, what) => discord.waitFor(isSo, what, PATIENCE_MS),
      },
    },
  }
}

/**
 * Someone who waits until the bot is there before they press anything, and who sees that what they pressed before the
 * bot died was done, when the button is gone.
 */
function patient(person: Person, botBack: () => Promise<void>): Person {
  const unanswered = new Map<string, Answer>()
  const after =
    <A extends unknown[]>(act: (...args: A) => Promise<Answer>) =>
    async (...args: A): Promise<Answer> => {
      await botBack()
      return act(...args)
    }
  return {
    ...person,
    slash: after(person.slash),
    submit: after(person.submit),
    press: after(async (target, button) => {
      const before = unanswered.get(button)
      try {
        const answer = await person.press(target, button)
        if (answer.failed === undefined) unanswered.delete(button)
        else unanswered.set(button, answer)
        return answer
      } catch (error) {
        if (!(error instanceof CannotDo) || before === undefined) throw error
        unanswered.delete(button)
        return { ...before, failed: undefined }
      }
    }),
  }
}
