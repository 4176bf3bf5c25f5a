import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  Routes,
  type APIModalInteractionResponseCallbackData,
  type ChatInputCommandInteraction,
  type Client,
  type Interaction,
  type RESTPostAPIApplicationCommandsJSONBody,
  type StringSelectMenuInteraction,
  type UserSelectMenuInteraction,
} from 'discord.js'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { codeOf, logIn, restOf, smallWorld, type SmallWorld } from './small-world.ts'

const button = (customId: string, label: string) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(customId).setLabel(label).setStyle(ButtonStyle.Primary),
  )

/** A world with a bot that has these commands and answers every interaction so. */
async function withBot(
  commands: RESTPostAPIApplicationCommandsJSONBody[],
  answer: (interaction: Interaction) => Promise<unknown>,
  options: Parameters<typeof smallWorld>[0] = {},
): Promise<SmallWorld & { client: Client<true> }> {
  const world = await smallWorld(options)
  const client = await logIn(world, {}, answer)
  await client.application.commands.set(commands)
  return { ...world, client }
}

const warn = { name: 'warn', description: 'Open a case' }

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

test('selects hand over their values, and people who were chosen', async () => {
  let chosen: StringSelectMenuInteraction | UserSelectMenuInteraction | undefined
  const world = await withBot([warn], async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        components: [
          {
            type: ComponentType.ActionRow,
            components: [
              {
                type: ComponentType.StringSelect,
                customId: 'rules',
                placeholder: 'Rules broken',
                maxValues: 2,
                options: [
                  { label: 'Rule one', value: '1' },
                  { label: 'Rule two', value: '2' },
                ],
              },
            ],
          },
          {
            type: ComponentType.ActionRow,
            components: [{ type: ComponentType.UserSelect, customId: 'who', placeholder: 'Who' }],
          },
        ],
        flags: MessageFlags.Ephemeral,
      })
    }
    if (interaction.isStringSelectMenu() || interaction.isUserSelectMenu()) {
      chosen = interaction
      await interaction.update({ content: 'Chosen.', components: [] })
    }
  })
  const ada = world.discord.as(world.ada)
  const card = await ada.slash(world.general, 'warn')
  await expect(ada.choose(card, 'Rules broken', ['Rule three'])).rejects.toThrow('no choice')
  const answer = await ada.choose(card, 'Rules broken', ['Rule one', '2'])
  expect(chosen?.values).toEqual(['1', '2'])
  expect(answer).toMatchObject({ updated: true, content: 'Chosen.' })

  const other = await ada.slash(world.general, 'warn')
  await ada.choose(other, 'who', [world.ben])
  expect(chosen?.isUserSelectMenu() === true && chosen.users.first()?.username).toBe('ben')
})

const form: APIModalInteractionResponseCallbackData = {
  custom_id: 'form',
  title: 'What happened',
  components: [
    { type: 10, content: 'Personal attacks are not legitimate.' },
    {
      type: 18,
      label: 'What',
      component: { type: 4, custom_id: 'what', style: 2, min_length: 5, max_length: 20, value: 'As before' },
    },
    {
      type: 18,
      label: 'Rules',
      component: { type: 3, custom_id: 'rules', options: [{ label: 'Rule one', value: '1' }] },
    },
    { type: 18, label: 'Who', component: { type: 5, custom_id: 'who', required: false } },
    {
      type: 18,
      label: 'Evidence',
      component: { type: 19, custom_id: 'files', required: false, max_values: 2 },
    },
  ],
}

test('a form is filled in by its labels, with text, choices, people and files', async () => {
  const got: unknown[] = []
  const world = await withBot([warn], async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(form)
    if (interaction.isModalSubmit()) {
      const { fields } = interaction
      const file = fields.getUploadedFiles('files')?.first()
      got.push(fields.getTextInputValue('what'), fields.getStringSelectValues('rules'))
      got.push(fields.getSelectedUsers('who')?.first()?.username, file?.name)
      got.push(await (await fetch(file?.url ?? '')).text())
      await interaction.reply({ content: 'Thank you.', flags: MessageFlags.Ephemeral })
    }
  })
  const ada = world.discord.as(world.ada)
  const opened = await ada.slash(world.general, 'warn')
  expect(opened.modal?.fields.map((field) => [field.label, field.value])).toEqual([
    ['What', 'As before'],
    ['Rules', []],
    ['Who', []],
    ['Evidence', []],
  ])
  expect(opened.text).toContain('Personal attacks are not legitimate.')
  const answer = await ada.submit(opened, {
    Rules: ['Rule one'],
    Who: [world.ben],
    Evidence: [{ name: 'shot.txt', data: 'evidence' }],
  })
  expect(answer.content).toBe('Thank you.')
  expect(got).toEqual(['As before', ['1'], 'ben', 'shot.txt', 'evidence'])
})

