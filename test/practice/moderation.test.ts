import { AuditLogEvent, Routes } from 'discord.js'
import { expect, test } from 'vitest'
import { codeOf, logIn, personCode, restOf, smallWorld } from './small-world.ts'

test('a ban takes the member out, keeps the reason, and leaves their messages', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const guild = await client.guilds.fetch(world.guild)
  world.discord.as(world.ada).say(world.general, 'still here')
  await guild.bans.create(world.ada, { reason: '2026-014' })
  expect(world.discord.members(world.guild)).not.toContain(world.ada)
  expect(world.discord.bans(world.guild)).toEqual([{ userId: world.ada, reason: '2026-014' }])
  expect((await guild.bans.fetch(world.ada)).reason).toBe('2026-014')
  expect(world.discord.messages(world.general)).toHaveLength(1)
  const log = await guild.fetchAuditLogs({ type: AuditLogEvent.MemberBanAdd })
  expect(log.entries.first()).toMatchObject({
    executorId: world.bot.id,
    targetId: world.ada,
    reason: '2026-014',
  })
  expect(personCode(() => world.discord.as(world.ada).join(world.guild))).toBe(40007)
})

test('a ban that deletes messages deletes those of the time it names', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  world.discord.as(world.ada).say(world.general, 'old')
  world.discord.clock.advanceBy({ hours: 2 })
  world.discord.as(world.ada).say(world.general, 'new')
  await (await client.guilds.fetch(world.guild)).bans.create(world.ada, { deleteMessageSeconds: 3600 })
  expect(world.discord.messages(world.general).map((message) => message.content)).toEqual(['old'])
})

test('a second ban changes nothing; an unban of someone who is not banned says so', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const ban = Routes.guildBan(world.guild, world.ada)
  await rest.put(ban, { reason: 'first', body: {} })
  await rest.put(ban, { reason: 'second', body: {} })
  expect(world.discord.bans(world.guild)).toEqual([{ userId: world.ada, reason: 'first' }])
  await rest.delete(ban)
  expect(await codeOf(rest.delete(ban))).toBe(10026)
  expect(await codeOf(rest.get(ban))).toBe(10026)
  expect(await codeOf(rest.put(Routes.guildBan(world.guild, '999999999999999999'), { body: {} }))).toBe(10013)
  world.discord.as(world.ada).join(world.guild)
  expect(world.discord.members(world.guild)).toContain(world.ada)
})

test('a bot bans neither the owner nor anyone whose role is not below its own', async () => {
  const world = await smallWorld()
  const { discord, guild, ada, owner } = world
  const rest = restOf(world)
  const ban = (id: string) => codeOf(rest.put(Routes.guildBan(guild, id), { body: {} }))
  const { id: high } = discord.addRole(guild, { name: 'High' })
  discord.moveRole(guild, high, 9)
  discord.giveRole(guild, ada, high)
  expect(await ban(owner)).toBe(50013)
  expect(await ban(ada)).toBe(50013)
  expect(await codeOf(rest.delete(Routes.guildBan(guild, ada)))).toBe(50013)
  discord.moveRole(guild, high, 1)
  await rest.put(Routes.guildBan(guild, ada), { body: {} })
  expect(discord.bans(guild)).toHaveLength(1)
})

test('without the permission, or out of the server, no ban is made or read', async () => {
  const world = await smallWorld({ rights: ['ViewChannel'] })
  const rest = restOf(world)
  expect(await codeOf(rest.put(Routes.guildBan(world.guild, world.ada), { body: {} }))).toBe(50013)
  expect(await codeOf(rest.get(Routes.guildBans(world.guild)))).toBe(50013)
  expect(personCode(() => world.discord.as(world.ben).ban(world.guild, world.ada))).toBe(50013)
  world.discord.as(world.owner).kick(world.guild, world.bot.id)
  expect(await codeOf(rest.put(Routes.guildBan(world.guild, world.ada), { body: {} }))).toBe(50001)
  expect(await codeOf(rest.get(Routes.guild(world.guild)))).toBe(10004)
  expect(world.discord.bans(world.guild)).toEqual([])
})

