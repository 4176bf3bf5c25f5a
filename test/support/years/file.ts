import { sql } from 'kysely'
import { clpFile } from '../../../src/storage/data-folder.ts'
import { type Db, openReader } from '../../../src/storage/database.ts'
import type { Clp } from '../clp.ts'
import { keyOf } from '../read-register.ts'

/** The register's file, read beside the bot; opened once, since it is read many times a day. */
export interface File {
  db(): Db
  /** Lets go of it, before it is replaced by another one. */
  close(): Promise<void>
}

export function fileOf(clp: Clp): File {
  let reader: { db: Db; close(): Promise<void> } | null = null
  return {
    db() {
      if (reader === null) {
        const opened = openReader(clpFile(clp.dataDir, clp.guild), keyOf(clp.dataDir))
        if (!opened.ok) throw new Error(opened.message)
        reader = opened
      }
      return reader.db
    },
    async close() {
      await reader?.close()
      reader = null
    },
  }
}

/** A task that waits for somebody. */
export interface OpenTask {
  id: number
  kind: string
  matter: string | null
  platform: string | null
  text: string
  raisedAt: string
}

export const openTasks = async (file: File): Promise<OpenTask[]> => {
  const { rows } = await sql<OpenTask>`
    select id, kind, matter, platform, text, raised_at as "raisedAt" from tasks where done_at is null order by id`.execute(
    file.db(),
  )
  return rows
}
