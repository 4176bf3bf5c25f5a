import { rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { CompiledQuery } from 'kysely'
import type { Transact } from '../casework/ports.ts'
import type { Proof, PurgeQuestion, Upkeep } from '../casework/retention-records.ts'
import { ownBackups, rotate } from './backups.ts'
import type { Db } from './database.ts'
import { purgeStepNames } from './purge-steps.ts'

/** What the worker is given: what to prove, or null to fold the journal into the file. */
export interface CareJob {
  path: string
  key: Uint8Array
  proof: (Pick<PurgeQuestion, 'due' | 'held'> & { rebuild: boolean }) | null
}

/**
 * Care for a CLP's file (K2). Writing it anew takes about ten milliseconds a megabyte: a worker does it, and meanwhile
 * every transaction waits in its queue, not in SQLite, so that the event loop is free.
 */
export const upkeep = (db: Db, path: string, key: Buffer, repeatable: Transact): Upkeep => ({
  kinds: purgeStepNames,

  async beside(work) {
    let steps = 0
    await foldAfter(db, 0)
    try {
      return await work(async (step) => {
        const value = await repeatable(step)
        steps += 1
        if (steps % STEPS === 0) await inWorker({ path, key, proof: null })
        return value
      })
    } finally {
      await foldAfter(db, PAGES)
    }
  },

  async prove({ due, held }, rebuild) {
    const look = (anew: boolean) =>
      db.connection().execute(() => inWorker<Proof>({ path, key, proof: { due, held, rebuild: anew } }))
    let proof = await look(rebuild)
    // somebody reads the file, for a backup or a verification: people are let through before it is tried again
    for (let n = 0; n < TRIES && proof.walBytes > 0; n++) {
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
      proof = { ...(await look(false)), rebuilt: proof.rebuilt }
    }
    return proof
  },

  async dropCopies(before, folder) {
    const beside = dirname(path)
    const old = ownBackups(beside).filter((copy) => copy.madeAt < before)
    let deleted = 0
    let overdue = 0
    for (const { path: file } of old)
      try {
        rmSync(file)
        deleted += 1
      } catch {
        overdue += 1
      }
    // people may have had one made into the data folder itself
    for (const place of [beside, dirname(beside), ...(folder === '' ? [] : [folder])])
      try {
        deleted += rotate(place, [basename(beside)], before).length
      } catch {
        overdue += 1
      }
    return { deleted, overdue }
  },
})

/** How often it is tried to empty the journal, and the wait in between, in milliseconds. */
const TRIES = 10
const BETWEEN_MS = 2000

/** Steps of long work after which the journal is folded into the file. */
const STEPS = 50
/** A commit that finds so many pages in the journal folds it into the file: SQLite's own number. */
const PAGES = 1000

const foldAfter = (db: Db, pages: number) =>
  db.executeQuery(CompiledQuery.raw(`pragma wal_autocheckpoint = ${pages}`))

const inWorker = <T>(job: CareJob): Promise<T> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./care-worker.ts', import.meta.url), { workerData: job })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the worker ended with ${code}`))
    })
  })
