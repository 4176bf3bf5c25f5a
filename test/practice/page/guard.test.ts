import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageExercise } from '../../../src/practice/page/shapes.ts'
import { type PageWorld, pageWorld } from './page-world.ts'

let world: PageWorld
const asked: string[] = []
const EXERCISE: PageExercise = {
  id: 'one',
  title: 'One',
  aim: 'To try.',
  steps: ['Do it.'],
  hints: 1,
  progress: [],
  done: false,
}

beforeAll(async () => {
  const known = <T>(what: string, id: string, answer: T): T | null => {
    asked.push(`${what} ${id}`)
    return id === 'one' ? answer : null
  }
  world = await pageWorld({
    list: () => [EXERCISE],
    current: () => null,
    putAway: () => void asked.push('put away'),
    start: (id) => Promise.resolve(known('start', id, { text: 'Go.', me: null })),
    check: (id) => known('check', id, { done: false, points: [] }),
    hint: (id) => known('hint', id, { text: 'Look.', more: 'Look.', left: 0 }),
  })
})
afterAll(() => world.close())

describe('only the page itself may ask', () => {
  const say = () => {
    const { clp } = world.page.session()
    return { as: clp.admins[0], channel: clp.channels.general, text: 'hello', files: [] }
  }

  test('another site in the same browser may neither do nor read anything', async () => {
    const origin = 'https://elsewhere.example'
    expect((await world.ask('POST', '/api/say', say(), { origin })).status).toBe(403)
    expect((await world.ask('GET', '/api/state', undefined, { origin })).status).toBe(403)
    const site = { 'sec-fetch-site': 'cross-site' }
    expect((await world.ask('GET', '/api/state', undefined, site)).status).toBe(403)
    expect((await world.ask('GET', '/api/events', undefined, { 'sec-fetch-site': 'same-site' })).status).toBe(
      403,
    )
  })

  test('a name that points here is not this page', async () => {
    const host = 'elsewhere.example:4600'
    expect((await world.ask('GET', '/', undefined, { host })).status).toBe(403)
    expect((await world.ask('POST', '/api/say', say(), { host, origin: `http://${host}` })).status).toBe(403)
  })

  test('a form of another site cannot pass for the page', async () => {
    const form = { 'content-type': 'text/plain' }
    expect((await world.ask('POST', '/api/say', JSON.stringify(say()), form)).status).toBe(415)
    expect((await world.ask('POST', '/api/plug', { on: false }, { origin: '' })).status).toBe(403)
    expect(world.page.session().running()).toBe(true)
  })

  test('it listens on this computer alone, and lets the browser load nothing from elsewhere', async () => {
    expect(new URL(world.page.url).hostname).toBe('127.0.0.1')
    const answer = await fetch(`${world.page.url}/`)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(await answer.text()).not.toMatch(/https?:\/\//)
  })

  test('nobody outside the cast, no bot, can be spoken for', async () => {
    const { clp } = world.page.session()
    for (const as of [clp.bot.id, '1', 'x'])
      expect((await world.ask('POST', '/api/say', { ...say(), as })).status).toBeGreaterThanOrEqual(400)
    expect((await world.state(clp.admins[0], clp.channels.general)).messages).toEqual([])
  })
})

describe('the page weighs little', () => {
  test('all of its files are under 500 kB, and hold no types', async () => {
    const seen = new Set<string>()
    const load = async (path: string): Promise<number> => {
      if (seen.has(path)) return 0
      seen.add(path)
      const answer = await fetch(`${world.page.url}${path}`)
      expect(answer.status, path).toBe(200)
      const text = await answer.text()
      expect(text).not.toMatch(/^(export )?interface /m)
      const more = [
        ...[...text.matchAll(/(?:href|src)="(\/client\/[^"]+)"/g)].map(([, found]) => found ?? ''),
        ...[...text.matchAll(/^import .*? from '\.(\/[^']+)'/gm)].map(([, found]) => `/client${found ?? ''}`),
      ]
      let sum = text.length
      for (const one of more) sum += await load(one)
      return sum
    }
    expect(await load('/')).toBeLessThan(500_000)
    expect(seen.size).toBeGreaterThan(20)
  })

  test('what is no file of the page is not there', async () => {
    for (const path of ['/client/tsconfig.json', '/client/..%2fguard.ts', '/client/nothing.ts'])
      expect((await world.ask('GET', path)).status, path).toBe(404)
  })
})

describe('the exercises', () => {
  test('each is listed, begun, hinted at and checked by its id; another id is none', async () => {
    expect((await world.ask('GET', '/api/exercises')).body).toEqual({ exercises: [EXERCISE] })
    for (const what of ['start', 'hint', 'check']) {
      expect((await world.ask('POST', `/api/exercises/one/${what}`, {})).status).toBe(200)
      expect((await world.ask('POST', `/api/exercises/two/${what}`, {})).status).toBe(404)
    }
    expect((await world.ask('GET', '/api/rehearsal')).body).toEqual({ rehearsal: null })
    expect((await world.ask('POST', '/api/rehearsal/put-away', {})).status).toBe(200)
    expect(asked).toContain('put away')
    expect(asked.filter((one) => one.endsWith('one'))).toEqual(['start one', 'hint one', 'check one'])
  })
})
