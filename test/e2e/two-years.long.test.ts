import { expect, test } from 'vitest'
import { startClp } from '../support/clp.ts'
import { playYears } from '../support/years/play.ts'

const HOUR_MS = 3_600_000
const seed = Number(process.env['YEARS_SEED'] ?? Math.floor(Math.random() * 1e9))

test(
  `G1 G4 J2 J3 K1 two years and a half of a busy CLP, the bot killed at random (YEARS_SEED=${seed})`,
  async () => {
    const clp = await startClp({ unchecked: true })
    const { problems, summary } = await playYears(clp, {
      seed,
      days: Number(process.env['YEARS_DAYS'] ?? 910),
      members: 120,
      slower: Number(process.env['YEARS_SLOWER'] ?? 1),
    })
    console.log(summary)
    expect(problems, problems.join('\n')).toEqual([])
  },
  3 * HOUR_MS,
)
