import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, londonDate } from '../../src/policy/calendar.ts'
import { deletionDate } from '../../src/policy/retention.ts'
import { runPurge } from '../../src/casework/purge.ts'
import { RETENTION } from '../../src/storage/retention-map.ts'
import { appendEntry } from '../../src/storage/entries.ts'
import { content } from '../support/temp-register.ts'
import { plainClp } from '../support/plain-clp.ts'
import { plant, PLANTED, refOf } from '../support/plant.ts'

const ROWS = 8

test('K1 for random dates every record goes on its own date: nothing early, nothing late, a frame with its last part', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 800 }), {
        minLength: PLANTED.length * ROWS,
        maxLength: PLANTED.length * ROWS,
      }),
      fc.integer({ min: 700, max: 1500 }),
      async (ages, day) => {
        const { clp, db, sqlite, clock } = await plainClp('2026-03-01T12:00:00.000Z')
        const at = new Map<string, string>()
        for (let n = 0; n < ROWS; n++) await db.transaction().execute((trx) => appendEntry(trx, content()))
        for (const [t, table] of PLANTED.entries())
          for (let n = 1; n <= ROWS; n++) {
            const hour = String((t * 5 + n) % 24).padStart(2, '0')
            const own = `${addDays('2026-03-01', ages[t * ROWS + n - 1] as number)}T${hour}:30:00.000Z`
            at.set(`${table} ${n}`, own)
            plant(sqlite, table, n, own)
          }
        await clp.transact((s) => s.set('purgedOn', '2026-03-01'))
        const today = addDays('2026-03-01', day)
        clock.at = `${today}T12:00:00.000Z`
        expect(await runPurge(clp, async () => clock.at)).toBe('done')

        const isDue = (table: string, n: number): boolean =>
          deletionDate(londonDate(at.get(`${table} ${n}`) as string)) <= today
        const has = (table: string, where: string): boolean =>
          sqlite.prepare(`select 1 from ${table} where ${where}`).get() !== undefined
        for (const table of PLANTED) {
          const rule = RETENTION[table]
          if (rule?.goes.how !== 'own_date' || !has2(table)) continue
          const left = sqlite.prepare(`select rowid as n from ${table}`).pluck().all() as number[]
          const expected = Array.from({ length: ROWS }, (_, i) => i + 1).filter((n) => !isDue(table, n))
          expect(
            left.toSorted((a, b) => a - b),
            `${table} on ${today}`,
          ).toEqual(expected)
        }
        for (const table of ['appeals', 'complaints', 'cases'] as const)
          for (let n = 1; n <= ROWS; n++) {
            const ref = refOf(table, n)
            const parts = PLANTED.filter((name) => {
              const rule = RETENTION[name]
              return (
                rule?.matter !== undefined &&
                (rule.goes.how === 'own_date' || rule.goes.how === 'words') &&
                !['tasks', 'effects', 'drafts', 'told_messages', 'data_requests'].includes(name) &&
                (name === 'restricted_matters' ? `2026-${n}` : refOf(name, n)) === ref
              )
            })
            const stands =
              !isDue(table, n) ||
              parts.some((name) => !isDue(name, n)) ||
              (table === 'cases' && has('appeals', `about = '${ref}'`))
            expect(has(table, `ref = '${ref}'`), `${ref} on ${today}`).toBe(stands)
          }
      },
    ),
    { numRuns: 3, endOnFailure: true },
  )
})

/** Tables whose rows go on no date but another's. */
const has2 = (table: string): boolean => !['identity_challenges'].includes(table)
