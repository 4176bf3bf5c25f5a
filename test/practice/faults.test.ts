import { Routes } from 'discord.js'
import { expect, test } from 'vitest'
import { codeOf, logIn, restOf, smallWorld } from './small-world.ts'

/** What undici calls a connection that the other side broke. */
const LOST = expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) as string
const MESSAGES = /^\/channels\/\d+\/messages$/

test('a status ordered before the work leaves nothing done; ordered after it, the work is done', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const write = (content: string) => rest.post(Routes.channelMessages(world.general), { body: { content } })
  const contents = () => world.discord.messages(world.general).map((message) => message.content)
  const { faults } = world.discord

  faults.add({ match: { method: 'POST', path: MESSAGES }, when: 'before', do: { status: 503 } })
  await expect(write('lost')).rejects.toMatchObject({ status: 503 })
  expect(contents()).toEqual([])
  faults.add({ match: { method: 'POST', path: MESSAGES }, when: 'after', do: { status: 500 } })
  await expect(write('kept')).rejects.toMatchObject({ status: 500 })
  expect(contents()).toEqual(['kept'])
  await write('fine')
  expect(contents()).toEqual(['kept', 'fine'])
  expect(faults.pending()).toBe(0)
})

test('a dropped socket answers nothing, whether the work was done or not', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const write = (content: string) => rest.post(Routes.channelMessages(world.general), { body: { content } })
  for (const when of ['before', 'after'] as const) {
    world.discord.faults.add({ match: { path: MESSAGES }, when, do: { dropSocket: true } })
    await expect(write(when)).rejects.toMatchObject({ code: LOST })
  }
  expect(world.discord.messages(world.general).map((message) => message.content)).toEqual(['after'])
  expect(world.discord.requests.map((exchange) => exchange.response?.status)).toEqual([0, 0])
})

test('a fault picks its request by body and number, and happens as often as it says', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const write = (content: string) => rest.post(Routes.channelMessages(world.general), { body: { content } })
  world.discord.faults.add({
    match: { body: (body) => (body as { content?: string }).content === 'letter', nth: 2 },
    when: 'before',
    do: { status: 404, body: { message: 'Unknown Channel', code: 10003 } },
    times: 2,
  })
  await write('letter')
  await write('other')
  expect(await codeOf(write('letter'))).toBe(10003)
  await write('other')
  expect(await codeOf(write('letter'))).toBe(10003)
  await write('letter')
  const taken = world.discord.faults.add({ match: {}, when: 'before', do: { status: 500 } })
  taken()
  await write('fine')
  expect(world.discord.messages(world.general)).toHaveLength(5)
})

test('a call happens at its moment: the work done, the answer not given yet', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const seen: unknown[] = []
  world.discord.faults.add({
    match: { method: 'PUT', path: /\/bans\// },
    when: 'after',
    do: {
      call: (request) => {
        seen.push(
          request.path,
          world.discord.bans(world.guild).length,
          world.discord.requests.at(-1)?.response,
        )
      },
    },
  })
  await rest.put(Routes.guildBan(world.guild, world.ada), { body: {} })
  expect(seen).toEqual([`/guilds/${world.guild}/bans/${world.ada}`, 1, undefined])
})

test('a call can also come when the answer is out', async () => {
  const world = await smallWorld()
  let statusThen: number | undefined
  world.discord.faults.add({
    match: { path: MESSAGES },
    when: 'answered',
    do: {
      call: () => {
        statusThen = world.discord.requests.at(-1)?.response?.status
      },
    },
  })
  await restOf(world).post(Routes.channelMessages(world.general), { body: { content: 'hello' } })
  await world.discord.waitFor(() => statusThen !== undefined, 'the call')
  expect(statusThen).toBe(200)
})

test('a late answer is late', async () => {
  const world = await smallWorld()
  world.discord.faults.add({ match: {}, when: 'after', do: { delayMs: 120 } })
  const started = performance.now()
  await restOf(world).get(Routes.channel(world.general))
  expect(performance.now() - started).toBeGreaterThanOrEqual(115)
})

test('a 429 on order is waited for by discord.js and then done', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  world.discord.faults.add({
    match: { method: 'POST', path: MESSAGES },
    when: 'before',
    do: {
      status: 429,
      headers: { 'retry-after': '0.05', 'x-ratelimit-scope': 'user' },
      body: { message: 'You are being rate limited.', retry_after: 0.05, global: false, code: 0 },
    },
  })
  const channel = await client.channels.fetch(world.general)
  if (channel?.isSendable() !== true) throw new Error('no channel')
  await channel.send('patience')
  const statuses = world.discord.requests
    .filter((one) => one.request.path.endsWith('/messages'))
    .map((one) => one.response?.status)
  expect(statuses).toEqual([429, 200])
})

test('in an outage nothing is answered; the bot comes back afterwards', async () => {
  const world = await smallWorld()
  const client = await logIn(world)
  const rest = restOf(world)
  world.discord.setOutage(true)
  await expect(rest.get(Routes.channel(world.general))).rejects.toMatchObject({ code: LOST })
  await world.discord.waitFor(() => world.discord.gateway.connected().length === 0, 'the lost connection')
  expect((await fetch(`${world.discord.url}/practice/clock`)).status).toBe(200)
  world.discord.setOutage(false)
  await world.discord.waitFor(() => world.discord.gateway.connected().length === 1, 'the bot')
  expect(await rest.get(Routes.channel(world.general))).toMatchObject({ id: world.general })
  expect(client.isReady()).toBe(true)
})
