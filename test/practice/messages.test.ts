import { AttachmentBuilder, DMChannel, MessageFlags, Routes, type TextChannel } from 'discord.js'
import { expect, test } from 'vitest'
import { codeOf, logIn, personCode, restOf, smallWorld, type SmallWorld } from './small-world.ts'

async function channelOf(world: SmallWorld): Promise<TextChannel> {
  const client = await logIn(world)
  return (await client.channels.fetch(world.general)) as TextChannel
}

test('an enforced nonce gives back the first message for five minutes, in whatever channel', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  const letter = { content: 'once', nonce: 'a'.repeat(25), enforceNonce: true }
  const first = await channel.send(letter)
  expect((await channel.send({ ...letter, content: 'twice' })).id).toBe(first.id)
  const user = await channel.client.users.fetch(world.ada)
  expect((await user.send(letter)).id).toBe(first.id)
  expect(world.discord.messages(world.general)).toMatchObject([{ content: 'once', nonce: 'a'.repeat(25) }])

  world.discord.clock.advanceBy({ minutes: 5 })
  expect((await channel.send(letter)).id).not.toBe(first.id)
})

test('a nonce that is not enforced changes nothing', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  await channel.send({ content: 'one', nonce: 'n' })
  await channel.send({ content: 'two', nonce: 'n' })
  expect(world.discord.messages(world.general).map((message) => message.content)).toEqual(['one', 'two'])
})

test('times and ids of messages come from the simulated clock', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  world.discord.clock.advanceTo('2027-01-01T12:00:00.000Z')
  const message = await channel.send('happy new year')
  expect(message.createdAt.toISOString()).toMatch(/^2027-01-01T12:00:0/)
  expect(world.discord.messages(world.general)[0]?.sentAt.toISOString()).toMatch(/^2027-01-01T12:00:0/)
})

test('attachments keep their bytes, and their links run out after a day', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  const file = new AttachmentBuilder(Buffer.from('Dear member,\n'), {
    name: 'letter 1.txt',
    description: 'The letter',
  })
  const message = await channel.send({ content: 'see the letter', files: [file] })
  const url = message.attachments.first()?.url ?? ''
  expect(url.startsWith(`${world.discord.cdnUrl}/attachments/${world.general}/`)).toBe(true)
  expect(await (await fetch(url)).text()).toBe('Dear member,\n')
  const [seen] = world.discord.messages(world.general)
  expect(seen?.files).toMatchObject([
    { name: 'letter_1.txt', text: 'Dear member,\n', description: 'The letter' },
  ])

  world.discord.clock.advanceBy({ days: 2 })
  expect((await fetch(url)).status).toBe(404)
  const again = await channel.messages.fetch({ message: message.id, force: true })
  expect(await (await fetch(again.attachments.first()?.url ?? '')).text()).toBe('Dear member,\n')
})

test('an edit keeps what it does not speak of, and drops attachments that it leaves out', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  const file = new AttachmentBuilder(Buffer.from('x'), { name: 'x.txt' })
  const message = await channel.send({ content: 'one', embeds: [{ description: 'kept' }], files: [file] })
  await message.edit('two')
  expect(world.discord.messages(world.general)).toMatchObject([
    { content: 'two', embeds: [{ description: 'kept', type: 'rich' }], files: [{ name: 'x.txt' }] },
  ])
  expect(world.discord.messages(world.general)[0]?.editedAt).not.toBeNull()
  await message.edit({ attachments: [] })
  expect(world.discord.messages(world.general)[0]?.files).toEqual([])
})

test('only what one wrote oneself can be edited, and a deleted message is gone', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const theirs = world.discord.as(world.ada).say(world.general, 'mine')
  const path = Routes.channelMessage(world.general, theirs.id)
  expect(await codeOf(rest.patch(path, { body: { content: 'yours' } }))).toBe(50005)
  await rest.delete(path)
  expect(await codeOf(rest.get(path))).toBe(10008)
  expect(await codeOf(rest.delete(path))).toBe(10008)
})

