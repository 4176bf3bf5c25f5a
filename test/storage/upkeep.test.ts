import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { dueOn } from '../../src/policy/retention.ts'
import { backupName, BACKUPS } from '../../src/storage/backups.ts'
import { appendEntry } from '../../src/storage/entries.ts'
import { purgeEntries } from '../../src/storage/purge.ts'
import { transactionsOn } from '../../src/storage/transactions.ts'
import { upkeep } from '../../src/storage/upkeep.ts'
import { content, intruder, KEY, SERVER, tempFolder, tempRegister } from '../support/temp-register.ts'

const q = { due: dueOn('2028-03-01'), held: [] as string[] }

test('K2 the file is written anew and its journal emptied, beside the work, and what is left is counted', async () => {
  const { db, path } = await tempRegister()
  for (let n = 0; n < 200; n++) await db.transaction().execute((trx) => appendEntry(trx, content()))
  const care = upkeep(db, path, KEY, transactionsOn(db).repeatable)
  expect(await care.prove(q, false)).toMatchObject({ left: { entries: 200 }, walBytes: 0 })
  await db
    .transaction()
    .execute((trx) => purgeEntries(trx, { at: '2028-03-01T04:00:00.000Z', upTo: '2028-03-01' }))
  // transactions wait their turn and fail not
  const proving = care.prove(q, true)
  const writing = db
    .transaction()
    .execute((trx) => appendEntry(trx, content({ at: '2028-03-01T04:00:00.000Z' })))
  expect(await proving).toEqual({ left: {}, freePages: 0, walBytes: 0, rebuilt: true })
  expect((await writing).n).toBe(203)
})

test('K2 during work of many steps no commit folds the journal into the file: that is done beside it', async () => {
  const { db, path } = await tempRegister()
  const care = upkeep(db, path, KEY, transactionsOn(db).repeatable)
  const write = (n: number) =>
    db.transaction().execute(async (trx) => {
      for (let i = 0; i < n; i++) await appendEntry(trx, content({ details: { text: 'x'.repeat(4000) } }))
    })
  const size = () => statSync(path).size
  await care.beside(async (step) => {
    const before = size()
    // more than the thousand pages after which a commit would fold it
    for (let n = 0; n < 12; n++) await write(100)
    expect(size()).toBe(before)
    for (let n = 0; n < 50; n++) await Promise.all([step((s) => s.lastEntryNumber()), write(1)])
    expect(size()).toBeGreaterThan(before + 4_000_000)
  })
  const before = size()
  for (let n = 0; n < 12; n++) await write(100)
  expect(size()).toBeGreaterThan(before)
})

test(
  'K2 while somebody reads the file its journal is not emptied, and that is said',
  { timeout: 60_000 },
  async () => {
    const { db, path } = await tempRegister()
    await db.transaction().execute((trx) => appendEntry(trx, content()))
    const reader = intruder(path, { readonly: true })
    reader.exec('begin')
    reader.prepare('select count(*) from entries').get()
    await db.transaction().execute((trx) => appendEntry(trx, content()))
    const care = upkeep(db, path, KEY, transactionsOn(db).repeatable)
    const proving = care.prove(q, false)
    setTimeout(() => reader.exec('commit'), 3000)
    expect(await proving).toMatchObject({ walBytes: 0 })
  },
)

test('K2 copies that are too old go, wherever the bot keeps them, and nothing else does', async () => {
  const { db, path } = await tempRegister()
  const beside = dirname(path)
  const elsewhere = tempFolder()
  mkdirSync(join(beside, BACKUPS))
  const file = (name: string, at: string) => {
    writeFileSync(name, 'x')
    utimesSync(name, new Date(at), new Date(at))
    return name
  }
  const old = '2028-01-01T00:00:00.000Z'
  const young = '2028-02-20T00:00:00.000Z'
  const gone = [
    file(join(beside, BACKUPS, backupName(SERVER, old)), old),
    file(join(elsewhere, backupName(SERVER, old)), old),
    file(join(beside, 'register.before-0003.db'), old),
    // `npm run backup` was given the data folder itself
    file(join(beside, backupName(SERVER, old)), old),
    file(join(dirname(beside), backupName(SERVER, old)), old),
  ]
  const kept = [
    file(join(beside, BACKUPS, backupName(SERVER, young)), young),
    file(join(elsewhere, backupName('100000000000000002', old)), old),
    file(join(elsewhere, 'holiday.jpg'), old),
    file(join(dirname(beside), backupName('100000000000000002', old)), old),
    path,
  ]
  expect(
    await upkeep(db, path, KEY, transactionsOn(db).repeatable).dropCopies(
      '2028-02-01T00:00:00.000Z',
      elsewhere,
    ),
  ).toEqual({
    deleted: 5,
    overdue: 0,
  })
  expect(gone.filter((one) => existsSync(one))).toEqual([])
  expect(kept.filter((one) => !existsSync(one))).toEqual([])
})
