import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
  type Interaction,
  type TextChannel,
} from 'discord.js'
import { expect, test } from 'vitest'
import { logIn, smallWorld } from './small-world.ts'

test('a bot logs in and finds its server, channels and itself', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  expect(client.user.username).toBe('moderation')
  expect(client.guilds.cache.get(world.guild)?.name).toBe('Seaside CLP')
  expect(client.channels.cache.has(world.general)).toBe(true)
  expect(client.guilds.cache.get(world.guild)?.members.me?.permissions.has('BanMembers')).toBe(true)
  expect(world.discord.unknownRoutes).toEqual([])
})

const form = new ModalBuilder()
  .setCustomId('form:1')
  .setTitle('What happened')
  .addComponents(
    new ActionRowBuilder<TextInputBuilder>().addComponents(
      new TextInputBuilder()
        .setCustomId('what')
        .setLabel('What')
        .setStyle(TextInputStyle.Paragraph)
        .setRequired(true),
    ),
  )
const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('sign:1').setLabel('Sign').setStyle(ButtonStyle.Primary),
)

async function respond(interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) await interaction.showModal(form)
  else if (interaction.isModalSubmit()) {
    const content = `You wrote: ${interaction.fields.getTextInputValue('what')}`
    await interaction.reply({ content, components: [buttons], flags: MessageFlags.Ephemeral })
  } else if (interaction.isButton()) {
    await interaction.deferUpdate()
    await interaction.editReply({ content: 'Signed.', components: [] })
  }
}

test('a command opens a form, the form is answered, a button changes the answer', async () => {
  const world = await smallWorld()
  const client = await logIn(world, {}, respond)
  await client.application.commands.set([{ name: 'warn', description: 'Open a case' }])
  const ada = world.discord.as(world.ada)

  const opened = await ada.slash({ guild: world.guild }, 'warn')
  expect(opened.modal?.title).toBe('What happened')
  const answer = await ada.submit(opened, { What: 'Shouting' })
  expect(answer).toMatchObject({ ephemeral: true, content: 'You wrote: Shouting' })
  await ada.press(answer, 'Sign')
  await world.discord.waitFor(() => answer.content === 'Signed.', 'the changed answer')
  expect(answer.buttons).toEqual([])
  expect(world.discord.messages(world.general)).toEqual([])
})

test('a bot writes a DM, starts a private thread, and posts and edits in it', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const user = await client.users.fetch(world.ada)
  await user.send('A letter')
  expect(world.discord.dm(world.ada).map((message) => message.content)).toEqual(['A letter'])

  const channel = (await client.channels.fetch(world.general)) as TextChannel
  const thread = await channel.threads.create({
    name: '2026-001',
    type: ChannelType.PrivateThread,
    invitable: false,
  })
  await thread.members.add(world.ada)
  const card = await thread.send('A card')
  await card.edit('A better card')
  expect(world.discord.messages(thread.id)).toMatchObject([{ content: 'A better card' }])
  expect(world.discord.as(world.ada).canSee(thread.id)).toBe(true)
  expect(world.discord.as(world.ben).canSee(thread.id)).toBe(false)
})
