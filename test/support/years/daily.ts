import { sql } from 'kysely'
import { londonDate } from '../../../src/policy/calendar.ts'
import { walk } from '../../../src/practice/discord/components.ts'
import { textOf } from '../../../src/practice/discord/seen.ts'
import { clpFile } from '../../../src/storage/data-folder.ts'
import { verifyFile } from '../../../src/storage/verify-file.ts'
import { wrongInRegister } from '../kill-points/facts.ts'
import { keyOf } from '../read-register.ts'
import { everythingKept } from '../stories.ts'
import { brokenLog } from './log-is-register.ts'
import { forgottenTasks } from './task-work.ts'
import type { Years } from './years.ts'

const BAN = 22

/** What must hold at the end of every day; `whole` has the register verified against the log channel, message by message, as well. */
export async function dailyProblems(years: Years, whole: boolean): Promise<string[]> {
  const { clp } = years
  const wrong = whole ? await wrongInRegister(clp.discord, clp, clp.dataDir) : await wrongInFile(years)
  return [
    ...(await wrongBans(years)),
    ...doubled(years),
    ...(await brokenLog(years)),
    ...(await undone(years)),
    ...(await closedInPause(years)),
    ...(await forgottenTasks(years)),
    ...(await keptTooLong(years)),
    ...(wrong === null ? [] : [`the register does not verify: ${wrong}`]),
    ...clp.discord.bugs.map((bug) => `the practice Discord made a mistake: ${String(bug)}`),
  ]
}

/** J3: what `verify` finds without reading the log channel. */
async function wrongInFile({ clp }: Years): Promise<string | null> {
  const found = await verifyFile({
    path: clpFile(clp.dataDir, clp.guild),
    key: keyOf(clp.dataDir),
    now: clp.discord.clock.now().toISOString(),
    read: null,
    practice: false,
  })
  if (found.ok) return null
  return 'message' in found ? found.message : `entry ${found.firstBad}: ${found.what}`
}

/** G4, K3: those are banned of whom the register says so, and nobody else. */
async function wrongBans({ clp, file }: Years): Promise<string[]> {
  const today = londonDate(clp.discord.clock.now().toISOString())
  const { rows } = await sql<{ respondent: string }>`
    select s.respondent from sanctions s
      left join ban_reviews r on r.ref = s.ref
      where s.kind <> 'warning' and s.platform = 'discord' and s.letter_state in ('delivered', 'served', 'deemed')
        and s.overturned = 0 and s.under_review = 0 and s.lifted_on is null and coalesce(r.decision, '') <> 'lift'
        and (s.kind = 'lifetime' or s.last_day >= ${today})
        and not exists (select 1 from appeals a where a.about = s.ref and a.suspension is not null and a.state <> 'closed')
    union select identity from ban_register where platform = 'discord'`.execute(file.db())
  const should = new Set(rows.map((r) => r.respondent))
  const are = new Set(clp.discord.bans(clp.guild).map((b) => b.userId))
  return [
    ...[...should].filter((id) => !are.has(id)).map((id) => `${id} should be banned, and is not`),
    ...[...are].filter((id) => !should.has(id)).map((id) => `${id} is banned, and should not be`),
  ]
}

/** F3, G1, G4: one notice, one letter and one ban a case, and nothing is said twice to anybody on one day. */
function doubled({ clp }: Years): string[] {
  const { world } = clp.discord
  const problems: string[] = []
  const bans = new Map<string, number>()
  for (const e of world.guild(clp.guild).auditLog)
    if (e.actionType === BAN && e.userId === clp.bot.id)
      bans.set(e.reason ?? '', (bans.get(e.reason ?? '') ?? 0) + 1)
  for (const [ref, n] of bans) if (n > 1) problems.push(`${n} bans for ${ref}`)
  const today = clp.discord.clock.now().toISOString().slice(0, 10)
  for (const { id, recipients } of world.dms.values()) {
    const seen = new Map<string, number>()
    const note = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
    for (const m of world.history(id)) {
      if (m.authorId !== clp.bot.id || m.ephemeralFor !== undefined) continue
      if (m.components.length > 0)
        for (const { custom_id: button } of walk(m.components))
          if (button?.startsWith('letter-read:') || button?.startsWith('give-side:')) note(button)
      // each carries a mark of its own in its last line
      if (m.sentAt.toISOString().startsWith(today)) note(m.content.replace(/\n-# .*$/, ''))
    }
    for (const [what, n] of seen)
      if (n > 1) problems.push(`${n} times to ${recipients.join(' and ')}: ${what}`)
  }
  return problems
}

/** No matter is open for longer than people take here (D9). */
const LONGEST_DAYS = 75

async function undone(years: Years): Promise<string[]> {
  const { clp, file } = years
  const before = new Date(clp.discord.clock.now().getTime() - LONGEST_DAYS * 86_400_000).toISOString()
  const { rows } = await sql<{ ref: string; state: string }>`
    select ref, state from cases where state <> 'closed' and opened_at < ${before}
    union all select ref, state from complaints where state not in ('closed', 'with_case') and opened_at < ${before}
    union all select ref, state from appeals where state <> 'closed' and opened_at < ${before}`.execute(
    file.db(),
  )
  return rows
    .filter(({ ref }) => !years.longOpen.has(ref))
    .map(({ ref, state }) => `${ref} is ${state} for more than ${LONGEST_DAYS} days`)
}

/** D9: within a pause nobody's days for their side run out. */
async function closedInPause({ clp, file, day, paused }: Years): Promise<string[]> {
  if (!paused.has(day)) return []
  const today = clp.discord.clock.now().toISOString().slice(0, 10)
  const { rows } = await sql<{ ref: string }>`
    select ref from cases c where substr(sign_opened_at, 1, 10) = ${today}
      and not exists (select 1 from reply_events r where r.case_ref = c.ref and r.kind in ('thats_all', 'wont_reply'))`.execute(
    file.db(),
  )
  return rows.map(({ ref }) => `the days for a side in ${ref} ran out in a pause`)
}

/**
 * Two years, a day for the deletion, and the days within which a letter, an appeal or its outcome says a thing again: those
 * go on dates of their own.
 */
const KEPT_DAYS = 732 + 100
const WRITTEN = /Written(\d+)Here/g

/** K1, K2: what was written more than two years ago, and quoted for the last time, is in no table, no room and not in the log. */
async function keptTooLong(years: Years): Promise<string[]> {
  const { clp } = years
  if (years.day <= KEPT_DAYS) return []
  const { world } = clp.discord
  const old = (text: string): string[] =>
    [...text.matchAll(WRITTEN)].filter(([, day]) => Number(day) < years.day - KEPT_DAYS).map(([word]) => word)
  const inTables = old(await everythingKept(clp)).map((word) => `${word} is kept still`)
  const rooms = clp.discord.threads(clp.guild).map(({ id }) => id)
  const inRooms = [clp.channels.log, ...rooms].flatMap((id) =>
    world.history(id).flatMap((m) => old(textOf(m)).map((word) => `${word} stands in a room still`)),
  )
  return [...new Set([...inTables, ...inRooms])]
}
