import { expect, test } from 'vitest'
import type { EntryContent } from '../../src/register/entry.ts'
import type { EntrySearch } from '../../src/register/search.ts'
import { appendEntry } from '../../src/storage/entries.ts'
import { searchEntries } from '../../src/storage/entry-search.ts'
import { purgeEntries } from '../../src/storage/purge.ts'
import { content, tempRegister } from '../support/temp-register.ts'

/** A register with these entries after the opening, as numbers 2, 3, … */
async function withEntries(changes: Partial<EntryContent>[]) {
  const { db } = await tempRegister()
  await db.transaction().execute(async (trx) => {
    for (const change of changes) await appendEntry(trx, content(change))
  })
  const find = async (search: Omit<EntrySearch, 'limit'>, limit = 100) => {
    const page = await searchEntries(db, { ...search, limit })
    return page.entries.map((entry) => entry.n)
  }
  return { db, find }
}

test('J6 filters by matter, action, actor and person, newest first', async () => {
  const { find } = await withEntries([
    { matter: '2026-001', action: 'case.proposed' },
    { matter: '2026-001', action: 'case.signed', actor: { id: '5', name: 'Cai', as: 'admin' } },
    { matter: '2026-0012', action: 'casework', subject: '7' },
    { matter: null, action: 'case.signed', subject: null },
  ])
  expect(await find({})).toEqual([5, 4, 3, 2, 1])
  expect(await find({ matter: '2026-001' })).toEqual([3, 2])
  expect(await find({ action: 'case.signed' })).toEqual([5, 3])
  expect(await find({ action: 'case.' })).toEqual([5, 3, 2])
  expect(await find({ actor: '5' })).toEqual([3])
  expect(await find({ subject: '7' })).toEqual([4])
  expect(await find({ matter: '2026-001', action: 'case.proposed', text: 'treasurer' })).toEqual([2])
  expect(await find({ matter: "' or 1=1 --" })).toEqual([])
})

test('J6 finds words in any text of an entry, whatever the case, accents kept apart, and no field names', async () => {
  const { find } = await withEntries([
    { actor: { id: '1', name: 'ŁUKASZ Żak', as: 'admin' } },
    { line: 'Émile 100% "quoted" back\\slash' },
    { details: { where: [{ deep: 'In the_hall' }], subject: 'x' } },
  ])
  expect(await find({ text: 'łukasz' })).toEqual([2])
  expect(await find({ text: 'żak ŁUK' })).toEqual([2])
  expect(await find({ text: 'émile' })).toEqual([3])
  expect(await find({ text: 'emile' })).toEqual([])
  expect(await find({ text: '"quoted"' })).toEqual([3])
  expect(await find({ text: 'back\\slash' })).toEqual([3])
  expect(await find({ text: '0% émile' })).toEqual([3])
  expect(await find({ text: 'the_hall' })).toEqual([4])
  expect(await find({ text: 'the%hall' })).toEqual([])
  expect(await find({ text: 'details' })).toEqual([])
  expect(await find({ text: 'deleteOn' })).toEqual([])
  expect(await find({ text: '   ' })).toEqual([4, 3, 2, 1])
})

test('J6 pages without missing or repeating an entry, with and without words', async () => {
  const { db } = await withEntries(
    Array.from({ length: 700 }, (_, i) => ({ details: { text: i % 3 === 0 ? 'blue' : 'green' } })),
  )
  for (const search of [{}, { text: 'blue' }]) {
    const whole = await searchEntries(db, { ...search, limit: 1000 })
    expect(whole.next).toBeNull()
    const seen: number[] = []
    for (let before: number | null | undefined; before !== null;) {
      const page = await searchEntries(db, {
        ...search,
        ...(before === undefined ? {} : { before }),
        limit: 50,
      })
      expect(page.entries.length).toBeLessThanOrEqual(50)
      seen.push(...page.entries.map((entry) => entry.n))
      before = page.next
    }
    expect(seen).toEqual(whole.entries.map((entry) => entry.n))
    expect(seen).toHaveLength(search.text === undefined ? 701 : 234)
  }
  // a last page that is exactly full offers no empty one after it
  expect((await searchEntries(db, { text: 'blue', limit: 234 })).next).toBeNull()
  expect((await searchEntries(db, { limit: 701 })).next).toBeNull()
})

test('K1 J6 what was deleted is not found', async () => {
  const { db, find } = await withEntries([
    { at: '2024-01-10T09:00:00.000Z' },
    { at: '2026-01-10T09:00:00.000Z', details: { text: 'treasurer again' } },
  ])
  await db
    .transaction()
    .execute((trx) => purgeEntries(trx, { at: '2026-02-01T03:30:00.000Z', upTo: '2026-02-01' }))
  expect(await find({ text: 'treasurer' })).toEqual([3])
  expect(await find({ matter: '2026-001' })).toEqual([3])
  expect(await find({ actor: '200000000000000001' })).toEqual([3])
})

test('J6 lets other work in while it searches a long register', async () => {
  const { db } = await withEntries(Array.from({ length: 3000 }, () => ({})))
  let turns = 0
  let searching = true
  const other = () => {
    turns++
    if (searching) setImmediate(other)
  }
  setImmediate(other)
  await searchEntries(db, { text: 'not to be found', limit: 5 })
  searching = false
  expect(turns).toBeGreaterThanOrEqual(3000 / 250)
})

test('J6 B3 finds what was written on some days, to the moment, and about any identity of a person', async () => {
  const { find } = await withEntries([
    { at: '2026-02-27T23:59:59.999Z', subject: '7' },
    { at: '2026-02-28T00:00:00.000Z', subject: 'x:seven' },
    { at: '2026-03-01T12:00:00.000Z', subject: '8' },
    { at: '2026-03-02T00:00:00.000Z', deleteOn: null },
  ])
  const february = { since: '2026-02-28T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z' }
  expect(await find(february)).toEqual([4, 3])
  expect(await find({ ...february, text: 'treasurer' })).toEqual([4, 3])
  expect(await find(february, 1)).toEqual([4])
  expect(await find({ since: '2026-03-01T12:00:00.000Z' })).toEqual([5, 4])
  expect(await find({ until: '2026-02-28T00:00:00.000Z' })).toEqual([2, 1])
  expect(await find({ subject: ['7', 'x:seven'] })).toEqual([3, 2])
  expect(await find({ subject: ['7', 'x:seven'], since: '2026-02-28T00:00:00.000Z' })).toEqual([3])
})
