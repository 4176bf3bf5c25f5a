import {
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Routes,
  type Client,
  type Message,
} from 'discord.js'
import { expect, test } from 'vitest'
import { INTENTS, logIn, restOf, smallWorld, type SmallWorld } from './small-world.ts'

/** Every event that the client gets, by name, in order. */
function eventsOf(client: Client): { name: string; data: Record<string, unknown> }[] {
  const events: { name: string; data: Record<string, unknown> }[] = []
  client.on(Events.Raw as never, (packet: { t: string | null; d: Record<string, unknown> }) => {
    if (packet.t !== null) events.push({ name: packet.t, data: packet.d })
  })
  return events
}

/** Something that every bot in the server hears of, so that a test knows that what came before would have arrived. */
async function marker({ discord, guild, owner }: SmallWorld, events: { name: string }[]): Promise<void> {
  const before = events.filter((event) => event.name === 'CHANNEL_CREATE').length
  discord.as(owner).createChannel(guild, { name: 'marker' })
  await discord.waitFor(
    () => events.filter((event) => event.name === 'CHANNEL_CREATE').length > before,
    'the marker',
  )
}

test('O1 with intents 4101 a bot reads DMs and hears of no message and no member of the server', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const events = eventsOf(client)
  const dms: Message[] = []
  client.on(Events.MessageCreate, (message) => dms.push(message))

  world.discord.as(world.ada).say(world.general, 'hello everyone')
  const cat = world.discord.addUser({ username: 'cat' })
  world.discord.addMember(world.guild, cat.id)
  world.discord.as(world.ada).say({ dm: true }, 'hello bot')
  await world.discord.waitFor(() => dms.length > 0, 'the DM')
  await marker(world, events)

  expect(dms.map((message) => message.content)).toEqual(['hello bot'])
  expect(events.map((event) => event.name)).not.toContain(GatewayDispatchEvents.GuildMemberAdd)
  expect(events.filter((event) => event.name === 'MESSAGE_CREATE')).toHaveLength(1)
})

test('without the content intent messages of the server arrive blank but for those that name the bot', async () => {
  const world = await smallWorld()
  const client = await logIn(world, { intents: INTENTS | GatewayIntentBits.GuildMessages })
  const heard: string[] = []
  client.on(Events.MessageCreate, (message) => heard.push(message.content))
  world.discord.as(world.ada).say(world.general, 'between us')
  world.discord.as(world.ada).say(world.general, `<@${world.bot.id}> listen`)
  await world.discord.waitFor(() => heard.length === 2, 'both messages')
  expect(heard).toEqual(['', `<@${world.bot.id}> listen`])
})

test('a bot that asks for an intent it was not granted is turned away', async () => {
  const world = await smallWorld()
  await expect(logIn(world, { intents: INTENTS | GatewayIntentBits.GuildMembers })).rejects.toThrow(
    /intents/i,
  )
})

test('a bot with the member intent granted hears of members', async () => {
  const world = await smallWorld({ privilegedIntents: GatewayIntentBits.GuildMembers })
  const client = await logIn(world, { intents: INTENTS | GatewayIntentBits.GuildMembers })
  const events = eventsOf(client)
  const cat = world.discord.addUser({ username: 'cat' })
  world.discord.addMember(world.guild, cat.id)
  await world.discord.waitFor(
    () => events.some((event) => event.name === 'GUILD_MEMBER_ADD'),
    'the new member',
  )
})

test('after a broken connection the bot resumes and gets what it missed', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const heard: string[] = []
  let resumed = 0
  client.on(Events.MessageCreate, (message) => heard.push(message.content))
  client.on(Events.ShardResume, () => (resumed += 1))
  world.discord.gateway.drop()
  world.discord.as(world.ada).say({ dm: true }, 'while you were away')
  await world.discord.waitFor(() => resumed === 1 && heard.length === 1, 'the resumed session')
  expect(heard).toEqual(['while you were away'])
})

// discord.js waits five seconds of its own before it identifies again.
test('an invalid session makes the bot identify anew', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  let ready = 0
  client.on(Events.ShardReady, () => (ready += 1))
  world.discord.gateway.invalidate(false)
  await world.discord.waitFor(() => ready === 1, 'the new session')
  expect(world.discord.world.bot(world.bot.id).identifies).toBe(2)
})

test('asked to reconnect, the bot comes back to its session', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  let resumed = 0
  client.on(Events.ShardResume, () => (resumed += 1))
  world.discord.gateway.askReconnect()
  await world.discord.waitFor(() => resumed === 1, 'the resumed session')
  expect(world.discord.world.bot(world.bot.id).identifies).toBe(1)
})

test('whoever asks whether all has arrived waits until the bot has what was sent before', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  world.discord.as(world.owner).kick(world.guild, world.bot.id)
  await world.discord.gateway.allArrived()
  expect(client.guilds.cache.has(world.guild)).toBe(false)
  const asked = world.discord.gateway.allArrived()
  world.discord.gateway.drop()
  await asked
  await world.discord.waitFor(() => world.discord.gateway.connected().length === 1, 'the connection')
})

test('a connection closed with a final code is not taken up again', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const closed = new Promise<number>((resolve) =>
    client.on(Events.ShardDisconnect, ({ code }) => resolve(code)),
  )
  world.discord.gateway.close(4004)
  expect(await closed).toBe(4004)
})

