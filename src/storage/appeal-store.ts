import type { Selectable } from 'kysely'
import type { AppealFile, AppealRecord } from '../casework/matter-records.ts'
import type { Store } from '../casework/ports.ts'
import { parse, same, text } from './columns.ts'
import { piecesOf } from './matter-pieces.ts'
import { nextSeq } from './next-reference.ts'
import type { MatterTables } from './matter-tables.ts'
import type { CaseworkTrx } from './store.ts'

type Row = Selectable<MatterTables['appeals']>

const read = ({ year: _, seq: __, ...row }: Row): AppealRecord => ({
  ...row,
  kind: row.kind as AppealRecord['kind'],
  state: row.state as AppealRecord['state'],
  outcome: row.outcome as AppealRecord['outcome'],
  decidedBy: row.decidedBy as AppealRecord['decidedBy'],
  told: row.told as AppealRecord['told'],
  secretaryInvolved: row.secretaryInvolved === 1,
  roll: parse(row.roll),
  toldHandlers: parse(row.toldHandlers),
  meeting: parse(row.meeting),
  suspension: parse(row.suspension),
  dependents: parse(row.dependents),
  roomPeople: parse(row.roomPeople),
  sealed: row.sealed === 1,
})

const write = (a: Partial<AppealRecord>): Partial<Row> => {
  const {
    secretaryInvolved,
    roll,
    toldHandlers,
    meeting,
    suspension,
    dependents,
    roomPeople,
    sealed,
    ...plain
  } = a
  return {
    ...plain,
    ...same(a, 'secretaryInvolved', secretaryInvolved ? 1 : 0),
    ...(roll ? { roll: JSON.stringify(roll) } : {}),
    ...(toldHandlers ? { toldHandlers: JSON.stringify(toldHandlers) } : {}),
    ...same(a, 'meeting', text(meeting)),
    ...same(a, 'suspension', text(suspension)),
    ...(dependents ? { dependents: JSON.stringify(dependents) } : {}),
    ...(roomPeople ? { roomPeople: JSON.stringify(roomPeople) } : {}),
    ...same(a, 'sealed', sealed ? 1 : 0),
  }
}

type AppealPart = Pick<
  Store,
  'nextAppealRef' | 'addAppeal' | 'updateAppeal' | 'appealFile' | 'appealFiles' | 'appeals'
>

/** Appeals and what hangs on them, within one transaction. */
export const appealStore = (trx: CaseworkTrx): AppealPart => ({
  nextAppealRef: (year) => nextSeq(trx, 'appeals', 'A', year),

  async addAppeal(a, seq) {
    const year = Number(a.ref.slice(1, 5))
    await trx
      .insertInto('appeals')
      .values({ ...(write(a) as Row), year, seq })
      .execute()
  },

  async updateAppeal(ref, change) {
    if (Object.keys(change).length === 0) return
    await trx.updateTable('appeals').set(write(change)).where('ref', '=', ref).execute()
  },

  appealFile: async (ref) => (await filesOf(trx, [ref]))[0],

  appealFiles: (refs) => filesOf(trx, refs),

  async appeals({ states, about, appellant, search, limit }) {
    let query = trx
      .selectFrom('appeals')
      .selectAll()
      .orderBy('openedAt', 'desc')
      .orderBy('seq', 'desc')
      .limit(limit ?? 100)
    if (states) query = query.where('state', 'in', states)
    if (about !== undefined) query = query.where('about', '=', about)
    if (appellant !== undefined) query = query.where('appellant', 'in', [appellant].flat())
    if (search) {
      const like = `%${search.replaceAll(/[%_]/g, '')}%`
      query = query.where((e) => e.or([e('ref', 'like', like), e('appellantName', 'like', like)]))
    }
    return (await query.execute()).map(read)
  },
})

async function filesOf(trx: CaseworkTrx, refs: string[]): Promise<AppealFile[]> {
  if (refs.length === 0) return []
  const rows = await trx.selectFrom('appeals').selectAll().where('ref', 'in', refs).execute()
  if (rows.length === 0) return []
  const pieces = await piecesOf(trx, refs)
  const byRef = new Map(rows.map((row) => [row.ref, row]))
  return refs
    .map((ref) => byRef.get(ref))
    .filter((row) => row !== undefined)
    .map((row) => ({ ...read(row), ...pieces.of(row.ref) }))
}
