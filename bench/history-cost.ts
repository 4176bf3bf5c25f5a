import { appendEntry } from '../src/storage/entries.ts'
import { openDatabase } from '../src/storage/database.ts'
import { clpFile } from '../src/storage/data-folder.ts'
import { loadKey } from '../src/runtime/key.ts'
import { appointSmallClp } from '../src/practice-mode/appoint-small-clp.ts'
import { askAtOnce, quiet } from './asking.ts'
import { median, round } from './numbers.ts'
import { openStage, type Side } from './stage.ts'

export interface HistoryCost {
  entries: number
  medianMs: number
}

const ENTRIES = [100, 10_000, 100_000]
const ASKED = 60
const WARM_UP = 10
const CHUNK = 2000

/** Time to the answer of `/history` with more and more entries in the register, one at a time. */
export async function measureHistoryCost(): Promise<HistoryCost[]> {
  const stage = await openStage()
  try {
    const { discord } = stage
    const ours = stage.ours()
    let bot = ours.start()
    await bot.ready()
    await appointSmallClp(discord, ours.clp)
    await quiet(discord)
    await bot.stop()
    const costs: HistoryCost[] = []
    for (const entries of ENTRIES) {
      await fill(ours, entries, discord.clock.now().toISOString())
      bot = ours.start()
      await bot.ready()
      await quiet(discord)
      const times: number[] = []
      for (let i = 0; i < ASKED; i++) {
        const ask = {
          act: () =>
            ours.admins[0].slash({ guild: ours.clp.guild }, 'history', {
              person: ours.clp.members[i % 12] as string,
            }),
          expect: /History of/,
        }
        times.push(...(await askAtOnce(discord, [ask])).times)
      }
      costs.push({ entries, medianMs: round(median(times.slice(WARM_UP))) })
      await bot.stop()
    }
    return costs
  } finally {
    await stage.close()
  }
}

/** Adds entries until there are so many, noted as if they stood in the log channel already. */
async function fill({ clp, dataDir }: Side, entries: number, at: string): Promise<void> {
  const key = loadKey({ registerKey: null, registerKeyFile: null, dataDir, hasRegister: true })
  if (!key.ok) throw new Error(key.message)
  const opened = await openDatabase(clpFile(dataDir, clp.guild), key.key)
  if (!opened.ok) throw new Error(opened.message)
  let last = 0
  while (last < entries)
    last = await opened.db.transaction().execute(async (trx) => {
      for (let i = 0; i < CHUNK && last < entries; i++)
        last = (
          await appendEntry(trx, {
            at,
            actor: { id: clp.admins[0], name: 'Ada Bell', as: 'admin' },
            action: 'case.note',
            matter: '2026-001',
            line: 'Wrote a note',
            details: { text: 'A note like many others.' },
            subject: clp.members[i % clp.members.length] as string,
            deleteOn: '2030-01-01',
          })
        ).n
      for (const name of ['loggedUpTo', 'gatheredUpTo'])
        await trx
          .insertInto('settings')
          .values({ name, value: String(last) })
          .onConflict((c) => c.column('name').doUpdateSet({ value: String(last) }))
          .execute()
      return last
    })
  await opened.close()
}
