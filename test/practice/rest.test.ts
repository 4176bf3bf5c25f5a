import { Routes } from 'discord.js'
import { expect, test } from 'vitest'
import { createRateLimits } from '../../src/practice/discord/rate-limits.ts'
import { codeOf, restOf, smallWorld } from './small-world.ts'

const as = (token: string): RequestInit => ({ headers: { authorization: `Bot ${token}` } })

test('every answer carries the simulated date', async () => {
  const { discord, bot, general } = await smallWorld({ unchecked: true })
  discord.clock.advanceTo('2028-02-29T12:00:00.000Z')
  const paths = [`/api/v10/channels/${general}`, '/api/v10/nothing', '/attachments/1/2/x', '/practice/clock']
  for (const path of paths) {
    const response = await fetch(`${discord.url}${path}`, as(bot.token))
    expect(response.headers.get('date')).toMatch(/^Tue, 29 Feb 2028 12:00:0/)
  }
})

test('without its token a bot is nobody', async () => {
  const { discord, general } = await smallWorld()
  const url = `${discord.apiUrl}/v10/channels/${general}`
  for (const init of [{}, as('wrong')]) {
    const response = await fetch(url, init)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ message: '401: Unauthorized', code: 0 })
  }
})

test('a route that is not there is noted', async () => {
  const { discord, bot } = await smallWorld({ unchecked: true })
  const response = await fetch(`${discord.apiUrl}/v10/sounds/7`, as(bot.token))
  expect(response.status).toBe(404)
  expect(discord.unknownRoutes).toEqual(['GET /sounds/7'])
})

test('an id that is none is refused by name', async () => {
  const world = await smallWorld({ unchecked: true })
  const error: unknown = await restOf(world)
    .get('/channels/abc')
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({
    code: 50035,
    rawError: { errors: { channel_id: { _errors: [{ code: 'NUMBER_TYPE_COERCE' }] } } },
  })
})

test('a body that is not JSON is refused', async () => {
  const { discord, bot, general } = await smallWorld({ unchecked: true })
  const response = await fetch(`${discord.apiUrl}/v10/channels/${general}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${bot.token}`, 'content-type': 'application/json' },
    body: '{',
  })
  expect([response.status, await response.json()]).toMatchObject([400, { code: 50109 }])
})

