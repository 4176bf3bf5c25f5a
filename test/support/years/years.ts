import type { Exchange } from '../../../src/practice/discord/exchange.ts'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import type { Stage } from '../../../src/practice-mode/story.ts'
import type { Clp } from '../clp.ts'
import { chance } from '../kill-points/points.ts'
import { until } from '../stories.ts'
import { type File, fileOf } from './file.ts'
import { deleted, purged, quiet } from './quiet.ts'

/** What people do on a day; it gives the number of days until they go on. */
export type Story<T = void> = AsyncGenerator<number, T, void>

/** A CLP through the years. */
export interface Years {
  readonly clp: Clp
  readonly stage: Stage
  readonly file: File
  /** Days since the beginning. */
  readonly day: number
  readonly kills: number
  /** How often something happened, by what it was. */
  readonly counts: Map<string, number>
  /** People in a story, or out of it all: each is in one story at a time. */
  readonly busy: Set<string>
  /** Handles that are a member's for good: what is said to them goes to the member. */
  readonly linked: Set<string>
  /** Who are admins by now, the longest first. */
  readonly admins: string[]
  /** Who are on the EC by now. */
  readonly ec: string[]
  /** Who has left an office: they do not come back to it. */
  readonly left: Set<string>
  /** Days of pauses: no reply and no vote closes on them (D9). */
  readonly paused: Set<number>
  /** Days that had begun to count before a backup took them back (D9). */
  lostDays: number
  /** Entries that restores lost, the first and the last of each. */
  readonly lost: [number, number][]
  /** What somebody was last told about a task that they tried to do, by its number. */
  readonly answers: Map<number, string>
  /** Matters that stay open for long, on purpose. */
  readonly longOpen: Set<string>
  count(what: string): void
  /** A word that tells on which day it was written, so that it can be looked for when its time is over. */
  wordOfToday(): string
  readonly dice: Dice
  /** The Discord of the next night is away, from before the deletion until after the officers' morning. */
  tonightAway(): void
  /** Begins a story today, about people who are in no other until it is over. */
  begin(name: string, people: readonly string[], story: Story): void
  /** Stories that are not over. */
  open(): number
  /** A day: the night, the morning, and at ten `morning` and what the stories do; all is delivered when it resolves. */
  nextDay(morning: () => Promise<void>): Promise<void>
}

/**
 * Some who may decide a matter today: whoever became an admin after it opened only stands in (A3), and whoever has left
 * office decides nothing (A8). `then` are those who were admins when it opened.
 */
export const deciders = ({ admins, clp, dice }: Years, then: readonly string[], count: number): Person[] =>
  dice
    .draw(
      then.filter((id) => admins.includes(id)),
      count,
    )
    .map((id) => clp.as(id))

/** So many days that count: those of a pause do not, today if it is one, nor those that a restore has taken back (D9). */
export async function* daysThatCount(years: Years, days: number): Story {
  let lost = years.lostDays
  for (let left = days + (years.paused.has(years.day) ? 1 : 0); left > 0;) {
    yield 1
    if (!years.paused.has(years.day)) left -= 1
    left += years.lostDays - lost
    lost = years.lostDays
  }
}

/** Chances, the same for the same seed. */
export interface Dice {
  /** True once in so many times. */
  onceIn(n: number): boolean
  /** 1 to `n`. */
  upTo(n: number): number
  oneOf<T>(list: readonly T[]): T
  /** Some of a list, in a random order. */
  draw<T>(list: readonly T[], n: number): T[]
}

function diceOf(seed: number): Dice {
  const random = chance(seed)
  const below = (n: number) => Math.floor(random() * n)
  return {
    onceIn: (n) => below(n) === 0,
    upTo: (n) => 1 + below(n),
    oneOf: <T>(list: readonly T[]) => list[below(list.length)] as T,
    draw: <T>(list: readonly T[], n: number) => {
      const left = [...list]
      return Array.from({ length: Math.min(n, left.length) }, () => left.splice(below(left.length), 1)).flat()
    },
  }
}

/** The bot dies during one act of people in so many. */
const ONE_DEATH_IN = 100
const DIES_WITHIN_MS = 400
/** What the bot has not begun yet looks quiet: it needs a moment to hear that the clock was moved. */
const HEARS_MS = 60
/** The machine may be busy with other things for minutes in such a long time. */
const PATIENCE_MS = 90_000
const NEVER = Number.POSITIVE_INFINITY

/**
 * Starts on the day on which the clock of the CLP stands. The same seed plays the same years, but for the moment within
 * an act at which the bot dies.
 */
