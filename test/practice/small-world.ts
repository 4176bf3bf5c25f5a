/** A small server with a discord.js bot in it, for the tests of the practice Discord. */
import { Client, Events, Partials, type ClientOptions, type Interaction } from 'discord.js'
import { onTestFinished } from 'vitest'
import type { PermissionName } from '../../src/practice/discord/driver/membership.ts'
import {
  startPracticeDiscord,
  type PracticeDiscord,
  type PracticeOptions,
} from '../../src/practice/discord/practice-discord.ts'

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

/** Starts a server with an owner, two members, one channel and a bot; it is closed when the test is over. */
export async function smallWorld(
  options: PracticeOptions & { rights?: PermissionName[]; privilegedIntents?: number } = {},
): Promise<SmallWorld> {
  const discord = await startPracticeDiscord({ start: '2026-03-02T09:00:00.000Z', ...options })
  onTestFinished(() => discord.close())
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
