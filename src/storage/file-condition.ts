import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { FileCondition } from '../casework/file-condition.ts'
import { lastBackup } from './backups.ts'

/**
 * Looks at a CLP's file, its folder, its key and its disk, and has the whole file read for damage. `keyFile` is null where
 * the key stands in the environment.
 */
export async function fileCondition(q: {
  path: string
  key: Buffer
  keyFile: string | null
  /** Reads the whole file: null, or what is wrong with it in one line. */
  damage: () => Promise<string | null>
}): Promise<FileCondition> {
  const folder = dirname(q.path)
  const { bavail, bsize } = statfsSync(folder)
  return {
    path: q.path,
    bytes: sizeOf(q.path),
    walBytes: sizeOf(`${q.path}-wal`),
    mode: modeOf(q.path),
    folder: { path: folder, mode: modeOf(folder), writable: isWritable(folder) },
    key: {
      place: q.keyFile ?? 'REGISTER_KEY',
      mode: q.keyFile !== null && existsSync(q.keyFile) ? modeOf(q.keyFile) : null,
    },
    freeBytes: bavail * bsize,
    lastBackupAt: lastBackup(folder)?.at ?? null,
    damage: await q.damage(),
  }
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0)
const modeOf = (path: string): number => (existsSync(path) ? statSync(path).mode & 0o777 : 0)

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
