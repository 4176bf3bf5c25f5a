import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BackupNote } from '../casework/file-condition.ts'
import type { Instant } from '../policy/calendar.ts'

/** A copy of a CLP's register that the bot itself keeps. */
export interface OwnBackup {
  /** Where the file is. */
  path: string
  /**
   * `backup`: made by the bot at night or by `npm run backup`; `migration`: kept before a change of the database's shape;
   * `set_aside`: what stood here before a restore; `unfinished`: what a copy left that was broken off.
   */
  kind: 'backup' | 'migration' | 'set_aside' | 'unfinished'
  /** When it was made: by its name, or by the file's own time where the name has none. */
  madeAt: Instant
}

/** Where the bot keeps a CLP's nightly backups, below that CLP's folder. */
export const BACKUPS = 'backups'

/**
 * Every copy of a CLP's register below its folder (`DATA_DIR/<server id>`), oldest first, its journals as files of their
 * own. What lawfully left the register lives on in them, so the purge deletes those older than ⚙ `backup.keep_days` (K2).
 * The register in use is never among them.
 */
export function ownBackups(folder: string): OwnBackup[] {
  const found: OwnBackup[] = []
  const add = (path: string, kind: OwnBackup['kind'] | null) => {
    if (kind !== null) found.push({ path, kind, madeAt: stampIn(path) ?? modified(path) })
  }
  for (const file of filesIn(folder)) add(join(folder, file), kindOf(file))
  for (const file of filesIn(join(folder, BACKUPS)))
    add(join(folder, BACKUPS, file), file.includes('.new') ? 'unfinished' : isBackup(file) ? 'backup' : null)
  return found.sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1))
}

/** The name of a backup: `SERVERID-2026-03-01T033000Z.db`, in UTC. */
export const backupName = (serverId: string, at: Instant): string => `${serverId}-${stamp(at)}.db`

/** The name of what a restore moves out of its way: `register.set-aside-2026-03-01T033000Z.db`. */
export const setAsideName = (at: Instant): string => `register.set-aside-${stamp(at)}.db`

/** The server and moment that a backup's name says; null for a file of any other name. */
export function readBackupName(file: string): { serverId: string; madeAt: Instant } | null {
  const serverId = /^(\d{17,20})-\d{4}-\d\d-\d\dT\d{6}Z\.db$/.exec(basename(file))?.[1]
  const madeAt = stampIn(file)
  return serverId === undefined || madeAt === null ? null : { serverId, madeAt }
}

/**
 * Deletes the bot's own backups in a folder that were made before a moment, of these servers only, and what copies that
 * were broken off have left there (K2). Nothing else in the folder is touched. Returns the names of what went.
 */
export function rotate(folder: string, servers: readonly string[], before: Instant): string[] {
  const gone = filesIn(folder).filter((file) => {
    const backup = readBackupName(file.replace(/\.new(-journal)?$/, ''))
    return backup !== null && servers.includes(backup.serverId) && backup.madeAt < before
  })
  for (const file of gone) rmSync(join(folder, file), { force: true })
  return gone
}

const NOTE = 'last-backup.json'

/**
 * Notes a backup beside its register, so that the bot can say so in the register and the doctor can ask. The program that
 * makes one writes nothing into the register: that is the bot's. Throws what the file system answers; the note before it
 * stands then.
 */
export function noteBackup(folder: string, note: BackupNote): void {
  const draft = join(folder, `${NOTE}.new`)
  try {
    writeFileSync(draft, `${JSON.stringify(note)}\n`, { mode: 0o600 })
    renameSync(draft, join(folder, NOTE))
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/** The last backup that was noted; null where there is none, or the note cannot be read. */
export function lastBackup(folder: string): BackupNote | null {
  try {
    const note = JSON.parse(readFileSync(join(folder, NOTE), 'utf8')) as Partial<BackupNote>
    const { at, path, entries } = note
    return typeof at === 'string' && typeof path === 'string' && typeof entries === 'number'
      ? { at, path, entries }
      : null
  } catch {
    return null
  }
}

const isBackup = (file: string): boolean => readBackupName(file) !== null

function kindOf(file: string): OwnBackup['kind'] | null {
  if (/^register\.before-\d{4}\.db$/.test(file)) return 'migration'
  if (file.startsWith('register.set-aside-')) return 'set_aside'
  return /^register\.(before-\d{4}\.db|restored\.db)\.new/.test(file) ? 'unfinished' : null
}

/** `2026-03-01T033000Z`: an instant as file names carry it, since some systems refuse a colon. */
const stamp = (at: Instant): string => `${at.slice(0, 19).replaceAll(':', '')}Z`

function stampIn(path: string): Instant | null {
  const found = /(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(basename(path))
  return found && `${found[1]}T${found[2]}:${found[3]}:${found[4]}.000Z`
}

const modified = (path: string): Instant => statSync(path).mtime.toISOString()

const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])