test('messages are read back in pages: before, after and around', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const ada = world.discord.as(world.ada)
  const ids = ['a', 'b', 'c', 'd', 'e'].map((text) => ada.say(world.general, text).id)
  const read = async (query: Record<string, string>): Promise<string[]> => {
    const page = (await rest.get(Routes.channelMessages(world.general), {
      query: new URLSearchParams(query),
    })) as { content: string }[]
    return page.map((message) => message.content)
  }
  expect(await read({})).toEqual(['e', 'd', 'c', 'b', 'a'])
  expect(await read({ limit: '2' })).toEqual(['e', 'd'])
  expect(await read({ before: ids[2] ?? '', limit: '1' })).toEqual(['b'])
  expect(await read({ after: ids[1] ?? '', limit: '2' })).toEqual(['d', 'c'])
  expect(await read({ around: ids[2] ?? '', limit: '3' })).toEqual(['d', 'c', 'b'])
})

test('bulk deletion refuses a message older than fourteen days, single deletion does not', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const ada = world.discord.as(world.ada)
  const old = ada.say(world.general, 'old')
  world.discord.clock.advanceBy({ days: 15 })
  const young = [ada.say(world.general, 'young'), ada.say(world.general, 'younger')].map(
    (message) => message.id,
  )
  const path = Routes.channelBulkDelete(world.general)
  expect(await codeOf(rest.post(path, { body: { messages: [old.id, ...young] } }))).toBe(50034)
  await rest.post(path, { body: { messages: young } })
  expect(world.discord.messages(world.general).map((message) => message.content)).toEqual(['old'])
  await rest.delete(Routes.channelMessage(world.general, old.id))
  expect(world.discord.messages(world.general)).toEqual([])
})

test('F4 what allowed_mentions forbids notifies nobody', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  const text = `<@${world.ada}> <@${world.ben}> @everyone`
  await channel.send({ content: text, allowedMentions: { parse: [] } })
  await channel.send({ content: text, allowedMentions: { users: [world.ada] } })
  await channel.send(text)
  expect(world.discord.messages(world.general).map((message) => message.pings)).toEqual([
    { everyone: false, users: [], roles: [] },
    { everyone: false, users: [world.ada], roles: [] },
    // @everyone needs a permission of its own, which this bot lacks.
    { everyone: false, users: [world.ada, world.ben], roles: [] },
  ])
})

test('a reply names its message, unless that is gone', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  const asked = world.discord.as(world.ada).say(world.general, 'why?')
  await channel.send({ content: 'because', reply: { messageReference: asked.id } })
  expect(world.discord.messages(world.general)[1]).toMatchObject({
    replyTo: asked.id,
    pings: { users: [world.ada] },
  })
  world.discord.as(world.ada).deleteMessage(asked)
  expect(await codeOf(channel.send({ content: 'because', reply: { messageReference: asked.id } }))).toBe(
    50035,
  )
  await channel.send({ content: 'anyway', reply: { messageReference: asked.id, failIfNotExists: false } })
  expect(world.discord.messages(world.general).at(-1)?.content).toBe('anyway')
})

test('a message of components has no content beside it, and stays one', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  const text = { type: 10 as const, content: 'Only components' }
  const message = await channel.send({ components: [text], flags: MessageFlags.IsComponentsV2 })
  expect(world.discord.messages(world.general)[0]?.text).toBe('Only components')
  expect(await codeOf(message.edit({ content: 'and words' }))).toBe(50035)
})

