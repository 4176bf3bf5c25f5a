import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, type Transaction } from 'kysely'
import { RegisterDialect } from './dialect.ts'
import { MIGRATIONS, newestMigration, runMigrations } from './migrate.ts'
import { makeFolder, place } from './place.ts'
import { fileProblem, problems, type FileProblem } from './file-problem.ts'
import type { Tables } from './tables.ts'
import { unlock } from './unlock.ts'

/** A CLP's file. Also takes a transaction wherever only reading is needed. */
export type Db = Kysely<Tables>
/** One transaction on a CLP's file: every change is made in one, and none ever waits for Discord. */
export type Trx = Transaction<Tables>

export interface OpenDatabase {
  ok: true
  db: Db
  /** Waits for what is running, then closes the file and folds its WAL into it. */
  close(): Promise<void>
}
/** Why a file was not opened: one line for people that says what to do. Nothing was changed. */
export interface NotOpened {
  ok: false
  problem: FileProblem
  message: string
}
export type OpenResult = OpenDatabase | NotOpened

/**
 * Opens a CLP's register, makes it if there is none, and brings it up to date (see `runMigrations`). The file is
 * encrypted with `key` (32 bytes), page by page, its WAL included; nothing temporary is spilt to disk (N4), and deleted
 * content is overwritten at once (K2). Reads the whole file once to find damage: about 6 ms a megabyte.
 *
 * A new register is built beside its place and moved there whole, so an empty or half-made file is never taken for one.
 */
export async function openDatabase(
  path: string,
  key: Buffer,
  migrations: string = MIGRATIONS,
): Promise<OpenResult> {
  try {
    if (!existsSync(path)) {
      if (existsSync(`${path}-wal`)) return problems.lost(path)
      await create(path, key, migrations)
    }
    const found = inspect(path, key, migrations)
    if (found) return found
    const sqlite = connect(path, key)
    try {
      await runMigrations(sqlite, path, migrations)
      return opened(sqlite)
    } catch (error) {
      sqlite.close()
      throw error
    }
  } catch (error) {
    return fileProblem(error, path)
  }
}

/**
 * Opens a register for reading only, beside a running bot if there is one: `verify` reads one unchanging view of it in
 * one transaction, while the bot goes on writing. Refuses what `openDatabase` refuses, and, unless `older` is asked for,
 * an older version too, since a reader brings nothing up to date; it does not look for damage by itself.
 */
export function openReader(
  path: string,
  key: Buffer,
  { migrations = MIGRATIONS, older = false }: { migrations?: string; older?: boolean } = {},
): OpenResult {
  try {
    if (!existsSync(path)) return problems.missing(path)
    const sqlite = readOnly(path)
    try {
      const version = versionOf(unlock(sqlite, key))
      const newest = newestMigration(migrations)
      if (version === newest || (older && version < newest)) return opened(sqlite)
      sqlite.close()
      return version > newest ? problems.newer(path) : problems.older(path)
    } catch (error) {
      sqlite.close()
      throw error
    }
  } catch (error) {
    return fileProblem(error, path)
  }
}

/**
 * Writes a whole copy of a register as it is at this moment to the empty or new file `to`, encrypted with the same key,
 * while the bot goes on writing beside it. Every page of the register is read, so one that is damaged is found. Holds the
 * event loop meanwhile: about a second for 100 MB.
 */
export function copyDatabase(path: string, key: Buffer, to: string): { ok: true } | NotOpened {
  let writing = false
  try {
    if (!existsSync(path)) return problems.missing(path)
    const sqlite = unlock(readOnly(path), key)
    try {
      if (versionOf(sqlite) > newestMigration(MIGRATIONS)) return problems.newer(path)
      writing = true
      sqlite.prepare('vacuum into ?').run(to)
      return { ok: true }
    } finally {
      sqlite.close()
    }
  } catch (error) {
    const { code } = error as { code?: unknown }
    return fileProblem(error, writing && typeof code === 'string' && WRITING.test(code) ? to : path)
  }
}

/** Errors of a copy that are about the place where it is written. */
const WRITING = /^(SQLITE_(FULL|CANTOPEN|READONLY|IOERR_(WRITE|FSYNC|TRUNCATE))|ENOSPC)/

/** Reads a whole file for damage: the answer of SQLite, or why it could not be opened. */
export function isWhole(path: string, key: Buffer): { ok: true } | NotOpened {
  try {
    const sqlite = unlock(readOnly(path), key)
    try {
      return sqlite.pragma('integrity_check(1)', { simple: true }) === 'ok'
        ? { ok: true }
        : problems.damaged(path)
    } finally {
      sqlite.close()
    }
  } catch (error) {
    return fileProblem(error, path)
  }
}

const CACHE_KIB = 16 * 1024

/** How long a statement waits for another process's lock. Only readers beside the bot take any, and briefly. */
const BUSY_MS = 2000

function connect(path: string, key: Buffer): Sqlite.Database {
  const sqlite = unlock(new Sqlite(path, { fileMustExist: true, timeout: BUSY_MS }), key)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('secure_delete = ON')
  // pages are decrypted once and not at each press: SQLite's own 2 MB hold no more than a few hundred cases
  sqlite.pragma(`cache_size = -${CACHE_KIB}`)
  sqlite.pragma('foreign_keys = ON')
  // a folder or file that cannot be written is found now and not at the first decision
  sqlite.exec('begin immediate; rollback')
  return sqlite
}

function opened(sqlite: Sqlite.Database): OpenDatabase {
  const db: Db = new Kysely<Tables>({ dialect: new RegisterDialect(sqlite) })
  return {
    ok: true,
    db,
    async close() {
      await db.destroy()
      // kysely leaves a connection open that it was never asked to use
      sqlite.close()
    },
  }
}

const versionOf = (sqlite: Sqlite.Database) => sqlite.pragma('user_version', { simple: true }) as number

/** A connection that cannot change the file. Throws for what cannot be a register, which SQLite might take for one. */
function readOnly(path: string): Sqlite.Database {
  const found = statSync(path)
  if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
  if (found.size === 0) throw new Sqlite.SqliteError('an empty file', 'SQLITE_CORRUPT')
  return new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
}

/** Looks at an existing file without changing it: a connection that may write would already touch the WAL. */
function inspect(path: string, key: Buffer, migrations: string): NotOpened | null {
  const sqlite = readOnly(path)
  try {
    if (versionOf(unlock(sqlite, key)) > newestMigration(migrations)) return problems.newer(path)
    return sqlite.pragma('quick_check(1)', { simple: true }) === 'ok' ? null : problems.damaged(path)
  } finally {
    sqlite.close()
  }
}

async function create(path: string, key: Buffer, migrations: string): Promise<void> {
  const draft = `${path}.new`
  makeFolder(dirname(path))
  for (const leftover of ['', '-wal', '-shm', '-journal']) rmSync(draft + leftover, { force: true })
  closeSync(openSync(draft, 'wx', 0o600))
  const sqlite = connect(draft, key)
  try {
    await runMigrations(sqlite, draft, migrations)
  } finally {
    sqlite.close()
  }
  place(draft, path)
}
