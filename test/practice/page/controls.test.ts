import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageState } from '../../../src/practice/page/shapes.ts'
import { type PageWorld, pageWorld } from './page-world.ts'

let world: PageWorld
beforeAll(async () => {
  world = await pageWorld()
})
afterAll(() => world.close())

const session = () => world.page.session()
const help = () =>
  world.act('slash', {
    as: session().clp.admins[0],
    channel: session().clp.channels.general,
    command: 'help',
    options: {},
  })

describe('the live connection', () => {
  test('a change comes by itself, with a channel open, and nothing of what others alone may see', async () => {
    const [robin = '', sam = ''] = session().clp.members
    const channel = session().clp.channels.general
    const stop = new AbortController()
    const answer = await fetch(`${world.page.url}/api/events?as=${robin}&channel=${channel}`, {
      signal: stop.signal,
    })
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    const states: PageState[] = []
    let buffered = ''
    const next = async (isSo: (state: PageState) => boolean): Promise<PageState> => {
      for (;;) {
        const found = states.find(isSo)
        if (found !== undefined) return found
        buffered += (await reader?.read())?.value ?? ''
        const events = buffered.split('\n\n')
        buffered = events.pop() ?? ''
        for (const event of events) states.push(JSON.parse(event.replace(/^data: /, '')) as PageState)
      }
    }
    await next(({ me }) => me === robin)
    await world.act('slash', { as: sam, channel, command: 'help', options: {} })
    await world.act('say', { as: sam, channel, text: 'Good morning', files: [] })
    const state = await next(({ messages }) => messages.length > 0)
    expect(state.messages.map(({ content }) => content)).toEqual(['Good morning'])
    stop.abort()
  })
})

describe('the clock', () => {
  test('it moves on by a day, a week, to a date, to what is due, and never back', async () => {
    const date = async () => (await world.state('')).clock.date
    expect(await date()).toBe('2026-03-02')
    expect((await world.ask('POST', '/api/clock', { days: 1 })).status).toBe(200)
    expect(await date()).toBe('2026-03-03')
    await world.ask('POST', '/api/clock', { days: 7 })
    expect(await date()).toBe('2026-03-10')
    await world.ask('POST', '/api/clock', { date: '2026-03-30' })
    expect((await world.state('')).clock.now).toMatch(/^2026-03-30T08:0/)
    expect((await world.ask('POST', '/api/clock', { date: '2026-03-01' })).status).toBe(409)
    expect((await world.ask('POST', '/api/clock', { date: '2036-03-01' })).status).toBe(409)
    expect((await world.ask('POST', '/api/clock', { days: 3 })).status).toBe(400)
    const next = await world.ask<{ came: number }>('POST', '/api/clock', { next: true })
    expect(next.body.came).toBeGreaterThan(0)
    expect((await date()) > '2026-03-30').toBe(true)
  })

  test('it moves once at a time', async () => {
    const both = await Promise.all([1, 2].map(() => world.ask('POST', '/api/clock', { days: 1 })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('what goes wrong', () => {
  test('the plug is pulled and put in again: the bot answers as before', async () => {
    await world.ask('POST', '/api/plug', { on: false })
    expect((await world.state('')).bot.running).toBe(false)
    expect((await help()).failed).toMatch(/did not respond/)
    const before = (await world.state('')).clock.date
    expect((await world.ask('POST', '/api/clock', { next: true })).status).toBe(409)
    expect((await world.state('')).clock.date).toBe(before)
    await world.ask('POST', '/api/plug', { on: true })
    expect((await world.state('')).bot.running).toBe(true)
    expect((await help()).failed).toBeNull()
  })

  test('the plug is pulled while the bot starts: nothing went wrong, and it can be put in again', async () => {
    await world.ask('POST', '/api/plug', { on: false })
    const starting = world.ask('POST', '/api/plug', { on: true })
    await session().discord.waitFor(() => session().running(), 'the bot to start')
    expect((await world.ask('POST', '/api/plug', { on: false })).status).toBe(200)
    expect((await starting).status).toBe(200)
    expect((await world.state('')).bot.running).toBe(false)
    await world.ask('POST', '/api/plug', { on: true })
    expect((await help()).failed).toBeNull()
  })

  test('an outage of Discord: nobody is answered, and afterwards all are', async () => {
    await world.ask('POST', '/api/outage', { on: true })
    expect((await world.state('')).bot.outage).toBe(true)
    expect((await help()).failed).toMatch(/did not respond/)
    await world.ask('POST', '/api/outage', { on: false })
    await session().discord.waitFor(
      () => session().discord.gateway.connected().includes(session().clp.bot.id),
      'the bot to come back',
    )
    expect((await help()).failed).toBeNull()
  })

  test('starting over gives a new CLP, and nothing of the old one', async () => {
    const before = session()
    await world.act('say', {
      as: before.clp.admins[0],
      channel: before.clp.channels.general,
      text: 'old',
      files: [],
    })
    await Promise.all([1, 2].map(() => world.ask('POST', '/api/start-over', {})))
    expect(session()).not.toBe(before)
    expect(session().ready()).toBe(true)
    expect((await world.state(session().clp.admins[0], session().clp.channels.general)).messages).toEqual([])
    expect((await help()).failed).toBeNull()
  })
})
