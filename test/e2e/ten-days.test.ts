import { expect, test } from 'vitest'
import { startClp } from '../support/clp.ts'
import { playYears } from '../support/years/play.ts'

/** The long run draws its seed; this one plays the same days each time, but for the moments at which the bot dies. */
const seed = Number(process.env['YEARS_SEED'] ?? 718074316)

test(`G1 G4 J2 J3 ten days of a busy CLP, the bot killed at random: a sample of the long run (YEARS_SEED=${seed})`, async () => {
  const clp = await startClp()
  const { problems } = await playYears(clp, { seed, days: 10, members: 20 })
  expect(problems, problems.join('\n')).toEqual([])
}, 120_000)
