import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Proof, PurgeQuestion, Upkeep } from '../casework/retention-records.ts'
import { ownBackups } from './backups.ts'
import type { Db } from './database.ts'
import { purgeStepNames } from './purge-steps.ts'

/** What the worker is given. */
export type ProofQuestion = Pick<PurgeQuestion, 'due' | 'held'> & {
  path: string
  key: Uint8Array
  rebuild: boolean
}

/**
 * Care for a CLP's file (K2). Writing it anew takes about ten milliseconds a megabyte: a worker does it, and meanwhile
 * every transaction waits in its queue, not in SQLite, so that the event loop is free.
 */
export const upkeep = (db: Db, path: string, key: Buffer): Upkeep => ({
  kinds: purgeStepNames,

  prove: ({ due, held }, rebuild) =>
    db.connection().execute(() => inWorker({ path, key, due, held, rebuild })),

  async dropCopies(before) {
    const old = ownBackups(dirname(path)).filter((copy) => copy.madeAt < before)
    let overdue = 0
    for (const { path: file } of old)
      try {
        rmSync(file)
      } catch {
        overdue += 1
      }
    return { deleted: old.length - overdue, overdue }
  },
})

const inWorker = (question: ProofQuestion): Promise<Proof> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./proof-worker.ts', import.meta.url), { workerData: question })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the worker ended with ${code}`))
    })
  })
