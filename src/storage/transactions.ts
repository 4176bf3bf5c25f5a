import { CompiledQuery } from 'kysely'
import type { Store, Transact } from '../casework/ports.ts'
import type { Db, Trx } from './database.ts'
import type { Memory } from './office-store.ts'
import { storeOf } from './store.ts'

export interface Transactions {
  /** For people who wait for an answer. */
  prompt: Transact
  /** For work that nobody waits for: it begins when no one does. */
  patient: Transact
  /**
   * The same, for work that is found and done again where a power cut takes it back: its commit does not wait for the
   * disk, which would hold the event loop. Whatever is committed after it takes it there too.
   */
  repeatable: Transact
}

interface Job {
  work: (store: Store) => Promise<unknown>
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

/** Jobs are added to a commit for so many times as long as commits take of late, within these bounds in milliseconds. */
const SHARED = { times: 3, least: 1, most: 20 }
/** How long the bot's own work waits at most while people do, in milliseconds. */
const PATIENCE_MS = 50
const LOOK_AGAIN_MS = 2

/**
 * Runs work on a CLP's file, each piece whole or not at all. What waits at the same moment shares a commit, since a
 * commit waits for the disk and twenty people who press at once would wait for twenty. Nothing is answered before its
 * commit; a piece that fails is undone alone (a savepoint), and a commit that fails fails for all of them.
 * `peopleWaiting` tells whether somebody's answer is still to be sent: the bot's own work gives it a moment.
 */
export function transactionsOn(db: Db, peopleWaiting: () => boolean = () => false): Transactions {
  const prompt: Job[] = []
  const patient: Job[] = []
  const repeatable: Job[] = []
  const memory: Memory = { holdings: null, links: null, pauses: null }
  let running = false
  let commitMs = 0
  let hurry: (() => void) | undefined

  /** The next job that may share the commit: people's first, and nobody else's while people wait. */
  const next = (of: Job[], until: number): Job | undefined =>
    performance.now() < until && (of === prompt || prompt.length === 0) ? of.shift() : undefined

  async function commitSome(): Promise<void> {
    const of = [prompt, patient].find((queue) => queue.length > 0) ?? repeatable
    const taken: Job[] = []
    const settled: (() => void)[] = []
    let worked = 0
    try {
      if (of === repeatable) await db.executeQuery(NOT_WAITING)
      await db.transaction().execute(async (trx) => {
        const until =
          performance.now() + Math.min(Math.max(commitMs * SHARED.times, SHARED.least), SHARED.most)
        for (let job = of.shift(); job; job = next(of, until)) {
          taken.push(job)
          settled.push(await apart(trx, job, memory))
        }
        worked = performance.now()
      })
    } catch (error) {
      forget(memory)
      // where not even the transaction could be begun, asking again for the same would never end
      if (taken.length === 0) taken.push(...of.splice(0, 1))
      for (const { reject } of taken) reject(error)
      return
    } finally {
      if (of === repeatable) await db.executeQuery(WAITING)
    }
    commitMs += (performance.now() - worked - commitMs) / 4
    for (const settle of settled) settle()
  }

  /** Waits until the answers that are due have been sent, or somebody wants a transaction. */
  async function calm(): Promise<void> {
    const end = performance.now() + PATIENCE_MS
    while (prompt.length === 0 && peopleWaiting() && performance.now() < end)
      await new Promise<void>((resolve) => {
        hurry = resolve
        setTimeout(resolve, LOOK_AGAIN_MS)
      })
  }

  async function run(): Promise<void> {
    running = true
    while (prompt.length + patient.length + repeatable.length > 0) {
      // answers go out, and what has arrived meanwhile joins, before the next commit
      await new Promise(setImmediate)
      if (prompt.length === 0) await calm()
      await commitSome()
    }
    running = false
  }

  const joining =
    (queue: Job[]): Transact =>
    (work) =>
      new Promise((resolve, reject) => {
        queue.push({ work, resolve, reject })
        if (queue === prompt) hurry?.()
        if (!running) void run()
      })
  return { prompt: joining(prompt), patient: joining(patient), repeatable: joining(repeatable) }
}

/** What was undone must be read again. */
const forget = (memory: Memory): void => {
  memory.holdings = null
  memory.links = null
  memory.pauses = null
}

/** Whether commits wait until the disk has them. */
const WAITING = CompiledQuery.raw('pragma synchronous = full')
const NOT_WAITING = CompiledQuery.raw('pragma synchronous = normal')

const SAVE = CompiledQuery.raw('savepoint piece')
const UNDO = CompiledQuery.raw('rollback to piece')
const KEEP = CompiledQuery.raw('release piece')

/** Runs one piece inside the common transaction; gives what is to happen once that is committed. */
async function apart(trx: Trx, { work, resolve, reject }: Job, memory: Memory): Promise<() => void> {
  await trx.executeQuery(SAVE)
  try {
    const value = await work(storeOf(trx, memory))
    await trx.executeQuery(KEEP)
    return () => resolve(value as never)
  } catch (error) {
    forget(memory)
    await trx.executeQuery(UNDO)
    await trx.executeQuery(KEEP)
    return () => reject(error)
  }
}
