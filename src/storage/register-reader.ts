import { dirname, join, resolve } from 'node:path'
import type { Clock, RegisterReader } from '../casework/ports.ts'
import { plusHours } from '../policy/calendar.ts'
import { BACKUPS, lastBackup, noteBackup, rotate } from './backups.ts'
import { openReader } from './database.ts'
import { searchEntries } from './entry-search.ts'
import { fileCondition } from './file-condition.ts'
import { fileProblem } from './file-problem.ts'
import { inWorker } from './in-worker.ts'
import { verifyFile } from './verify-file.ts'

/**
 * Reads a CLP's register beside the work, each time by a connection of its own: a long search or a verification holds
 * no transaction that somebody's press would have to wait for.
 */
export const registerReader = (
  path: string,
  key: Buffer,
  clock: Clock,
  keyFile: string | null = null,
): RegisterReader => ({
  lastBackup: () => lastBackup(dirname(path)),

  async backUp({ serverId, folder, keepDays }) {
    const to = folder === '' ? join(dirname(path), BACKUPS) : folder
    const now = clock.now()
    const made = await inWorker({ what: 'backup', path, key, serverId, folder: to, now })
    if (!made.ok) return made
    rotate(to, [serverId], plusHours(now, -24 * keepDays))
    try {
      noteBackup(dirname(path), { at: now, path: resolve(made.path), entries: made.entries })
    } catch (error) {
      const { message } = fileProblem(error, join(dirname(path), 'last-backup.json'))
      return {
        ok: false,
        message: `A backup of tonight is there, but it could not be noted beside the register. ${message}`,
      }
    }
    return { ok: true }
  },

  condition: () =>
    fileCondition({ path, key, keyFile, damage: () => inWorker({ what: 'whole', path, key }) }),

  verify: (read) => verifyFile({ path, key, now: clock.now(), read, practice: false }),

  async search(search) {
    const reader = openReader(path, key)
    if (!reader.ok) throw new Error(reader.message)
    try {
      return await searchEntries(reader.db, search)
    } finally {
      await reader.close()
    }
  },
})