test('a form that is not properly filled in cannot be sent', async () => {
  const world = await withBot([warn], async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(form)
  })
  const ada = world.discord.as(world.ada)
  const opened = await ada.slash(world.general, 'warn')
  const good = { What: 'Shouting', Rules: ['1'] }
  await expect(ada.submit(opened, { ...good, What: '' })).rejects.toThrow('"What" is required')
  await expect(ada.submit(opened, { ...good, What: 'Oh' })).rejects.toThrow('at least 5')
  await expect(ada.submit(opened, { ...good, What: 'x'.repeat(21) })).rejects.toThrow('at most 20')
  await expect(ada.submit(opened, { What: 'Shouting' })).rejects.toThrow('"Rules" needs a choice')
  await expect(ada.submit(opened, { ...good, Rules: ['9'] })).rejects.toThrow('no choice')
  await expect(ada.submit(opened, { ...good, Whatever: 'x' })).rejects.toThrow('no field "Whatever"')
  await expect(world.discord.as(world.ben).submit(opened, good)).rejects.toThrow('someone else')
})

test('an answer put off shows as thinking, and the first follow-up fills it and keeps it private', async () => {
  const world = await withBot([warn], async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    await interaction.followUp('The ladder says: warning')
    await interaction.followUp({ content: 'And more', flags: MessageFlags.Ephemeral })
  })
  const ada = world.discord.as(world.ada)
  const answer = await ada.slash(world.general, 'warn')
  expect(answer).toMatchObject({ content: 'The ladder says: warning', ephemeral: true, deferred: false })
  await world.discord.waitFor(() => answer.followUps.length === 1, 'the follow-up')
  expect(answer.followUps).toMatchObject([{ content: 'And more', ephemeral: true }])
  expect(world.discord.messages(world.general)).toEqual([])
})

test('a deferred answer is filled by editing the original', async () => {
  const world = await withBot([warn], async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.editReply('Worked out.')
    await interaction.editReply('Worked out twice.')
  })
  const answer = await world.discord.as(world.ada).slash(world.general, 'warn')
  await world.discord.waitFor(() => answer.content === 'Worked out twice.', 'the second edit')
  expect(world.discord.messages(world.general)).toMatchObject([
    { content: 'Worked out twice.', thinking: false },
  ])
})

test('the answer can be asked back with the callback, read again and deleted', async () => {
  const steps: unknown[] = []
  const world = await withBot([warn], async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    const response = await interaction.reply({ content: 'Here', withResponse: true })
    steps.push(response.resource?.message?.content, (await interaction.fetchReply()).content)
    await interaction.deleteReply()
    steps.push(await codeOf(interaction.fetchReply()))
  })
  const answer = await world.discord.as(world.ada).slash(world.general, 'warn')
  await world.discord.waitFor(() => steps.length === 3, 'all steps')
  expect(steps).toEqual(['Here', 'Here', 10008])
  expect(answer.message).toBeUndefined()
})

test('ephemeral answers are seen by one person, and gone after a reload', async () => {
  const world = await withBot([warn], async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        content: 'For you',
        components: [button('b', 'Press')],
        flags: MessageFlags.Ephemeral,
      })
    }
    if (interaction.isButton()) await interaction.update({ content: 'Pressed' })
  })
  const ada = world.discord.as(world.ada)
  const answer = await ada.slash(world.general, 'warn')
  expect(ada.messages(world.general)).toMatchObject([{ content: 'For you' }])
  expect(world.discord.as(world.owner).messages(world.general)).toEqual([])
  await expect(world.discord.as(world.owner).press(answer, 'Press')).rejects.toThrow('not there')
  expect((await ada.press(answer, 'Press')).content).toBe('Pressed')
  const path = Routes.channelMessage(world.general, answer.message?.id ?? '')
  expect(await codeOf(restOf(world).get(path))).toBe(10008)

  ada.reload()
  expect(ada.messages(world.general)).toEqual([])
  await expect(ada.press(answer, 'Press')).rejects.toThrow('not there')
  expect(
    ada
      .reads()
      .filter((read) => read.kind === 'ephemeral')
      .map((read) => read.text),
  ).toEqual(['For you\nPress', 'Pressed\nPress'])
})

test('an answer after three seconds is too late', { timeout: 15_000 }, async () => {
  let late: number | string | undefined
  const world = await withBot([warn], async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await delay(3200)
    late = await codeOf(interaction.reply('Sorry'))
  })
  const started = Date.now()
  const answer = await world.discord.as(world.ada).slash(world.general, 'warn')
  expect(answer.failed).toBe('The application did not respond')
  expect(Date.now() - started).toBeGreaterThanOrEqual(2990)
  await world.discord.waitFor(() => late !== undefined, 'the late answer')
  expect(late).toBe(10062)
})

