import { loadKey } from '../../src/runtime/key.ts'
import { clpFile } from '../../src/storage/data-folder.ts'
import { type Db, openReader } from '../../src/storage/database.ts'

/** The key of a data folder that the bot has made. */
export function keyOf(dataDir: string): Buffer {
  const key = loadKey({ registerKey: null, registerKeyFile: null, dataDir, hasRegister: true })
  if (!key.ok) throw new Error(key.message)
  return key.key
}

/** Reads the register's file of a server beside the running bot. */
export async function readRegister<T>(
  { dataDir, guild }: { dataDir: string; guild: string },
  read: (db: Db) => Promise<T>,
): Promise<T> {
  const opened = openReader(clpFile(dataDir, guild), keyOf(dataDir))
  if (!opened.ok) throw new Error(opened.message)
  try {
    return await read(opened.db)
  } finally {
    await opened.close()
  }
}
