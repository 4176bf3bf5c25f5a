import type { PracticeDiscord } from '../discord/practice-discord.ts'
import { botQuiet } from './quiet.ts'

const ZONE = 'Europe/London'
const MOST_DAYS = 1100
const LOOK_AHEAD_DAYS = 60

/** How far the clock is to go: by some days, to nine in the morning of a date in London, or until something new comes. */
export type Journey = { days: number } | { date: string } | { next: true }

/** What came of it. `came` is how many things the bot did that people can see. */
export type Arrival =
  | { ok: true; came: number }
  | { ok: false; problem: 'past' | 'too-far' | 'not-a-date' | 'moving' }

const london = (at: Date): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE)

/** The next midnight or nine o'clock in London: the times at which what is due by a date comes. */
function nextMark(now: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const nine = now.withPlainTime('09:00')
  return Temporal.ZonedDateTime.compare(now, nine) < 0 ? nine : now.add({ days: 1 }).startOfDay()
}

function destination(now: Temporal.ZonedDateTime, journey: Journey): Temporal.ZonedDateTime | 'not-a-date' {
  if ('next' in journey) return now.add({ days: LOOK_AHEAD_DAYS })
  if ('days' in journey) return now.add({ days: journey.days })
  try {
    return Temporal.PlainDate.from(journey.date).toZonedDateTime({ timeZone: ZONE, plainTime: '09:00' })
  } catch {
    return 'not-a-date'
  }
}

/**
 * Moves the clock of the practice Discord. It stops at each midnight and each nine in the morning until the bot is
 * quiet, so that what falls due on the way happens in its order and with its own date.
 */
export function createTimeTravel(
  discord: PracticeDiscord,
  moved: () => void,
): { moving(): boolean; go(journey: Journey): Promise<Arrival> } {
  let moving = false

  const walk = async (end: Temporal.ZonedDateTime, untilNew: boolean): Promise<number> => {
    let came = 0
    const stop = discord.onExchange((request, response) => {
      if (response.status < 300 && isNews(request.method, request.path)) came += 1
    })
    try {
      for (;;) {
        const now = london(discord.clock.now())
        if (Temporal.ZonedDateTime.compare(now, end) >= 0) return came
        const mark = nextMark(now)
        const next = Temporal.ZonedDateTime.compare(mark, end) < 0 ? mark : end
        discord.clock.advanceTo(new Date(next.epochMilliseconds))
        await botQuiet(discord)
        if (untilNew && came > 0) return came
      }
    } finally {
      stop()
    }
  }

  return {
    moving: () => moving,
    go: async (journey) => {
      if (moving) return { ok: false, problem: 'moving' }
      const now = london(discord.clock.now())
      const end = destination(now, journey)
      if (end === 'not-a-date') return { ok: false, problem: 'not-a-date' }
      if (Temporal.ZonedDateTime.compare(end, now) <= 0) return { ok: false, problem: 'past' }
      if (now.until(end, { largestUnit: 'days' }).days > MOST_DAYS) return { ok: false, problem: 'too-far' }
      moving = true
      moved()
      try {
        return { ok: true, came: await walk(end, 'next' in journey) }
      } finally {
        moving = false
        moved()
      }
    },
  }
}

/** Whether people see something of it: a message, a thread, a ban made or lifted, something deleted. */
function isNews(method: string, path: string): boolean {
  if (method === 'POST') return /^\/channels\/\d+\/(messages|threads)$/.test(path)
  if (method === 'PUT' || method === 'DELETE') return /\/bans\/\d+$/.test(path)
  return false
}
