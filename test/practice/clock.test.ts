import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { followPracticeClock } from '../../src/practice/clock-client.ts'
import { createSimulatedClock } from '../../src/practice/clock.ts'
import { startPracticeDiscord } from '../../src/practice/discord/practice-discord.ts'

const near = (date: Date, instant: string): boolean => Math.abs(date.getTime() - Date.parse(instant)) < 2000

test('the clock runs with real time from where it was put, and only moves on', () => {
  const clock = createSimulatedClock({ start: '2026-03-01T09:00:00.000Z' })
  expect(near(clock.now(), '2026-03-01T09:00:00.000Z')).toBe(true)
  const readings: string[] = []
  const stop = clock.onChange(({ now }) => readings.push(now.slice(0, 10)))
  clock.advanceTo('2026-03-05T00:00:00.000Z')
  stop()
  clock.advanceTo('2026-03-06T00:00:00.000Z')
  expect(near(clock.now(), '2026-03-06T00:00:00.000Z')).toBe(true)
  expect(readings).toEqual(['2026-03-05'])
  expect(() => clock.advanceTo('2026-01-01T00:00:00.000Z')).toThrow(RangeError)
  expect(() => clock.advanceTo('soon')).toThrow(RangeError)
})

test('a day more is the same time of day in London, also when the clocks change', () => {
  const clock = createSimulatedClock({ start: '2026-03-28T09:00:00.000Z' })
  clock.advanceBy({ days: 1 })
  expect(near(clock.now(), '2026-03-29T08:00:00.000Z')).toBe(true)
})

test('another process follows the clock, and hears of each move', async () => {
  const discord = await startPracticeDiscord({ start: '2026-03-01T09:00:00.000Z' })
  onTestFinished(() => discord.close())
  const followed = await followPracticeClock(discord.apiUrl)
  onTestFinished(() => followed.close())
  expect(near(followed.now(), '2026-03-01T09:00:00.000Z')).toBe(true)
  const heard: string[] = []
  followed.onChange(({ now }) => heard.push(now.slice(0, 10)))
  discord.clock.advanceBy({ days: 30 })
  await expect.poll(() => heard).toEqual(['2026-03-31'])
  expect(near(followed.now(), discord.clock.now().toISOString())).toBe(true)

  const once = (await (await fetch(`${discord.url}/practice/clock`)).json()) as {
    now: string
    offsetMs: number
  }
  expect(near(new Date(once.now), discord.clock.now().toISOString())).toBe(true)
  expect(Date.now() + once.offsetMs - discord.clock.now().getTime()).toBeLessThan(1000)
})

test('a lost clock keeps its last offset, is asked for again without haste, and found again', async () => {
  const clock = createSimulatedClock({ start: '2026-03-01T09:00:00.000Z' })
  const first = await startPracticeDiscord({ clock })
  const followed = await followPracticeClock(first.url)
  onTestFinished(() => followed.close())
  const port = Number(new URL(first.url).port)
  await first.close()

  let asked = 0
  const silent = createServer((_, response) => {
    asked += 1
    response.writeHead(503).end()
  })
  await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve))
  await expect.poll(() => asked).toBeGreaterThan(1)
  expect(near(followed.now(), clock.now().toISOString())).toBe(true)
  const before = { asked, at: performance.now() }
  await expect.poll(() => asked).toBeGreaterThan(before.asked + 3)
  expect(asked - before.asked).toBeLessThanOrEqual((performance.now() - before.at) / 100 + 1)
  await new Promise((resolve) => silent.close(resolve))

  clock.advanceBy({ days: 2 })
  const second = await startPracticeDiscord({ clock, port })
  onTestFinished(() => second.close())
  await expect.poll(() => near(followed.now(), clock.now().toISOString())).toBe(true)
})
