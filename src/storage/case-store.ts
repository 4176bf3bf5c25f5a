import { CompiledQuery, type Selectable } from 'kysely'
import type { Store } from '../casework/ports.ts'
import type { CaseFile } from '../casework/records.ts'
import type { KeptBan } from '../casework/retention-records.ts'
import type { CaseworkTables } from './casework-tables.ts'
import { type CaseRow, readCase, writeCase } from './case-rows.ts'
import { parse } from './columns.ts'
import type { Linked } from './identity-store.ts'
import { nextSeq } from './next-reference.ts'
import type { CaseworkTrx } from './store.ts'
import { KEPT, keptFile } from './kept-file.ts'
import { readKept, readSanction } from './sanction-store.ts'

type CasePart = Pick<
  Store,
  | 'nextCaseRef'
  | 'addCase'
  | 'updateCase'
  | 'caseFile'
  | 'caseFiles'
  | 'cases'
  | 'addIncident'
  | 'addEvidence'
  | 'addReply'
  | 'forgetReplies'
  | 'addVote'
  | 'addInvolvement'
  | 'addNote'
  | 'nameSigner'
  | 'addAttempt'
>

/** Cases and what hangs on them, within one transaction. */
export const caseStore = (trx: CaseworkTrx, linked: () => Promise<Linked>): CasePart => ({
  nextCaseRef: (year) => nextSeq(trx, 'cases', '', year),

  async addCase(c, seq) {
    const year = Number(c.ref.slice(0, 4))
    await trx
      .insertInto('cases')
      .values({ ...(writeCase(c) as CaseRow), year, seq })
      .execute()
  },

  async updateCase(ref, change) {
    if (Object.keys(change).length === 0) return
    await trx.updateTable('cases').set(writeCase(change)).where('ref', '=', ref).execute()
  },

  caseFile: async (ref) => (await filesOf(trx, [ref], linked))[0],

  caseFiles: (refs) => filesOf(trx, refs, linked),

  async cases({ states, respondent, search, limit }) {
    let query = trx
      .selectFrom('cases')
      .selectAll()
      .orderBy('openedAt', 'desc')
      .limit(limit ?? 100)
    if (states) query = query.where('state', 'in', states)
    if (respondent !== undefined) query = query.where('respondent', 'in', [respondent].flat())
    if (search) {
      const like = `%${search.replaceAll(/[%_]/g, '')}%`
      query = query.where((e) => e.or([e('ref', 'like', like), e('respondentName', 'like', like)]))
    }
    return (await query.execute()).map(readCase)
  },

  async addIncident(ref, i) {
    const row = await trx
      .insertInto('incidents')
      .values({
        caseRef: ref,
        at: i.at,
        what: i.what,
        time: JSON.stringify(i.time),
        rules: JSON.stringify(i.rules),
        oldReason: i.oldReason,
        addedBy: i.addedBy,
        ownStep: i.ownStep ? 1 : 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  },

  async addEvidence(ref, e) {
    await trx
      .insertInto('evidence')
      .values({ caseRef: ref, ...e })
      .execute()
  },

  async addReply(ref, r, form) {
    const done = await trx
      .insertInto('replyEvents')
      .values({
        caseRef: ref,
        at: r.at,
        kind: r.kind,
        text: r.kind === 'reopened' ? r.why : r.text,
        form,
        means: r.otherwise?.means ?? null,
        cameOn: r.otherwise?.day ?? null,
        writtenBy: r.otherwise?.by ?? null,
      })
      .onConflict((c) => c.column('form').doNothing())
      .executeTakeFirst()
    return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
  },

  async forgetReplies(ref) {
    await trx.deleteFrom('replyEvents').where('caseRef', '=', ref).execute()
  },

  async addVote(ref, v) {
    await trx
      .insertInto('signoffVotes')
      .values({ caseRef: ref, ...v })
      .execute()
  },

  async addInvolvement(ref, i) {
    await trx
      .insertInto('involvements')
      .values({ caseRef: ref, ...i })
      .execute()
  },

  async addNote(ref, note) {
    await trx
      .insertInto('caseNotes')
      .values({ caseRef: ref, ...note })
      .execute()
  },

  async nameSigner(ref, person, by, at) {
    await trx.insertInto('namedSigners').values({ caseRef: ref, person, namedBy: by, at }).execute()
  },

  async addAttempt(ref, a) {
    await trx
      .insertInto('serviceAttempts')
      .values({ caseRef: ref, ...a, reached: a.reached ? 1 : 0 })
      .execute()
  },
})

type Hanging =
  | 'incidents'
  | 'evidence'
  | 'replyEvents'
  | 'signoffVotes'
  | 'involvements'
  | 'namedSigners'
  | 'caseNotes'
  | 'serviceAttempts'

/** Written out and not built each time: a case is read whole at nearly every press, from ten tables. */
const among = (column: string): string => `where ${column} in (select value from json_each(?))`
const hangingOn = (table: string): string => `select * from ${table} ${among('case_ref')} order by id`
const READ = {
  cases: `select * from cases ${among('ref')}`,
  sanctions: `select * from sanctions ${among('ref')}`,
  incidents: hangingOn('incidents'),
  evidence: hangingOn('evidence'),
  replyEvents: hangingOn('reply_events'),
  signoffVotes: hangingOn('signoff_votes'),
  involvements: hangingOn('involvements'),
  namedSigners: hangingOn('named_signers'),
  caseNotes: hangingOn('case_notes'),
  serviceAttempts: hangingOn('service_attempts'),
} satisfies Record<Hanging | 'cases' | 'sanctions', string>

/** Reads case files whole, in the order of `refs`; one query a table, however many there are. */
async function filesOf(trx: CaseworkTrx, refs: string[], linked: () => Promise<Linked>): Promise<CaseFile[]> {
  if (refs.length === 0) return []
  const wanted = [JSON.stringify(refs)]
  const read = async <T extends keyof typeof READ>(table: T) =>
    (await trx.executeQuery(CompiledQuery.raw(READ[table], wanted))).rows as Selectable<CaseworkTables[T]>[]
  const hanging = async <T extends Hanging>(table: T) =>
    Map.groupBy(
      (await read(table)) as (Selectable<CaseworkTables[T]> & { caseRef: string })[],
      (row) => row.caseRef,
    )
  const rows = await read('cases')
  const kept = (await trx.executeQuery(CompiledQuery.raw(KEPT, wanted))).rows as KeptBan[]
  if (rows.length === 0 && kept.length === 0) return []
  const names = await linked()
  if (rows.length === 0) return kept.map((ban) => keptFile(ban, names))
  const incidents = await hanging('incidents')
  const evidence = await hanging('evidence')
  const replies = await hanging('replyEvents')
  const votes = await hanging('signoffVotes')
  const involvements = await hanging('involvements')
  const named = await hanging('namedSigners')
  const notes = await hanging('caseNotes')
  const attempts = await hanging('serviceAttempts')
  const sanctions = await read('sanctions')
  const byRef = new Map(rows.map((row) => [row.ref, row]))
  const keptBy = new Map(kept.map((ban) => [ban.ref, ban]))
  return refs
    .map((ref) => byRef.get(ref) ?? keptBy.get(ref))
    .filter((row) => row !== undefined)
    .map((row) => {
      if ('identity' in row) return keptFile(row, names)
      const { ref } = row
      return {
        ...readCase(row),
        incidents: (incidents.get(ref) ?? []).map((i) => ({
          id: i.id,
          at: i.at,
          what: i.what,
          time: parse(i.time),
          rules: parse(i.rules),
          oldReason: i.oldReason,
          addedBy: i.addedBy,
          ownStep: i.ownStep === 1,
        })),
        evidence: (evidence.get(ref) ?? []).map(({ caseRef: _, ...e }) => e),
        replies: (replies.get(ref) ?? []).map(
          (r) =>
            ({
              kind: r.kind,
              at: r.at,
              text: r.text,
              ...(r.kind === 'reopened' ? { why: r.text } : {}),
              ...(r.means === null
                ? {}
                : { otherwise: { means: r.means, day: r.cameOn as string, by: r.writtenBy as string } }),
            }) as CaseFile['replies'][number],
        ),
        votes: (votes.get(ref) ?? []).map((v) => ({
          by: v.by,
          verdict: v.verdict as 'sign' | 'dont_sign',
          reason: v.reason,
          at: v.at,
          letterVersion: v.letterVersion,
        })),
        involvements: (involvements.get(ref) ?? []).map((i) => ({
          person: i.person,
          kind: i.kind as CaseFile['involvements'][number]['kind'],
          reason: i.reason,
          at: i.at,
        })),
        namedSigners: (named.get(ref) ?? []).map((n) => n.person),
        notes: (notes.get(ref) ?? []).map((n) => ({ at: n.at, by: n.by, text: n.text })),
        attempts: (attempts.get(ref) ?? []).map((a) => ({
          at: a.at,
          what: a.what as 'notice' | 'letter',
          means: a.means,
          day: a.day,
          reached: a.reached === 1,
          by: a.by,
        })),
        sanction:
          sanctions.filter((one) => one.ref === ref).map(readSanction)[0] ??
          kept.filter((ban) => ban.ref === ref).map(readKept)[0] ??
          null,
        ...names,
      }
    })
}
