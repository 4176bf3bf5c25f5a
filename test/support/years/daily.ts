import { sql } from 'kysely'
import { londonDate } from '../../../src/policy/calendar.ts'
import { factsOf, wrongInRegister } from '../kill-points/facts.ts'
import { brokenLog } from '../kill-points/what-holds.ts'
import { readRegister } from '../read-register.ts'
import { everythingKept } from '../stories.ts'
import type { Years } from './years.ts'

const BAN = 22

/** What must hold at the end of every day; `whole` reads the log channel and the register through as well. */
export async function dailyProblems(years: Years, whole: boolean): Promise<string[]> {
  const { clp } = years
  const problems = [...(await wrongBans(years)), ...doubled(years)]
  problems.push(...clp.discord.bugs.map((bug) => `the practice Discord made a mistake: ${String(bug)}`))
  if (!whole) return problems
  problems.push(...brokenLog(clp.discord, clp, await factsOf(clp.dataDir, clp)))
  problems.push(...(await keptTooLong(years)))
  const wrong = await wrongInRegister(clp.discord, clp, clp.dataDir)
  if (wrong !== null) problems.push(`the register does not verify: ${wrong}`)
  return problems
}

/** G4: those are banned of whom the register says so, and nobody else. */
async function wrongBans({ clp }: Years): Promise<string[]> {
  const today = londonDate(clp.discord.clock.now().toISOString())
  const rows = await readRegister(clp, async (db) => {
    const { rows: found } = await sql<{
      ref: string
      respondent: string
      kind: string
      lastDay: string | null
      state: string
      overturned: number
      lifted: string | null
      suspended: number
    }>`
      select s.ref, s.respondent, s.kind, s.last_day as "lastDay", s.ban_state as state, s.overturned, s.lifted_on as lifted,
        exists (select 1 from appeals a where a.about = s.ref and a.suspension is not null and a.state <> 'closed') as suspended
      from sanctions s where s.kind <> 'warning' and s.platform = 'discord'
        and s.letter_state in ('delivered', 'served', 'deemed')`.execute(db)
    return found
  })
  const should = new Set(
    rows
      .filter((r) => r.overturned === 0 && r.suspended === 0 && r.lifted === null)
      .filter((r) => r.kind === 'lifetime' || (r.lastDay !== null && r.lastDay >= today))
      .map((r) => r.respondent),
  )
  const are = new Set(clp.discord.bans(clp.guild).map((b) => b.userId))
  return [
    ...[...should].filter((id) => !are.has(id)).map((id) => `${id} should be banned, and is not`),
    ...[...are].filter((id) => !should.has(id)).map((id) => `${id} is banned, and should not be`),
  ]
}

/** F3, G1, G4: one notice, one letter and one ban a case. */
function doubled({ clp }: Years): string[] {
  const problems: string[] = []
  const guild = clp.discord.world.guild(clp.guild)
  const bans = new Map<string, number>()
  for (const e of guild.auditLog)
    if (e.actionType === BAN && e.userId === clp.bot.id)
      bans.set(e.reason ?? '', (bans.get(e.reason ?? '') ?? 0) + 1)
  for (const [ref, n] of bans) if (n > 1) problems.push(`${n} bans for ${ref}`)
  for (const id of clp.members) {
    const seen = new Map<string, number>()
    for (const m of clp.discord.dm(id))
      for (const b of m.buttons)
        if (b.customId?.startsWith('letter-read:') || b.customId?.startsWith('give-side:'))
          seen.set(b.customId, (seen.get(b.customId) ?? 0) + 1)
    for (const [what, n] of seen) if (n > 1) problems.push(`${n} times ${what} to ${id}`)
  }
  return problems
}

/** Two years, and a day for the deletion. */
const KEPT_DAYS = 732
const WRITTEN = /Written(\d+)Here/g

/** K1, K2: what was written more than two years ago is in no table, no room and not in the log. */
async function keptTooLong(years: Years): Promise<string[]> {
  const { clp } = years
  const old = (text: string): string[] =>
    [...text.matchAll(WRITTEN)].filter(([, day]) => Number(day) < years.day - KEPT_DAYS).map(([word]) => word)
  const inTables = old(await everythingKept(clp)).map((word) => `${word} is kept still`)
  const rooms = clp.discord.threads(clp.guild).map(({ id }) => id)
  const inRooms = [clp.channels.log, ...rooms].flatMap((id) =>
    clp.discord.messages(id).flatMap((m) => old(m.text).map((word) => `${word} stands in a room still`)),
  )
  return [...new Set([...inTables, ...inRooms])]
}
