import { parse } from './columns.ts'
import type { CaseworkTrx } from './store.ts'

/** The next free number of a year in a table of matters, after those that may have been given out before a restore. */
export async function nextSeq(
  trx: CaseworkTrx,
  table: 'cases' | 'complaints' | 'appeals' | 'dataRequests',
  letter: '' | 'C' | 'A' | 'D',
  year: number,
): Promise<{ ref: string; seq: number }> {
  const last = await trx
    .selectFrom(table)
    .select((e) => e.fn.max('seq').as('seq'))
    .where('year', '=', year)
    .executeTakeFirst()
  const used = await trx
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'referencesUsed')
    .executeTakeFirst()
  const before = used === undefined ? 0 : (parse<Record<string, number>>(used.value)[`${letter}${year}`] ?? 0)
  const seq = Math.max(last?.seq ?? 0, before) + 1
  return { ref: `${letter}${year}-${String(seq).padStart(3, '0')}`, seq }
}
