import type { Selectable } from 'kysely'
import type { Store } from '../casework/ports.ts'
import type { SanctionRecord } from '../casework/records.ts'
import type { CaseworkTables } from './casework-tables.ts'
import { parse, same } from './columns.ts'
import type { CaseworkTrx } from './store.ts'

type SanctionRow = Selectable<CaseworkTables['sanctions']>

/** A sanction's row as casework's record. */
export const readSanction = (row: SanctionRow): SanctionRecord => ({
  ...row,
  kind: row.kind as SanctionRecord['kind'],
  letterState: row.letterState as SanctionRecord['letterState'],
  banState: row.banState as SanctionRecord['banState'],
  reliedOn: parse(row.reliedOn),
  overturned: row.overturned === 1,
  underReview: row.underReview === 1,
  appealPending: row.appealPending === 1,
})

const flag = (value: boolean | undefined): number => (value ? 1 : 0)

const writeSanction = (s: Partial<SanctionRecord>): Partial<SanctionRow> => {
  const { reliedOn, overturned, underReview, appealPending, ...plain } = s
  return {
    ...plain,
    ...(reliedOn ? { reliedOn: JSON.stringify(reliedOn) } : {}),
    ...same(s, 'overturned', flag(overturned)),
    ...same(s, 'underReview', flag(underReview)),
    ...same(s, 'appealPending', flag(appealPending)),
  }
}

/** Sanctions and their letters, within one transaction. */
export const sanctionStore = (
  trx: CaseworkTrx,
): Pick<Store, 'addSanction' | 'updateSanction' | 'deleteSanction' | 'sanctions'> => ({
  async addSanction(s) {
    await trx
      .insertInto('sanctions')
      .values(writeSanction(s) as SanctionRow)
      .execute()
  },

  async updateSanction(ref, change) {
    if (Object.keys(change).length === 0) return
    await trx.updateTable('sanctions').set(writeSanction(change)).where('ref', '=', ref).execute()
  },

  async deleteSanction(ref) {
    await trx.deleteFrom('sanctions').where('ref', '=', ref).execute()
  },

  async sanctions({ respondent, banStates, letterStates }) {
    let query = trx.selectFrom('sanctions').selectAll().orderBy('decidedAt').orderBy('ref')
    if (respondent !== undefined) query = query.where('respondent', 'in', [respondent].flat())
    if (banStates) query = query.where('banState', 'in', banStates)
    if (letterStates) query = query.where('letterState', 'in', letterStates)
    return (await query.execute()).map(readSanction)
  },
})
