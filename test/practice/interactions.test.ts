import { MessageFlags, Routes, type ChatInputCommandInteraction } from 'discord.js'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { button, warn, withBot } from './answering-bot.ts'
import { codeOf, restOf } from './small-world.ts'

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

test('an answer after three seconds is too late', async () => {
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

test('in a locked and archived thread no answer gets through, even to a forged press', async () => {
  let code: number | string | undefined
  const world = await withBot([], async (interaction) => {
    if (interaction.isButton())
      code = await codeOf(interaction.reply({ content: 'x', flags: MessageFlags.Ephemeral }))
  })
  const owner = world.discord.as(world.owner)
  const room = owner.startThread(world.general, { name: 'room', type: 12 })
  owner.addToThread(room, world.bot.id)
  owner.lockThread(room)
  owner.archiveThread(room)
  void world.discord.forge.press('sign', { as: world.owner, channelId: room })
  await world.discord.waitFor(() => code !== undefined, 'the refused answer')
  expect(code).toBe(50083)
})

test('outside the bot’s servers people without Use External Apps are answered privately', async () => {
  const world = await withBot([{ ...warn, contexts: [0], integration_types: [1] }], async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('For all')
  })
  const { discord, ada, ben } = world
  const elsewhere = discord.addGuild({ name: 'Elsewhere', owner: ben }).id
  discord.addMember(elsewhere, ada)
  discord.addChannel(elsewhere, { name: 'chat' })
  discord.as(ada).addAppToAccount()
  expect((await discord.as(ada).slash({ outside: elsewhere }, 'warn')).ephemeral).toBe(false)
  discord.setRolePermissions(elsewhere, elsewhere, ['ViewChannel', 'SendMessages', 'UseApplicationCommands'])
  expect((await discord.as(ada).slash({ outside: elsewhere }, 'warn')).ephemeral).toBe(true)
})
