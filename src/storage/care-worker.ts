import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import type { CareJob } from './upkeep.ts'
import { prove } from './proof.ts'
import { unlock } from './unlock.ts'

/**
 * The one worker that writes to a register's file. For a proof whoever starts it keeps every transaction waiting, so that
 * the main thread never meets its lock; a passive checkpoint takes no lock that a transaction needs.
 */
const { path, key, proof } = workerData as CareJob
const sqlite = unlock(new Sqlite(path, { fileMustExist: true, timeout: 200 }), key)
try {
  parentPort?.postMessage(
    proof === null ? sqlite.pragma('wal_checkpoint(PASSIVE)') : await prove(sqlite, proof, proof.rebuild),
  )
} finally {
  sqlite.close()
}