test('a bucket that overflows answers 429', async () => {
  const route = 'POST /channels/:channel/messages'
  const { discord, bot, general } = await smallWorld({
    rateLimits: { routes: { [route]: { limit: 2, windowSeconds: 60 } } },
  })
  const write = () =>
    fetch(`${discord.apiUrl}/v10/channels/${general}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${bot.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'hello' }),
    })
  const [first, second, third] = [await write(), await write(), await write()]
  expect([first.status, second.status, third.status]).toEqual([200, 200, 429])
  expect([first, second].map((answer) => answer.headers.get('x-ratelimit-remaining'))).toEqual(['1', '0'])
  const body = (await third.json()) as { retry_after: number; global: boolean }
  expect(body).toMatchObject({ message: 'You are being rate limited.', global: false })
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThanOrEqual(body.retry_after)
})

test('a bucket is empty again when its time is over, and each channel has its own', () => {
  let now = 0
  const settings = { limit: 1, windowSeconds: 5, routes: {}, globalPerSecond: Infinity }
  const ask = createRateLimits(
    settings,
    () => new Date(0),
    () => now,
  )
  const refused = (channel: string) => ask('POST /channels/:channel/messages', channel, 'bot').refused
  expect(refused('a')).toBeUndefined()
  now = 2000
  expect(refused('a')).toEqual({ retryAfterSeconds: 3, global: false })
  expect(refused('b')).toBeUndefined()
  now = 5000
  expect(refused('a')).toBeUndefined()
})

test('the global limit holds for all routes together, interactions apart', async () => {
  let now = 0
  const settings = { limit: 99, windowSeconds: 1, routes: {}, globalPerSecond: 2 }
  const ask = createRateLimits(
    settings,
    () => new Date(0),
    () => now,
  )
  const refused = (route: string) => ask(route, 'a', 'bot').refused
  expect(refused('GET /channels/:channel')).toBeUndefined()
  expect(refused('GET /users/:user')).toBeUndefined()
  now = 400
  expect(refused('GET /channels/:channel')).toEqual({ retryAfterSeconds: 0.6, global: true })
  expect(refused('POST /interactions/:interaction/:token/callback')).toBeUndefined()
  now = 1000
  expect(refused('GET /channels/:channel')).toBeUndefined()

  const { discord, bot, general } = await smallWorld({ rateLimits: { globalPerSecond: 0 } })
  const answer = await fetch(`${discord.apiUrl}/v10/channels/${general}`, as(bot.token))
  expect([answer.status, answer.headers.get('x-ratelimit-global')]).toEqual([429, 'true'])
})

test('what was asked and answered is kept, and heard by those who listen', async () => {
  const world = await smallWorld()
  const heard: string[] = []
  const stop = world.discord.onExchange((request, response) =>
    heard.push(`${request.method} ${response.status}`),
  )
  const rest = restOf(world)
  await rest.put(Routes.guildBan(world.guild, world.ada), { body: {}, reason: '2026-014' })
  expect(await codeOf(rest.delete(Routes.guildBan(world.guild, world.ben)))).toBe(10026)
  stop()
  await rest.get(Routes.channel(world.general))
  expect(heard).toEqual(['PUT 204', 'DELETE 404'])
  expect(world.discord.requests).toMatchObject([
    {
      request: {
        method: 'PUT',
        path: `/guilds/${world.guild}/bans/${world.ada}`,
        reason: '2026-014',
        body: {},
      },
      route: 'PUT /guilds/:guild/bans/:user',
      response: { status: 204, body: undefined },
    },
    { response: { status: 404, body: { code: 10026 } } },
    { request: { method: 'GET' }, response: { status: 200 } },
  ])
})

test('the application tells of itself, and of how many added it', async () => {
  const world = await smallWorld()
  world.discord.as(world.ada).addAppToAccount()
  const rest = restOf(world)
  expect(await rest.get(Routes.currentApplication())).toMatchObject({
    id: world.bot.id,
    approximate_guild_count: 1,
    approximate_user_install_count: 1,
    integration_types_config: { '1': { oauth2_install_params: { scopes: ['applications.commands'] } } },
  })
})

test('commands are kept by name: replaced as a whole, added, changed and removed one by one', async () => {
  const world = await smallWorld()
  const rest = restOf(world)
  const all = Routes.applicationCommands(world.bot.id)
  const warn = { name: 'warn', description: 'Open a case' }
  const help = { name: 'help', description: 'Help' }
  const [first] = (await rest.put(all, { body: [warn] })) as { id: string }[]
  const replaced = (await rest.put(all, { body: [help, { ...warn, description: 'Again' }] })) as {
    id: string
  }[]
  expect(replaced[1]).toMatchObject({ id: first?.id, description: 'Again' })
  const one = Routes.applicationCommand(world.bot.id, first?.id ?? '')
  expect(await rest.patch(one, { body: { description: 'Changed' } })).toMatchObject({
    name: 'warn',
    description: 'Changed',
  })
  await rest.delete(one)
  expect(await codeOf(rest.get(one))).toBe(10063)
  const error: unknown = await rest
    .put(all, { body: [help, { name: 'Not Good', description: 'x' }] })
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 50035, rawError: { errors: { '1': { name: {} } } } })
  expect(await rest.get(all)).toMatchObject([{ name: 'help' }])

  const inServer = Routes.applicationGuildCommands(world.bot.id, world.guild)
  await rest.post(inServer, { body: warn })
  expect(world.discord.as(world.ada).commands(world.general)).toEqual(['help', 'warn'])
  world.discord.as(world.owner).kick(world.guild, world.bot.id)
  expect(await codeOf(rest.get(inServer))).toBe(50001)
})
