/** The practice Discord: a server on this machine that behaves like Discord for bots, and for people through a driver. */
import { createSimulatedClock, type SimulatedClock } from '../clock.ts'
import { createBuilder, type Builder } from './build.ts'
import { settled } from './driver/answer.ts'
import { createExposure } from './driver/exposure.ts'
import { createForge, type Forge } from './driver/forge.ts'
import { createPerson, type Person } from './driver/person.ts'
import type { Exchange, ExchangeListener } from './exchange.ts'
import { createFaults, type Faults } from './faults.ts'
import { createGateway, type GatewayControl } from './gateway.ts'
import { createRateLimits, type RateLimitSettings } from './rate-limits.ts'
import { createRouter } from './router.ts'
import { channelRoutes } from './routes/channels.ts'
import { commandPermissionRoutes, commandRoutes } from './routes/commands.ts'
import { guildRoutes } from './routes/guilds.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { messageRoutes } from './routes/messages.ts'
import { userRoutes } from './routes/users.ts'
import { seeMessage, type SeenMessage } from './seen.ts'
import { listen } from './server.ts'
import { archiveQuietThreads } from './threads.ts'
import { World, type WorldSettings } from './world.ts'

export interface PracticeOptions {
  /** Loopback port; any free one when not said. */
  port?: number
  /** The clock to live by; a new one at `start` (ISO instant), or at the real time, when not said. */
  clock?: SimulatedClock
  start?: string
  settings?: Partial<WorldSettings>
  rateLimits?: Partial<RateLimitSettings>
  /** Real milliseconds between heartbeats; Discord's 41,250 when not said. */
  heartbeatMs?: number
  /** Hears of mistakes in the practice Discord itself, which bots see as 500. */
  onBug?: (error: unknown) => void
}

export interface SeenThread {
  id: string
  name: string
  parentId: string
  ownerId: string
  members: string[]
  archived: boolean
  locked: boolean
  invitable: boolean
  private: boolean
}

export interface PracticeDiscord extends Builder {
  /** `http://127.0.0.1:PORT/api`, for discord.js's `rest.api`. */
  readonly apiUrl: string
  /** Where attachments are served from. */
  readonly cdnUrl: string
  /** The address that the clock is followed at. */
  readonly url: string
  readonly clock: SimulatedClock
  readonly gateway: GatewayControl
  readonly faults: Faults
  readonly forge: Forge
  /** Everything that bots asked, in order, with the answers. */
  readonly requests: readonly Exchange[]
  /** `METHOD /path` of requests that nothing answers. */
  readonly unknownRoutes: readonly string[]
  /** Mistakes in the practice Discord itself. */
  readonly bugs: readonly unknown[]
  /** The world behind, for a page that shows it. */
  readonly world: World
  /** Someone at their client. */
  as(userId: string): Person
  /** The messages of a channel, oldest first, without ephemeral ones; Discord's own lines only when asked for. */
  messages(channelId: string, options?: { system?: boolean }): SeenMessage[]
  /** The messages between a person and a bot (the first one when not said). */
  dm(userId: string, botId?: string): SeenMessage[]
  /** The threads of a server, archived ones too. */
  threads(guildId: string): SeenThread[]
  /** Who is banned, and the reasons given. */
  bans(guildId: string): { userId: string; reason: string | null }[]
  members(guildId: string): string[]
  /** Resolves once `isSo` is true (or gives a value); throws after `withinMs` real milliseconds, saying what it waited for. */
  waitFor<T>(isSo: () => NotYet<T>, what: string, withinMs?: number): Promise<NonNullable<T>>
  /** Calls `listener` after each answer to a bot; returns the way to stop. */
  onExchange(listener: ExchangeListener): () => void
  /** While true every connection of bots is reset. */
  setOutage(out: boolean): void
  close(): Promise<void>
}

const WAIT_MS = 30_000

const DEFAULT_SETTINGS: WorldSettings = {
  banEventOrder: 'ban-first',
  dmOpensPerTenMinutes: Infinity,
  dmToBotWithoutServer: false,
}

const NO_LIMITS: RateLimitSettings = {
  limit: 10_000,
  windowSeconds: 1,
  routes: {},
  globalPerSecond: Infinity,
}

