import { randomBytes } from 'node:crypto'
import { Client, DiscordjsErrorCodes, Events, GatewayIntentBits, Partials, Routes } from 'discord.js'
import type { Clp, Transact } from './casework/ports.ts'
import { type Purger, purger } from './casework/purge.ts'
import { backUpNightly, noteBackups } from './casework/nightly-backup.ts'
import { pauseOf } from './casework/restored.ts'
import { runDue } from './casework/run-due.ts'
import { commands } from './discord/commands/all.ts'
import { openApi } from './discord/delivery/api.ts'
import { discordTime } from './discord/discord-time.ts'
import { fileOrigins } from './discord/delivery/files.ts'
import { deliveryHandlers } from './discord/delivery/handlers.ts'
import { logReader } from './discord/read-log.ts'
import { afterRestore } from './discord/reconcile/after-restore.ts'
import { watchBans } from './discord/reconcile/watch-bans.ts'
import { letterChannels } from './casework/letter-channels.ts'
import { watchDms } from './discord/dm-menu.ts'
import { watchReaders } from './discord/reconcile/watch-readers.ts'
import { route } from './discord/router.ts'
import { whichClp } from './discord/which-clp.ts'
import { type Outbox, startOutbox } from './outbox/outbox.ts'
import type { Handlers } from './outbox/handlers.ts'
import { type Config, configFor } from './runtime/config.ts'
import type { Logger } from './runtime/logger.ts'
import { startSchedule } from './schedule/schedule.ts'
import type { DataFolder } from './storage/data-folder.ts'
import { openDatabase } from './storage/database.ts'
import { registerReader } from './storage/register-reader.ts'
import { transactionsOn } from './storage/transactions.ts'
import { upkeep } from './storage/upkeep.ts'

/** What the composition root hands over; tests override the pieces at the edge. */
export interface BotParts {
  token: string
  apiUrl: string
  folder: DataFolder
  key: Buffer
  /** The file that holds the key, for `/setup check`; none where it stands in the environment. */
  keyFile?: string | null
  config: Config
  logger: Logger
  clock: { now(): Date; onChange?(moved: () => void): unknown }
  /** Wraps the delivery handlers, for tests that end the process at an exact line. */
  around?: (handlers: Handlers) => Handlers
}

export interface Bot {
  stop(): Promise<void>
}

interface AtWork {
  /** For what people ask: they wait for an answer. */
  clp: Clp
  /** The same for what the bot does by itself, which lets people go first. */
  byItself: Clp
  outbox: Outbox
  /** Whether it may stand still after a restore, until a person has it go on. */
  paused: boolean
  /** A nightly backup is being made. */
  backingUp: boolean
  /** Nothing was watched or compared meanwhile. */
  unwatched: boolean
  purge: Purger
  close(): Promise<void>
}

