import { ChannelType, MessageFlags, type TextChannel } from 'discord.js'
import { expect, test } from 'vitest'
import { logIn, personCode, smallWorld, type SmallWorld } from './small-world.ts'

/** What a person was ever shown, as plain text. */
const shown = ({ discord }: SmallWorld, userId: string): string =>
  discord
    .as(userId)
    .reads()
    .map((read) => read.text)
    .join('\n')

test('what a person reads is everything that they were ever shown, and nothing else', async () => {
  const world = await smallWorld()
  const { ada, ben, owner } = world
  const client = await logIn(world)
  const channel = (await client.channels.fetch(world.general)) as TextChannel
  const room = await channel.threads.create({
    name: '2026-001',
    type: ChannelType.PrivateThread,
    invitable: false,
  })
  const card = await room.send({ embeds: [{ title: 'Allegation', fields: [{ name: 'Who', value: 'Ben' }] }] })
  expect(shown(world, ada)).not.toContain('2026-001')

  await room.members.add(ada)
  expect(shown(world, ada)).toContain('Allegation\nWho\nBen')
  await card.edit({ content: 'Signed', embeds: [] })
  await room.members.remove(ada)
  await room.send('After she had left')
  await (
    await client.users.fetch(ada)
  ).send({
    content: 'A letter',
    files: [{ attachment: Buffer.from('Dear Ada'), name: 'letter.txt' }],
  })

  const read = shown(world, ada)
  expect(read).toContain('2026-001')
  expect(read).toContain('Signed')
  expect(read).toContain('A letter\nletter.txt\nDear Ada')
  expect(read).not.toContain('After she had left')
  expect(shown(world, ben)).not.toMatch(/Allegation|2026-001|letter/)
  expect(shown(world, owner)).toContain('After she had left')
})

test('a role or permission that opens a channel shows what is in it', async () => {
  const world = await smallWorld()
  const { discord, guild, ada, owner } = world
  const { id: secret } = discord.addChannel(guild, {
    name: 'secretary-log',
    overwrites: [{ target: guild, deny: ['ViewChannel'] }],
  })
  discord.as(owner).say(secret, 'Line one')
  expect(shown(world, ada)).not.toMatch(/Line one|secretary-log/)
  const { id: role } = discord.addRole(guild, { name: 'Officers' })
  discord.as(owner).setPermissions(secret, role, { allow: ['ViewChannel'] })
  discord.giveRole(guild, ada, role)
  expect(shown(world, ada)).toMatch(/secretary-log[^]*Line one/)
})

test('someone else’s ephemeral answer, form or suggestions are not among what one read', async () => {
  const world = await smallWorld()
  const client = await logIn(world, {}, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({ content: 'Only for you', flags: MessageFlags.Ephemeral })
    }
  })
  await client.application.commands.set([{ name: 'warn', description: 'Open a case' }])
  await world.discord.as(world.ada).slash(world.general, 'warn')
  expect(shown(world, world.ada)).toContain('Only for you')
  expect(shown(world, world.ben)).not.toContain('Only for you')
})

test('places: a channel, the first one of a server, a DM, outside; hidden ones are not there', async () => {
  const world = await smallWorld()
  const { discord, guild, general, ada, owner } = world
  const person = discord.as(ada)
  expect(person.say({ guild }, 'a').channelId).toBe(general)
  expect(person.say({ channel: general }, 'b').channelId).toBe(general)
  expect(discord.dm(ada)).toEqual([])
  person.say({ dm: world.bot.id }, 'c')
  expect(discord.dm(ada).map((message) => message.content)).toEqual(['c'])
  expect(() => person.messages({ outside: true })).toThrow('no server without the bot')
  discord.as(owner).setPermissions(general, guild, { deny: ['ViewChannel'] })
  expect(() => person.say(general, 'd')).toThrow('can see no channel')
})

test('people act within their rights', async () => {
  const { discord, guild, general, ada, ben, owner } = await smallWorld()
  const codes = [
    () => discord.as(ada).ban(guild, ben),
    () => discord.as(ada).kick(guild, ben),
    () => discord.as(ada).deleteChannel(general),
    () => discord.as(ada).setPermissions(general, ada, { allow: ['ManageChannels'] }),
    () => discord.as(ada).setRoles(guild, ada, [guild]),
    () => discord.as(ada).timeOut(guild, ben, new Date(discord.clock.now().getTime() + 60_000)),
    () => discord.as(ada).deleteMessage(discord.as(ben).say(general, 'mine')),
  ].map(personCode)
  expect(codes).toEqual(Array.from(codes, () => 50013))
  discord.as(owner).kick(guild, ben)
  expect(discord.members(guild)).not.toContain(ben)
})

test('in an archived thread a press opens it again first; in a locked one nothing can be pressed', async () => {
  const world = await smallWorld()
  const client = await logIn(world, {}, async (interaction) => {
    if (interaction.isButton()) await interaction.update('Signed')
  })
  const channel = (await client.channels.fetch(world.general)) as TextChannel
  const room = await channel.threads.create({ name: '2026-001', type: ChannelType.PrivateThread })
  await room.members.add(world.ada)
  const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Sign', custom_id: 'sign' }] }]
  await room.send({ content: 'Card', components })
  const ada = world.discord.as(world.ada)
  const [card] = world.discord.messages(room.id)
  if (card === undefined) throw new Error('no card')

  world.discord.clock.advanceBy({ days: 8 })
  expect(world.discord.threads(world.guild)[0]?.archived).toBe(true)
  expect((await ada.press(card, 'Sign')).content).toBe('Signed')
  expect(world.discord.threads(world.guild)[0]?.archived).toBe(false)
  world.discord.as(world.owner).lockThread(room.id)
  await expect(ada.press(card, 'Sign')).rejects.toThrow('locked')
})

test('waiting for what never comes ends with what was waited for', async () => {
  const { discord } = await smallWorld()
  await expect(discord.waitFor(() => false, 'the moon to fall', 60)).rejects.toThrow(
    'in vain for the moon to fall',
  )
  let looked = 0
  expect(await discord.waitFor(() => (looked += 1) > 2 && 'there', 'the third look')).toBe('there')
})