test('without a bot there is no answer', async () => {
  const world = await withBot([warn], async () => undefined)
  const { gateway } = world.discord
  gateway.close(4004)
  await world.discord.waitFor(() => gateway.connected().length === 0, 'the closed connection')
  const answer = await world.discord.as(world.ada).slash(world.general, 'warn')
  expect(answer.failed).toBe('The application did not respond')
})

test('there is one first answer; a form follows neither a deferral nor another form', async () => {
  const codes: (number | string)[] = []
  const world = await withBot([warn], async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.showModal(form)
    } else if (interaction.isModalSubmit()) {
      const callback = Routes.interactionCallback(interaction.id, interaction.token)
      const { rest } = interaction.client
      codes.push(await codeOf(rest.post(callback, { body: { type: 9, data: form }, auth: false })))
      await interaction.deferReply()
      codes.push(await codeOf(rest.post(callback, { body: { type: 9, data: form }, auth: false })))
      await interaction.editReply('Done')
    }
  })
  const ada = world.discord.as(world.ada)
  const answer = await ada.submit(await ada.slash(world.general, 'warn'), { What: 'Shouting', Rules: ['1'] })
  expect(answer.content).toBe('Done')
  expect(codes).toEqual([50035, 40060])
})

test('an interaction can be answered for fifteen minutes, and not before its first answer', async () => {
  let got: ChatInputCommandInteraction | undefined
  let early: number | string | undefined
  const world = await withBot([warn], async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    got = interaction
    const original = Routes.webhookMessage(interaction.applicationId, interaction.token)
    early = await codeOf(interaction.client.rest.patch(original, { body: { content: 'x' }, auth: false }))
    await interaction.reply('First')
  })
  const answer = await world.discord.as(world.ada).slash(world.general, 'warn')
  await world.discord.waitFor(() => got?.replied, 'the bot to know that it has answered')
  expect(early).toBe(10015)
  world.discord.clock.advanceBy({ minutes: 14 })
  await got?.editReply('Still here')
  expect(answer.content).toBe('Still here')
  world.discord.clock.advanceBy({ minutes: 2 })
  expect(await codeOf(got?.editReply('Too late') ?? Promise.resolve())).toBe(50027)
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

test('forged presses and forms reach the bot with any id, from a message that the person cannot see', async () => {
  const got: unknown[] = []
  const world = await withBot([], async (interaction) => {
    if (interaction.isButton()) {
      got.push([interaction.customId, interaction.user.username, interaction.message.content])
      await interaction.reply({ content: 'No.', flags: MessageFlags.Ephemeral })
    }
    if (interaction.isModalSubmit()) {
      got.push([interaction.customId, interaction.fields.getTextInputValue('reason')])
      await interaction.reply({ content: 'No.', flags: MessageFlags.Ephemeral })
    }
  })
  const { discord } = world
  const secret = discord.as(world.owner).createChannel(world.guild, {
    name: 'secret',
    permission_overwrites: [{ id: world.guild, type: 0, deny: '1024' }],
  })
  const card = discord.as(world.owner).say(secret, 'A secret card')
  const from = { as: world.ada, channelId: secret, messageId: card.id }
  expect((await discord.forge.press('sign:999', from)).content).toBe('No.')
  expect((await discord.forge.press('sign:1', { as: world.ada, channelId: world.general })).content).toBe(
    'No.',
  )
  expect((await discord.forge.submit('form:1', { reason: 'because' }, from)).content).toBe('No.')
  expect(got).toEqual([
    ['sign:999', 'ada', 'A secret card'],
    ['sign:1', 'ada', ''],
    ['form:1', 'because'],
  ])
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

test('buttons that are greyed out or links cannot be pressed, others by label or id', async () => {
  const world = await withBot([], async (interaction) => {
    if (interaction.isButton()) await interaction.deferUpdate()
  })
  const user = await world.client.users.fetch(world.ada)
  const row = button('read:1', "I've read this").addComponents(
    new ButtonBuilder().setCustomId('old').setLabel('Old').setStyle(ButtonStyle.Danger).setDisabled(true),
    new ButtonBuilder().setURL('https://example.org').setLabel('Site').setStyle(ButtonStyle.Link),
  )
  await user.send({ content: 'A letter', components: [row] })
  const ada = world.discord.as(world.ada)
  const [letter] = ada.messages({ dm: true })
  if (letter === undefined) throw new Error('no letter')
  expect((await ada.press(letter, "I've read this")).updated).toBe(true)
  expect((await ada.press(letter, 'read:1')).failed).toBeUndefined()
  await expect(ada.press(letter, 'Old')).rejects.toThrow('greyed out')
  await expect(ada.press(letter, 'Site')).rejects.toThrow('link')
  await expect(ada.press(letter, 'Appeal')).rejects.toThrow(`there are: I've read this, Old, Site`)
})
