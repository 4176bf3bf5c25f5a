import { sql } from 'kysely'
import type { Clp } from '../clp.ts'
import type { File } from './file.ts'

const LOOK_MS = 25
const WITHIN_MS = 120_000

/** Waits until nothing is left to deliver that could be delivered by now, and the log has every entry that goes there at once. */
export async function quiet(clp: Clp, file: File): Promise<void> {
  const until = Date.now() + WITHIN_MS
  for (;;) {
    const now = clp.discord.clock.now().toISOString()
    const { rows } = await sql<{ open: string }>`
      select name || ' ' || target || ': ' || coalesce(last_error, '') as open from effects
        where id in (select min(id) from effects where state = 'open' group by lane) and not_before <= ${now}
      union all
      select 'log ' || logged || ' of ' || last from
        (select max(n) as last, (select cast(value as integer) from settings where name = 'loggedUpTo') as logged from entries)
        where last <> logged`.execute(file.db())
    if (rows.length === 0) return
    if (Date.now() > until) throw new Error(`never quiet: ${rows.map((r) => r.open).join('; ')}`)
    await new Promise((over) => setTimeout(over, LOOK_MS))
  }
}

const STEP_SECONDS = 2
const STEP_MS = 5
const AT_MOST = 3000

/** Lets seconds pass until Discord has deleted what was to go: one message a second (K1). */
export async function deleted(clp: Clp, file: File): Promise<void> {
  for (let n = 0; n < AT_MOST; n++) {
    const soon = new Date(clp.discord.clock.now().getTime() + 60_000).toISOString()
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from effects where state = 'open' and name = 'forget' and not_before <= ${soon}`.execute(
      file.db(),
    )
    if ((rows[0]?.n ?? 0) === 0) return
    clp.discord.clock.advanceBy({ seconds: STEP_SECONDS })
    await new Promise((over) => setTimeout(over, STEP_MS))
  }
  throw new Error('what was to be deleted from Discord is never gone')
}

const MINUTE_MS = 2000
const MINUTES = 60

/** Lets minutes pass until the deletion of a day is made: it is tried again each minute, as when Discord did not answer (K5). */
export async function purged(clp: Clp, file: File, date: string): Promise<void> {
  for (let n = 0; n < MINUTES; n++) {
    const until = Date.now() + MINUTE_MS
    do {
      const { rows } = await sql<{ value: string }>`
        select value from settings where name = 'purgedOn'`.execute(file.db())
      if (JSON.parse(rows[0]?.value ?? 'null') === date) return
      await new Promise((over) => setTimeout(over, LOOK_MS))
    } while (Date.now() < until)
    clp.discord.clock.advanceBy({ minutes: 1 })
  }
  throw new Error(`the deletion of ${date} was not made`)
}
