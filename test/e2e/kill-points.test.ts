import { expect, test } from 'vitest'
import { MAIN_STORY } from '../../src/practice-mode/main-story.ts'
import { at, chance, some } from '../support/kill-points/points.ts'
import { playKilled, type Point, prepare } from '../support/kill-points/run-piece.ts'

const KILLS = 8

test('G1 killed at some boundaries of the story, each letter, ban, unban and log line is there exactly once, in order', async () => {
  const seed = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1e9))
  const random = chance(seed)
  const all = await prepare([MAIN_STORY])
  // each kind of boundary is as likely as any other, however many there are of it
  const kinds = Map.groupBy(all.points, (point) => point.name)
  const points = some([...kinds.values()], KILLS, random).map((alike) => ({
    point: alike[Math.floor(random() * alike.length)] as Point,
    later: random() < 1 / 3 ? { minutes: 10 } : null,
  }))
  const run = await playKilled(all.clp, all.whole, at(points))
  all.discard()
  console.log(
    [
      `Kill points, seed ${seed} (KILL_SEED): ${run.kills} of ${all.points.length}`,
      ...points.map(
        (p) => `${p.point.name}, no. ${p.point.nth}, ${p.point.moment}${p.later ? ', back later' : ''}`,
      ),
    ].join('\n  '),
  )
  expect(run.problems).toEqual([])
  expect(run.kills).toBeGreaterThan(0)
}, 120_000)
