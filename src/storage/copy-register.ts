import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Instant } from '../policy/calendar.ts'
import { verifyRegister } from '../register/verify.ts'
import { backupName } from './backups.ts'
import { copyDatabase, isWhole, openReader } from './database.ts'
import { lastEntry, storedEntries } from './entries.ts'
import { FILE_ERRORS, fileProblem } from './file-problem.ts'
import { makeFolder } from './place.ts'

/** A copy that was opened again with the key and verified, and what its register says. */
export interface CheckedCopy {
  ok: true
  path: string
  bytes: number
  entries: number
  /** Time of the newest entry that still has its content; null where there is none. */
  newestAt: Instant | null
}
/** One line for people that says what is wrong and what to do. */
export interface CopyRefused {
  ok: false
  message: string
}

/**
 * Backs one CLP's register up into `folder`, beside a running bot if there is one: a whole copy under a name of its own,
 * encrypted with the same key, readable by this user only. It is opened and verified before it gets its name, so that
 * whatever has one is good; nothing that is there is written over.
 */
export async function backUp(q: {
  path: string
  key: Buffer
  serverId: string
  folder: string
  now: Instant
}): Promise<CheckedCopy | CopyRefused> {
  const to = join(q.folder, backupName(q.serverId, q.now))
  if (existsSync(to)) return { ok: false, message: `${to} is there already. Try again in a moment.` }
  const copied = await copyChecked({ path: q.path, key: q.key, draft: `${to}.new`, now: q.now })
  if (!copied.ok) return copied
  renameSync(copied.path, to)
  syncFolder(dirname(to))
  return { ...copied, path: to }
}

/** Writes a whole copy of a register to a file of its own and checks it; what is not good is taken away again. */
export async function copyChecked(q: {
  path: string
  key: Buffer
  draft: string
  now: Instant
}): Promise<CheckedCopy | CopyRefused> {
  const { draft, key } = q
  const begun = beginFile(draft)
  if (begun !== null) return { ok: false, message: begun }
  const made = copyDatabase(q.path, key, draft)
  const checked = made.ok ? await checkCopy(draft, key, q.now) : made
  if (checked.ok) return checked
  rmSync(draft, { force: true })
  return { ok: false, message: checked.message }
}

/** Opens a copy with the key, reads all of it for damage and verifies its register (J3), whatever version wrote it. */
export async function checkCopy(path: string, key: Buffer, now: Instant): Promise<CheckedCopy | CopyRefused> {
  const whole = isWhole(path, key)
  if (!whole.ok) return whole
  const reader = openReader(path, key, { older: true })
  if (!reader.ok) return reader
  try {
    const last = await lastEntry(reader.db)
    const newestAt = last?.content?.at ?? null
    // an entry of a clock that was ahead is no reason to have no copy of it
    const result = await verifyRegister(storedEntries(reader.db), {
      now: newestAt !== null && newestAt > now ? newestAt : now,
    })
    if (!result.ok)
      return {
        ok: false,
        message: `${path}: the register is NOT in order from entry ${result.firstBad} on. ${result.what}`,
      }
    return { ok: true, path, bytes: statSync(path).size, entries: result.entries, newestAt }
  } catch (error) {
    return fileProblem(error, path)
  } finally {
    await reader.close()
  }
}

/** Makes the empty file that a copy is written into, for this user only from the first byte on. */
function beginFile(path: string): string | null {
  try {
    makeFolder(dirname(path))
    closeSync(openSync(path, 'wx', 0o600))
    return null
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EEXIST' && existsSync(path))
      return `${path} is being written at this moment. Try again later.`
    const because = code === 'ENOSPC' ? 'no room is left on the disk' : (FILE_ERRORS[code] ?? code)
    return `${dirname(path)} cannot be written (${because}). Let this user write there, or choose another folder.`
  }
}

/** A name is safe once its folder is on the disk; some systems know no such thing, and need none. */
function syncFolder(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } catch {
    return
  } finally {
    closeSync(fd)
  }
}
