import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely } from 'kysely'
import { onTestFinished } from 'vitest'
import type { Clp } from '../../src/casework/ports.ts'
import { loadConfig } from '../../src/runtime/config.ts'
import type { Db } from '../../src/storage/database.ts'
import { RegisterDialect } from '../../src/storage/dialect.ts'
import { MIGRATIONS, runMigrations } from '../../src/storage/migrate.ts'
import { prove } from '../../src/storage/proof.ts'
import { registerReader } from '../../src/storage/register-reader.ts'
import { storeOf } from '../../src/storage/store.ts'
import type { Tables } from '../../src/storage/tables.ts'
import { transactionsOn } from '../../src/storage/transactions.ts'
import { upkeep } from '../../src/storage/upkeep.ts'
import { KEY, SERVER, tempFolder } from './temp-register.ts'

/**
 * A CLP whose register is not encrypted, on the same schema and with the same settings of the connection otherwise, so
 * that what stands on the disk can be read there. Its clock is set by the test.
 */
export async function plainClp(start: string): Promise<{
  clp: Clp
  db: Db
  /** For planting things past the repositories. */
  sqlite: Sqlite.Database
  dir: string
  path: string
  clock: { at: string }
}> {
  const dir = tempFolder()
  const path = join(dir, SERVER, 'register.db')
  mkdirSync(dirname(path))
  const sqlite = new Sqlite(path)
  for (const setting of ['journal_mode = WAL', 'secure_delete = ON', 'temp_store = MEMORY'])
    sqlite.pragma(setting)
  await runMigrations(sqlite, path, MIGRATIONS)
  sqlite.pragma('foreign_keys = ON')
  const db: Db = new Kysely<Tables>({ dialect: new RegisterDialect(sqlite) })
  onTestFinished(async () => {
    await db.destroy()
    sqlite.close()
  })
  const config = loadConfig(join(import.meta.dirname, '../../config'))
  if (!config.ok) throw new Error(config.problems.join('\n'))
  const clock = { at: start }
  const port = { now: () => clock.at }
  const clp: Clp = {
    serverId: SERVER,
    config: config.config,
    clock: port,
    randomId: () => randomBytes(25).toString('hex').slice(0, 25),
    register: registerReader(path, KEY, port),
    upkeep: {
      ...upkeep(db, path, KEY, transactionsOn(db).repeatable),
      beside: (work) => work(transactionsOn(db).repeatable),
      async prove(q, rebuild) {
        const beside = new Sqlite(path)
        beside.pragma('temp_store = MEMORY')
        try {
          return await db.connection().execute(() => prove(beside, q, rebuild))
        } finally {
          beside.close()
        }
      },
    },
    transact: (work) => db.transaction().execute((trx) => work(storeOf(trx))),
    appId: () => '100000000000000001',
    ownerId: () => '',
  }
  return { clp, db, sqlite, dir, path, clock }
}
