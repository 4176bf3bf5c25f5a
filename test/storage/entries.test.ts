import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { EntryContent } from '../../src/register/entry.ts'
import { canonicalText, chainSeal, contentSeal, GENESIS } from '../../src/register/seal.ts'
import { verifyRegister } from '../../src/register/verify.ts'
import type { Db } from '../../src/storage/database.ts'
import {
  appendEntry,
  entriesAfter,
  entryByNumber,
  lastEntry,
  storedEntries,
} from '../../src/storage/entries.ts'
import { content, reopen, tempRegister } from '../support/temp-register.ts'

const now = '2026-03-02T12:00:00.000Z'

const append = (db: Db, change?: Partial<EntryContent>) =>
  db.transaction().execute((trx) => appendEntry(trx, content(change)))

test('J1 entry no. 1 opens the register, kept for good and naming nobody', async () => {
  const { db } = await tempRegister()
  expect(await lastEntry(db)).toBeUndefined()
  expect((await append(db)).n).toBe(2)
  const opening = await entryByNumber(db, 1)
  expect(opening?.content).toEqual({
    at: '2026-03-01T09:00:00.000Z',
    actor: { id: null, name: 'the bot', as: 'bot' },
    action: 'register.opened',
    matter: null,
    line: 'The register was opened',
    details: {},
    subject: null,
    deleteOn: null,
  })
})

test('J1 numbers have no gap and no double under concurrent transactions, some of which fail', async () => {
  const { db } = await tempRegister()
  const attempts = Array.from({ length: 60 }, (_, i) =>
    db
      .transaction()
      .execute(async (trx) => {
        const { n } = await appendEntry(trx, content({ details: { i } }))
        await sql`select 1`.execute(trx)
        if (i % 5 === 0) throw new Error('undone')
        if (i % 7 === 0) await appendEntry(trx, content({ details: { i, second: true } }))
        return n
      })
      .catch((error: Error) => error.message),
  )
  const outcomes = await Promise.all(attempts)
  expect(outcomes.filter((one) => one === 'undone')).toHaveLength(12)
  const all = await entriesAfter(db, 0, 1000)
  expect(all.map((entry) => entry.n)).toEqual(all.map((_, i) => i + 1))
  // 1 opening, 48 that were committed, and those of them that wrote a second entry
  expect(all).toHaveLength(1 + 48 + [7, 14, 21, 28, 42, 49, 56].length)
  expect(await verifyRegister(storedEntries(db), { now })).toMatchObject({ ok: true, entries: all.length })
})

test('G1 J1 an entry stands or falls with the transaction of its act', async () => {
  const { db } = await tempRegister()
  await append(db)
  const undone = db.transaction().execute(async (trx) => {
    expect((await appendEntry(trx, content())).n).toBe(3)
    throw new Error('the act failed')
  })
  await expect(undone).rejects.toThrow('the act failed')
  expect((await lastEntry(db))?.n).toBe(2)
  expect((await append(db)).n).toBe(3)
})

test('J1 entries can be neither changed nor removed', async () => {
  const { db } = await tempRegister()
  await append(db)
  const unchanged = 'register entries are never changed'
  const change = (set: Partial<Record<'n' | 'c' | 'h' | 'salt' | 'content', string | number>>) =>
    db
      .updateTable('entries')
      .set(set as object)
      .where('n', '=', 2)
      .execute()
  await expect(change({ content: canonicalText(content({ line: 'Something else' })) })).rejects.toThrow(
    unchanged,
  )
  await expect(change({ salt: randomBytes(32).toString('hex') })).rejects.toThrow(unchanged)
  await expect(change({ c: GENESIS })).rejects.toThrow(unchanged)
  await expect(change({ h: GENESIS })).rejects.toThrow(unchanged)
  await expect(change({ n: 7 })).rejects.toThrow(unchanged)
  await expect(db.deleteFrom('entries').where('n', '=', 2).execute()).rejects.toThrow('never removed')
  expect(await verifyRegister(storedEntries(db), { now })).toMatchObject({ ok: true, entries: 2 })
})

test('K1 an entry cannot be given an earlier date of deletion than two years on', async () => {
  const { db } = await tempRegister()
  await expect(append(db, { deleteOn: '2028-02-29' })).rejects.toThrow('kept until 2028-03-01')
  // in summer London's date changes an hour before UTC's
  await expect(append(db, { at: '2026-06-30T23:30:00.000Z', deleteOn: '2028-06-30' })).rejects.toThrow(
    '2028-07-01',
  )
  expect((await append(db, { at: '2024-02-29T12:00:00.000Z', deleteOn: '2026-02-28' })).n).toBe(2)
})

test('J3 what is stored is what was sealed, whatever was typed', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(text, text, fc.json()), { minLength: 1, maxLength: 5 }),
      async (typed) => {
        const { db, close } = await tempRegister()
        const written = []
        for (const [name, line, json] of typed)
          written.push(
            await append(db, {
              actor: { id: '1', name, as: 'admin' },
              line,
              details: { [name]: JSON.parse(json) },
            }),
          )
        const read = await entriesAfter(db, 1, 100)
        expect(read).toEqual(written)
        for (const { n, c, h, salt, content: said } of read) {
          const before = await entryByNumber(db, n - 1)
          expect(contentSeal(salt ?? '', canonicalText(said as EntryContent))).toBe(c)
          expect(chainSeal(before?.h ?? '', n, c)).toBe(h)
        }
        expect(await verifyRegister(storedEntries(db, 2), { now })).toMatchObject({ ok: true })
        await close()
      },
    ),
    { numRuns: 25 },
  )
})

test('J3 half a character, which JSON cannot carry, becomes the mark for one', async () => {
  const { db } = await tempRegister()
  const { content: said } = await append(db, { line: 'a\ud800b', details: { 'k\udfff': ['\ud83d'] } })
  expect(said).toMatchObject({ line: 'a\ufffdb', details: { 'k\ufffd': ['\ufffd'] } })
})

test('J1 the register goes on after the file was closed and opened again', async () => {
  const { db, path, close } = await tempRegister()
  await append(db)
  await close()
  const again = await reopen(path)
  expect((await append(again.db)).n).toBe(3)
  expect(await entryByNumber(again.db, 9)).toBeUndefined()
  expect((await entriesAfter(again.db, 1, 1)).map((entry) => entry.n)).toEqual([2])
})

test('J3 other work goes on while a long register is verified', async () => {
  const { db } = await tempRegister()
  await db.transaction().execute(async (trx) => {
    for (let i = 0; i < 2000; i++) await appendEntry(trx, content())
  })
  let turns = 0
  let verifying = true
  const other = () => {
    turns++
    if (verifying) setImmediate(other)
  }
  setImmediate(other)
  expect(await verifyRegister(storedEntries(db), { now })).toMatchObject({ ok: true, entries: 2001 })
  verifying = false
  expect(turns).toBeGreaterThanOrEqual(2000 / 100)
})
