import { type Selectable, sql } from 'kysely'
import type { Linked } from './identity-store.ts'
import type { Complainant, ComplaintFile, ComplaintRecord } from '../casework/matter-records.ts'
import type { Store } from '../casework/ports.ts'
import { parse, same, text } from './columns.ts'
import { piecesOf } from './matter-pieces.ts'
import { nextSeq } from './next-reference.ts'
import type { MatterTables } from './matter-tables.ts'
import type { CaseworkTrx } from './store.ts'

type Row = Selectable<MatterTables['complaints']>

const read = ({ year: _, seq: __, ...row }: Row): ComplaintRecord => ({
  ...row,
  state: row.state as ComplaintRecord['state'],
  outcome: row.outcome as ComplaintRecord['outcome'],
  safeguarding: row.safeguarding as ComplaintRecord['safeguarding'],
  post: parse(row.post),
  illegal: row.illegal === 1,
  proposal: parse(row.proposal),
  mediation: parse(row.mediation),
  removal: parse(row.removal),
  namedSigners: parse(row.namedSigners),
  roomPeople: parse(row.roomPeople),
  sealed: row.sealed === 1,
})

const write = (c: Partial<ComplaintRecord>): Partial<Row> => {
  const { post, illegal, proposal, mediation, removal, namedSigners, roomPeople, sealed, ...plain } = c
  return {
    ...plain,
    ...same(c, 'post', text(post)),
    ...same(c, 'illegal', illegal ? 1 : 0),
    ...same(c, 'proposal', text(proposal)),
    ...same(c, 'mediation', text(mediation)),
    ...same(c, 'removal', text(removal)),
    ...(namedSigners ? { namedSigners: JSON.stringify(namedSigners) } : {}),
    ...(roomPeople ? { roomPeople: JSON.stringify(roomPeople) } : {}),
    ...same(c, 'sealed', sealed ? 1 : 0),
  }
}

type ComplaintPart = Pick<
  Store,
  | 'nextComplaintRef'
  | 'addComplaint'
  | 'updateComplaint'
  | 'complaintFile'
  | 'complaintFiles'
  | 'complaints'
  | 'addComplainant'
  | 'stopComplainant'
>

/** Complaints and what hangs on them, within one transaction. */
export const complaintStore = (trx: CaseworkTrx, linked: () => Promise<Linked>): ComplaintPart => ({
  nextComplaintRef: (year) => nextSeq(trx, 'complaints', 'C', year),

  async addComplaint(c, seq) {
    const year = Number(c.ref.slice(1, 5))
    await trx
      .insertInto('complaints')
      .values({ ...(write(c) as Row), year, seq })
      .execute()
  },

  async updateComplaint(ref, change) {
    if (Object.keys(change).length === 0) return
    await trx.updateTable('complaints').set(write(change)).where('ref', '=', ref).execute()
  },

  complaintFile: async (ref) => (await filesOf(trx, [ref], linked))[0],

  complaintFiles: (refs) => filesOf(trx, refs, linked),

  async complaints({ states, complainant, postKey, caseRef, since, search, limit }) {
    let query = trx
      .selectFrom('complaints')
      .selectAll()
      .orderBy('openedAt', 'desc')
      .orderBy('seq', 'desc')
      .limit(limit ?? 100)
    if (states) query = query.where('state', 'in', states)
    if (postKey !== undefined) query = query.where('postKey', '=', postKey)
    if (caseRef !== undefined) query = query.where('caseRef', '=', caseRef)
    if (since !== undefined) query = query.where('openedAt', '>=', since)
    if (search) {
      const like = `%${search.replaceAll(/[%_]/g, '')}%`
      query = query.where((e) => e.or([e('ref', 'like', like), e('respondentName', 'like', like)]))
    }
    if (complainant !== undefined)
      query = query.where('ref', 'in', (e) =>
        e.selectFrom('complainants').select('matter').where('person', '=', complainant),
      )
    return (await query.execute()).map(read)
  },

  async addComplainant(ref, c) {
    await trx
      .insertInto('complainants')
      .values({ matter: ref, ...c, onDuty: c.onDuty ? 1 : 0 })
      .onConflict((x) =>
        x
          .columns(['matter', 'person'])
          .doUpdateSet({ stoppedAt: null, onDuty: sql`min(on_duty, excluded.on_duty)` }),
      )
      .execute()
  },

  async stopComplainant(ref, person, at) {
    await trx
      .updateTable('complainants')
      .set({ stoppedAt: at })
      .where('matter', '=', ref)
      .where('person', '=', person)
      .execute()
  },
})

async function filesOf(
  trx: CaseworkTrx,
  refs: string[],
  linked: () => Promise<Linked>,
): Promise<ComplaintFile[]> {
  if (refs.length === 0) return []
  const rows = await trx.selectFrom('complaints').selectAll().where('ref', 'in', refs).execute()
  if (rows.length === 0) return []
  const pieces = await piecesOf(trx, refs)
  const people = Map.groupBy(
    await trx.selectFrom('complainants').selectAll().where('matter', 'in', refs).orderBy('id').execute(),
    (r) => r.matter,
  )
  const { people: several } = await linked()
  const byRef = new Map(rows.map((row) => [row.ref, row]))
  return refs
    .map((ref) => byRef.get(ref))
    .filter((row) => row !== undefined)
    .map((row) => ({
      ...read(row),
      ...pieces.of(row.ref),
      people: several,
      complainants: (people.get(row.ref) ?? []).map(
        ({ person, name, at, onDuty, stoppedAt }): Complainant => ({
          person,
          name,
          at,
          onDuty: onDuty === 1,
          stoppedAt,
        }),
      ),
    }))
}
