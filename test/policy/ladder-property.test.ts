import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ladder } from '../../src/policy/ladder.ts'
import { histories } from './ladder-histories.ts'
import { oracle } from './ladder-oracle.ts'

const RUNS = Number(process.env['LADDER_RUNS'] ?? 20_000)
const SEED = Number(process.env['LADDER_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

test(
  `E1–E10 D2 the ladder agrees with the day-by-day oracle on ${RUNS} random histories (LADDER_SEED=${SEED})`,
  { timeout: 120_000 },
  () => {
    console.info(`ladder against oracle: LADDER_SEED=${SEED}, ${RUNS} histories`)
    const seen: Record<string, number> = {}
    fc.assert(
      fc.property(histories, (question) => {
        const result = ladder(question)
        const slow = oracle(question)
        expect({
          outcome: result.outcome,
          byIncident: result.byIncident.map(({ outcome }) => outcome),
          counted: result.counted.map(({ ref }) => ref).toSorted(),
          blockedBy: result.blockedBy.toSorted(),
        }).toEqual(slow)
        const kind = result.blockedBy.length > 0 ? `${result.outcome.step} held back` : result.outcome.step
        seen[kind] = (seen[kind] ?? 0) + 1
      }),
      { numRuns: RUNS, seed: SEED },
    )
    // Agreement on histories that never reach a lifetime ban would show little.
    const kinds = ['warning', 'ban30', 'lifetime', 'ec_decides', 'recorded_with', 'nothing_further']
    for (const kind of [...kinds, 'ban30 held back', 'lifetime held back']) {
      expect(seen[kind] ?? 0, kind).toBeGreaterThan(RUNS / 200)
    }
  },
)

test('E every sanction is either counted or left out with a sentence that says why, never both', () => {
  fc.assert(
    fc.property(histories, (question) => {
      const { counted, notCounted, explanation } = ladder(question)
      const refs = [...counted, ...notCounted].map(({ ref }) => ref).toSorted()
      expect(refs).toEqual(question.sanctions.map(({ ref }) => ref).toSorted())
      for (const { why } of notCounted) expect(why).toMatch(/^[A-Z].+\.$/)
      expect(explanation).toMatch(/^[A-Z].+\.$/)
    }),
    { numRuns: 2_000, seed: SEED },
  )
})

test('E the order in which sanctions are listed changes nothing', () => {
  fc.assert(
    fc.property(histories, (question) => {
      const { outcome, counted } = ladder(question)
      const backwards = ladder({ ...question, sanctions: question.sanctions.toReversed() })
      expect({ outcome: backwards.outcome, counted: backwards.counted }).toEqual({ outcome, counted })
    }),
    { numRuns: 2_000, seed: SEED },
  )
})

test('E10 a lifetime ban is never reached without a delivered 30-day ban on the same platform that stands', () => {
  fc.assert(
    fc.property(histories, (question) => {
      const { outcome, counted } = ladder(question)
      const bans = counted.filter(({ kind, platform }) => kind === 'ban30' && platform === question.platform)
      expect(outcome.step === 'lifetime').toBe(bans.length > 0)
    }),
    { numRuns: 2_000, seed: SEED },
  )
})