test('a message of components shows its files and pictures by their links', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  const sent = await channel.send({
    flags: MessageFlags.IsComponentsV2,
    files: [
      { attachment: Buffer.from('Dear member'), name: 'letter.txt' },
      { attachment: Buffer.from('picture'), name: 'shot.png' },
    ],
    components: [
      {
        type: 17,
        accent_color: 0xdd0000,
        components: [
          {
            type: 9,
            components: [{ type: 10, content: '## A letter' }],
            accessory: { type: 2, style: 1, label: 'Read', custom_id: 'read' },
          },
          { type: 14, divider: true, spacing: 1 },
          { type: 12, items: [{ media: { url: 'attachment://shot.png' }, description: 'A picture' }] },
          { type: 13, file: { url: 'attachment://letter.txt' } },
          { type: 1, components: [{ type: 2, style: 2, label: 'Appeal', custom_id: 'appeal' }] },
        ],
      },
    ],
  })
  expect(JSON.stringify(sent.components)).toContain(`${world.discord.cdnUrl}/attachments/`)
  const [seen] = world.discord.messages(world.general)
  expect(seen?.buttons.map((button) => button.label)).toEqual(['Read', 'Appeal'])
  expect(seen?.text).toBe('## A letter\nRead\nA picture\nAppeal\nletter.txt\nDear member\nshot.png')
})

test('refusals of a form name the field', async () => {
  const world = await smallWorld()
  const channel = await channelOf(world)
  const error: unknown = await channel.send('x'.repeat(2001)).catch((reason: unknown) => reason)
  expect(error).toMatchObject({
    status: 400,
    code: 50035,
    rawError: { errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
  })
  expect(await codeOf(channel.send({ embeds: [] }))).toBe(50006)
})

test('DMs: opening one twice gives the same channel, and both sides read it', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const user = await client.users.fetch(world.ada)
  const first = await user.createDM(true)
  expect((await user.createDM(true)).id).toBe(first.id)
  await user.send('from the bot')
  world.discord.as(world.ada).say({ dm: true }, 'from Ada')
  expect(first).toBeInstanceOf(DMChannel)
  const read = await first.messages.fetch()
  expect([...read.values()].map((message) => message.content)).toEqual(['from Ada', 'from the bot'])
})

test('DMs: nobody shares a server, shut, shut for this server, blocked', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const sendTo = async (id: string) => (await client.users.fetch(id)).send('a letter')

  const stranger = world.discord.addUser({ username: 'stranger' }).id
  expect(await codeOf(sendTo(stranger))).toBe(50278)

  const ada = world.discord.as(world.ada)
  ada.shutDms()
  expect(await codeOf(sendTo(world.ada))).toBe(50007)
  ada.openDms()
  ada.shutDms(world.guild)
  expect(await codeOf(sendTo(world.ada))).toBe(50007)
  ada.openDms()
  ada.block(world.bot.id)
  expect(await codeOf(sendTo(world.ada))).toBe(50007)
  ada.unblock(world.bot.id)
  await sendTo(world.ada)
  expect(world.discord.dm(world.ada)).toHaveLength(1)
})

test('a message that the bot sent before a ban can still be edited, but no new one sent', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const user = await client.users.fetch(world.ada)
  const letter = await user.send('You are banned.')
  world.discord.as(world.owner).ban(world.guild, world.ada)
  expect(await codeOf(user.send('one more'))).toBe(50278)
  await letter.edit('You can come back.')
  expect(world.discord.as(world.ada).messages({ dm: true })).toMatchObject([
    { content: 'You can come back.' },
  ])
  expect(personCode(() => world.discord.as(world.ada).say({ dm: true }, 'hello?'))).toBe(50278)
})

test('a bot that opens too many DMs is stopped for a while', async () => {
  const world = await smallWorld({ settings: { dmOpensPerTenMinutes: 2 } })
  const client = await logIn(world)
  const open = async (id: string) => (await client.users.fetch(id)).createDM(true)
  await open(world.ada)
  await open(world.ben)
  expect(await codeOf(open(world.owner))).toBe(40003)
  await open(world.ada)
  world.discord.clock.advanceBy({ minutes: 10 })
  await open(world.owner)
  expect(world.discord.world.dmBetween(world.bot.id, world.owner)).toBeDefined()
})
