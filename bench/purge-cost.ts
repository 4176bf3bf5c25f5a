import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clp } from '../src/casework/ports.ts'
import { runPurge } from '../src/casework/purge.ts'
import { loadConfig } from '../src/runtime/config.ts'
import { openDatabase } from '../src/storage/database.ts'
import { appendEntry } from '../src/storage/entries.ts'
import { recordLogPost } from '../src/storage/log-posts.ts'
import { formatLogLine } from '../src/register/log-line.ts'
import { registerReader } from '../src/storage/register-reader.ts'
import { transactionsOn } from '../src/storage/transactions.ts'
import { upkeep } from '../src/storage/upkeep.ts'
import { round } from './numbers.ts'

export interface PurgeCost {
  records: number
  /** From the first step to the certificate, in real milliseconds, and for each record. */
  ms: number
  perRecordMs: number
  /** The longest that the event loop was held at a time: real milliseconds, and of these what it computed. */
  longestHoldMs: number
  longestComputedMs: number
}

const RECORDS = [10_000, 30_000, 100_000]
const THEN = '2026-03-02T09:30:00.000Z'
const LATER = '2028-03-02T03:40:00.000Z'
const KEY = Buffer.alloc(32, 7)
const SERVER = '100000000000000001'
const CHUNK = 500

/** What the daily deletion costs when so many records are due at once (K1, K2), and how long it holds the event loop. */
export async function measurePurgeCost(): Promise<PurgeCost[]> {
  const costs: PurgeCost[] = []
  for (const records of RECORDS) costs.push(await purgeOf(records))
  return costs
}

async function purgeOf(records: number): Promise<PurgeCost> {
  const dir = mkdtempSync(join(tmpdir(), 'purge-'))
  const path = join(dir, SERVER, 'register.db')
  const opened = await openDatabase(path, KEY)
  const config = loadConfig(join(import.meta.dirname, '../config'))
  if (!opened.ok || !config.ok) throw new Error('the register or the settings cannot be opened')
  const { db } = opened
  const clock = { now: () => LATER }
  const transactions = transactionsOn(db)
  const clp: Clp = {
    serverId: SERVER,
    config: config.config,
    clock,
    randomId: () => 'a'.repeat(25),
    appId: () => '',
    ownerId: () => '',
    register: registerReader(path, KEY, clock),
    upkeep: upkeep(db, path, KEY, transactions.repeatable),
    transact: transactions.patient,
  }
  try {
    for (let done = 0; done < records;)
      done = await db.transaction().execute(async (trx) => {
        const until = Math.min(done + CHUNK, records)
        for (; done < until; done++) await plant(trx, done)
        return done
      })
    const watch = watchLoop()
    const begun = performance.now()
    const result = await runPurge(clp, async () => LATER)
    const ms = performance.now() - begun
    const { longest, computed } = watch.stop()
    if (result !== 'done') throw new Error(`the deletion ended with ${result}`)
    return {
      records,
      ms: Math.round(ms),
      perRecordMs: Math.round((ms / records) * 1000) / 1000,
      longestHoldMs: round(longest),
      longestComputedMs: round(computed),
    }
  } finally {
    await opened.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** One record of those that there are most of: an entry with its line in the log, a task, an effect, or a message. */
async function plant(trx: Parameters<typeof appendEntry>[0], n: number): Promise<void> {
  const words = 'A note like many others, of the length that people write. '.repeat(1 + (n % 8))
  if (n % 2 === 0) {
    const entry = await appendEntry(trx, {
      at: THEN,
      actor: { id: '200000000000000001', name: 'Ada Bell', as: 'admin' },
      action: 'case.note',
      matter: '2026-001',
      line: 'Wrote a note',
      details: { text: words },
      subject: '300000000000000001',
      deleteOn: '2028-03-02',
    })
    await recordLogPost(trx, {
      channelId: '7',
      messageId: String(10_000 + n),
      text: formatLogLine(entry),
      at: THEN,
    })
  } else if (n % 8 === 1)
    await trx
      .insertInto('tasks')
      .values({
        kind: 'serve_letter',
        matter: null,
        offices: '["admin"]',
        platform: 'discord',
        subject: '300000000000000001',
        text: words,
        raisedAt: THEN,
        doneAt: THEN,
        doneBy: null,
        doneHow: null,
        notFor: null,
      } as never)
      .execute()
  else if (n % 8 === 3)
    await trx
      .insertInto('matterTexts')
      .values({
        matter: 'C2026-001',
        at: THEN,
        by: '300000000000000001',
        side: 'complainant',
        kind: 'more',
        text: words,
      })
      .execute()
  else
    await trx
      .insertInto('toldMessages')
      .values({
        person: '300000000000000001',
        at: THEN,
        what: 'letter',
        matter: null,
        body: words.repeat(4),
      } as never)
      .execute()
}

/** Watches how long the event loop does not come round. */
function watchLoop(): { stop(): { longest: number; computed: number } } {
  let longest = 0
  let computed = 0
  let running = true
  let last = performance.now()
  let cpu = process.threadCpuUsage()
  const look = () => {
    const now = performance.now()
    const used = process.threadCpuUsage(cpu)
    longest = Math.max(longest, now - last)
    computed = Math.max(computed, (used.user + used.system) / 1000)
    last = now
    cpu = process.threadCpuUsage()
    if (running) setImmediate(look)
  }
  setImmediate(look)
  return {
    stop() {
      running = false
      return { longest, computed }
    },
  }
}
