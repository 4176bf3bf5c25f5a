import { type Selectable, sql } from 'kysely'
import type { Store } from '../casework/ports.ts'
import type { KeptFile, MatterText, MatterVote } from '../casework/matter-records.ts'
import type { Involvement } from '../casework/records.ts'
import { parse } from './columns.ts'
import type { MatterTables } from './matter-tables.ts'
import type { CaseworkTrx } from './store.ts'

/** What hangs on complaints and appeals alike, for several of them at once, by reference. */
export async function piecesOf(trx: CaseworkTrx, refs: string[]) {
  const hanging = async <T extends 'matterTexts' | 'matterVotes' | 'matterInvolvements' | 'files'>(
    table: T,
  ) => {
    const query = sql<Selectable<MatterTables[T]> & { matter: string }>`
      select * from ${sql.table(table)} where matter in (${sql.join(refs)}) order by id`
    return Map.groupBy((await query.execute(trx)).rows, (row) => row.matter)
  }
  const texts = await hanging('matterTexts')
  const votes = await hanging('matterVotes')
  const involvements = await hanging('matterInvolvements')
  const files = await hanging('files')
  return {
    of: (ref: string) => ({
      texts: (texts.get(ref) ?? []).map(({ id: _, matter: __, ...t }) => t as MatterText),
      votes: (votes.get(ref) ?? []).map(({ id: _, matter: __, ...v }) => v as MatterVote),
      involvements: (involvements.get(ref) ?? []).map(({ id: _, matter: __, ...i }) => i as Involvement),
      files: (files.get(ref) ?? []).map((f) => f as KeptFile),
    }),
  }
}

/** Chunks of this many bytes: a row of SQLite that is read whole stays small. */
const CHUNK_BYTES = 256 * 1024

type PiecesPart = Pick<
  Store,
  | 'addMatterText'
  | 'addMatterVote'
  | 'addMatterInvolvement'
  | 'addFile'
  | 'file'
  | 'fileBytes'
  | 'keepFile'
  | 'failFile'
  | 'filesOf'
  | 'dropFile'
  | 'copyFile'
  | 'blankEvidence'
  | 'national'
  | 'openNationals'
  | 'referToNational'
  | 'nationalOutcome'
  | 'reconsideration'
  | 'saveReconsideration'
  | 'openReconsiderations'
  | 'addObjection'
  | 'objectionOf'
  | 'answerObjection'
  | 'restrictedMatters'
  | 'restrictMatter'
  | 'addPostingPause'
  | 'postingPauses'
  | 'pausesOf'
  | 'runningPauses'
  | 'updatePostingPause'
>

