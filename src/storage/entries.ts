import { randomBytes } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { addMonths, londonDate } from '../policy/calendar.ts'
import { type Entry, type EntryContent, KEPT_MONTHS, OPENED, type StoredEntry } from '../register/entry.ts'
import { GENESIS, readEntry, seal } from '../register/seal.ts'
import type { Db, Trx } from './database.ts'

/**
 * Writes the next entry of the register in the caller's transaction (J1) and seals it to the one before (J3). Numbers
 * come from the last entry, so a rolled-back transaction leaves no gap. The first call on a new register also writes
 * entry no. 1, `register.opened`, before its own.
 *
 * Throws when `deleteOn` is earlier than K1 allows: `verify` would take the later deletion for a forged one.
 */
export async function appendEntry(trx: Trx, content: EntryContent): Promise<Entry> {
  const earliest = addMonths(londonDate(content.at), KEPT_MONTHS)
  if (content.deleteOn !== null && content.deleteOn < earliest)
    throw new RangeError(`an entry of ${content.at} is kept until ${earliest} at least`)
  const last = (await lastSeal(trx)) ?? (await insert(trx, null, opening(content.at)))
  return insert(trx, last, content)
}

/**
 * Writes the entry that declares what a restore lost (J3): its number is the one after the last lost, and its seal goes on
 * from the last entry that is still here. `lastLost` is the number of the register's last entry where nothing was lost.
 */
export async function appendRestored(trx: Trx, content: EntryContent, lastLost: number): Promise<Entry> {
  const last = await lastSeal(trx)
  if (last === undefined || lastLost < last.n) throw new RangeError('a gap lies after the last entry')
  return insert(trx, { n: lastLost, h: last.h }, content)
}

/** What entry no. 1 says. It holds nothing personal and is kept for good, as the date before which no entry is. */
const opening = (at: string): EntryContent => ({
  at,
  actor: { id: null, name: 'the bot', as: 'bot' },
  action: OPENED,
  matter: null,
  line: 'The register was opened',
  details: {},
  subject: null,
  deleteOn: null,
})

/** Written out and not built each time: every act of anybody writes at least one entry. */
const LAST = CompiledQuery.raw('select n, h from entries order by n desc limit 1')
const INSERT = 'insert into entries (n, c, h, salt, content) values (?, ?, ?, ?, ?)'

async function lastSeal(trx: Trx): Promise<{ n: number; h: string } | undefined> {
  const { rows } = await trx.executeQuery(LAST)
  return rows[0] as { n: number; h: string } | undefined
}

async function insert(
  trx: Trx,
  last: { n: number; h: string } | null,
  content: EntryContent,
): Promise<Entry> {
  const { text, ...sealed } = seal(
    last?.h ?? GENESIS,
    (last?.n ?? 0) + 1,
    content,
    randomBytes(32).toString('hex'),
  )
  const { n, c, h, salt } = sealed
  await trx.executeQuery(CompiledQuery.raw(INSERT, [n, c, h, salt, text]))
  return readEntry({ ...sealed, text })
}

const COLUMNS = ['n', 'c', 'h', 'salt', 'content as text'] as const

/** The newest entry; undefined while the register is empty. */
export async function lastEntry(db: Db): Promise<Entry | undefined> {
  const row = await db.selectFrom('entries').select(COLUMNS).orderBy('n', 'desc').limit(1).executeTakeFirst()
  return row && readEntry(row)
}

/** One entry by its number; undefined when there is none. */
export async function entryByNumber(db: Db, n: number): Promise<Entry | undefined> {
  const row = await db.selectFrom('entries').select(COLUMNS).where('n', '=', n).executeTakeFirst()
  return row && readEntry(row)
}

/** The entries that follow number `n`, oldest first, at most `limit`. */
export async function entriesAfter(db: Db, n: number, limit: number): Promise<Entry[]> {
  return (await storedAfter(db, n, limit)).map(readEntry)
}

/**
 * Every entry as it is stored, oldest first, for `verifyRegister`. Reads in chunks and lets other work in between them,
 * so that the event loop is never held for long. Give it a transaction of a reader: one unchanging view.
 */
export async function* storedEntries(db: Db, chunk = 100): AsyncGenerator<StoredEntry> {
  let after = Number.MIN_SAFE_INTEGER
  for (;;) {
    const entries = await storedAfter(db, after, chunk)
    yield* entries
    const last = entries.at(-1)
    if (last === undefined) return
    after = last.n
    await new Promise(setImmediate)
  }
}

const storedAfter = (db: Db, n: number, limit: number): Promise<StoredEntry[]> =>
  db.selectFrom('entries').select(COLUMNS).where('n', '>', n).orderBy('n').limit(limit).execute()
