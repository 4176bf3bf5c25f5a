import Sqlite from 'better-sqlite3'

/** Why a register could not be opened. */
export type FileProblem =
  | 'wrong_key'
  | 'damaged'
  | 'missing'
  | 'not_writable'
  | 'in_use'
  | 'newer_version'
  | 'older_version'

interface Problem {
  ok: false
  problem: FileProblem
  message: string
}

const problem = (name: FileProblem, message: string): Problem => ({ ok: false, problem: name, message })

/** The problems in words: one line each that says what to do. */
export const problems = {
  wrongKey: (path: string) =>
    problem(
      'wrong_key',
      `${path} does not open with this key. Set REGISTER_KEY or REGISTER_KEY_FILE to the key it was made with; if the key is right, the file is damaged: put back a backup.`,
    ),
  damaged: (path: string) =>
    problem('damaged', `${path} is damaged. Nothing was changed; keep a copy of it and put back a backup.`),
  missing: (path: string) =>
    problem(
      'missing',
      `There is no register at ${path}. Set DATA_DIR to the folder that holds it, or put back a backup.`,
    ),
  lost: (path: string) =>
    problem(
      'missing',
      `${path} is gone, but its journal ${path}-wal is still there. Put the file back beside it, or move the journal away and put back a backup.`,
    ),
  notWritable: (path: string, because: string) =>
    problem(
      'not_writable',
      `${path} cannot be written (${because}). Let the user that runs the bot write to its folder, or set DATA_DIR to another.`,
    ),
  full: (path: string) =>
    problem('not_writable', `There is no room left on the disk of ${path}. Make room and start again.`),
  inUse: (path: string) => problem('in_use', `Another program has ${path} locked. Stop it and start again.`),
  newer: (path: string) =>
    problem(
      'newer_version',
      `${path} was written by a newer version of this bot. Install that version or a later one.`,
    ),
  older: (path: string) =>
    problem(
      'older_version',
      `${path} is from an older version of this bot. Start the bot once, which brings it up to date.`,
    ),
}

/** What an error from SQLite or the file system means for people. Anything else is a bug and is thrown on. */
export function fileProblem(error: unknown, path: string): Problem {
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string') throw error
  if (error instanceof Sqlite.SqliteError) {
    if (code === 'SQLITE_NOTADB') return problems.wrongKey(path)
    if (code === 'SQLITE_FULL') return problems.full(path)
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return problems.inUse(path)
    if (code.startsWith('SQLITE_READONLY')) return problems.notWritable(path, 'it is read-only')
    if (code.startsWith('SQLITE_CANTOPEN')) return problems.notWritable(path, 'it cannot be opened')
    if (/^SQLITE_IOERR_(WRITE|FSYNC|TRUNCATE)/.test(code))
      return problems.notWritable(path, 'the disk does not take it')
    if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_IOERR')) return problems.damaged(path)
    throw error
  }
  const because = FILE_ERRORS[code]
  if (code === 'ENOSPC') return problems.full(path)
  if (because === undefined) throw error
  return problems.notWritable(path, because)
}

/** The file system's refusals in words. */
export const FILE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'part of the path is not a folder',
  ENOENT: 'its folder is not there',
}
