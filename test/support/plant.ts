import type Sqlite from 'better-sqlite3'
import { RETENTION } from '../../src/storage/retention-map.ts'

/** Stands in every personal column that is planted. */
export const CANARY = 'CANARYBIRD'
/** What others point to comes first. */
const FIRST = ['cases', 'complaints', 'appeals', 'files', 'identity_links', 'data_requests']

interface Column {
  name: string
  type: string
  notnull: number
  pk: number
}

/** One row of a table with the canary in every personal column, and what its rule needs in the others. */
export function plant(sqlite: Sqlite.Database, table: string, n: number, at: string): void {
  const rule = RETENTION[table]
  if (!rule) throw new Error(`${table} is not classified`)
  const columns = sqlite
    .prepare('select name, type, "notnull", pk from pragma_table_info(?)')
    .all(table) as Column[]
  const size = 1 + ((n * 37) % 60)
  const word = (column: string) => `${CANARY}-${table}-${column}-${n}-`.repeat(size).slice(0, 30 + size * 40)
  const isJson = new Set(['blocked_by', 'rules', 'relied_on', 'dependents', 'offices', 'reminded'])
  const values: Record<string, unknown> = {}
  for (const { name, type, notnull, pk } of columns) {
    if (name === 'id' && type.toUpperCase() === 'INTEGER') continue
    if (['ref', 'matter', 'case_ref', 'request'].includes(name))
      values[name] = name === 'matter' && rule.personal.length === 0 ? `2026-${n}` : refOf(table, n)
    else if (name === 'about' && table === 'appeals') values[name] = `2026-${String(n).padStart(3, '0')}`
    else if (name === 'state') values[name] = table === 'posted_messages' ? 'stands' : 'closed'
    else if (name === 'file_id' || name === 'link_id') values[name] = n
    else if (isJson.has(name)) values[name] = '[]'
    else if (/(^|_)(at|until|since)$/.test(name)) values[name] = at
    else if (/(^|_)(day|date|on)$/.test(name) && !rule.personal.includes(name)) values[name] = at.slice(0, 10)
    else if (type.toLowerCase() === 'integer') values[name] = n
    else if (type.toLowerCase() === 'blob') values[name] = Buffer.from(word(name).repeat(40))
    else if (rule.personal.includes(name)) values[name] = word(name)
    else if (notnull === 1 || pk > 0) values[name] = `${name}-${n}`
    else values[name] = null
  }
  if (table === 'sanctions') Object.assign(values, { kind: 'warning', ban_state: 'none' })
  const names = Object.keys(values)
  sqlite
    .prepare(`insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
    .run(...(Object.values(values) as never[]))
}

/** The reference that rows with this number have. */
export const refOf = (table: string, n: number): string => {
  const number = `2026-${String(n).padStart(3, '0')}`
  if (table === 'complaints' || table === 'complainants') return `C${number}`
  return table === 'appeals' ? `A${number}` : number
}

/** Tables in which rows can be planted, in an order in which they can. */
export const PLANTED = [
  ...FIRST,
  ...Object.entries(RETENTION)
    .filter(
      ([name, { goes }]) =>
        !['blanked', 'stays'].includes(goes.how) && name !== 'posted_messages' && !FIRST.includes(name),
    )
    .map(([name]) => name),
]
