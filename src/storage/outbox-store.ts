import type { Effect } from '../casework/effects.ts'
import type { Store } from '../casework/ports.ts'
import { parse } from './columns.ts'
import type { CaseworkTrx } from './store.ts'

/** The outbox, within one transaction (G1). */
export const outboxStore = (
  trx: CaseworkTrx,
): Pick<Store, 'addEffect' | 'openEffects' | 'effect' | 'updateEffect' | 'finishEffects'> => {
  const open = () => trx.selectFrom('effects').selectAll().where('state', '=', 'open').orderBy('id')
  const read = ({
    state: _,
    lastError: __,
    ...row
  }: Awaited<ReturnType<ReturnType<typeof open>['execute']>>[number]) =>
    ({ ...row, payload: parse(row.payload) }) as Effect
  return {
    async addEffect(e, at, notBefore) {
      await trx
        .insertInto('effects')
        .values({
          lane: e.lane,
          name: e.name,
          target: e.target,
          payload: JSON.stringify(e.payload),
          state: 'open',
          createdAt: at,
          notBefore,
          attempts: 0,
        })
        .execute()
    },

    async openEffects() {
      return (await open().execute()).map(read)
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
    },
  }
}
