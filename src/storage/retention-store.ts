import { CompiledQuery, sql } from 'kysely'
import type { Store } from '../casework/ports.ts'
import type { BanReview, Hold, KeptBan, PostedMessage } from '../casework/retention-records.ts'
import type { SanctionRecord } from '../casework/records.ts'
import { type CaseRow, writeCase } from './case-rows.ts'
import { keptRecord } from './kept-file.ts'
import type { Memory } from './office-store.ts'
import { purgeEntries } from './purge.ts'
import { purgeStep } from './purge-steps.ts'
import { RETENTION } from './retention-map.ts'
import { dueWhere, freeWhere } from './retention-sql.ts'
import { readSanction } from './sanction-store.ts'
import type { CaseworkTrx } from './store.ts'

type RetentionPart = Pick<
  Store,
  | 'purgeStep'
  | 'purgeEntries'
  | 'dueSanctions'
  | 'holds'
  | 'addHold'
  | 'updateHold'
  | 'keptBans'
  | 'keepBan'
  | 'dropKeptBan'
  | 'fileKeptBan'
  | 'banReview'
  | 'saveBanReview'
  | 'notePosted'
  | 'nextToForget'
  | 'forgotten'
  | 'forgetNow'
  | 'forgetLater'
  | 'notForgotten'
  | 'blankEntriesAmong'
>

/** Sanctions taken in one step: each may lift a ban. */
const SANCTIONS = 25

/** What Discord is to delete; written out and not bound, or SQLite could not use its index. */
const TO_GO = sql<boolean>`state != 'stands'`

/** What is not to be read any more does not wait behind what is merely old. */
const BEFORE_ALL_OTHERS = '2000-01-01T00:00:00.000Z'

/** The daily purge, holds, kept bans, and what Discord is to delete, within one transaction. */
export const retentionStore = (trx: CaseworkTrx, memory: Memory): RetentionPart => ({
  purgeStep(name, q, after) {
    // what is remembered between transactions may be what goes
    memory.holdings = memory.links = memory.pauses = null
    return purgeStep(trx, name, q, after)
  },

  async purgeEntries(q) {
    const done = await purgeEntries(trx, q)
    return done?.deleted ?? 0
  },

  async dueSanctions({ due, held }) {
    const rule = RETENTION['sanctions']
    if (rule?.goes.how !== 'own_date') return []
    const rows = await trx.executeQuery(
      CompiledQuery.raw(
        `select * from sanctions where ${dueWhere(rule.goes.by, due)} and ${freeWhere(rule)}
          order by decided_at limit ${SANCTIONS}`,
        [JSON.stringify(held)],
      ),
    )
    return (rows.rows as never[]).map((row) => readSanction(row)) as SanctionRecord[]
  },

  async holds({ matter, inForce } = {}) {
    let query = trx.selectFrom('holds').selectAll().orderBy('id')
    if (matter !== undefined) query = query.where('matter', '=', matter)
    if (inForce === true) query = query.where('releasedAt', 'is', null)
    return (await query.execute()) as Hold[]
  },

  async addHold(h) {
    await trx
      .insertInto('holds')
      .values({ ...h, releasedAt: null, releasedBy: null })
      .execute()
  },

  async updateHold(id, change) {
    await trx.updateTable('holds').set(change).where('id', '=', id).execute()
  },

  async keptBans(identities) {
    let query = trx.selectFrom('banRegister').selectAll().orderBy('day').orderBy('ref')
    if (identities !== undefined) query = query.where('identity', 'in', identities)
    return (await query.execute()) as KeptBan[]
  },

  async keepBan(ban) {
    await trx
      .insertInto('banRegister')
      .values(ban)
      .onConflict((c) => c.column('ref').doUpdateSet({ minute: ban.minute }))
      .execute()
  },

  async dropKeptBan(ref) {
    await trx.deleteFrom('banRegister').where('ref', '=', ref).execute()
  },

  async fileKeptBan(ref) {
    const ban = (await trx
      .selectFrom('banRegister')
      .selectAll()
      .where('ref', '=', ref)
      .executeTakeFirst()) as KeptBan | undefined
    if (ban === undefined) return
    const [year, seq] = ref.split('-').map(Number) as [number, number]
    await trx
      .insertInto('cases')
      .values({ ...(writeCase(keptRecord(ban)) as CaseRow), year, seq })
      .onConflict((c) => c.column('ref').doNothing())
      .execute()
  },

  async banReview(ref) {
    return (await trx.selectFrom('banReviews').selectAll().where('ref', '=', ref).executeTakeFirst()) as
      | BanReview
      | undefined
  },

  async saveBanReview(review) {
    const { ref: _, ...changed } = review
    await trx
      .insertInto('banReviews')
      .values(review)
      .onConflict((c) => c.column('ref').doUpdateSet(changed))
      .execute()
  },

  async notePosted(p) {
    await trx
      .insertInto('postedMessages')
      .values({ ...p, state: 'stands', tries: 0, notBefore: p.at, why: null })
      .onConflict((c) => c.column('messageId').doNothing())
      .execute()
  },

  async nextToForget() {
    return (await trx
      .selectFrom('postedMessages')
      .selectAll()
      .where(TO_GO)
      .orderBy('notBefore')
      .orderBy('messageId')
      .limit(1)
      .executeTakeFirst()) as PostedMessage | undefined
  },

  async forgotten({ messageId, what, state, notBefore }, at) {
    await trx
      .deleteFrom('postedMessages')
      .where('messageId', '=', messageId)
      // asked for once more while Discord was at it: more of its lines are to go
      .where('state', '=', state)
      .where('notBefore', '=', notBefore)
      .execute()
    if (what !== 'log' || state !== 'delete') return
    // numbers, seals and dates stay: by them verify finds a deletion that came too early (J3)
    await trx
      .updateTable('logPosts')
      .set({ goneAt: at, edits: null })
      .where('messageId', '=', messageId)
      .execute()
  },

  async forgetNow(matter, what) {
    const { numUpdatedRows } = await trx
      .updateTable('postedMessages')
      .set({ state: 'delete', notBefore: BEFORE_ALL_OTHERS })
      .where('matter', '=', matter)
      .where('what', '=', what)
      .executeTakeFirst()
    return Number(numUpdatedRows)
  },

  async forgetLater(messageId, change) {
    await trx.updateTable('postedMessages').set(change).where('messageId', '=', messageId).execute()
  },

  async notForgotten(tries) {
    const row = await trx
      .selectFrom('postedMessages')
      .select((e) => [
        e.fn.countAll<number>().as('waiting'),
        e.fn.sum<number>(e.case().when('tries', '>=', tries).then(1).else(0).end()).as('refused'),
      ])
      .where(TO_GO)
      .executeTakeFirst()
    return { waiting: Number(row?.waiting ?? 0), refused: Number(row?.refused ?? 0) }
  },

  async blankEntriesAmong(numbers) {
    const rows = await trx
      .selectFrom('entries')
      .select('n')
      .where('n', 'in', numbers)
      .where('content', 'is', null)
      .execute()
    return new Set(rows.map((row) => row.n))
  },
})