export function startYears(clp: Clp, { seed, mortal }: { seed: number; mortal: boolean }): Years {
  const first = Temporal.PlainDate.from(clp.discord.clock.now().toISOString().slice(0, 10))
  const deaths = diceOf(seed + 1)
  const file = fileOf(clp)
  const { waitFor } = clp.discord
  clp.discord.waitFor = (isSo, what, withinMs = PATIENCE_MS) => waitFor(isSo, what, withinMs)
  let running: { name: string; story: Story; day: number }[] = []
  let [day, kills, away] = [0, 0, false]

  let coming: Promise<void> | null = null
  const back = async (): Promise<void> => {
    const { exitCode, signalCode } = clp.process.child
    if (exitCode === null && signalCode === null && coming === null) return
    coming ??= clp.restart().finally(() => {
      coming = null
    })
    await coming
  }
  const die = async (): Promise<void> => {
    await new Promise((over) => setTimeout(over, deaths.upTo(DIES_WITHIN_MS)))
    kills += 1
    await clp.process.kill()
    await back()
  }
  const heard = () => new Promise((over) => setTimeout(over, HEARS_MS))
  const comes = async (date: string, time: string): Promise<void> => {
    until(clp, date, time)
    await heard()
    await quiet(clp, file)
  }
  const night = async (date: string): Promise<void> => {
    if (!away) return until(clp, date, '03:31')
    clp.discord.setOutage(true)
    for (const time of ['03:31', '09:45']) {
      until(clp, date, time)
      await heard()
    }
    clp.discord.setOutage(false)
    away = false
    await clp.discord.waitFor(
      () => clp.discord.gateway.connected().includes(clp.bot.id),
      'the bot back after Discord was away',
    )
  }

  const years: Years = {
    clp,
    stage: { discord: clp.discord, clp, tell: () => undefined, botBack: back },
    file,
    get day() {
      return day
    },
    get kills() {
      return kills
    },
    counts: new Map(),
    busy: new Set(),
    linked: new Set(),
    admins: [...clp.admins],
    ec: [...clp.ec],
    left: new Set(),
    paused: new Set(),
    lostDays: 0,
    lost: [],
    answers: new Map(),
    longOpen: new Set(),
    dice: diceOf(seed),
    count: (what) => void years.counts.set(what, (years.counts.get(what) ?? 0) + 1),
    wordOfToday: () => `Written${day}Here`,
    tonightAway: () => {
      away = true
    },
    begin(name, people, story) {
      for (const id of people) years.busy.add(id)
      years.count(name)
      running.push({ name: `${name} about ${people.join(', ')}`, story: freeing(years, people, story), day })
    },
    open: () => running.length,
    async nextDay(morning) {
      // what ends in the course of a day ends on it, and not in the night after
      await comes(first.add({ days: day }).toString(), '23:59')
      day += 1
      const date = first.add({ days: day }).toString()
      await night(date)
      await purged(clp, file, date)
      await deleted(clp, file)
      await comes(date, '10:00')
      await deleted(clp, file)
      await morning()
      for (const one of running.filter((r) => r.day <= day)) {
        const death = mortal && deaths.onceIn(ONE_DEATH_IN) ? die() : null
        // it may fail before the act is over, and is asked for after it
        death?.catch(() => undefined)
        try {
          const { done, value } = await one.story.next()
          one.day = done === true ? NEVER : day + Number(value)
        } catch (error) {
          throw new Error(`${date}, ${one.name}: ${String(error)}${roomsIn(clp, String(error))}`, {
            cause: error,
          })
        } finally {
          await death
        }
      }
      running = running.filter((r) => r.day !== NEVER)
      await quiet(clp, file)
      // nobody looks at what was asked of Discord, and years of it are a lot
      ;(clp.discord.requests as Exchange[]).length = 0
    },
  }
  return years
}

async function* freeing(years: Years, people: readonly string[], story: Story): Story {
  yield* story
  for (const id of people) years.busy.delete(id)
}

/** What stands in the rooms of the matters that an error speaks of: what is random is not played again just so. */
const roomsIn = ({ discord, guild }: Clp, error: string): string =>
  [...new Set(error.match(/\b[CA]?\d{4}-\d{3}\b/g))]
    .flatMap((ref) => discord.threads(guild).filter((t) => t.name === ref))
    .map((t) =>
      [`\n\nIn the room of ${t.name}:`, ...discord.messages(t.id).map((m) => m.text)].join('\n---\n'),
    )
    .join('')
