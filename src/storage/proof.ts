import { statSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import type { Proof, PurgeQuestion } from '../casework/retention-records.ts'
import { RETENTION } from './retention-map.ts'
import { bareWhere, dueWhere, FRAMES, freeWhere, wordDue, wordsWhere } from './retention-sql.ts'

/** Tries to empty the log while a reader still looks at it, and the wait between them in milliseconds. */
const TRIES = 5
const BETWEEN_MS = 100

/**
 * Makes what was deleted gone and proves it (K2), on a connection that nobody else waits for. SQLite overwrites what it
 * deletes, but where it had moved a record from one page to another a copy can stand in the gap between records, so the
 * file is written anew where asked. Then the log is emptied and everything that is past its date is counted.
 */
export async function prove(
  sqlite: Sqlite.Database,
  q: Pick<PurgeQuestion, 'due' | 'held'>,
  rebuild: boolean,
): Promise<Proof> {
  sqlite.pragma('secure_delete = ON')
  let emptied = await emptyLog(sqlite)
  const again = rebuild || freePages(sqlite) > 0
  if (again) {
    sqlite.exec('vacuum')
    emptied = await emptyLog(sqlite)
  }
  return {
    left: leftOver(sqlite, q),
    freePages: freePages(sqlite),
    walBytes: emptied ? 0 : walBytes(sqlite.name),
    rebuilt: again,
  }
}

const freePages = (sqlite: Sqlite.Database): number =>
  sqlite.pragma('freelist_count', { simple: true }) as number

/** Folds the log into the file and cuts it to nothing; false where a reader was in the way all the time. */
async function emptyLog(sqlite: Sqlite.Database): Promise<boolean> {
  for (let n = 0; n < TRIES; n++) {
    const [done] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (done?.busy === 0) return true
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
  }
  return false
}

const walBytes = (path: string): number => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0

/** Everything that is past its date and not on hold, by table; an empty answer is what is hoped for. */
function leftOver(
  sqlite: Sqlite.Database,
  { due, held }: Pick<PurgeQuestion, 'due' | 'held'>,
): Proof['left'] {
  const refs = JSON.stringify(held)
  const left: Proof['left'] = {}
  const count = (name: string, table: string, where: string) => {
    const n = sqlite.prepare(`select count(*) from ${table} where ${where}`).pluck().get(refs) as number
    if (n > 0) left[name] = (left[name] ?? 0) + n
  }
  for (const [table, rule] of Object.entries(RETENTION)) {
    const { goes } = rule
    const free = freeWhere(rule)
    if (goes.how === 'own_date') count(table, table, `${dueWhere(goes.by, due)} and ${free}`)
    if (goes.how === 'words' && goes.words.length > 0)
      count(`${table}: words`, table, `${dueWhere(goes.by, due)} and ${wordsWhere(goes.words)} and ${free}`)
    if (goes.how === 'frame')
      for (const [word, date] of Object.entries(goes.words))
        count(`${table}: ${word}`, table, `${wordDue(date, due)} and ${wordsWhere([word])} and ${free}`)
    if (goes.how === 'blanked') count(table, table, `delete_on <= '${due.today}' and ${free}`)
    if (goes.how === 'discord')
      count('messages', table, `state = 'stands' and at < '${due.before}' and ${free}`)
  }
  for (const frame of FRAMES) {
    const rule = RETENTION[frame]
    if (rule?.goes.how === 'frame')
      count(
        frame,
        frame,
        `${dueWhere(rule.goes.by, due)} and ${freeWhere(rule)} and ${bareWhere(frame, due)}`,
      )
  }
  return left
}