/** Why Discord did not let the bot in, in one line that says what to do; nothing of the error's own words. */
function cannotLogIn(error: unknown): string {
  const { code, status } = (error ?? {}) as { code?: unknown; status?: unknown }
  if (code === DiscordjsErrorCodes.TokenInvalid || status === 401)
    return 'Discord does not know this DISCORD_TOKEN. Copy it again from the developer portal, and paste it alone.'
  if (code === DiscordjsErrorCodes.DisallowedIntents)
    return 'Discord refuses the intents that the bot asks for. Look at the bot’s page in the developer portal.'
  return 'Discord could not be reached. Check the connection to the internet and DISCORD_API_URL, then start the bot again.'
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** 25 random base32 characters: what Discord takes as a nonce, and unique without any counter. */
const randomId = (): string => [...randomBytes(25)].map((b) => BASE32[b % 32]).join('')

/**
 * Logs in and works every CLP whose server the bot is on. No privileged intent is asked for: no message content and no
 * member list (O1). A CLP whose file cannot be opened is left out of service; the others go on.
 */
export async function startBot(parts: BotParts): Promise<Bot | { problem: string }> {
  const { logger, folder } = parts
  const clock = { now: () => parts.clock.now().toISOString() }
  const api = openApi({ token: parts.token, apiUrl: parts.apiUrl })
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildModeration, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    rest: { api: parts.apiUrl, retries: 0 },
  })
  const atWork = new Map<string, AtWork>()
  let people = { waiting: () => 0 }
  const opening = new Map<string, Promise<void>>()
  const problems: { serverId: string; message: string }[] = []
  let started = false
  const handlers = deliveryHandlers(api, () => client.user?.id ?? '0', fileOrigins(parts.apiUrl))
  const around = parts.around ? parts.around(handlers) : handlers

  async function open(serverId: string): Promise<void> {
    const path = folder.clpFile(serverId)
    const opened = await openDatabase(path, parts.key)
    if (!opened.ok) {
      problems.push({ serverId, message: opened.message })
      if (started) logger.error('a register could not be opened', { server: serverId })
      return
    }
    const { prompt, patient, repeatable } = transactionsOn(opened.db, () => people.waiting() > 0)
    const quiet: Clp = {
      serverId,
      config: configFor(parts.config, serverId),
      clock,
      randomId,
      appId: () => client.application?.id ?? '',
      ownerId: () => client.guilds.cache.get(serverId)?.ownerId ?? '',
      register: registerReader(path, parts.key, clock, parts.keyFile ?? null),
      upkeep: upkeep(opened.db, path, parts.key, repeatable),
      transact: patient,
    }
    const outbox = startOutbox(
      quiet,
      around,
      api.wire,
      (error) => logger.error('delivery failed', { server: serverId, error }),
      () => client.guilds.cache.has(serverId),
    )
    const waking = (run: Transact): Clp => ({
      ...quiet,
      async transact(work) {
        const done = await run(work)
        outbox.wake()
        return done
      },
    })
    await patient(async (s) =>
      s.addPlatform({
        name: 'discord',
        kind: 'discord',
        address: 'this server',
        owner: null,
        registeredAt: clock.now(),
      }),
    )
    const paused = (await patient(pauseOf)) !== null
    const byItself = waking(patient)
    atWork.set(serverId, {
      clp: waking(prompt),
      byItself,
      outbox,
      paused,
      unwatched: paused,
      backingUp: false,
      purge: purger(
        byItself,
        () => discordTime(api),
        (error) => logger.error('the daily deletion failed', { server: serverId, error }),
      ),
      close: opened.close,
    })
  }

  const ensure = (serverId: string): Promise<void> => {
    const before = opening.get(serverId)
    if (before) return before
    const now = open(serverId)
    opening.set(serverId, now)
    return now
  }

  for (const serverId of folder.servers()) await ensure(serverId)
  const [first] = problems
  if (first && atWork.size === 0) return { problem: first.message }
  for (const { serverId } of problems) logger.error('a register could not be opened', { server: serverId })
  started = true

  const which = whichClp(client, () => [...atWork.values()].map(({ clp }) => clp))
  /** Asked at each press only for as long as it stands still. */
  const stillPaused = async (serverId: string) => {
    const one = atWork.get(serverId)
    if (!one?.paused) return null
    const pause = await one.clp.transact(pauseOf)
    one.paused = pause !== null
    return pause
  }
  people = route(
    client,
    api,
    (serverId) => atWork.get(serverId)?.clp,
    which,
    logger,
    (clp) => stillPaused(clp.serverId),
  )
  const dms = watchDms(client, which, parts.clock.now, logger)
  client.on(Events.GuildCreate, (guild) => {
    ensure(guild.id)
      .then(() => atWork.get(guild.id)?.outbox.wake())
      .catch((error: unknown) => logger.error('a server could not be taken up', { server: guild.id, error }))
  })
  client.on(Events.Error, (error) => logger.error('the connection to Discord failed', { error }))
  /** After a restore nothing is watched or compared until a person has the bot go on. */
  const going = (serverId: string) => {
    const one = atWork.get(serverId)
    return one === undefined || one.paused ? undefined : one.byItself
  }
  const bans = watchBans(client, api, going, logger)
  const readers = watchReaders(client, going, logger)
  const readLog = logReader(client.rest)

  /** Beside everything else, since it can take long; never twice at once. */
  const backUp = async (serverId: string, one: AtWork) => {
    if (one.backingUp) return
    one.backingUp = true
    await backUpNightly(one.byItself)
      .then(() => noteBackups(one.byItself))
      .catch((error: unknown) => logger.error('the nightly backup failed', { server: serverId, error }))
    one.backingUp = false
  }

  const due = async () => {
    for (const [serverId, one] of atWork) {
      const { byItself, outbox } = one
      // beside everything else: a long one keeps nobody's ban from ending
      const pause = await stillPaused(serverId)
      if (pause !== 'undeclared') void one.purge.run()
      const still = pause !== null
      const work = still ? afterRestore(byItself, api, client.user?.id ?? '', readLog) : runDue(byItself)
      await work.catch((error: unknown) => logger.error('what was due failed', { server: serverId, error }))
      outbox.wake()
      if (!still) void backUp(serverId, one)
      if (one.unwatched && !still) {
        one.unwatched = false
        await lookAtServers()
      }
    }
  }
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
  const loginProblem = await client.login(parts.token).then(
    () => null,
    (error: unknown) => cannotLogIn(error),
  )
  if (loginProblem !== null) {
    await client.destroy()
    for (const { outbox, close } of atWork.values()) {
      await outbox.stop()
      await close()
    }
    return { problem: loginProblem }
  }
  await ready
  for (const guild of client.guilds.cache.values()) await ensure(guild.id)
  await registerCommands()
  const lookAtServers = async () => {
    await bans.compareAll()
    await readers.recheckAll()
  }
  await lookAtServers()
  for (const { byItself, paused } of atWork.values())
    // beside everything else: nobody's ban waits for it
    if (!paused)
      void byItself
        .transact(letterChannels)
        .then(dms.catchUp)
        .catch((error: unknown) =>
          logger.warn('what came while the bot was away was not looked at', { error }),
        )
  const schedule = startSchedule({ everyMinute: due, hourly: lookAtServers, logger })
  parts.clock.onChange?.(() => void schedule.runNow())
  await schedule.runNow()

  async function registerCommands(): Promise<void> {
    const put = await api.attempt(() =>
      api.rest.put(Routes.applicationCommands(client.application?.id ?? ''), {
        body: commands.map((x) => x.data),
      }),
    )
    if (!put.ok) logger.error('the commands could not be registered', { code: put.code ?? 0 })
  }

  return {
    async stop() {
      await schedule.stop()
      await client.destroy()
      for (const { purge, outbox, close } of atWork.values()) {
        await purge.stop()
        await outbox.stop()
        await close()
      }
    },
  }
}
