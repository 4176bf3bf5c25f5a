import type { Selectable } from 'kysely'
import type { KeptFile, MatterText } from '../casework/matter-records.ts'
import type { DataRequest, OwnDataStore, OwnReply, ToldBody } from '../casework/own-data-records.ts'
import type { EntryContent } from '../register/entry.ts'
import { nextSeq } from './next-reference.ts'
import { parse, same, text } from './columns.ts'
import type { OwnDataTables } from './own-data-tables.ts'
import type { CaseworkTrx } from './store.ts'

type RequestRow = Selectable<OwnDataTables['dataRequests']>

const readRequest = ({ year: _, seq: __, ...row }: RequestRow): DataRequest => ({
  ...row,
  kind: row.kind as DataRequest['kind'],
  outcome: row.outcome as DataRequest['outcome'],
  reached: row.reached as DataRequest['reached'],
  released: parse(row.released),
  reminded: parse(row.reminded) ?? [],
})

const readTold = ({ id, body, channelId, messageId, ...row }: Selectable<OwnDataTables['toldMessages']>) => ({
  id,
  told: {
    ...row,
    body: parse<ToldBody>(body),
    ...(channelId === null || messageId === null ? {} : { where: { channelId, messageId } }),
  },
})

/** What people were told, wrote and asked for, by who they are, within one transaction (N1, N2). */
export const ownDataStore = (trx: CaseworkTrx): OwnDataStore => ({
  async addTold({ body, where, ...t }) {
    const at = { channelId: where?.channelId ?? null, messageId: where?.messageId ?? null }
    const { insertId } = await trx
      .insertInto('toldMessages')
      .values({ ...t, ...at, body: JSON.stringify(body) })
      .executeTakeFirstOrThrow()
    return Number(insertId)
  },

  async toldTo(people) {
    const rows = await trx
      .selectFrom('toldMessages')
      .selectAll()
      .where('person', 'in', people)
      .orderBy('at')
      .orderBy('id')
      .execute()
    return rows.map((row) => readTold(row).told)
  },

  async toldAbout(matters) {
    const rows = await trx
      .selectFrom('toldMessages')
      .selectAll()
      .where('matter', 'in', matters)
      .orderBy('id')
      .execute()
    return rows.map(readTold)
  },

  async told(id) {
    const row = await trx.selectFrom('toldMessages').selectAll().where('id', '=', id).executeTakeFirst()
    return row && readTold(row).told
  },

  async changeTold(id, body) {
    await trx
      .updateTable('toldMessages')
      .set({ body: JSON.stringify(body) })
      .where('id', '=', id)
      .execute()
  },

  async repliesOf(people) {
    const rows = await trx
      .selectFrom('replyEvents')
      .innerJoin('cases', 'cases.ref', 'replyEvents.caseRef')
      .select([
        'caseRef as ref',
        'replyEvents.at',
        'replyEvents.kind',
        'replyEvents.text',
        'replyEvents.means',
        'replyEvents.cameOn',
      ])
      .where('cases.respondent', 'in', people)
      .where('replyEvents.kind', 'in', ['said', 'thats_all', 'extended', 'wont_reply'])
      .orderBy('replyEvents.id')
      .execute()
    return rows as OwnReply[]
  },

  async textsBy(people) {
    const rows = await trx
      .selectFrom('matterTexts')
      .select(['matter', 'at', 'by', 'side', 'kind', 'text'])
      .where('by', 'in', people)
      .where('side', 'in', ['complainant', 'appellant', 'respondent'])
      .orderBy('id')
      .execute()
    return rows as (MatterText & { matter: string })[]
  },

  async filesBy(people) {
    const rows = await trx
      .selectFrom('files')
      .selectAll()
      .where('addedBy', 'in', people)
      .orderBy('id')
      .execute()
    return rows as KeptFile[]
  },

  async objectionsBy(people) {
    const rows = await trx
      .selectFrom('objections')
      .selectAll()
      .where('by', 'in', people)
      .orderBy('id')
      .execute()
    return rows.map(({ id: _, ...row }) => ({ ...row, upheldFor: parse(row.upheldFor) }))
  },

  async complaintsAbout(people) {
    const rows = await trx
      .selectFrom('complaints')
      .select('ref')
      .where('respondent', 'in', people)
      .orderBy('openedAt')
      .execute()
    return rows.map((r) => r.ref)
  },

  async entriesAbout(people) {
    const rows = await trx
      .selectFrom('entries')
      .select(['n', 'content'])
      .where('subject', 'in', people)
      .where('content', 'is not', null)
      .orderBy('n')
      .execute()
    return rows.map(({ n, content }) => ({ n, content: JSON.parse(content ?? '') as EntryContent }))
  },

  nextDataRequestRef: (year) => nextSeq(trx, 'dataRequests', 'D', year),

  async addDataRequest(r, seq) {
    const row = { ...r, released: text(r.released), reminded: JSON.stringify(r.reminded) }
    await trx
      .insertInto('dataRequests')
      .values({ ...row, year: Number(r.ref.slice(1, 5)), seq })
      .execute()
  },

  async updateDataRequest(ref, change) {
    const { released, reminded, ...plain } = change
    await trx
      .updateTable('dataRequests')
      .set({
        ...plain,
        ...same(change, 'released', text(released)),
        ...same(change, 'reminded', text(reminded ?? []) ?? '[]'),
      })
      .where('ref', '=', ref)
      .execute()
  },

  async dataRequest(ref) {
    const row = await trx.selectFrom('dataRequests').selectAll().where('ref', '=', ref).executeTakeFirst()
    return row && readRequest(row)
  },

  async dataRequests({ people, open }) {
    let query = trx.selectFrom('dataRequests').selectAll().orderBy('at').orderBy('ref')
    if (people !== undefined) query = query.where('person', 'in', people)
    if (open) query = query.where('answeredAt', 'is', null)
    return (await query.execute()).map(readRequest)
  },

  async chooseForPiece(request, { release, ...choice }) {
    const row = { ...choice, request, release: release ? 1 : 0 }
    const { request: _, piece: __, ...changed } = row
    await trx
      .insertInto('dataChoices')
      .values(row)
      .onConflict((c) => c.columns(['request', 'piece']).doUpdateSet(changed))
      .execute()
  },

  async dataChoices(request) {
    const rows = await trx.selectFrom('dataChoices').selectAll().where('request', '=', request).execute()
    return rows.map(({ request: _, release, ...row }) => ({ ...row, release: release === 1 }))
  },

  async lastCopy(person) {
    const row = await trx
      .selectFrom('dataCopies')
      .select('at')
      .where('person', '=', person)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.at ?? null
  },

  async addCopy(person, at) {
    await trx.insertInto('dataCopies').values({ person, at }).execute()
  },
})
