import type { Instant } from '../policy/calendar.ts'

/** How a CLP's file, its folder, its key and its disk are found. Sizes in bytes, modes as the system gives them. */
export interface FileCondition {
  /** The register's file. */
  path: string
  bytes: number
  walBytes: number
  mode: number
  folder: { path: string; mode: number; writable: boolean }
  /** Where the key is; `mode` is null where it is no file. */
  key: { place: string; mode: number | null }
  freeBytes: number
  /** When the last backup was made that the bot or its programs know of. */
  lastBackupAt: Instant | null
  /** What reading the whole file came to: null where nothing is wrong, else one line that says what and what to do. */
  damage: string | null
}

/** What is noted of a CLP's last backup. */
export interface BackupNote {
  at: Instant
  /** The file that was made. */
  path: string
  entries: number
}
