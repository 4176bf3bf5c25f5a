import { sql } from 'kysely'
import { londonDate } from '../../../src/policy/calendar.ts'
import { isGathered } from '../../../src/register/log-post.ts'
import type { Years } from './years.ts'

const LINE = /^no\. (\d+) · (.*)$/gm

/** J2, K1: every entry that is kept is in the log once and in order, and every line is that of an entry, or says that it was deleted. */
export async function brokenLog(years: Years): Promise<string[]> {
  const { clp, file } = years
  const { rows } = await sql<{
    n: number
    action: string | null
    at: string | null
    deleteOn: string | null
  }>`
    select n, action, delete_on, json_extract(content, '$.at') as at from entries order by n`.execute(
    file.db(),
  )
  const lost = (n: number) => years.lost.some(([from, to]) => from <= n && n <= to)
  const problems: string[] = []
  const entries = new Map(rows.map((row) => [row.n, row]))
  for (let n = 1; n <= (rows.at(-1)?.n ?? 0); n++)
    if (entries.has(n) === lost(n))
      problems.push(`entry ${n} is ${lost(n) ? 'there, though it was lost' : 'missing'}`)
  const today = londonDate(clp.discord.clock.now().toISOString())
  const seen = new Set<number>()
  const last = { gathered: 0, atOnce: 0 }
  for (const { content } of clp.discord.world.history(clp.channels.log)) {
    const way = content.startsWith('Refusals and deliveries of') ? 'gathered' : 'atOnce'
    for (const [line, number, rest] of content.matchAll(LINE)) {
      const n = Number(number)
      const entry = entries.get(n)
      if (seen.has(n)) problems.push(`entry ${n} is in the log twice`)
      seen.add(n)
      if (n <= last[way]) problems.push(`entry ${n} is in the log after ${last[way]}`)
      last[way] = n
      if (lost(n)) continue
      if (entry === undefined) problems.push(`the log has a line of no entry: ${line}`)
      else if (entry.action === null && !String(rest).startsWith('deleted on its date'))
        problems.push(`entry ${n} is deleted, and the log says: ${line}`)
    }
  }
  for (const { n, action, at, deleteOn } of rows) {
    if (action === null || at === null || seen.has(n)) continue
    // its line went in the night before an older backup was put back, and it goes again itself
    if (deleteOn !== null && deleteOn <= today) continue
    if (!isGathered(action) || londonDate(at) < today)
      problems.push(`entry ${n} (${action}) is not in the log`)
  }
  return problems.slice(0, 20)
}
