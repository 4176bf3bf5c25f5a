import type { Generated } from 'kysely'
import type { PauseStore } from '../casework/pause-records.ts'
import type { Store } from '../casework/ports.ts'
import type { Memory } from './office-store.ts'
import type { CaseworkTrx } from './store.ts'

/** Rows of the tables of pauses, training and reminders. These types never leave `storage`. */
export interface PauseTables {
  pauses: {
    id: Generated<number>
    fromDay: string
    toDay: string
    reason: string
    setBy: string
    setAt: string
    endedBy: string | null
    endedAt: string | null
  }
  trainings: { id: Generated<number>; person: string; onDay: string; recordedBy: string; at: string }
  reminders: { thing: string; day: string }
}

/** Pauses, training, and what has been reminded of, within one transaction. */
export const pauseStore = (trx: CaseworkTrx, memory: Memory): PauseStore => ({
  async pauses() {
    memory.pauses ??= (await trx.selectFrom('pauses').selectAll().orderBy('fromDay').execute()).map(
      ({ fromDay, toDay, ...rest }) => ({ ...rest, from: fromDay, to: toDay }),
    )
    return [...memory.pauses]
  },

  async addPause({ from, to, reason, setBy, setAt }) {
    memory.pauses = null
    const row = await trx
      .insertInto('pauses')
      .values({ fromDay: from, toDay: to, reason, setBy, setAt, endedBy: null, endedAt: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  },

  async endPause(id, { to, by, at }) {
    memory.pauses = null
    await trx
      .updateTable('pauses')
      .set({ toDay: to, endedBy: by, endedAt: at })
      .where('id', '=', id)
      .execute()
  },

  async addTraining({ person, on, recordedBy, at }) {
    memory.holdings = null
    await trx.insertInto('trainings').values({ person, onDay: on, recordedBy, at }).execute()
  },

  async entriesDue(last) {
    const rows = await trx
      .selectFrom('entries')
      .select((e) => ['deleteOn', e.fn.countAll<number>().as('count')])
      .where('deleteOn', '<=', last)
      .groupBy('deleteOn')
      .orderBy('deleteOn')
      .execute()
    return rows.map(({ deleteOn, count }) => ({ day: deleteOn as string, count }))
  },

  async wasReminded(thing, day) {
    const row = await trx
      .selectFrom('reminders')
      .select('day')
      .where('thing', '=', thing)
      .where('day', '=', day)
      .executeTakeFirst()
    return row !== undefined
  },

  async remindOnce(thing, day) {
    const fresh = await trx
      .insertInto('reminders')
      .values({ thing, day })
      .onConflict((c) => c.columns(['thing', 'day']).doNothing())
      .returning('thing')
      .executeTakeFirst()
    return fresh !== undefined
  },
})

type Files = Pick<
  Store,
  'caseFile' | 'caseFiles' | 'complaintFile' | 'complaintFiles' | 'appealFile' | 'appealFiles'
>

/** Every file of a matter carries the pauses, since no time of it runs on their days (D9). */
export function withPauses(files: Files, pauses: PauseStore['pauses']): Files {
  const one =
    <F extends object>(read: (ref: string) => Promise<F | undefined>) =>
    async (ref: string): Promise<F | undefined> => {
      const file = await read(ref)
      return file && { ...file, pauses: await pauses() }
    }
  const all =
    <F extends object>(read: (refs: string[]) => Promise<F[]>) =>
    async (refs: string[]): Promise<F[]> => {
      const found = await read(refs)
      const known = await pauses()
      return found.map((file) => ({ ...file, pauses: known }))
    }
  return {
    caseFile: one(files.caseFile),
    caseFiles: all(files.caseFiles),
    complaintFile: one(files.complaintFile),
    complaintFiles: all(files.complaintFiles),
    appealFile: one(files.appealFile),
    appealFiles: all(files.appealFiles),
  }
}
