import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Clp } from '../src/casework/ports.ts'
import type { PracticeDiscord } from '../src/practice/discord/practice-discord.ts'
import { configFor, loadConfig } from '../src/runtime/config.ts'
import { loadKey } from '../src/runtime/key.ts'
import { clpFile } from '../src/storage/data-folder.ts'
import { openDatabase } from '../src/storage/database.ts'
import { registerReader } from '../src/storage/register-reader.ts'
import { transactionsOn } from '../src/storage/transactions.ts'
import { upkeep } from '../src/storage/upkeep.ts'
import type { Side } from './stage.ts'

const CONFIG = join(import.meta.dirname, '../config')

/**
 * Works on a CLP's register by the bot's own casework while the bot itself is stopped, and nothing is sent: to fill it
 * in seconds with what would take hours of people's time.
 */
export async function onRegister<T>(
  discord: PracticeDiscord,
  { clp, dataDir }: Side,
  work: (casework: Clp) => Promise<T>,
): Promise<T> {
  const config = loadConfig(CONFIG)
  const key = loadKey({ registerKey: null, registerKeyFile: null, dataDir, hasRegister: true })
  if (!config.ok || !key.ok) throw new Error('the settings or the key cannot be read')
  const path = clpFile(dataDir, clp.guild)
  const opened = await openDatabase(path, key.key)
  if (!opened.ok) throw new Error(opened.message)
  const clock = { now: () => discord.clock.now().toISOString() }
  const transactions = transactionsOn(opened.db)
  try {
    return await work({
      serverId: clp.guild,
      config: configFor(config.config, clp.guild),
      clock,
      randomId: () => randomBytes(16).toString('hex').slice(0, 25),
      appId: () => '100000000000000001',
      ownerId: () => clp.owner,
      register: registerReader(path, key.key, clock),
      upkeep: upkeep(opened.db, path, key.key, transactions.repeatable),
      transact: transactions.patient,
    })
  } finally {
    await opened.close()
  }
}

/** Leaves nothing for the outbox: every open effect is taken as done, every entry as posted. */
export const nothingToSend = (casework: Clp): Promise<void> =>
  casework.transact(async (s) => {
    const open = await s.openEffects()
    for (let at = 0; at < open.length; at += 500)
      await s.finishEffects(
        open.slice(at, at + 500).map((effect) => effect.id),
        'done',
      )
    const last = await s.lastEntryNumber()
    await s.set('loggedUpTo', last)
    await s.set('gatheredUpTo', last)
  })
