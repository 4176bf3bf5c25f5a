import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAIN_STORY } from '../../src/practice-mode/main-story.ts'
import { londonDate } from '../../src/policy/calendar.ts'
import { eachAlone, note, type Tally } from '../support/kill-points/alone.ts'
import { MOMENTS } from '../support/kill-points/boundary.ts'
import { at, chance, everywhere } from '../support/kill-points/points.ts'
import { playKilled, prepare, type Prepared } from '../support/kill-points/run-piece.ts'
import type { Later, Met } from '../support/kill-points/stage.ts'

const HOUR_MS = 3_600_000
const LATER = { minutes: 10 }

const seed = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1e9))
const random = chance(seed)
let all: Prepared
const tally: Tally = { kills: 0, lines: [] }

beforeAll(async () => {
  all = await prepare(MAIN_STORY.map((part) => [part]))
}, HOUR_MS)

afterAll(() => {
  all.discard()
  console.log(
    [`Kill points, seed ${seed} (KILL_SEED): ${tally.kills} kills in all`, ...tally.lines].join('\n  '),
  )
})

describe('G1 killed at one boundary alone, at each in turn', () => {
  test.each(MAIN_STORY.map((part, piece) => ({ part: part.name, piece })))(
    'the $part',
    async ({ part, piece }) => {
      const points = all.points.filter((point) => point.piece === piece)
      const { problems, missed } = await eachAlone(all, part, points, random, tally)
      expect(problems, problems.join('\n')).toEqual([])
      expect(missed.length).toBeLessThanOrEqual(points.length / 10)
    },
    HOUR_MS,
  )
})

/** The whole story in one run, with the bot killed wherever it is said. */
async function wholeStory(what: string, dies: (met: Met) => { later: Later } | null): Promise<void> {
  const run = await playKilled(all.clp, all.whole, dies)
  tally.kills += run.kills
  note(what, run)
  tally.lines.push(`${what}: ${run.kills} kills in one run`)
  expect(run.problems, run.problems.join('\n')).toEqual([])
  expect(run.kills).toBeGreaterThan(10)
}

describe('G1 killed at every boundary of the story in one run', () => {
  test.each(MOMENTS.flatMap((moment) => [null, LATER].map((later) => ({ moment, later }))))(
    'every effect: $moment, back $later',
    async ({ moment, later }) =>
      wholeStory(
        `every effect, ${moment}, back ${later === null ? 'at once' : 'after ten minutes'}`,
        everywhere('effect', moment, () => later),
      ),
    HOUR_MS,
  )

  test(
    'every message that reaches Discord late, after the next process has sent it again',
    () =>
      wholeStory('every message, late', (met) => (met.name.startsWith('message in') ? lateOnes(met) : null)),
    HOUR_MS,
  )

  test.each(['before', 'done'] as const)(
    'every answer to a command, press or form, after its commit: %s',
    (moment) =>
      wholeStory(
        `every answer, ${moment}`,
        everywhere('answer', moment, () => null),
      ),
    HOUR_MS,
  )
})

const lateOnes = everywhere('effect', 'late', () => null)

describe('F3 killed at a message to the respondent, and back the next day', () => {
  const runs = ['warning', 'ban', 'lifetime ban'].flatMap((part) =>
    [1, 2].flatMap((nth) =>
      MOMENTS.map((moment) => ({ part, nth, moment, what: nth === 1 ? 'notice' : 'letter' })),
    ),
  )
  test.each(runs)(
    'the $what of the $part: $moment',
    async ({ part, nth, moment, what }) => {
      const index = MAIN_STORY.findIndex((p) => p.name === part)
      const piece = all.pieces[index]
      const respondent = 'message in the DM with Robin Ashdown'
      const point = all.points.find(
        (p) => p.piece === index && p.name === respondent && p.nth === nth && p.moment === moment,
      )
      if (piece === undefined || point === undefined) throw new Error('no such point')
      const dates: string[] = []
      const day = at([{ point, later: null }])
      const run = await playKilled(
        all.clp,
        piece,
        (met) => {
          const death = day(met)
          if (death === null) return null
          const next = Temporal.Instant.from(met.now).add({ hours: 24 }).toString()
          dates.push(londonDate(met.now), londonDate(next))
          return { later: { at: next } }
        },
        { anyDay: true },
      )
      tally.kills += run.kills
      note(`${what} of the ${part}, ${moment}, back the next day`, run)
      tally.lines.push(`${what} of the ${part}, ${moment}, back the next day: ${run.kills} kill`)
      expect(run.problems, run.problems.join('\n')).toEqual([])
      const sent = run.sent[nth - 1]
      expect(sent?.slice(0, 10)).toBe(dates[moment === 'before' ? 1 : 0])
    },
    HOUR_MS,
  )
})
