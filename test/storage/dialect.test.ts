import Sqlite from 'better-sqlite3'
import { Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { RegisterDialect } from '../../src/storage/dialect.ts'

interface Tables {
  signOffs: { caseRef: string; letterVersion: number; signedAt: string | null }
}

function openSample(): Kysely<Tables> {
  const sqlite = new Sqlite(':memory:')
  sqlite.exec('create table sign_offs (case_ref text primary key, letter_version integer, signed_at text)')
  const db = new Kysely<Tables>({ dialect: new RegisterDialect(sqlite) })
  onTestFinished(() => db.destroy())
  return db
}

test('N4 names are camelCase in the code and snake_case in the file, both ways', async () => {
  const db = openSample()
  const inserted = await db
    .insertInto('signOffs')
    .values({ caseRef: '2026-001', letterVersion: 2, signedAt: null })
    .returningAll()
    .execute()
  expect(inserted).toEqual([{ caseRef: '2026-001', letterVersion: 2, signedAt: null }])

  const changed = await db
    .updateTable('signOffs')
    .set({ signedAt: '2026-03-01' })
    .where('letterVersion', '=', 2)
    .executeTakeFirst()
  expect(changed.numUpdatedRows).toBe(1n)

  const read = await db
    .selectFrom('signOffs')
    .select((e) => ['caseRef', e.fn.max('letterVersion').as('newestVersion')])
    .groupBy('caseRef')
    .execute()
  expect(read).toEqual([{ caseRef: '2026-001', newestVersion: 2 }])
})

test('N4 a statement that was used before takes the values of the new call', async () => {
  const db = openSample()
  const add = (caseRef: string) =>
    db.insertInto('signOffs').values({ caseRef, letterVersion: 1, signedAt: null }).execute()
  const find = (caseRef: string) =>
    db.selectFrom('signOffs').selectAll().where('caseRef', '=', caseRef).execute()
  await Promise.all([add('2026-001'), add('2026-002'), add('2026-003')])
  const found = await Promise.all([find('2026-003'), find('2026-001'), find('2026-009')])
  expect(found.map((rows) => rows.map((row) => row.caseRef))).toEqual([['2026-003'], ['2026-001'], []])
})
