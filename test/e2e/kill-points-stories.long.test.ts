import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { APPEAL_STORY } from '../../src/practice-mode/appeal-story.ts'
import { COMPLAINT_STORY } from '../../src/practice-mode/complaint-story.ts'
import { MOMENTS } from '../support/kill-points/boundary.ts'
import { everywhere } from '../support/kill-points/points.ts'
import { playKilled, prepare, type Prepared } from '../support/kill-points/run-piece.ts'

const HOUR_MS = 3_600_000

describe.each([
  { story: 'a complaint', parts: COMPLAINT_STORY },
  { story: 'an appeal', parts: APPEAL_STORY },
])('G1 $story, with the bot killed at every effect in one run', ({ story, parts }) => {
  let all: Prepared
  beforeAll(async () => {
    all = await prepare([parts])
  }, HOUR_MS)
  afterAll(() => all.discard())

  test.each(MOMENTS)(
    '%s',
    async (moment) => {
      const run = await playKilled(
        all.clp,
        all.whole,
        everywhere('effect', moment, () => null),
      )
      console.log(`${story}: ${run.kills} kills ${moment}, of ${all.points.length} points`)
      expect(run.problems, run.problems.join('\n')).toEqual([])
      expect(run.kills).toBeGreaterThan(10)
    },
    HOUR_MS,
  )
})