/** Texts, votes, files and the rest that hangs on matters, within one transaction. */
export const matterPieces = (trx: CaseworkTrx): PiecesPart => ({
  async addMatterText(matter, t) {
    await trx
      .insertInto('matterTexts')
      .values({ matter, ...t })
      .execute()
  },

  async addMatterVote(matter, v) {
    await trx
      .insertInto('matterVotes')
      .values({ matter, ...v })
      .execute()
  },

  async addMatterInvolvement(matter, i) {
    await trx
      .insertInto('matterInvolvements')
      .values({ matter, ...i })
      .execute()
  },

  async addFile(f) {
    const row = await trx
      .insertInto('files')
      .values({ ...f, sha256: null, state: 'waiting' })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  },

  async file(id) {
    return (await trx.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst()) as
      | KeptFile
      | undefined
  },

  async fileBytes(id) {
    const chunks = await trx
      .selectFrom('fileChunks')
      .select('bytes')
      .where('fileId', '=', id)
      .orderBy('n')
      .execute()
    return chunks.length === 0 ? null : Buffer.concat(chunks.map((c) => c.bytes))
  },

  async keepFile(id, bytes, sha256) {
    await trx.deleteFrom('fileChunks').where('fileId', '=', id).execute()
    // an empty file has one empty chunk, so that it can be told from one that is not here
    for (let at = 0, n = 0; at < bytes.length || n === 0; at += CHUNK_BYTES, n += 1)
      await trx
        .insertInto('fileChunks')
        .values({ fileId: id, n, bytes: bytes.subarray(at, at + CHUNK_BYTES) })
        .execute()
    await trx
      .updateTable('files')
      .set({ state: 'kept', sha256, size: bytes.length })
      .where('id', '=', id)
      .execute()
  },

  async filesOf(matter) {
    const rows = await trx
      .selectFrom('files')
      .selectAll()
      .where('matter', '=', matter)
      .orderBy('id')
      .execute()
    return rows as KeptFile[]
  },

  async dropFile(id) {
    await trx.deleteFrom('files').where('id', '=', id).execute()
  },

  async copyFile(id, matter, at) {
    const { id: _, ...file } = await trx
      .selectFrom('files')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const copy = await trx
      .insertInto('files')
      .values({ ...file, matter, at })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`
      insert into file_chunks (file_id, n, bytes)
      select ${copy.id}, n, bytes from file_chunks where file_id = ${id}`.execute(trx)
  },

  async blankEvidence(caseRef, link) {
    await trx
      .updateTable('evidence')
      .set({ text: '' })
      .where('caseRef', '=', caseRef)
      .where('link', '=', link)
      .execute()
  },

  async failFile(id, state) {
    await trx.updateTable('files').set({ state }).where('id', '=', id).execute()
  },

  async national(matter) {
    return trx.selectFrom('national').selectAll().where('matter', '=', matter).executeTakeFirst() as never
  },

  async openNationals() {
    return (await trx.selectFrom('national').selectAll().where('outcome', 'is', null).execute()) as never
  },

  async referToNational(matter, by, at) {
    const row = { matter, by, at, outcome: null, outcomeAt: null, outcomeBy: null, note: null }
    await trx
      .insertInto('national')
      .values(row)
      .onConflict((c) => c.column('matter').doNothing())
      .execute()
  },

  async nationalOutcome(matter, o) {
    await trx
      .updateTable('national')
      .set({ outcome: o.outcome, outcomeAt: o.at, outcomeBy: o.by, note: o.note })
      .where('matter', '=', matter)
      .execute()
  },

  async reconsideration(caseRef) {
    const row = await trx
      .selectFrom('reconsiderations')
      .selectAll()
      .where('caseRef', '=', caseRef)
      .executeTakeFirst()
    return row && ({ ...row, votes: JSON.parse(row.votes) } as never)
  },

  async saveReconsideration(r) {
    const row = { ...r, votes: JSON.stringify(r.votes) }
    const { caseRef: _, ...changed } = row
    await trx
      .insertInto('reconsiderations')
      .values(row)
      .onConflict((c) => c.column('caseRef').doUpdateSet(changed))
      .execute()
  },

  async openReconsiderations() {
    const rows = await trx.selectFrom('reconsiderations').selectAll().where('outcome', 'is', null).execute()
    return rows.map((row) => ({ ...row, votes: JSON.parse(row.votes) })) as never
  },

  async addObjection(o) {
    await trx
      .insertInto('objections')
      .values({ ...o, upheldFor: null, reasons: null, answeredBy: null, answeredAt: null })
      .execute()
  },

  async objectionOf(taskId) {
    const row = await trx.selectFrom('objections').selectAll().where('taskId', '=', taskId).executeTakeFirst()
    return row && { ...row, upheldFor: parse(row.upheldFor) }
  },

  async answerObjection(taskId, { upheldFor, ...answer }) {
    await trx
      .updateTable('objections')
      .set({ ...answer, upheldFor: JSON.stringify(upheldFor) })
      .where('taskId', '=', taskId)
      .execute()
  },

  async restrictedMatters() {
    const rows = await trx.selectFrom('restrictedMatters').select('matter').execute()
    return rows.map((r) => r.matter)
  },

  async restrictMatter(matter, at) {
    await trx
      .insertInto('restrictedMatters')
      .values({ matter, at })
      .onConflict((c) => c.column('matter').doNothing())
      .execute()
  },

  async addPostingPause(p) {
    const row = await trx
      .insertInto('postingPauses')
      .values({ ...p, renewedBy: null, endedAt: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  },

  async postingPauses(matter) {
    return trx.selectFrom('postingPauses').selectAll().where('matter', '=', matter).orderBy('id').execute()
  },

  async pausesOf(person) {
    return trx.selectFrom('postingPauses').selectAll().where('person', '=', person).orderBy('id').execute()
  },

  async runningPauses() {
    return trx.selectFrom('postingPauses').selectAll().where('endedAt', 'is', null).orderBy('id').execute()
  },

  async updatePostingPause(id, change) {
    await trx.updateTable('postingPauses').set(change).where('id', '=', id).execute()
  },
})
