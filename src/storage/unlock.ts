import type Sqlite from 'better-sqlite3'

/** Gives a connection its key (32 bytes), and keeps what is temporary off the disk (N4). */
export function unlock(sqlite: Sqlite.Database, key: Uint8Array): Sqlite.Database {
  if (key.length !== 32) throw new TypeError('the encryption key has 32 bytes')
  sqlite.pragma(`cipher = 'chacha20'`)
  sqlite.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
  sqlite.pragma('temp_store = MEMORY')
  return sqlite
}