/** Starts a practice Discord on 127.0.0.1. */
export async function startPracticeDiscord(options: PracticeOptions = {}): Promise<PracticeDiscord> {
  const clock =
    options.clock ?? createSimulatedClock(options.start === undefined ? {} : { start: options.start })
  const world = new World(clock, { ...DEFAULT_SETTINGS, ...options.settings })
  const exposure = createExposure(world)
  const faults = createFaults()
  const log: Exchange[] = []
  const unknownRoutes: string[] = []
  const bugs: unknown[] = []
  const listeners = new Set<ExchangeListener>()
  let port = 0

  const gateway = createGateway(world, () => `ws://127.0.0.1:${port}/gateway`, options.heartbeatMs ?? 41_250)
  const routes = [
    ...userRoutes(() => `ws://127.0.0.1:${port}/gateway`),
    ...channelRoutes,
    ...messageRoutes,
    ...guildRoutes,
    ...commandPermissionRoutes,
    ...commandRoutes,
    ...interactionRoutes,
  ]
  const parts = {
    world,
    find: createRouter(routes),
    faults,
    rateLimit: createRateLimits({ ...NO_LIMITS, ...options.rateLimits }, clock.now),
    log,
    unknownRoutes,
    listeners,
  }
  const listening = await listen(parts, gateway, options.port ?? 0, (error) => {
    bugs.push(error)
    options.onBug?.(error)
  })
  port = listening.port
  const url = `http://127.0.0.1:${port}`
  world.cdnUrl = url
  const stopArchiving = clock.onChange(() => {
    archiveQuietThreads(world)
    world.changed()
  })

  const messages: PracticeDiscord['messages'] = (channelId, { system = false } = {}) =>
    world
      .history(channelId)
      .filter((message) => message.ephemeralFor === undefined)
      .map((message) => seeMessage(world, message))
      .filter((message) => system || !message.system)

  return {
    ...createBuilder(world),
    apiUrl: `${url}/api`,
    cdnUrl: url,
    url,
    clock,
    gateway,
    faults,
    forge: createForge(world, gateway),
    requests: log,
    unknownRoutes,
    bugs,
    world,
    as: (userId) => createPerson({ world, gateway, exposure }, userId),
    messages,
    dm: (userId, botId = [...world.bots.keys()][0] ?? '') => {
      const channel = world.dmBetween(userId, botId)
      return channel === undefined ? [] : messages(channel.id)
    },
    threads: (guildId) =>
      [...world.channels.values()]
        .filter((channel) => channel.kind === 'thread')
        .filter((thread) => thread.guildId === guildId)
        .map((thread) => ({
          id: thread.id,
          name: thread.name,
          parentId: thread.parentId,
          ownerId: thread.ownerId,
          members: [...thread.members.keys()],
          archived: thread.archived,
          locked: thread.locked,
          invitable: thread.invitable,
          private: thread.type === 12,
        })),
    bans: (guildId) => [...world.guild(guildId).bans].map(([userId, { reason }]) => ({ userId, reason })),
    members: (guildId) => [...world.guild(guildId).members.keys()],
    waitFor: (isSo, what, withinMs = WAIT_MS) => waitFor(world, isSo, what, withinMs),
    onExchange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setOutage: listening.setOutage,
    close: async () => {
      stopArchiving()
      await listening.close()
    },
  }
}

const POLL_MS = 25

/** A promise is true before it has said anything: what it says cannot be waited for here. */
type NotYet<T> = T extends PromiseLike<unknown> ? never : T

/** Looks after every change here, and now and then for what changes elsewhere, such as in files. */
async function waitFor<T>(
  world: World,
  isSo: () => T,
  what: string,
  withinMs: number,
): Promise<NonNullable<T>> {
  let value: T | undefined
  let cause: unknown
  const holds = (): boolean => {
    try {
      value = isSo()
      cause = undefined
    } catch (error) {
      // A condition may look for what is not there yet.
      value = undefined
      cause = error
    }
    return Boolean(value)
  }
  const poll = setInterval(() => world.changed(), POLL_MS)
  try {
    if (!(await settled(world, withinMs, holds)))
      throw new Error(`waited ${withinMs} ms in vain for ${what}`, { cause })
  } finally {
    clearInterval(poll)
  }
  return value as NonNullable<T>
}
