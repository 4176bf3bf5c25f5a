import { expect, test } from 'vitest'
import type { Instant } from '../../src/policy/calendar.ts'
import type { EntryContent } from '../../src/register/entry.ts'
import { verifyRegister } from '../../src/register/verify.ts'
import type { Db } from '../../src/storage/database.ts'
import { entriesAfter, storedEntries } from '../../src/storage/entries.ts'
import { searchEntries } from '../../src/storage/entry-search.ts'
import { addRefusal, closeRefusals } from '../../src/storage/refusals.ts'
import { content, tempRegister } from '../support/temp-register.ts'

const at = (time: string): Instant => `2026-07-01T${time}:00.000Z`

const refuse = (db: Db, time: string, change: Partial<EntryContent> = {}) =>
  db
    .transaction()
    .execute((trx) =>
      addRefusal(
        trx,
        content({ action: 'refusal.request', line: 'Signing was refused', ...change, at: at(time) }),
      ),
    )

const close = (db: Db, time: string) => db.transaction().execute((trx) => closeRefusals(trx, at(time)))
const lines = async (db: Db) => (await entriesAfter(db, 1, 100)).map((entry) => entry.content?.line)

test('A6 a refusal is an entry at once, and equal ones within the hour become one entry with their count', async () => {
  const { db } = await tempRegister()
  expect(await refuse(db, '09:00')).toMatchObject({ n: 2 })
  expect(await refuse(db, '09:01')).toBeNull()
  expect(await refuse(db, '09:59')).toBeNull()
  expect(await refuse(db, '09:59')).toBeNull()
  expect(await lines(db)).toEqual(['Signing was refused'])

  expect(await close(db, '09:59')).toEqual([])
  const [counted, ...more] = await close(db, '10:00')
  expect(more).toEqual([])
  expect(counted).toMatchObject({
    n: 3,
    content: {
      at: at('10:00'),
      action: 'refusal.request',
      line: 'Signing was refused – the same 3 more times after no. 2, last on 1 July 2026 at 10:59',
      details: { what: 'shouted at the treasurer', repeats: { first: 2, times: 4, lastAt: at('09:59') } },
      deleteOn: '2028-07-01',
    },
  })
  expect(await close(db, '12:00')).toEqual([])
  expect(await verifyRegister(storedEntries(db), { now: at('12:00') })).toMatchObject({
    ok: true,
    entries: 3,
  })
})

test('A6 a refusal that was not repeated leaves nothing more', async () => {
  const { db } = await tempRegister()
  await refuse(db, '09:00')
  expect(await close(db, '11:00')).toEqual([])
  expect(await lines(db)).toHaveLength(1)
})

test('A6 the hour runs from the first one; after it the next is an entry of its own', async () => {
  const { db } = await tempRegister()
  await refuse(db, '09:00')
  await refuse(db, '09:30')
  expect(await refuse(db, '10:00')).toMatchObject({ n: 4, content: { line: 'Signing was refused' } })
  expect(await lines(db)).toEqual([
    'Signing was refused',
    'Signing was refused – the same once more after no. 2, last on 1 July 2026 at 10:30',
    'Signing was refused',
  ])
})

test('A6 refusals of another person, matter or request are not equal', async () => {
  const { db } = await tempRegister()
  await refuse(db, '09:00')
  for (const other of [
    { actor: { id: '9', name: 'Asha Begum', as: 'admin' } },
    { matter: '2026-002' },
    { subject: '9' },
    { line: 'Dropping was refused' },
    { details: { what: 'else' } },
  ])
    expect(await refuse(db, '09:10', other)).not.toBeNull()
  expect(await lines(db)).toHaveLength(6)
})

test('A6 J6 search shows a count whose hour is still running', async () => {
  const { db } = await tempRegister()
  await refuse(db, '09:00')
  await refuse(db, '09:01')
  await refuse(db, '09:02')
  const page = await searchEntries(db, { action: 'refusal.', limit: 5 })
  expect(page.entries.map(({ n, again }) => ({ n, again }))).toEqual([{ n: 2, again: 2 }])
})

test('A6 G1 a count stands or falls with its transaction', async () => {
  const { db } = await tempRegister()
  await refuse(db, '09:00')
  const undone = db.transaction().execute(async (trx) => {
    await addRefusal(
      trx,
      content({ action: 'refusal.request', line: 'Signing was refused', at: at('09:01') }),
    )
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await close(db, '10:00')).toEqual([])
})
