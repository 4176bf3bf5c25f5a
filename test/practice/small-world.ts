/** A small server with a discord.js bot in it, for the tests of the practice Discord. */
import {
  Client,
  DiscordAPIError,
  Events,
  Partials,
  REST,
  type ClientOptions,
  type Interaction,
} from 'discord.js'
import { expect, onTestFinished } from 'vitest'
import type { PermissionName } from '../../src/practice/discord/driver/membership.ts'
import { DiscordError } from '../../src/practice/discord/errors.ts'
import {
  startPracticeDiscord,
  type PracticeDiscord,
  type PracticeOptions,
} from '../../src/practice/discord/practice-discord.ts'
import { checkExchange } from '../support/openapi.ts'

/** GUILDS, GUILD_MODERATION and DIRECT_MESSAGES. */
export const INTENTS = 4101

export interface SmallWorld {
  discord: PracticeDiscord
  guild: string
  owner: string
  ada: string
  ben: string
  general: string
  bot: { id: string; token: string }
}

const BOT_RIGHTS: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePrivateThreads',
  'ManageThreads',
  'ManageMessages',
  'ManageChannels',
  'ManageRoles',
  'ReadMessageHistory',
  'AttachFiles',
  'EmbedLinks',
  'BanMembers',
  'KickMembers',
  'ModerateMembers',
  'ViewAuditLog',
  'CreateInstantInvite',
]

/**
 * Starts a server with an owner, two members, one channel and a bot; it is closed when the test is over. Everything
 * that goes over the wire is checked against Discord's own description, unless `unchecked`.
 */
export async function smallWorld(
  options: PracticeOptions & {
    rights?: PermissionName[]
    privilegedIntents?: number
    unchecked?: boolean
  } = {},
): Promise<SmallWorld> {
  const discord = await startPracticeDiscord({ start: '2026-03-02T09:00:00.000Z', ...options })
  const problems: string[] = []
  discord.onExchange((request, { status, body }) => {
    const exchange = {
      method: request.method,
      path: request.url,
      requestBody: request.body,
      requestFiles: request.files.length,
      status,
      responseBody: body,
    }
    problems.push(...checkExchange(exchange))
  })
  onTestFinished(async () => {
    await discord.close()
    expect(discord.bugs).toEqual([])
    // What a test sends wrongly on purpose is not Discord's to describe.
    if (options.unchecked !== true) expect(problems).toEqual([])
  })
  const owner = discord.addUser({ username: 'olive', name: 'Olive' }).id
  const ada = discord.addUser({ username: 'ada', name: 'Ada' }).id
  const ben = discord.addUser({ username: 'ben', name: 'Ben' }).id
  const { id: guild } = discord.addGuild({ name: 'Seaside CLP', owner })
  for (const member of [ada, ben]) discord.addMember(guild, member)
  const { id: general } = discord.addChannel(guild, { name: 'general' })
  const bot = discord.addBot({ username: 'moderation', privilegedIntents: options.privilegedIntents ?? 0 })
  discord.inviteBot(guild, bot.id, options.rights ?? BOT_RIGHTS)
  return { discord, guild, owner, ada, ben, general, bot }
}

/** Logs a discord.js client in, and out again when the test is over. */
export async function logIn(
  { discord, bot }: SmallWorld,
  options: Partial<ClientOptions> = {},
  onInteraction?: (interaction: Interaction) => Promise<unknown>,
): Promise<Client<true>> {
  const client = new Client({
    intents: INTENTS,
    partials: [Partials.Channel],
    rest: { api: discord.apiUrl },
    ...options,
  })
  onTestFinished(() => client.destroy())
  if (onInteraction !== undefined)
    client.on(Events.InteractionCreate, (interaction) => void onInteraction(interaction))
  client.on(Events.Error, () => undefined)
  await Promise.all([
    new Promise((resolve) => client.once(Events.ClientReady, resolve)),
    client.login(bot.token),
  ])
  return client as Client<true>
}

/** The bot's REST manager without retries, for requests that discord.js would not send. */
export function restOf({ discord, bot }: SmallWorld): REST {
  return new REST({ api: discord.apiUrl, retries: 0 }).setToken(bot.token)
}

/** Discord's code of a refusal; fails if the promise is kept. */
export async function codeOf(promise: Promise<unknown>): Promise<number | string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DiscordAPIError)) throw new Error(`expected a refusal, got ${String(error)}`)
  return error.code
}

/** The same of something that a person does. */
export function personCode(act: () => unknown): number | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof DiscordError) return error.code
    throw error
  }
}
