import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { insist } from '../../../src/practice-mode/story.ts'
import { linesIn } from '../../../src/register/deleted.ts'
import { runProgram } from '../program.ts'
import type { Years } from './years.ts'

/** A backup on another disk. */
export interface Backup {
  disk: string
  day: number
  entries: number
}

/** `npm run backup`, at the end of a day. */
export async function backUp(years: Years): Promise<Backup> {
  const disk = mkdtempSync(join(tmpdir(), 'years-'))
  for (;;) {
    const entries = await lastEntry(years)
    const made = await runProgram('backup', [disk], { DATA_DIR: years.clp.dataDir })
    if (made.code !== 0) throw new Error(`no backup: ${made.out}${made.err}`)
    // the bot may be writing, and what it wrote meanwhile may be in the copy or not
    if ((await lastEntry(years)) === entries) return { disk, day: years.day, entries }
  }
}

const lastEntry = async ({ file }: Years): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select max(n) as n from entries`.execute(file.db())
  return rows[0]?.n ?? 0
}

/** The last number that the log channel shows: what came after it was never seen, and its number is free. */
const lastInLog = ({ clp }: Years): number =>
  Math.max(...clp.discord.world.history(clp.channels.log).flatMap((m) => linesIn(m.content)))

/**
 * The morning after: the machine is broken, and the backup is put back into an empty folder with the key. What the night
 * has done is lost; the Secretary has the bot go on (J3). The two days count for nothing that runs (D9).
 */
export async function putBack(years: Years, { disk, entries, day }: Backup): Promise<void> {
  const { clp } = years
  await clp.process.kill()
  const lost = lastInLog(years)
  await years.file.close()
  const key = mkdtempSync(join(tmpdir(), 'key-'))
  cpSync(join(clp.dataDir, 'register.key'), join(key, 'register.key'))
  for (const name of readdirSync(clp.dataDir)) rmSync(join(clp.dataDir, name), { recursive: true })
  cpSync(join(key, 'register.key'), join(clp.dataDir, 'register.key'))
  const name = readdirSync(disk).toSorted().at(-1) ?? ''
  const done = await runProgram('restore', [join(disk, name)], { DATA_DIR: clp.dataDir })
  if (done.code !== 0) throw new Error(`not put back: ${done.out}${done.err}`)
  for (const folder of [disk, key]) rmSync(folder, { recursive: true })
  const secretary = clp.as(clp.secretary)
  const before = clp.discord.dm(secretary.id).length
  await clp.restart()
  const ask = await clp.discord.waitFor(
    () =>
      clp.discord
        .dm(secretary.id)
        .slice(before)
        .find((m) => m.buttons.some((b) => b.label === 'Resume')),
    'the question whether to go on',
  )
  if (lost > entries && !ask.text.includes(`to ${lost} are lost`))
    throw new Error(`${entries + 1} to ${lost} are lost, and the bot says: ${ask.text}`)
  const said = await insist(years.stage, () => secretary.press(ask, 'Resume'))
  if (!said.text.includes('The bot goes on')) throw new Error(`not resumed: ${said.text}`)
  if (lost > entries) years.lost.push([entries + 1, lost])
  years.count(`a backup put back`)
  if (process.env['YEARS_PROGRESS'] !== undefined) console.log(`day ${years.day}: a backup was put back`)
  years.lostDays += years.paused.has(day) ? 0 : 1
  years.paused.add(years.day)
}
