import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { RETENTION } from '../../src/storage/retention-map.ts'
import type { OwnDate } from '../../src/storage/retention-rules.ts'
import { tempRegister } from '../support/temp-register.ts'

/** Every table of a fresh register with its columns, generated ones included. */
async function shape(): Promise<Map<string, string[]>> {
  const { db } = await tempRegister()
  const tables = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`.execute(db)
  const found = new Map<string, string[]>()
  for (const { name } of tables.rows) {
    const columns = await sql<{ name: string }>`select name from pragma_table_xinfo(${name})`.execute(db)
    found.set(
      name,
      columns.rows.map((c) => c.name),
    )
  }
  return found
}

const column = (date: OwnDate): string => ('at' in date ? date.at : date.day)

test('K1 every table and column of the database is classified: personal or not, and by which date it goes', async () => {
  const tables = await shape()
  expect([...tables.keys()].filter((name) => RETENTION[name] === undefined)).toEqual([])
  for (const [name, columns] of tables) {
    const rule = RETENTION[name]
    const classified = [...(rule?.plain ?? []), ...(rule?.personal ?? [])]
    expect(classified.toSorted(), `${name}: each column once, by src/storage/retention-map.ts`).toEqual(
      columns.toSorted(),
    )
  }
})

test('K1 whatever dates a row, names its matter or is blanked is a column of that table', async () => {
  const tables = await shape()
  for (const [name, { goes, matter, personal }] of Object.entries(RETENTION)) {
    const columns = tables.get(name) ?? []
    const named = [
      ...(matter === undefined ? [] : [matter]),
      ...('by' in goes ? goes.by.map(column) : []),
      ...(goes.how === 'words' ? goes.words : []),
      ...(goes.how === 'frame' ? [...Object.keys(goes.words), ...Object.values(goes.words).map(column)] : []),
    ]
    expect(
      named.filter((one) => !columns.includes(one)),
      name,
    ).toEqual([])
    if (goes.how === 'words') expect(personal, name).toEqual(expect.arrayContaining([...goes.words]))
    if (goes.how === 'frame') expect(personal, name).toEqual(expect.arrayContaining(Object.keys(goes.words)))
  }
})