test('a bot whose heartbeats go unanswered drops the connection and resumes', async () => {
  const world = await smallWorld({ heartbeatMs: 80 })
  const client = await logIn(world)
  let resumed = 0
  client.on(Events.ShardResume, () => (resumed += 1))
  client.on(Events.ShardReconnecting, () => world.discord.gateway.stopAcknowledging(false))
  world.discord.gateway.stopAcknowledging(true)
  await world.discord.waitFor(() => resumed > 0, 'the resumed session')
})

test('kicked and invited again, the bot hears that the server has gone and come back', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const events = eventsOf(client)
  world.discord.as(world.owner).kick(world.guild, world.bot.id)
  await world.discord.waitFor(() => !client.guilds.cache.has(world.guild), 'the loss of the server')
  world.discord.inviteBot(world.guild, world.bot.id, ['ViewChannel'])
  await world.discord.waitFor(() => client.guilds.cache.has(world.guild), 'the server')
  const names = events.map((event) => event.name).filter((name) => /^GUILD_(CREATE|DELETE)$/.test(name))
  expect(names).toEqual(['GUILD_DELETE', 'GUILD_CREATE'])
  expect(client.guilds.cache.get(world.guild)?.members.me?.permissions.has('BanMembers')).toBe(false)
})

test('bans reach the bot as an event and an audit log entry, in the order that was chosen', async () => {
  for (const banEventOrder of ['ban-first', 'audit-first'] as const) {
    const world = await smallWorld({ settings: { banEventOrder } })
    const client = await logIn(world)
    const events = eventsOf(client)
    world.discord.as(world.owner).ban(world.guild, world.ada, 'spam')
    world.discord.as(world.owner).unban(world.guild, world.ada)
    await world.discord.waitFor(() => events.length >= 4, 'four events')
    const expected =
      banEventOrder === 'ban-first'
        ? ['GUILD_BAN_ADD', 'AUDIT 22', 'GUILD_BAN_REMOVE', 'AUDIT 23']
        : ['AUDIT 22', 'GUILD_BAN_ADD', 'AUDIT 23', 'GUILD_BAN_REMOVE']
    const names = events.map(({ name, data }) =>
      name === 'GUILD_AUDIT_LOG_ENTRY_CREATE' ? `AUDIT ${String(data['action_type'])}` : name,
    )
    expect(names).toEqual(expected)
    const entry = events.find(({ data }) => data['action_type'] === 22)
    expect(entry?.data).toMatchObject({ user_id: world.owner, target_id: world.ada, reason: 'spam' })
  }
})

test('without View Audit Log no audit log entries arrive', async () => {
  const world = await smallWorld({ rights: ['ViewChannel', 'BanMembers'] })
  const client = await logIn(world)
  const events = eventsOf(client)
  world.discord.as(world.owner).ban(world.guild, world.ada)
  await marker(world, events)
  expect(events.map((event) => event.name)).toEqual(['GUILD_BAN_ADD', 'CHANNEL_CREATE'])
})

test('a bot hears of a private thread when it is added, and of threads that a new permission opens', async () => {
  const world = await smallWorld({ rights: ['ViewChannel', 'SendMessages', 'SendMessagesInThreads'] })
  const client = await logIn(world)
  const events = eventsOf(client)
  const ada = world.discord.as(world.ada)
  const thread = ada.startThread(world.general, { name: 'room', type: 12 })
  await marker(world, events)
  expect(events.map((event) => event.name)).toEqual(['CHANNEL_CREATE'])

  ada.addToThread(thread, world.bot.id)
  await world.discord.waitFor(() => events.some((event) => event.name === 'THREAD_CREATE'), 'the thread')

  const owner = world.discord.as(world.owner)
  owner.setPermissions(world.general, world.bot.id, { deny: ['ViewChannel'] })
  owner.setPermissions(world.general, world.bot.id)
  await world.discord.waitFor(() => events.some((event) => event.name === 'THREAD_LIST_SYNC'), 'the threads')
  const sync = events.find((event) => event.name === 'THREAD_LIST_SYNC')
  expect(sync?.data['threads']).toMatchObject([{ id: thread }])
})

test('at login a bot gets the threads that it is in, and no others', async () => {
  const world = await smallWorld({ rights: ['ViewChannel'] })
  const ada = world.discord.as(world.ada)
  const [mine, other] = ['mine', 'other'].map((name) => ada.startThread(world.general, { name, type: 12 }))
  ada.addToThread(mine ?? '', world.bot.id)
  const client = await logIn(world)
  expect(client.channels.cache.has(mine ?? '')).toBe(true)
  expect(client.channels.cache.has(other ?? '')).toBe(false)
})

test('members can be asked for by id over the gateway, all of them only with the intent', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const guild = client.guilds.cache.get(world.guild)
  const found = await guild?.members.fetch({ user: [world.ada, world.ben] })
  expect([...(found?.keys() ?? [])].sort()).toEqual([world.ada, world.ben].sort())
})

test('the gateway says how many logins are left', async () => {
  const world = await smallWorld()
  await logIn(world)
  const answer = await restOf(world).get(Routes.gatewayBot())
  expect(answer).toMatchObject({ shards: 1, session_start_limit: { remaining: 999 } })
})