test('bans are listed in pages by id', async () => {
  const world = await smallWorld()
  const people = ['a', 'b', 'c', 'd', 'e'].map((username) => world.discord.addUser({ username }).id)
  for (const id of people) world.discord.as(world.owner).ban(world.guild, id)
  const rest = restOf(world)
  const page = async (query: Record<string, string>): Promise<string[]> => {
    const bans = await rest.get(Routes.guildBans(world.guild), { query: new URLSearchParams(query) })
    return (bans as { user: { username: string } }[]).map((ban) => ban.user.username)
  }
  expect(await page({})).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(await page({ limit: '2' })).toEqual(['a', 'b'])
  expect(await page({ limit: '2', after: people[1] ?? '' })).toEqual(['c', 'd'])
  expect(await page({ limit: '2', before: people[4] ?? '' })).toEqual(['c', 'd'])
})

test('an audit reason is read from the header, 512 characters at most', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  await rest.put(Routes.guildBan(world.guild, world.ada), { reason: 'Ärger & “Spam”', body: {} })
  expect(world.discord.bans(world.guild)[0]?.reason).toBe('Ärger & “Spam”')
  const long = { reason: 'x'.repeat(513), body: {} }
  expect(await codeOf(rest.put(Routes.guildBan(world.guild, world.ben), long))).toBe(50035)
})

test('a timeout keeps a member from writing until it ends, for 28 days at most', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const member = await (await client.guilds.fetch(world.guild)).members.fetch(world.ada)
  const inDays = (days: number) => new Date(world.discord.clock.now().getTime() + days * 86_400_000)
  expect(await codeOf(member.disableCommunicationUntil(inDays(29)))).toBe(50035)
  await member.disableCommunicationUntil(inDays(1), '2026-014')
  const ada = world.discord.as(world.ada)
  expect(personCode(() => ada.say(world.general, 'hello'))).toBe(50013)
  expect(ada.canSee(world.general)).toBe(true)
  world.discord.clock.advanceBy({ days: 1, minutes: 1 })
  ada.say(world.general, 'hello')
  expect(world.discord.messages(world.general)).toHaveLength(1)
})

test('a timeout stops neither the owner nor an administrator', async () => {
  const world = await smallWorld()
  const { id: admins } = world.discord.addRole(world.guild, {
    name: 'Admins',
    permissions: ['Administrator'],
  })
  world.discord.giveRole(world.guild, world.ada, admins)
  const rest = restOf(world)
  const until = new Date(world.discord.clock.now().getTime() + 60_000).toISOString()
  for (const id of [world.owner, world.ada]) {
    const timeout = rest.patch(Routes.guildMember(world.guild, id), {
      body: { communication_disabled_until: until },
    })
    expect(await codeOf(timeout)).toBe(50013)
  }
})

test('invitations bring people back, as often and as long as they say', async () => {
  const world = await smallWorld()
  const { discord, guild, ada, ben, owner } = world
  const client = await logIn(world)
  for (const id of [ada, ben]) discord.as(owner).kick(guild, id)
  const { code } = await (
    await client.guilds.fetch(guild)
  ).invites.create(world.general, { maxUses: 1, maxAge: 3600 })
  discord.as(ada).join(guild, code)
  expect(discord.members(guild)).toContain(ada)
  expect(personCode(() => discord.as(ben).join(guild, code))).toBe(10006)
  const second = await (await client.guilds.fetch(guild)).invites.create(world.general, { maxAge: 3600 })
  discord.clock.advanceBy({ hours: 2 })
  expect(personCode(() => discord.as(ben).join(guild, second.code))).toBe(10006)
})

test('a member who left is unknown as a member, not as a user', async () => {
  const world = await smallWorld()
  world.discord.as(world.ada).leave(world.guild)
  const rest = restOf(world)
  expect(await codeOf(rest.get(Routes.guildMember(world.guild, world.ada)))).toBe(10007)
  expect(await rest.get(Routes.user(world.ada))).toMatchObject({ username: 'ada', global_name: 'Ada' })
  expect(await codeOf(rest.get(Routes.user('999999999999999999')))).toBe(10013)
})
