import type { Clp } from '../clp.ts'
import { sql } from 'kysely'
import { readRegister } from '../read-register.ts'

const LOOK_MS = 40
const WITHIN_MS = 120_000

/** Waits until nothing is left to deliver that could be delivered by now, and the log has every entry that goes there at once. */
export async function quiet(clp: Clp): Promise<void> {
  const until = Date.now() + WITHIN_MS
  for (;;) {
    const open = await readRegister(clp, async (db) => {
      const now = clp.discord.clock.now().toISOString()
      const { rows } = await sql<{ name: string; target: string; lastError: string | null }>`
        select name, target, last_error as "lastError" from effects
          where id in (select min(id) from effects where state = 'open' group by lane) and not_before <= ${now}`.execute(
        db,
      )
      const { rows: numbers } = await sql<{ last: number; logged: number }>`
        select (select max(n) from entries) as last,
          (select cast(value as integer) from settings where name = 'loggedUpTo') as logged`.execute(db)
      const [log] = numbers
      return [
        ...rows.map((r) => `${r.name} ${r.target}: ${r.lastError ?? ''}`),
        ...(log && log.last !== log.logged ? [`log ${log.logged} of ${log.last}`] : []),
      ]
    })
    if (open.length === 0) return
    if (Date.now() > until) throw new Error(`never quiet: ${open.join('; ')}`)
    await new Promise((over) => setTimeout(over, LOOK_MS))
  }
}
