import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Instant } from '../policy/calendar.ts'
import { backUp, type CheckedCopy, type CopyRefused } from './copy-register.ts'
import { isWhole } from './database.ts'

/** Reading that would hold the event loop, done beside it. A worker reads only: what it writes is a file of its own. */
type Job =
  | { what: 'whole'; path: string; key: Buffer }
  | { what: 'backup'; path: string; key: Buffer; serverId: string; folder: string; now: Instant }

/** Whether a file is whole: null, or what is wrong with it in one line. */
export function inWorker(job: Extract<Job, { what: 'whole' }>): Promise<string | null>
/** A verified copy of a register in a folder. */
export function inWorker(job: Extract<Job, { what: 'backup' }>): Promise<CheckedCopy | CopyRefused>
export function inWorker(job: Job): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: job })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`reading beside the work ended with ${code}`)))
  })
}

async function work(job: Job): Promise<unknown> {
  // a buffer comes over as plain bytes
  const key = Buffer.from(job.key)
  if (job.what === 'backup') return backUp({ ...job, key })
  const found = isWhole(job.path, key)
  return found.ok ? null : found.message
}

if (!isMainThread && (workerData as Job | null)?.what !== undefined)
  parentPort?.postMessage(await work(workerData as Job))
