import { ChannelType, Routes, type TextChannel } from 'discord.js'
import { expect, test } from 'vitest'
import { codeOf, logIn, personCode, restOf, smallWorld, type SmallWorld } from './small-world.ts'

async function roomIn(world: SmallWorld) {
  const client = await logIn(world)
  const channel = (await client.channels.fetch(world.general)) as TextChannel
  return channel.threads.create({
    name: '2026-001',
    type: ChannelType.PrivateThread,
    invitable: false,
    autoArchiveDuration: 10_080,
  })
}

test('a private thread is seen by its members, by holders of Manage Threads and by the owner only', async () => {
  const world = await smallWorld()
  const { discord, guild, ada, ben, owner } = world
  const room = await roomIn(world)
  const sees = (id: string): boolean => discord.as(id).canSee(room.id)
  expect([ada, ben, owner].map(sees)).toEqual([false, false, true])
  await room.members.add(ada)
  const { id: role } = discord.addRole(guild, { name: 'Keeper', permissions: ['ManageThreads'] })
  discord.giveRole(guild, ben, role)
  expect([ada, ben].map(sees)).toEqual([true, true])
  discord.takeRole(guild, ben, role)
  await room.members.remove(ada)
  expect([ada, ben].map(sees)).toEqual([false, false])
})

test('someone added to a thread sees nothing without View Channel on its parent', async () => {
  const world = await smallWorld()
  const { discord, general, guild, ada, owner } = world
  discord.as(owner).setPermissions(general, guild, { deny: ['ViewChannel'] })
  discord.as(owner).setPermissions(general, world.bot.id, { allow: ['ViewChannel'] })
  const room = await roomIn(world)
  await room.members.add(ada)
  expect(discord.as(ada).canSee(room.id)).toBe(false)
  discord.as(owner).setPermissions(general, ada, { allow: ['ViewChannel'] })
  expect(discord.as(ada).canSee(room.id)).toBe(true)
})

test('who is in a thread can be asked one by one, but not listed without the member intent', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const room = await roomIn(world)
  await room.members.add(world.ada)
  expect(await rest.get(Routes.threadMembers(room.id, world.ada))).toMatchObject({ user_id: world.ada })
  expect(await codeOf(rest.get(Routes.threadMembers(room.id, world.ben)))).toBe(10007)
  expect(await codeOf(rest.get(Routes.threadMembers(room.id)))).toBe(50001)
  expect(await codeOf(rest.put(Routes.threadMembers(room.id, '999999999999999999')))).toBe(10013)
  const stranger = world.discord.addUser({ username: 'stranger' }).id
  expect(await codeOf(rest.put(Routes.threadMembers(room.id, stranger)))).toBe(10007)
})

test('where members may not invite, only the thread keepers add people', async () => {
  const world = await smallWorld()
  const room = await roomIn(world)
  await room.members.add(world.ada)
  const ada = world.discord.as(world.ada)
  expect(personCode(() => ada.addToThread(room.id, world.ben))).toBe(50013)
  expect(personCode(() => ada.removeFromThread(room.id, world.bot.id))).toBe(50013)
  world.discord.as(world.owner).addToThread(room.id, world.ben)
  expect(world.discord.threads(world.guild)[0]?.members).toContain(world.ben)
})

test('after seven quiet days a thread is archived: no edits or members until it is opened again', async () => {
  const world = await smallWorld()
  const room = await roomIn(world)
  const card = await room.send('The card')
  world.discord.clock.advanceBy({ days: 6 })
  await card.edit('The card, edited')
  world.discord.clock.advanceBy({ days: 2 })
  expect(world.discord.threads(world.guild)).toMatchObject([{ name: '2026-001', archived: true }])
  expect(await codeOf(card.edit('again'))).toBe(50083)
  expect(await codeOf(room.members.add(world.ada))).toBe(50083)
  expect(await codeOf(room.setName('2026-002'))).toBe(50083)
  await room.setArchived(false)
  await card.edit('again')
  expect(world.discord.messages(room.id)).toMatchObject([{ content: 'again' }])
})

test('a message opens an archived thread again, unless it is locked', async () => {
  const world = await smallWorld()
  const room = await roomIn(world)
  await room.members.add(world.ada)
  const owner = world.discord.as(world.owner)
  owner.archiveThread(room.id)
  world.discord.as(world.ada).say(room.id, 'hello?')
  expect(world.discord.threads(world.guild)[0]?.archived).toBe(false)
  owner.lockThread(room.id)
  expect(personCode(() => world.discord.as(world.ada).say(room.id, 'hello?'))).toBe(50013)
})

