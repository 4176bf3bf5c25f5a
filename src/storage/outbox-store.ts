import { CompiledQuery, sql } from 'kysely'
import type { Effect } from '../casework/effects.ts'
import type { Store } from '../casework/ports.ts'
import { parse } from './columns.ts'
import type { CaseworkTrx } from './store.ts'

const ADD = `insert into effects (lane, name, target, payload, state, created_at, not_before, attempts)
  values (?, ?, ?, ?, 'open', ?, ?, 0)`

/** The outbox, within one transaction (G1). */
export const outboxStore = (
  trx: CaseworkTrx,
): Pick<Store, 'addEffect' | 'openEffects' | 'dueEffects' | 'effect' | 'updateEffect' | 'finishEffects'> => {
  // written out and not bound, or SQLite could not use the index of what is open and would read everything ever sent
  const OPEN = sql.lit('open')
  const open = () => trx.selectFrom('effects').selectAll().where('state', '=', OPEN).orderBy('id')
  const firstOfEachLane = () =>
    trx
      .selectFrom('effects')
      .select((e) => e.fn.min('id').as('id'))
      .where('state', '=', OPEN)
      .groupBy('lane')
  const read = ({
    state: _,
    lastError: __,
    ...row
  }: Awaited<ReturnType<ReturnType<typeof open>['execute']>>[number]) =>
    ({ ...row, payload: parse(row.payload) }) as Effect
  return {
    async addEffect(e, at, notBefore) {
      const values = [e.lane, e.name, e.target, JSON.stringify(e.payload), at, notBefore]
      await trx.executeQuery(CompiledQuery.raw(ADD, values))
    },

    async openEffects({ name, target } = {}) {
      let query = open()
      if (name !== undefined) query = query.where('name', '=', name)
      if (target !== undefined) query = query.where('target', '=', target)
      return (await query.execute()).map(read)
    },

    async dueEffects({ now, except, limit }) {
      const waiting = trx
        .selectFrom('effects')
        .where('id', 'in', firstOfEachLane())
        .$if(except.length > 0, (query) => query.where('lane', 'not in', except))
      const due = await waiting.selectAll().where('notBefore', '<=', now).orderBy('id').limit(limit).execute()
      const next = await waiting
        .select((e) => e.fn.min('notBefore').as('at'))
        .where('notBefore', '>', now)
        .executeTakeFirst()
      return { due: due.map(read), nextAt: next?.at ?? null }
    },

    async effect(id) {
      const row = await open().where('id', '=', id).executeTakeFirst()
      return row && read(row)
    },

    async updateEffect(id, change) {
      await trx.updateTable('effects').set(change).where('id', '=', id).execute()
    },

    async finishEffects(ids, state) {
      // what was said stands in its own record by now; the outbox keeps no second copy of it
      await trx
        .updateTable('effects')
        .set({ state, body: null, payload: '{}' })
        .where('id', 'in', ids)
        .execute()
      // of somebody whose file has gone not even the name in the outbox stays (K3)
      await trx.deleteFrom('effects').where('id', 'in', ids).where('lane', 'like', 'forget%').execute()
    },
  }
}
