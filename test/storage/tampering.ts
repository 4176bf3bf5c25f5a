import type Sqlite from 'better-sqlite3'
import type { EntryContent } from '../../src/register/entry.ts'
import type { ReadMessages } from '../../src/register/posted.ts'
import { canonicalText, GENESIS, seal } from '../../src/register/seal.ts'
import type { Db } from '../../src/storage/database.ts'
import { appendEntry } from '../../src/storage/entries.ts'
import { purgeEntries } from '../../src/storage/purge.ts'
import { verifyFile } from '../../src/storage/verify-file.ts'
import { content, KEY, tempRegister } from '../support/temp-register.ts'

/**
 * A register on disk: 1 its opening (January 2024), 2–5 of that spring, 6–8 of February 2025, 9 the run that deleted
 * 2–4 on their dates, 10–12 of July 2026.
 */
export async function written() {
  const register = await tempRegister()
  const add = (day: string) =>
    register.db
      .transaction()
      .execute((trx) =>
        appendEntry(trx, content({ at: `${day}T10:00:00.000Z`, details: { text: `done on ${day}` } })),
      )
  for (const day of ['2024-01-10', '2024-02-20', '2024-03-20', '2024-06-20']) await add(day)
  for (const day of ['2025-02-01', '2025-02-02', '2025-02-03']) await add(day)
  await purge(register.db, '2026-04-01')
  for (const day of ['2026-07-01', '2026-07-02', '2026-07-03']) await add(day)
  return register
}

export const purge = (db: Db, date: string) =>
  db.transaction().execute((trx) => purgeEntries(trx, { at: `${date}T03:30:00.000Z`, upTo: date }))

export const verify = (path: string, read: ReadMessages | null = null, now = '2026-08-01T12:00:00.000Z') =>
  verifyFile({ path, key: KEY, now, read, practice: false })

/** Seals entries anew, as someone can who holds the key and knows how seals are made. */
export function reseal(sqlite: Sqlite.Database, from: number, to: number): void {
  type Row = { n: number; c: string; h: string; salt: string; content: string }
  const row = sqlite.prepare<[number], Row>('select * from entries where n = ?')
  for (let n = from; n <= to; n++) {
    const one = row.get(n)
    if (one === undefined) throw new Error(`there is no entry ${n}`)
    const before = row.get(n - 1)?.h ?? GENESIS
    const sealed = seal(before, n, JSON.parse(one.content) as EntryContent, one.salt)
    sqlite.prepare('update entries set c = ?, h = ? where n = ?').run(sealed.c, sealed.h, n)
  }
}

/** Appends what looks like a run of the daily deletion. */
export function forgePurge(
  sqlite: Sqlite.Database,
  date: string,
  ranges: [number, number][],
  at = `${date}T03:30:00.000Z`,
): void {
  const last = sqlite
    .prepare<[], { n: number; h: string }>('select n, h from entries order by n desc limit 1')
    .get()
  if (last === undefined) throw new Error('there is no entry')
  const run = content({
    at,
    actor: { id: null, name: 'the bot', as: 'bot' },
    action: 'register.purged',
    details: { upTo: date, ranges },
    deleteOn: null,
  })
  sqlite
    .prepare('insert into entries (n, c, h, salt, content) values (@n, @c, @h, @salt, @text)')
    .run(seal(last.h, last.n + 1, run, 'ab'.repeat(32)))
}

export const blank = (sqlite: Sqlite.Database, n: number) =>
  sqlite.prepare('update entries set content = null, salt = null where n = ?').run(n)

/** Makes an entry say something else, in the form in which the bot writes. */
export const rewrite = (sqlite: Sqlite.Database, n: number, text: string) =>
  sqlite
    .prepare('update entries set content = ? where n = ?')
    .run(canonicalText(content({ at: '2026-07-01T10:00:00.000Z', details: { text } })), n)
