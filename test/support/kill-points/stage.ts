import { once } from 'node:events'
import { join } from 'node:path'
import type { Answer } from '../../../src/practice/discord/driver/answer.ts'
import { CannotDo } from '../../../src/practice/discord/driver/cannot.ts'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import type { FaultRequest } from '../../../src/practice/discord/faults.ts'
import type { PracticeDiscord } from '../../../src/practice/discord/practice-discord.ts'
import type { Stage } from '../../../src/practice-mode/story.ts'
import { type BotProcess, startBotProcess } from '../../../src/practice/bot-process.ts'
import { botProgram } from '../bot-program.ts'
import type { SmallClp } from '../../../src/practice/small-clp.ts'
import { type Boundary, boundaryOf, type Moment, wordsOf } from './boundary.ts'
import { untilQuiet } from './facts.ts'
import { within } from './within.ts'

const DYING = 'test/support/kill-points/bot-that-dies-on-an-answer.ts'
/** Kills and restarts on the way take their time. */
const PATIENCE_MS = 90_000
/** Longer than any start, stop or request of the bot takes on a busy machine. */
const LIMIT_MS = 90_000
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
  /** Where it was killed so far, in order. */
  deaths(): readonly string[]
  /** Asks it to end, after the last restart is through. Whatever becomes of that, no process is left. */
  stop(): Promise<void>
  /** Ends it at once. */
  end(): Promise<void>
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
  const deaths: string[] = []
  const killed = new Set<BotProcess>()
  let output = ''
  const start = (): BotProcess =>
    startBotProcess({
      token: clp.bot.token,
      apiUrl: discord.apiUrl,
      clockUrl: discord.url,
      dataDir,
      program: botProgram(DYING),
      env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../node_modules/.cache/bot') },
    })
  let bot = start()
  let back: Promise<unknown> = bot.ready()
  let dying = false
  let over = false

  /** `where` it is to die, by now or before long; it is started again after that, and may be killed while it starts. */
  const restart = (where: string, later: Later): void => {
    back = revive(bot, where, later)
    back.catch((error: unknown) => {
      output += `${String(error)}\n`
    })
  }
  const revive = async (last: BotProcess, where: string, later: Later): Promise<void> => {
    await within(LIMIT_MS, `the death of the bot at ${where}`, last.ended)
    output += last.output()
    if (later !== null && 'at' in later) discord.clock.advanceTo(later.at)
    if (later !== null && 'minutes' in later) discord.clock.advanceBy(later)
    if (over) return
    const here = start()
    bot = here
    dying = false
    const ready = within(LIMIT_MS, `the bot to be ready again after ${where}`, here.ready())
    await ready.catch((error: unknown) => {
      if (!killed.has(here)) throw error
    })
  }
  const doneSoFar = new Set<string>()
  const onTheirWay = new Set<FaultRequest>()
  const reached =
    (moment: Moment) =>
    async (request: FaultRequest): Promise<void> => {
      if (moment === 'done') {
        doneSoFar.add(wordsOf(request))
        onTheirWay.delete(request)
      }
      const boundary = boundaryOf(discord.world, request)
      const now = discord.clock.now().toISOString()
      const death = boundary === null || dying ? null : dies({ ...boundary, moment, request, now })
      if (death === null) {
        const next = { before: 'late', done: 'answered' } as const
        if (moment === 'before' || moment === 'done') await reached(next[moment])(request)
        return
      }
      dying = true
      const where = `${boundary?.name}, ${moment}`
      if (moment === 'answered') {
        const heard = once(bot.child, 'message')
        bot.child.send(`${request.method} ${request.path} ${JSON.stringify(request.body)}`)
        const [waits] = await within(LIMIT_MS, `the bot to hear that it is to die at ${where}`, heard)
        // it stood still and has given the request up, or this is the last word of one that is dead already
        if (waits !== true) {
          dying = false
          return
        }
      }
      deaths.push(where)
      killed.add(bot)
      if (moment === 'late') onTheirWay.add(request)
      const end = moment === 'answered' ? null : bot.kill()
      restart(where, death.later)
      if (end === null) return
      await end
      if (moment === 'before') await NEVER
      if (moment === 'late')
        await discord.waitFor(() => doneSoFar.has(wordsOf(request)), 'the same request again', PATIENCE_MS)
    }
  const always = { match: {}, times: Number.POSITIVE_INFINITY }
  discord.faults.add({ ...always, when: 'before', do: { call: reached('before') } })
  discord.faults.add({ ...always, when: 'after', do: { call: reached('done') } })
  const end = async (): Promise<void> => {
    over = true
    await within(LIMIT_MS, 'the end of a killed process', bot.kill())
  }
  await within(LIMIT_MS, 'the bot to be ready', back).catch(async (error: unknown) => {
    await end()
    throw error
  })

  const botBack = async (): Promise<void> => {
    for (let seen: unknown; seen !== back;) {
      seen = back
      await back
    }
  }
  let moveTo: string | Date | null = null
  /** Days do not pass while a message is on its way: the story's clock moves on once all is delivered. */
  const moveOn = async (): Promise<void> => {
    if (moveTo === null) return
    await untilQuiet(dataDir, clp, discord.clock.now)
    await discord.waitFor(() => onTheirWay.size === 0, 'the late request', PATIENCE_MS)
    discord.clock.advanceTo(moveTo)
    moveTo = null
  }
  return {
    deaths: () => deaths,
    output: () => output + bot.output(),
    async stop() {
      try {
        await botBack()
        await within(LIMIT_MS, 'the bot to end when asked to', bot.stop())
      } finally {
        await end()
      }
    },
    end,
    stage: {
      clp,
      tell: () => undefined,
      botBack,
      discord: {
        ...discord,
        as: (id) =>
          patient(discord.as(id), async () => {
            await moveOn()
            await botBack()
          }),
        clock: {
          ...discord.clock,
          advanceTo: (instant) => {
            moveTo = instant
          },
        },
        waitFor: async (isSo, what, withinMs = PATIENCE_MS) => {
          await moveOn()
          return discord.waitFor(isSo, what, withinMs)
        },
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
