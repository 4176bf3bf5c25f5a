import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { place } from './place.ts'

/** The project's own migrations. */
export const MIGRATIONS = join(import.meta.dirname, '../../migrations')

interface Migration {
  number: number
  name: string
  file: string
}

/** The migrations of a folder, `NNNN-name.ts`, in their order. */
function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[\w-]+\.ts$/.test(file))
    .sort()
    .map((file) => ({ number: Number(file.slice(0, 4)), name: file.slice(0, -3), file: join(folder, file) }))
}

/** The version that a file has when every migration of the folder has run: the number of the last one. */
export const newestMigration = (folder: string): number => migrationsIn(folder).at(-1)?.number ?? 0

/**
 * Runs what is pending, each migration in a transaction of its own that also writes its number into the file
 * (`user_version`), so that a crash leaves the file at the last whole one. Before an existing register is changed a
 * copy of it is kept beside it, `register.before-0003.db`, encrypted with the same key; only the newest copy is kept.
 * Throws when a migration fails; the file is then as it was before that migration.
 */
export async function runMigrations(sqlite: Sqlite.Database, path: string, folder: string): Promise<void> {
  const version = sqlite.pragma('user_version', { simple: true }) as number
  const pending = migrationsIn(folder).filter((one) => one.number > version)
  const [first] = pending
  if (first === undefined) return
  if (version > 0) keepCopy(sqlite, path, first.number)
  // without the plugins of the running bot, which may change: a migration says exactly what it does
  const plain = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) })
  // a migration may rebuild a table that others point to; the check before the commit makes up for it
  sqlite.pragma('foreign_keys = OFF')
  for (const migration of pending) {
    const { up } = (await import(pathToFileURL(migration.file).href)) as {
      up(db: Kysely<unknown>): Promise<void>
    }
    sqlite.exec('begin immediate')
    try {
      await up(plain)
      if ((sqlite.pragma('foreign_key_check') as unknown[]).length > 0)
        throw new Error(`migration ${migration.name} leaves rows that point to nothing`)
      sqlite.pragma(`user_version = ${migration.number}`)
      sqlite.exec('commit')
    } catch (error) {
      sqlite.exec('rollback')
      throw error
    }
  }
  sqlite.pragma('foreign_keys = ON')
}

function keepCopy(sqlite: Sqlite.Database, path: string, next: number): void {
  const stem = basename(path).replace(/\.db$/, '')
  const name = `${stem}.before-${String(next).padStart(4, '0')}.db`
  const draft = join(dirname(path), `${name}.new`)
  rmSync(draft, { force: true })
  sqlite.prepare('vacuum into ?').run(draft)
  place(draft, join(dirname(path), name))
  for (const file of readdirSync(dirname(path)))
    if (file.startsWith(`${stem}.before-`) && file !== name) rmSync(join(dirname(path), file))
}
