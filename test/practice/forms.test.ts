import {
  ButtonBuilder,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  Routes,
  type StringSelectMenuInteraction,
  type UserSelectMenuInteraction,
} from 'discord.js'
import { expect, test } from 'vitest'
import { button, form, warn, withBot } from './answering-bot.ts'
import { codeOf } from './small-world.ts'

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
