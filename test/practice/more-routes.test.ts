import { Routes, type TextChannel } from 'discord.js'
import { expect, test } from 'vitest'
import { codeOf, logIn, restOf, smallWorld } from './small-world.ts'

test('what a bot reads of itself, its servers, their channels, roles and members', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const { guild, ada, general, bot } = world
  expect(await rest.get(Routes.user())).toMatchObject({ id: bot.id, bot: true })
  expect(await rest.get(Routes.userGuilds())).toMatchObject([{ id: guild, name: 'Seaside CLP' }])
  expect(
    await rest.get(Routes.guild(guild), { query: new URLSearchParams({ with_counts: 'true' }) }),
  ).toMatchObject({
    owner_id: world.owner,
    approximate_member_count: 4,
  })
  expect(await rest.get(Routes.guildChannels(guild))).toMatchObject([
    { id: general, name: 'general', type: 0 },
  ])
  const roles = (await rest.get(Routes.guildRoles(guild))) as { id: string; name: string; position: number }[]
  expect(roles.map((role) => [role.name, role.position])).toEqual([
    ['@everyone', 0],
    ['moderation', 1],
  ])
  expect(await rest.get(Routes.guildRole(guild, roles[1]?.id ?? ''))).toMatchObject({
    tags: { bot_id: bot.id },
  })
  expect(await codeOf(rest.get(Routes.guildRole(guild, ada)))).toBe(10011)
  expect(await rest.get(Routes.guildMember(guild, ada))).toMatchObject({
    user: { username: 'ada' },
    roles: [],
  })
  expect(await codeOf(rest.get(Routes.guildMembers(guild)))).toBe(50001)
  expect(await rest.get(Routes.gateway())).toMatchObject({
    url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:/) as string,
  })
})

test('a bot with the member intent lists the members in pages', async () => {
  const world = await smallWorld({ privilegedIntents: 2 })
  const list = async (query: Record<string, string>): Promise<string[]> => {
    const members = await restOf(world).get(Routes.guildMembers(world.guild), {
      query: new URLSearchParams(query),
    })
    return (members as { user: { username: string } }[]).map((member) => member.user.username)
  }
  expect(await list({ limit: '2' })).toEqual(['olive', 'ada'])
  expect(await list({ limit: '2', after: world.ada })).toEqual(['ben', 'moderation'])
})

test('invitations are made, looked up, listed and withdrawn', async () => {
  const world = await smallWorld({ rights: ['ViewChannel', 'CreateInstantInvite', 'ManageGuild'] })
  const rest = restOf(world)
  const invite = (await rest.post(Routes.channelInvites(world.general), { body: { max_uses: 1 } })) as {
    code: string
  }
  expect(await rest.get(Routes.invite(invite.code))).toMatchObject({ guild: { id: world.guild } })
  expect(await rest.get(Routes.guildInvites(world.guild))).toMatchObject([
    { code: invite.code, max_uses: 1, uses: 0 },
  ])
  await rest.delete(Routes.invite(invite.code))
  expect(await codeOf(rest.get(Routes.invite(invite.code)))).toBe(10006)
})

test('a message starts a public thread that everyone in the channel can read', async () => {
  const world = await smallWorld({ rights: ['ViewChannel', 'CreatePublicThreads', 'SendMessagesInThreads'] })
  const client = await logIn(world)
  const said = world.discord.as(world.ada).say(world.general, 'a topic')
  const channel = (await client.channels.fetch(world.general)) as TextChannel
  const thread = await channel.threads.create({ name: 'topic', startMessage: said.id })
  expect(thread.id).toBe(said.id)
  expect(world.discord.as(world.ben).canSee(thread.id)).toBe(true)
  expect(world.discord.threads(world.guild)).toMatchObject([{ name: 'topic', private: false }])
})

test('messages are pinned and unpinned, and typing is shown to those who can be written to', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const channel = (await client.channels.fetch(world.general)) as TextChannel
  const message = await channel.send('The rules')
  await message.pin()
  expect(world.discord.messages(world.general)[0]?.pinned).toBe(true)
  await message.unpin()
  expect(world.discord.messages(world.general)[0]?.pinned).toBe(false)
  await channel.sendTyping()
  world.discord.as(world.owner).setPermissions(world.general, world.bot.id, { deny: ['ViewChannel'] })
  expect(await codeOf(channel.sendTyping())).toBe(50001)
})

test('the audit log is read by kind and person, by those who may', async () => {
  const world = await smallWorld()
  const { discord, guild, owner, ada, ben } = world
  for (const id of [ada, ben]) discord.as(owner).ban(guild, id)
  discord.as(owner).unban(guild, ada)
  const read = async (query: Record<string, string>) => {
    const log = await restOf(world).get(Routes.guildAuditLog(guild), { query: new URLSearchParams(query) })
    return (log as { audit_log_entries: { action_type: number; target_id: string }[] }).audit_log_entries
  }
  const seen = (await read({ action_type: '22' })).map((entry) => entry.target_id)
  expect(seen).toEqual([ben, ada])
  expect((await read({ user_id: owner, limit: '1' })).map((entry) => entry.action_type)).toEqual([23])
  expect(await read({ user_id: ada })).toEqual([])
  const other = await smallWorld({ rights: ['ViewChannel'] })
  expect(await codeOf(restOf(other).get(Routes.guildAuditLog(other.guild)))).toBe(50013)
})

test('a bot that leaves a server is a stranger there', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  await client.guilds.cache.get(world.guild)?.leave()
  expect(world.discord.members(world.guild)).not.toContain(world.bot.id)
  expect(await codeOf(client.guilds.fetch({ guild: world.guild, force: true }))).toBe(10004)
})
