import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageChoice, PageCommands, PageField } from '../../../src/practice/page/shapes.ts'
import { type PageWorld, pageWorld } from './page-world.ts'

let world: PageWorld
beforeAll(async () => {
  world = await pageWorld()
})
afterAll(() => world.close())

const clp = () => world.page.session().clp
const general = () => clp().channels.general

describe('one person at their client, over HTTP', () => {
  test('D1 a warning: the palette, the option, the form with a file, a press, and only the admin sees the answer', async () => {
    const [ada, ben] = clp().admins
    const [robin = ''] = clp().members
    const commands = (await world.ask<PageCommands>('GET', `/api/commands?as=${ada}&channel=${general()}`))
      .body
    expect(commands.slash.find(({ path }) => path === 'warn')?.options.map(({ name }) => name)).toContain(
      'person',
    )
    expect(commands.slash.map(({ path }) => path)).toContain('officer appoint')
    expect(commands.messageMenu).toContain('Report to admins')
    expect(commands.userMenu).toEqual(['History'])

    const opened = await world.act('slash', {
      as: ada,
      channel: general(),
      command: 'warn',
      options: { person: robin },
    })
    const fields = opened.form?.parts.filter((part): part is PageField => part.kind === 'field') ?? []
    expect(fields.map(({ label }) => label)).toEqual(['What happened', 'When', 'Rules broken', 'Evidence'])
    expect(opened.form?.parts.at(-1)).toMatchObject({ kind: 'note' })
    const checked = await world.act('submit', {
      as: ada,
      form: opened.form?.id,
      values: {
        what: 'Called somebody an idiot.',
        when: 'yesterday',
        rules: ['personal-attacks'],
        evidence: 'Seen by two.',
      },
    })
    const hers = await world.state(ada, general())
    const answer = hers.messages.find(({ id }) => id === checked.message)
    expect(answer).toMatchObject({ ephemeral: true, bot: true })
    expect((await world.state(ben, general())).messages).toEqual([])

    const foreign = await world.ask('POST', '/api/press', {
      as: ben,
      message: checked.message,
      button: 'Put to the admins',
    })
    expect(foreign.status).toBe(409)
    await world.act('press', { as: ada, message: checked.message, button: 'Put to the admins' })
    await world.page
      .session()
      .discord.waitFor(() => world.page.session().unread.total(ben) > 0, 'something new for Ben')
    const { channels, people } = await world.state(ben, general())
    const room = channels.find(({ name }) => name === '2026-001')
    expect(room).toMatchObject({ kind: 'thread', unread: expect.any(Number) as number })
    expect(people.find(({ id }) => id === ben)?.unread).toBeGreaterThan(0)
    expect((await world.state(robin, room?.id)).channel).toBeNull()
    await world.state(ben, room?.id)
    expect((await world.state(ben, room?.id)).channels.find(({ id }) => id === room?.id)?.unread).toBe(0)

    const typed = {
      as: ben,
      channel: general(),
      command: 'case view',
      option: 'ref',
      typed: '2026',
      options: {},
    }
    const { choices } = await world.act<{ choices: PageChoice[] }>('autocomplete', typed)
    expect(choices.map(({ value }) => value)).toContain('2026-001')

    await world.act('dismiss', { as: ada, message: checked.message })
    expect((await world.state(ada, general())).messages.some(({ id }) => id === checked.message)).toBe(false)
  })

  test('C1 a message with a file can be reported from its menu; its file is for those who can read it', async () => {
    const [, sam = '', tess = ''] = clp().members
    const file = {
      name: 'note.txt',
      contentType: 'text/plain',
      data: Buffer.from('words').toString('base64'),
    }
    const { message } = await world.act<{ message: string }>('say', {
      as: sam,
      channel: general(),
      text: 'Look',
      files: [file],
    })
    const [seen] = (await world.state(tess, general())).messages.slice(-1)
    expect(seen?.files[0]).toMatchObject({ name: 'note.txt', size: 5, preview: 'words' })
    expect((await world.ask('GET', seen?.files[0]?.href ?? '')).status).toBe(200)
    const outside = (seen?.files[0]?.href ?? '').replace(tess, world.page.session().onlookers.outsider)
    expect((await world.ask('GET', outside)).status).toBe(404)
    const reported = await world.act('message-menu', { as: tess, message, name: 'Report to admins' })
    expect(reported.form).not.toBeNull()
    await world.act('delete', { as: sam, message })
    expect((await world.state(tess, general())).messages.some(({ id }) => id === message)).toBe(false)
  })

  test('A2 what Discord would not let a person do is refused in words', async () => {
    const [robin = ''] = clp().members
    const log = clp().channels.log
    for (const [path, body] of [
      ['say', { channel: log, text: 'hello', files: [] }],
      ['slash', { channel: log, command: 'help', options: {} }],
      ['slash', { channel: general(), command: 'no such', options: {} }],
      ['submit', { form: '1', values: {} }],
      ['press', { message: '1', button: 'Sign' }],
    ] as const) {
      const refused = await world.ask('POST', `/api/${path}`, { as: robin, ...body })
      expect(refused.status, path).toBe(409)
      expect(refused.body['problem']).toEqual(expect.stringMatching(/\w/))
    }
    expect((await world.ask('GET', `/api/commands?as=${robin}&channel=${log}`)).status).toBe(409)
    expect((await world.ask('POST', '/api/say', { as: robin })).status).toBe(400)
  })

  test('A6 what no client would send is refused, and the bot hears nothing of it', async () => {
    const [ada] = clp().admins
    const { world: discord } = world.page.session().discord
    const help = () => world.act('slash', { as: ada, channel: general(), command: 'help', options: {} })
    await help()
    const answered = [...discord.interactions.keys()].at(-1)
    for (const [path, body] of [
      ['user-menu', { user: '1', name: 'History', channel: general() }],
      ['submit', { form: answered, values: {} }],
      ['ban', { server: '1', user: ada, reason: '' }],
      ['ban', { server: clp().guild, user: '1', reason: '' }],
      ['leave', { server: '1' }],
      ['join', { server: '1' }],
      ['invitation', { code: '../x' }],
    ] as const)
      expect((await world.ask('POST', `/api/${path}`, { as: ada, ...body })).status, path).toBe(409)
    expect((await help()).failed).toBeNull()
  })

  test('H1 people outside: their own server, the bot by direct message where they added it, and no more', async () => {
    const { banned, withApp, outsider } = world.page.session().onlookers
    for (const one of [banned, withApp, outsider])
      expect((await world.state(one)).servers.map(({ name }) => name)).toEqual(['Exampleton Gardening Club'])
    const dm = await world.act<{ channel: string }>('dm', { as: withApp, with: clp().bot.id })
    const { slash } = (
      await world.ask<PageCommands>('GET', `/api/commands?as=${withApp}&channel=${dm.channel}`)
    ).body
    expect(slash.map(({ path }) => path)).toContain('appeal')
    await world.act('app', { as: withApp, added: false })
    expect((await world.state(withApp)).people.find(({ id }) => id === withApp)?.appAdded).toBe(false)
    await world.act('dms', { as: outsider, shut: true })
    expect((await world.state(outsider)).people.find(({ id }) => id === outsider)?.dmsShut).toBe(true)
  })

  test('a user menu opens what the bot knows of somebody, to the officer alone', async () => {
    const [ada] = clp().admins
    const [robin = ''] = clp().members
    const shown = await world.act('user-menu', { as: ada, user: robin, name: 'History', channel: general() })
    expect((await world.state(ada, general())).messages.find(({ id }) => id === shown.message)).toMatchObject(
      { ephemeral: true },
    )
    expect((await world.state(robin, general())).messages.some(({ id }) => id === shown.message)).toBe(false)
  })
})
