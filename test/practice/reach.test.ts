import { ButtonStyle, ComponentType, Events } from 'discord.js'
import { expect, test } from 'vitest'
import { codeOf, logIn, personCode, smallWorld } from './small-world.ts'

const BUTTON = [
  {
    type: ComponentType.ActionRow,
    components: [
      { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Appeal', custom_id: 'appeal' },
    ],
  },
]

test('H1 a banned person: the button in an earlier DM is answered there, while no new message reaches them, app or not', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  client.on(Events.InteractionCreate, (i) => {
    if (i.isButton()) void i.reply('It has arrived.')
  })
  const user = await client.users.fetch(world.ada)
  const letter = await user.send({ content: 'A letter', components: BUTTON })
  const ada = world.discord.as(world.ada)
  world.discord.as(world.owner).ban(world.guild, world.ada)
  expect((await ada.press({ id: letter.id, channelId: letter.channelId }, 'Appeal')).content).toBe(
    'It has arrived.',
  )
  expect(await codeOf(user.send('one more'))).toBe(50278)
  ada.addAppToAccount()
  // the app on their account lets them reach the bot, and not the bot them
  expect(await codeOf(user.send('one more'))).toBe(50278)
  expect(personCode(() => ada.say({ dm: true }, 'hello?'))).toBeUndefined()
  expect(ada.messages({ dm: true }).map((m) => m.content)).toEqual(['A letter', 'It has arrived.', 'hello?'])
})

test('H1 shut DMs: no message reaches them, but an answer to their own press does', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  client.on(Events.InteractionCreate, (i) => {
    if (i.isButton()) void i.reply('It has arrived.')
  })
  const user = await client.users.fetch(world.ada)
  const letter = await user.send({ content: 'A letter', components: BUTTON })
  const ada = world.discord.as(world.ada)
  ada.shutDms()
  expect(await codeOf(user.send('one more'))).toBe(50007)
  const answer = await ada.press({ id: letter.id, channelId: letter.channelId }, 'Appeal')
  expect(answer.content).toBe('It has arrived.')
})
