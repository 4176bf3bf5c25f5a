import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInvite } from '../../../src/practice/discord/invites.ts'
import { type PageWorld, pageWorld } from './page-world.ts'

let world: PageWorld
beforeAll(async () => {
  world = await pageWorld()
})
afterAll(() => world.close())

const session = () => world.page.session()
const clp = () => session().clp
const server = () => clp().guild
const bans = async (as: string) => (await world.state(as)).servers.find(({ id }) => id === server())?.bans
const refused = async (path: string, body: Record<string, unknown>): Promise<unknown> => {
  const answer = await world.ask('POST', `/api/${path}`, body)
  expect(answer.status, path).toBe(409)
  return answer.body['problem']
}

describe('what people do in Discord without the bot', () => {
  test('G5 a ban by hand: only for those whom Discord lets, seen in the list of bans, and the bot asks about it', async () => {
    const [robin = ''] = clp().members
    const ban = { server: server(), user: robin, reason: 'Posted the same link again and again' }
    expect(await bans(clp().admins[0])).toBeNull()
    expect(await refused('ban', { as: clp().admins[0], ...ban })).toBe('Missing Permissions')
    await world.act('ban', { as: clp().owner, ...ban })
    expect(await bans(clp().owner)).toContainEqual({
      user: robin,
      name: 'Robin Ashdown',
      reason: 'Posted the same link again and again',
    })
    expect((await world.state(robin)).servers.map(({ id }) => id)).not.toContain(server())
    const { discord } = session()
    await discord.waitFor(
      () => discord.dm(clp().admins[0]).some(({ text }) => text.includes('Banned by hand')),
      'the bot to ask about the ban',
    )
    expect(await refused('join', { as: robin, server: server() })).toMatch(/banned/)

    await world.act('unban', { as: clp().owner, server: server(), user: robin })
    expect((await bans(clp().owner))?.map(({ user }) => user)).not.toContain(robin)
    expect((await world.state(robin)).outside.map(({ id }) => id)).toEqual([server()])
    await world.act('join', { as: robin, server: server() })
    expect((await world.state(robin)).servers.map(({ id }) => id)).toContain(server())
  })

  test('F3 a member leaves and joins again, which others see at once; the owner cannot leave', async () => {
    const [, sam = ''] = clp().members
    let seen = 0
    const stop = session().watch(() => (seen += 1))
    await world.act('leave', { as: sam, server: server() })
    expect(seen).toBeGreaterThan(0)
    expect((await world.state(clp().owner, clp().channels.general)).around).not.toContain(sam)
    await world.act('join', { as: sam, server: server() })
    expect((await world.state(clp().owner, clp().channels.general)).around).toContain(sam)
    stop()
    expect((await world.state(sam)).servers[0]).toMatchObject({ mayLeave: true, bans: null })
    expect((await world.state(clp().owner)).servers[0]).toMatchObject({ mayLeave: false })
    await refused('leave', { as: clp().owner, server: server() })
  })

  test('G4 an invitation is used once it is pressed, and one that is none is refused', async () => {
    const [, , tess = ''] = clp().members
    const { discord } = session()
    const general = discord.world.channel(clp().channels.general)
    if (general.kind !== 'guild') throw new Error('general is a channel of the server')
    const { code } = createInvite(discord.world, clp().bot.id, general, { max_uses: 1 })
    await world.act('leave', { as: tess, server: server() })
    await refused('invitation', { as: tess, code: 'nothing' })
    expect(await world.act('invitation', { as: tess, code })).toEqual({ server: 'Exampleton CLP' })
    await world.act('leave', { as: tess, server: server() })
    await refused('invitation', { as: tess, code })
  })
})

describe('older messages', () => {
  test('the latest hundred are shown at first, and older ones when they are asked for', async () => {
    const { discord } = session()
    const robin = clp().members[4] as string
    const channel = clp().channels.general
    for (let n = 1; n <= 230; n++) discord.as(robin).say({ guild: server(), channel }, `number ${n}`)
    const shown = async (show: string) =>
      (
        await world.ask<{ messages: { content: string }[]; older: number }>(
          'GET',
          `/api/state?as=${robin}&channel=${channel}&show=${show}`,
        )
      ).body
    for (const [show, count] of [
      ['', 100],
      ['x', 100],
      ['-5', 100],
      ['200', 200],
      ['300', 230],
    ] as const) {
      const { messages, older } = await shown(show)
      expect(messages, show).toHaveLength(count)
      expect(older).toBe(230 - count)
      expect(messages.at(-1)?.content).toBe('number 230')
    }
  })
})
