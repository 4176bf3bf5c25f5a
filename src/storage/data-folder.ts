import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { FILE_ERRORS } from './file-problem.ts'
import { makeFolder } from './place.ts'

export interface DataFolder {
  ok: true
  dir: string
  /** Where a CLP's register is or will be: one folder a CLP, named by the id of its Discord server. */
  clpFile(serverId: string): string
  /** Ids of the servers that have a register here, in no particular order. */
  servers(): string[]
  /** Lets another process have the folder. The end of this process does the same, however it ends. */
  release(): void
}

/** Locks of this process, kept here so that none is let go by the garbage collector. */
const held = new Set<Sqlite.Database>()

/**
 * Takes the data folder for this process alone, and makes it if it is not there. The lock is one that the operating
 * system holds and drops with the process (an SQLite file in an exclusive transaction), so a crash leaves nothing to
 * clean up. Refuses, in one line that says what to do, when another process has it or it cannot be written.
 */
export function openDataFolder(dir: string): DataFolder | { ok: false; message: string } {
  let lock: Sqlite.Database
  try {
    makeFolder(dir)
    lock = new Sqlite(join(dir, '.lock'), { timeout: 0 })
  } catch (error) {
    return cannotWrite(dir, error)
  }
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      return {
        ok: false,
        message: `Another process is already working on ${dir}. Stop it first, or set DATA_DIR to another folder.`,
      }
    return cannotWrite(dir, error)
  }
  held.add(lock)
  return {
    ok: true,
    dir,
    clpFile: (serverId) => clpFile(dir, serverId),
    servers: () => serversIn(dir),
    release() {
      held.delete(lock)
      lock.close()
    },
  }
}

/** Where a CLP's register is or will be, for programs that read beside a running bot. */
export function clpFile(dir: string, serverId: string): string {
  if (!SERVER_ID.test(serverId)) throw new RangeError('a server id is 17 to 20 digits')
  return join(dir, serverId, 'register.db')
}

/** Ids of the servers that have a register in the folder; none when there is no such folder. */
export function serversIn(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir).filter(
    // a register that is gone but for its journal is still one: it must be asked after, not made anew
    (name) =>
      SERVER_ID.test(name) &&
      ['register.db', 'register.db-wal'].some((file) => existsSync(join(dir, name, file))),
  )
}

const SERVER_ID = /^\d{17,20}$/

function cannotWrite(dir: string, error: unknown): { ok: false; message: string } {
  const code = (error as { code?: string }).code ?? ''
  // SQLite and better-sqlite3 report a folder that is not there or not writable in ways of their own
  const because = FILE_ERRORS[code] ?? (error as Error).message
  return {
    ok: false,
    message: `The data folder ${dir} cannot be written (${because}). Let the user that runs the bot write to it, or set DATA_DIR to another folder.`,
  }
}
