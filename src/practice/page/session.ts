import { mkdirSync, rmSync } from 'node:fs'
import { startBotProcess, type BotProcess } from '../bot-process.ts'
import { startPracticeDiscord, type PracticeDiscord } from '../discord/practice-discord.ts'
import { makeSmallClp, type SmallClp } from '../small-clp.ts'
import { castOf, type CastMember } from './cast.ts'
import { addOnlookers, type Onlookers } from './onlookers.ts'
import { botQuiet } from './quiet.ts'
import { createTimeTravel } from './time-travel.ts'
import { createUnread, type Unread } from './unread.ts'

/** What a session is made of. */
export interface SessionParts {
  /** The bot's own data; emptied first. */
  dataDir: string
  /** Sets the CLP up once the bot is there. */
  setUp(discord: PracticeDiscord, clp: SmallClp): Promise<void>
  /** UTC instant at which the clock begins; now, or the next morning where it is early or late, when not said. */
  start?: string
  /** The bot's program; its sources when not said. */
  program?: string
}

/** One practice Discord with a small CLP and the bot on it, until it is started over. */
export interface Session {
  readonly id: string
  readonly discord: PracticeDiscord
  readonly clp: SmallClp
  readonly onlookers: Onlookers
  readonly cast: readonly CastMember[]
  readonly unread: Unread
  readonly time: ReturnType<typeof createTimeTravel>
  /** Resolves once the CLP is set up, or could not be. */
  readonly prepared: Promise<void>
  ready(): boolean
  /** What keeps it from being ready, in words; null when all is well. */
  notice(): string | null
  running(): boolean
  outage(): boolean
  /** Ends the bot as a power cut would. */
  pullPlug(): Promise<void>
  /** Starts it again and waits until it is ready. */
  putPlugIn(): Promise<void>
  setOutage(out: boolean): void
  /** Calls `listener` after every change that someone could see; returns the way to stop. */
  watch(listener: () => void): () => void
  changed(): void
  close(): Promise<void>
}

/** Log lines of the setting up come a moment after it. */
const SETTLED_MS = 1200

let sessions = 0

/** Now, between half past nine and four in London; else half past nine of the next such day, so that letters go out at once. */
function goodMorning(): string {
  const now = Temporal.Now.zonedDateTimeISO('Europe/London')
  const morning = now.withPlainTime('09:30')
  if (now.hour >= 16) return morning.add({ days: 1 }).toInstant().toString()
  return (Temporal.ZonedDateTime.compare(now, morning) < 0 ? morning : now).toInstant().toString()
}

/** Starts a session: the practice Discord is there at once, the bot comes and sets the CLP up meanwhile. */
export async function startSession(parts: SessionParts): Promise<Session> {
  rmSync(parts.dataDir, { recursive: true, force: true })
  mkdirSync(parts.dataDir, { recursive: true })
  const discord = await startPracticeDiscord({ start: parts.start ?? goodMorning() })
  const clp = makeSmallClp(discord)
  const onlookers = addOnlookers(discord, clp)
  const cast = castOf(clp, onlookers)
  const unread = createUnread(discord.world)
  const watchers = new Set<() => void>()
  const changed = (): void => {
    for (const watcher of watchers) watcher()
  }
  discord.world.watch(changed)
  let bot: BotProcess | null = null
  /** Those that somebody ended before they may have been ready. */
  const pulled = new WeakSet<BotProcess>()
  let outage = false
  let ready = false
  let notice: string | null = 'The bot is starting and being set up. A moment, please.'
  let closed = false

  const startBot = async (): Promise<void> => {
    const started = startBotProcess({
      token: clp.bot.token,
      apiUrl: discord.apiUrl,
      clockUrl: discord.url,
      dataDir: parts.dataDir,
      // set and empty, so that a real CLP's key in `.env` is never used here
      env: { REGISTER_KEY: '', REGISTER_KEY_FILE: '' },
      ...(parts.program === undefined ? {} : { program: parts.program }),
    })
    bot = started
    const gone = (): void => {
      if (bot === started) bot = null
      changed()
    }
    void started.ended.then(gone)
    await started.ready().catch((error: unknown) => {
      if (!pulled.has(started)) throw error
    })
    changed()
  }

  const prepare = async (): Promise<void> => {
    try {
      await startBot()
      await parts.setUp(discord, clp)
      // answers to whoever set it up are in the way of whoever begins
      for (const { id } of cast) discord.as(id).reload()
      notice = null
      ready = true
      changed()
      await botQuiet(discord, SETTLED_MS)
      unread.readAll(cast.map(({ id }) => id))
    } catch (error) {
      if (!closed)
        notice = `The bot could not be set up. Press Start over to try again. ${(error as Error).message}`
    }
    changed()
  }

  sessions += 1
  return {
    id: `${process.pid}-${sessions}`,
    discord,
    clp,
    onlookers,
    cast,
    unread,
    time: createTimeTravel(discord, changed),
    prepared: prepare(),
    ready: () => ready,
    notice: () => notice,
    running: () => bot !== null,
    outage: () => outage,
    pullPlug: async () => {
      if (bot !== null) {
        pulled.add(bot)
        await bot.kill()
      }
      changed()
    },
    putPlugIn: async () => {
      if (bot === null && !closed) await startBot()
    },
    setOutage: (out) => {
      outage = out
      discord.setOutage(out)
      changed()
    },
    watch: (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    changed,
    close: async () => {
      closed = true
      watchers.clear()
      await bot?.stop()
      await discord.close()
    },
  }
}
