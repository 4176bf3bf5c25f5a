import type { Kysely } from 'kysely'

/**
 * The CLP's other platforms (B1, G6): when one was retired; of a task the day on which it falls due, what more it is about,
 * and when the alarm was raised because it is overdue.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('platforms').addColumn('retired_at', 'text').execute()
  await db.schema.alterTable('tasks').addColumn('due_on', 'text').execute()
  await db.schema.alterTable('tasks').addColumn('about', 'text').execute()
  await db.schema.alterTable('tasks').addColumn('alarmed_at', 'text').execute()
}
