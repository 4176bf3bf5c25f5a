import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import type { ProofQuestion } from './upkeep.ts'
import { prove } from './proof.ts'
import { unlock } from './unlock.ts'

/**
 * The one worker that writes, and only while nobody else does: whoever starts it keeps every transaction waiting, so
 * that the main thread never meets its lock.
 */
const { path, key, due, held, rebuild } = workerData as ProofQuestion
const sqlite = unlock(new Sqlite(path, { fileMustExist: true, timeout: 200 }), key)
try {
  parentPort?.postMessage(await prove(sqlite, { due, held }, rebuild))
} finally {
  sqlite.close()
}
