import { appendFileSync } from 'node:fs'
import { at } from './points.ts'
import { pool } from './pool.ts'
import { playKilled, type Point, type Prepared, type Run } from './run-piece.ts'
import type { Later } from './stage.ts'

const AT_ONCE = 3
/** Some points are there or not as log lines and cards happen to fall together. */
const TRIES = 4
const LATER = { minutes: 10 }

/** What the runs of a file amount to, for people to read when all is over. */
export interface Tally {
  kills: number
  lines: string[]
}

/** A line for each run as it ends, in the file that KILL_PROGRESS names, since an hour is long to wait for the first word. */
export function note(what: string, { kills, problems }: Run): void {
  const file = process.env['KILL_PROGRESS']
  if (file === undefined) return
  const found = problems.length === 0 ? 'nothing found' : problems.join('\n    ')
  appendFileSync(file, `${new Date().toISOString()} ${what}: ${kills} kills, ${found}\n`)
}

const nameOf = ({ name, nth, moment }: Point, later: Later) =>
  `${name}, no. ${nth}, ${moment}${later === null ? '' : ', back later'}`

/**
 * Each point of a piece in a run of its own; a third of them with the bot back only after ten minutes. Gives what was
 * found, and the points that were not met.
 */
export async function eachAlone(
  all: Prepared,
  what: string,
  points: readonly Point[],
  random: () => number,
  tally: Tally,
): Promise<{ problems: string[]; missed: Point[] }> {
  const laters = points.map(() => (random() < 1 / 3 ? LATER : null))
  const runs = await pool([...points.keys()], AT_ONCE, (i) =>
    alone(all, points[i] as Point, laters[i] ?? null, tally),
  )
  const missed = points.filter((_, i) => runs[i] === null)
  tally.lines.push(
    `${what}: ${points.length} points, each alone; ${missed.length} were not met in ${TRIES} runs${missed.map((p) => `\n    ${nameOf(p, null)}`).join('')}`,
  )
  return { problems: runs.flatMap((found) => found ?? []), missed }
}

/** One point alone; null where it was not met. */
async function alone(all: Prepared, point: Point, later: Later, tally: Tally): Promise<string[] | null> {
  const piece = all.pieces[point.piece]
  if (piece === undefined) throw new Error('no such piece')
  for (let i = 0; i < TRIES; i++) {
    const run = await playKilled(all.clp, piece, at([{ point, later }]))
    tally.kills += run.kills
    note(nameOf(point, later), run)
    if (run.kills > 0 || run.problems.length > 0)
      return run.problems.map((problem) => `${nameOf(point, later)}: ${problem}`)
  }
  return null
}
