import { sql } from 'kysely'
import type { Trx } from './database.ts'

/**
 * Leaves so many ids free in every table whose ids SQLite counts: after a restore the buttons of the lost time may carry
 * ids that would otherwise be given to something else.
 */
export async function leaveIdsFree(trx: Trx, count: number): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and sql like '%autoincrement%'`.execute(trx)
  for (const { name } of rows) {
    await sql`update sqlite_sequence set seq = seq + ${count} where name = ${name}`.execute(trx)
    const known = await sql`select 1 from sqlite_sequence where name = ${name}`.execute(trx)
    if (known.rows.length === 0)
      await sql`insert into sqlite_sequence (name, seq) values (${name}, ${count})`.execute(trx)
  }
}
