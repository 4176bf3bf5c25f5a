import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { APPEAL_STORY } from '../../src/practice-mode/appeal-story.ts'
import { COMPLAINT_STORY } from '../../src/practice-mode/complaint-story.ts'
import { eachAlone, note, type Tally } from '../support/kill-points/alone.ts'
import { MOMENTS } from '../support/kill-points/boundary.ts'
import { chance, everywhere } from '../support/kill-points/points.ts'
import { playKilled, prepare, type Prepared } from '../support/kill-points/run-piece.ts'

const HOUR_MS = 3_600_000
const LATER = { minutes: 10 }

const seed = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1e9))

/** The first two parts of an appeal are those of the main story, whose points are killed one by one there. */
describe.each([
  { story: 'a complaint', parts: COMPLAINT_STORY, ownFrom: 0 },
  { story: 'an appeal', parts: APPEAL_STORY, ownFrom: 2 },
])('G1 $story, with the bot killed', ({ story, parts, ownFrom }) => {
  const random = chance(seed)
  const tally: Tally = { kills: 0, lines: [] }
  let all: Prepared
  beforeAll(async () => {
    all = await prepare(parts.map((part) => [part]))
  }, HOUR_MS)
  afterAll(() => {
    all.discard()
    console.log(
      [`Kill points of ${story}, seed ${seed} (KILL_SEED): ${tally.kills} kills in all`, ...tally.lines].join(
        '\n  ',
      ),
    )
  })

  test.each(parts.map((part, piece) => ({ part: part.name, piece })).slice(ownFrom))(
    'at one boundary alone, at each in turn: $part',
    async ({ part, piece }) => {
      const points = all.points.filter((point) => point.piece === piece)
      const { problems, missed } = await eachAlone(all, part, points, random, tally)
      expect(problems, problems.join('\n')).toEqual([])
      expect(missed.length).toBeLessThanOrEqual(points.length / 10)
    },
    HOUR_MS,
  )

  const returns = [
    { when: 'at once', later: null },
    { when: 'after ten minutes', later: LATER },
  ]
  test.each(MOMENTS.flatMap((moment) => returns.map((back) => ({ moment, ...back }))))(
    'at every effect in one run: $moment, back $when',
    async ({ moment, when, later }) => {
      const run = await playKilled(
        all.clp,
        all.whole,
        everywhere('effect', moment, () => later),
      )
      const what = `every effect, ${moment}, back ${when}`
      tally.kills += run.kills
      note(`${story}: ${what}`, run)
      tally.lines.push(`${what}: ${run.kills} kills in one run`)
      expect(run.problems, run.problems.join('\n')).toEqual([])
      expect(run.kills).toBeGreaterThan(10)
    },
    HOUR_MS,
  )
})
