import type { Selectable } from 'kysely'
import type { Store } from '../casework/ports.ts'
import type { HandBan, Task } from '../casework/records.ts'
import type { CaseworkTables } from './casework-tables.ts'
import { parse } from './columns.ts'
import type { CaseworkTrx } from './store.ts'

const readTask = (r: Selectable<CaseworkTables['tasks']>): Task => ({
  ...r,
  kind: r.kind as Task['kind'],
  offices: parse(r.offices),
  notFor: parse(r.notFor ?? '[]'),
})

const readHandBan = (r: Selectable<CaseworkTables['handBans']>): HandBan => ({
  ...r,
  kind: r.kind as HandBan['kind'],
})

type DeskPart = Pick<
  Store,
  | 'saveDraft'
  | 'draft'
  | 'draftsOf'
  | 'deleteDraft'
  | 'deleteDraftsBefore'
  | 'addTask'
  | 'task'
  | 'lastTask'
  | 'openTasks'
  | 'finishTask'
  | 'updateTask'
  | 'addHandBan'
  | 'handBan'
  | 'handBans'
  | 'answerHandBan'
>

/** What lies on people's desks: drafts, tasks, bans made or lifted by hand. Within one transaction. */
export const deskStore = (trx: CaseworkTrx): DeskPart => {
  const drafts = () => trx.selectFrom('drafts').selectAll()
  const readDraft = (r: Selectable<CaseworkTables['drafts']>) => ({
    ...r,
    body: parse<Record<string, unknown>>(r.body),
  })
  return {
    async saveDraft(d) {
      const row = { ...d, body: JSON.stringify(d.body) }
      const { id: _, owner: __, ...changed } = row
      await trx
        .insertInto('drafts')
        .values(row)
        .onConflict((c) => c.column('id').doUpdateSet(changed))
        .execute()
    },

    async draft(id) {
      const row = await drafts().where('id', '=', id).executeTakeFirst()
      return row && readDraft(row)
    },

    async draftsOf(owner, kind) {
      const rows = await drafts()
        .where('owner', '=', owner)
        .where('kind', kind.endsWith(':') ? 'like' : '=', kind.endsWith(':') ? `${kind}%` : kind)
        .where('usedFor', 'is', null)
        .orderBy('updatedAt', 'desc')
        .limit(25)
        .execute()
      return rows.map(readDraft)
    },

    async deleteDraftsBefore(kind, before) {
      await trx.deleteFrom('drafts').where('kind', '=', kind).where('updatedAt', '<', before).execute()
    },

    async deleteDraft(id) {
      await trx.deleteFrom('drafts').where('id', '=', id).execute()
    },

    async addTask(t) {
      const row = await trx
        .insertInto('tasks')
        .values({
          ...t,
          offices: JSON.stringify(t.offices),
          notFor: t.notFor?.length ? JSON.stringify(t.notFor) : null,
          dueOn: t.dueOn ?? null,
          about: t.about ?? null,
          alarmedAt: null,
          doneAt: null,
          doneBy: null,
          doneHow: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    },

    async task(id) {
      const row = await trx.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst()
      return row && readTask(row)
    },

    async lastTask(kind, matter) {
      const row = await trx
        .selectFrom('tasks')
        .selectAll()
        .where('kind', '=', kind)
        .where('matter', '=', matter)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && readTask(row)
    },

    async openTasks(filter = {}) {
      let query = trx
        .selectFrom('tasks')
        .selectAll()
        .where('doneAt', 'is', null)
        .orderBy('raisedAt')
        .orderBy('id')
      if (filter.kind) query = query.where('kind', '=', filter.kind)
      if (filter.matter) query = query.where('matter', '=', filter.matter)
      if (filter.subject) query = query.where('subject', '=', filter.subject)
      return (await query.execute()).map(readTask)
    },

    async updateTask(id, change) {
      await trx.updateTable('tasks').set(change).where('id', '=', id).execute()
    },

    async finishTask(id, { at, by, how }) {
      await trx
        .updateTable('tasks')
        .set({ doneAt: at, doneBy: by, doneHow: how })
        .where('id', '=', id)
        .execute()
    },

    async addHandBan(b) {
      const row = await trx
        .insertInto('handBans')
        .values({ ...b, answer: null, reason: null, answeredBy: null, answeredAt: null })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    },

    async handBan(id) {
      const row = await trx.selectFrom('handBans').selectAll().where('id', '=', id).executeTakeFirst()
      return row && readHandBan(row)
    },

    async handBans({ userId, open }) {
      let query = trx.selectFrom('handBans').selectAll().orderBy('id')
      if (userId !== undefined) query = query.where('userId', '=', userId)
      if (open) query = query.where('answer', 'is', null).where('kind', '!=', 'baseline')
      return (await query.execute()).map(readHandBan)
    },

    async answerHandBan(id, { answer, reason, by, at }) {
      await trx
        .updateTable('handBans')
        .set({ answer, reason, answeredBy: by, answeredAt: at })
        .where('id', '=', id)
        .execute()
    },
  }
}
