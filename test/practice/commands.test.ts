import { MessageFlags, type ChatInputCommandInteraction } from 'discord.js'
import { expect, test } from 'vitest'
import { warn, withBot } from './answering-bot.ts'

test('options arrive as what was chosen, with people and channels whole', async () => {
  let got: ChatInputCommandInteraction | undefined
  const world = await withBot(
    [
      {
        name: 'officer',
        description: 'Offices',
        options: [
          {
            type: 1,
            name: 'appoint',
            description: 'Appoint',
            options: [
              {
                type: 3,
                name: 'office',
                description: 'Which',
                required: true,
                choices: [{ name: 'Secretary', value: 'secretary' }],
              },
              { type: 6, name: 'person', description: 'Who' },
              { type: 7, name: 'log', description: 'Where', channel_types: [0] },
              { type: 4, name: 'days', description: 'How long', min_value: 1, max_value: 28 },
            ],
          },
        ],
      },
    ],
    async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      got = interaction
      await interaction.reply({ content: 'Done.', flags: MessageFlags.Ephemeral })
    },
  )
  const owner = world.discord.as(world.owner)
  const options = { office: 'Secretary', person: world.ada, log: world.general, days: 3 }
  const answer = await owner.slash({ channel: world.general }, 'officer appoint', options)
  expect(answer).toMatchObject({ content: 'Done.', ephemeral: true, failed: undefined })
  expect(got?.options.getSubcommand()).toBe('appoint')
  expect(got?.options.getString('office')).toBe('secretary')
  expect(got?.options.getUser('person')?.username).toBe('ada')
  expect(got?.options.getMember('person')).toMatchObject({ user: { username: 'ada' } })
  expect(got?.options.getChannel('log')?.id).toBe(world.general)
  expect(got?.options.getInteger('days')).toBe(3)
  expect(got?.memberPermissions?.has('Administrator')).toBe(true)

  await expect(owner.slash(world.general, 'officer appoint', {})).rejects.toThrow('needs "office"')
  await expect(owner.slash(world.general, 'officer appoint', { ...options, office: 'king' })).rejects.toThrow(
    'no choice',
  )
  await expect(owner.slash(world.general, 'officer appoint', { ...options, days: 29 })).rejects.toThrow(
    'out of range',
  )
  await expect(owner.slash(world.general, 'officer crown')).rejects.toThrow('has no "crown"')
  await expect(owner.slash(world.general, 'nonsense')).rejects.toThrow('no command /nonsense')
})

test('autocomplete gives suggestions for what was typed so far', async () => {
  const world = await withBot(
    [{ ...warn, options: [{ type: 3, name: 'platform', description: 'Where', autocomplete: true }] }],
    async (interaction) => {
      if (!interaction.isAutocomplete()) return
      const typed = interaction.options.getFocused()
      await interaction.respond([{ name: `${typed}cebook`, value: 'facebook' }])
    },
  )
  const ada = world.discord.as(world.ada)
  expect(await ada.autocomplete(world.general, 'warn', 'platform', 'fa')).toEqual([
    { name: 'facebook', value: 'facebook' },
  ])
  expect(ada.reads().some((read) => read.kind === 'choices' && read.text === 'facebook')).toBe(true)
})

test('menus hand over the message with its words, and the person', async () => {
  const world = await withBot(
    [
      { type: 3, name: 'Report to admins' },
      { type: 2, name: 'History' },
    ],
    async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(`Reported: ${interaction.targetMessage.content}`)
      if (interaction.isUserContextMenuCommand())
        await interaction.reply(`About ${interaction.targetUser.username}`)
    },
  )
  const ada = world.discord.as(world.ada)
  const said = world.discord.as(world.ben).say(world.general, 'something rude')
  expect((await ada.messageMenu('Report to admins', said)).content).toBe('Reported: something rude')
  expect((await ada.userMenu('History', world.ben)).content).toBe('About ben')
})

test('officers are shown commands that others are not, and a forged command gets through all the same', async () => {
  const used: string[] = []
  const world = await withBot([{ ...warn, default_member_permissions: '0' }], async (interaction) => {
    used.push(interaction.user.username)
    if (interaction.isChatInputCommand()) await interaction.reply('No.')
  })
  expect(world.discord.as(world.owner).commands(world.general)).toEqual(['warn'])
  expect(world.discord.as(world.ada).commands(world.general)).toEqual([])
  await expect(world.discord.as(world.ada).slash(world.general, 'warn')).rejects.toThrow('no command /warn')
  const answer = await world.discord.forge.slash('warn', [], { as: world.ada, channelId: world.general })
  expect(answer.content).toBe('No.')
  expect(used).toEqual(['ada'])
})

test('in a DM a command knows the person, and the channel is the one with them', async () => {
  const got: unknown[] = []
  const world = await withBot(
    [{ name: 'appeal', description: 'Appeal', contexts: [1] }],
    async (interaction) => {
      const channel = interaction.channel
      got.push(
        interaction.user.id,
        interaction.inGuild(),
        channel?.isDMBased() === true && 'recipientId' in channel && channel.recipientId,
      )
      if (interaction.isChatInputCommand()) await interaction.reply('Here')
    },
  )
  await world.discord.as(world.ada).slash({ dm: true }, 'appeal')
  expect(got).toEqual([world.ada, false, world.ada])
  expect(world.discord.dm(world.ada)).toMatchObject([{ content: 'Here' }])
})

test('a command added to the account works in DMs and elsewhere, also for someone banned', async () => {
  const places: unknown[] = []
  const world = await withBot(
    [
      { name: 'appeal', description: 'Appeal', contexts: [0, 1, 2], integration_types: [0, 1] },
      { ...warn, contexts: [0] },
    ],
    async (interaction) => {
      places.push([interaction.context, interaction.authorizingIntegrationOwners.userId])
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'Appeal', flags: MessageFlags.Ephemeral })
    },
  )
  const { discord, ada, guild } = world
  const person = discord.as(ada)
  const elsewhere = discord.addGuild({ name: 'Elsewhere', owner: ada }).id
  discord.addChannel(elsewhere, { name: 'chat' })
  expect(person.commands({ dm: true })).toEqual(['appeal'])
  expect(person.commands({ outside: true })).toEqual([])

  discord.as(world.owner).ban(guild, ada)
  expect(person.commands({ dm: true })).toEqual([])
  await expect(person.slash({ dm: true }, 'appeal')).rejects.toThrow('no command')

  person.addAppToAccount()
  expect((await person.slash({ dm: true }, 'appeal')).content).toBe('Appeal')
  expect((await person.slash({ outside: true }, 'appeal')).content).toBe('Appeal')
  expect(places).toEqual([
    [1, ada],
    [0, ada],
  ])
})