test('archived threads are listed, the latest first', async () => {
  const world = await smallWorld()
  const room = await roomIn(world)
  const second = await (room.parent as TextChannel).threads.create({
    name: '2026-002',
    type: ChannelType.PrivateThread,
  })
  await room.setArchived(true)
  world.discord.clock.advanceBy({ minutes: 1 })
  await second.setArchived(true)
  const { threads } = await (room.parent as TextChannel).threads.fetchArchived({
    type: 'private',
    fetchAll: true,
  })
  expect([...threads.values()].map((thread) => thread.name)).toEqual(['2026-002', '2026-001'])
  const active = await (room.parent as TextChannel).threads.fetchActive()
  expect(active.threads.size).toBe(0)
})

test('a thread is deleted whole, and its channel and messages are unknown afterwards', async () => {
  const world = await smallWorld()
  const room = await roomIn(world)
  const card = await room.send('The card')
  world.discord.clock.advanceBy({ days: 400 })
  await room.delete()
  const rest = restOf(world)
  expect(await codeOf(rest.get(Routes.channel(room.id)))).toBe(10003)
  expect(await codeOf(rest.get(Routes.channelMessage(room.id, card.id)))).toBe(10003)
})

test('Discord itself notes in a thread who was added and how it was renamed', async () => {
  const world = await smallWorld()
  const room = await roomIn(world)
  await room.members.add(world.ada)
  await room.setName('2026-009')
  expect(world.discord.messages(room.id)).toEqual([])
  const lines = world.discord.messages(room.id, { system: true })
  expect(lines.map((line) => [line.system, line.content])).toEqual([
    [true, ''],
    [true, '2026-009'],
  ])
})

test('a channel that was deleted, or that the bot may not open or write in, says which', async () => {
  const world = await smallWorld({ rights: ['ViewChannel', 'SendMessages'] })
  const rest = restOf(world)
  const owner = world.discord.as(world.owner)
  const write = () => rest.post(Routes.channelMessages(world.general), { body: { content: 'hello' } })
  await write()
  owner.setPermissions(world.general, world.bot.id, { deny: ['SendMessages'] })
  expect(await codeOf(write())).toBe(50013)
  owner.setPermissions(world.general, world.bot.id, { deny: ['ViewChannel'] })
  expect(await codeOf(write())).toBe(50001)
  owner.deleteChannel(world.general)
  expect(await codeOf(write())).toBe(10003)
})

test('overwrites: everyone, then roles, then the member; administrators stand above them', async () => {
  const { discord, guild, general, ada, ben, owner } = await smallWorld()
  const { id: officers } = discord.addRole(guild, { name: 'Officers' })
  const { id: admins } = discord.addRole(guild, { name: 'Admins', permissions: ['Administrator'] })
  discord.giveRole(guild, ada, officers)
  const sees = (id: string): boolean => discord.as(id).canSee(general)
  discord.as(owner).setPermissions(general, guild, { deny: ['ViewChannel'] })
  expect([ada, ben].map(sees)).toEqual([false, false])
  discord.as(owner).setPermissions(general, officers, { allow: ['ViewChannel'] })
  expect([ada, ben].map(sees)).toEqual([true, false])
  discord.as(owner).setPermissions(general, ada, { deny: ['ViewChannel'] })
  expect([ada, ben].map(sees)).toEqual([false, false])
  discord.giveRole(guild, ben, admins)
  expect([ada, ben].map(sees)).toEqual([false, true])
})

test('a channel is made and changed by those who may', async () => {
  // Discord's own description asks for numbers where every client sends permissions as text.
  const world = await smallWorld({ unchecked: true })
  const client = await logIn(world)
  const guild = await client.guilds.fetch(world.guild)
  await client.users.fetch(world.ada)
  const made = await guild.channels.create({
    name: 'Secretary Log',
    topic: 'Minutes',
    permissionOverwrites: [
      { id: world.guild, deny: ['ViewChannel'] },
      { id: world.bot.id, allow: ['ViewChannel'] },
    ],
  })
  expect(made.name).toBe('secretary-log')
  expect(world.discord.as(world.ada).canSee(made.id)).toBe(false)
  await made.permissionOverwrites.edit(world.ada, { ViewChannel: true })
  expect(world.discord.as(world.ada).canSee(made.id)).toBe(true)
  await made.permissionOverwrites.delete(world.ada)
  expect(world.discord.as(world.ada).canSee(made.id)).toBe(false)
  await made.delete()
  expect((await guild.channels.fetch()).has(made.id)).toBe(false)
  expect(personCode(() => world.discord.as(world.ada).createChannel(world.guild, { name: 'mine' }))).toBe(
    50013,
  )
})
