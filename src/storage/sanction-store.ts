import type { Selectable } from 'kysely'
import type { Store } from '../casework/ports.ts'
import type { SanctionRecord } from '../casework/records.ts'
import type { KeptBan } from '../casework/retention-records.ts'
import { startOfLondonDay } from '../policy/calendar.ts'
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

/** A ban of the ban register as the sanction that it goes on being: of everything else nothing is known any more (K3). */
export const readKept = ({ ref, platform, identity, day }: KeptBan): SanctionRecord => ({
  ref,
  kind: 'lifetime',
  platform,
  respondent: identity,
  decidedAt: startOfLondonDay(day),
  letterState: 'served',
  letterDate: day,
  letterAt: null,
  readAt: null,
  dmChannelId: null,
  dmMessageId: null,
  dmBody: null,
  firstDay: day,
  lastDay: null,
  banState: 'in_force',
  liftedOn: null,
  reliedOn: [],
  overturned: false,
  underReview: false,
  appealPending: false,
  kept: true,
})

/** Bans of the ban register whose own files have gone; `identities` null for everybody's. */
async function keptSanctions(trx: CaseworkTrx, identities: string[] | null): Promise<SanctionRecord[]> {
  const rows = await trx
    .selectFrom('banRegister')
    .selectAll()
    .where('ref', 'not in', (e) => e.selectFrom('sanctions').select('ref'))
    .$if(identities !== null, (query) => query.where('identity', 'in', identities ?? []))
    .orderBy('day')
    .execute()
  return rows.map(readKept)
}

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
    // a kept ban that does not stand any more, or was decided anew, is in no register
    if (change.overturned || change.kind !== undefined)
      await trx.deleteFrom('banRegister').where('ref', '=', ref).execute()
    // and what the EC minuted about the one before says nothing of the one that takes its place (K3, H9)
    if (change.kind !== undefined) await trx.deleteFrom('banReviews').where('ref', '=', ref).execute()
  },

  async deleteSanction(ref) {
    await trx.deleteFrom('sanctions').where('ref', '=', ref).execute()
  },

  async sanctions({ respondent, banStates, letterStates }) {
    let query = trx.selectFrom('sanctions').selectAll().orderBy('decidedAt').orderBy('ref')
    if (respondent !== undefined) query = query.where('respondent', 'in', [respondent].flat())
    if (banStates) query = query.where('banState', 'in', banStates)
    if (letterStates) query = query.where('letterState', 'in', letterStates)
    const found = (await query.execute()).map(readSanction)
    if ((banStates && !banStates.includes('in_force')) || (letterStates && !letterStates.includes('served')))
      return found
    return [...(await keptSanctions(trx, respondent === undefined ? null : [respondent].flat())), ...found]
  },
})
