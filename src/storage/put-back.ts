import { constants, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Instant } from '../policy/calendar.ts'
import { readBackupName, setAsideName } from './backups.ts'
import { checkCopy, copyChecked, type CheckedCopy, type CopyRefused } from './copy-register.ts'
import { unlock } from './unlock.ts'
import { fileProblem } from './file-problem.ts'
import { place } from './place.ts'

/** What was put back, and where what stood there before is now. */
export interface PutBack extends CheckedCopy {
  /** Null where there was nothing. */
  setAside: string | null
}

/** Which CLP's register a file is, by its name or, for a copy kept by the bot, by its folder; null for any other name. */
export function serverOf(file: string): string | null {
  const folder = basename(dirname(file))
  if (/^register\..*\.?db$/.test(basename(file)) && /^\d{17,20}$/.test(folder)) return folder
  return readBackupName(file)?.serverId ?? null
}

/** The register that stands where one is to be put back. */
export type Standing =
  | { there: false }
  | { there: true; good: false }
  | { there: true; good: true; entries: number }

/** Looks at what stands in the place of a register: whether it opens with the key and is in order. */
export async function standing(path: string, key: Buffer, now: Instant): Promise<Standing> {
  if (!existsSync(path)) return existsSync(`${path}-wal`) ? { there: true, good: false } : { there: false }
  const found = await checkCopy(path, key, now)
  return found.ok ? { there: true, good: true, entries: found.entries } : { there: true, good: false }
}

/**
 * Puts a backup in the place of a CLP's register, with the data folder locked, so that no bot works on it. The file is
 * read whole, opened with the key and verified first; then it is marked as put back, so that the bot starts paused, and
 * moved into its place. What stood there is kept aside with its journal and never deleted here. Cut off at any line, it
 * leaves the old register or the new one, whole.
 */
export async function putBack(q: {
  file: string
  /** Where the register belongs: `DATA_DIR/<server id>/register.db`. */
  path: string
  key: Buffer
  now: Instant
}): Promise<PutBack | CopyRefused> {
  const draft = join(dirname(q.path), 'register.restored.db.new')
  // left by a restore that was cut off
  rmSync(draft, { force: true })
  if (!existsSync(q.file)) return { ok: false, message: `There is no file ${q.file}.` }
  const copied = await copyChecked({ path: q.file, key: q.key, draft, now: q.now })
  if (!copied.ok) return copied
  try {
    mark(draft, q.key, { file: basename(q.file), putBackAt: q.now })
  } catch (error) {
    rmSync(draft, { force: true })
    return fileProblem(error, draft)
  }
  try {
    const setAside = keepAside(q.path, q.key, q.now)
    place(draft, q.path)
    return { ...copied, path: q.path, setAside }
  } catch (error) {
    rmSync(draft, { force: true })
    return fileProblem(error, draft)
  }
}

/** Marks a register as put back: the setting that keeps the bot paused until somebody presses *Resume*. */
function mark(path: string, key: Buffer, value: { file: string; putBackAt: Instant }): void {
  const sqlite = unlock(new Sqlite(path, { fileMustExist: true }), key)
  try {
    const text = JSON.stringify({ ...value, declaredAt: null, resumedAt: null })
    sqlite.prepare(`insert or replace into settings (name, value) values ('restored', ?)`).run(text)
  } finally {
    sqlite.close()
  }
}

/**
 * Keeps what stands in the place of a register, under another name. The file itself stays where it is until the new one
 * takes its place, so that there is no moment without a register, in which a bot would begin an empty one. Its journal is
 * folded into it first, where it can be opened; one that belongs to a file which cannot goes with it, once the file is
 * kept: where there is no room for that nothing has changed.
 */
function keepAside(path: string, key: Buffer, now: Instant): string | null {
  const aside = join(dirname(path), setAsideName(now))
  foldJournal(path, key)
  const stood = existsSync(path)
  if (stood) keepAlso(path, aside)
  const journals = ['-wal', '-shm'].filter((end) => existsSync(path + end))
  for (const end of journals) renameSync(path + end, aside + end)
  return stood || journals.length > 0 ? aside : null
}

/** Gives a file a second name; on a disk that knows none a copy, whole or not at all. */
function keepAlso(path: string, aside: string): void {
  try {
    linkSync(path, aside)
    return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
  }
  try {
    copyFileSync(path, aside, constants.COPYFILE_EXCL)
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  }
}

function foldJournal(path: string, key: Buffer): void {
  if (!existsSync(path) || !existsSync(`${path}-wal`)) return
  try {
    const sqlite = unlock(new Sqlite(path, { fileMustExist: true }), key)
    try {
      sqlite.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      sqlite.close()
    }
  } catch {
    // damaged, or of another key: it is kept as it is, with its journal
  }
}
