import type { Kysely } from 'kysely'

/** Pauses of the CLP (D9), who was trained when (L3), and what has been reminded of on which day (D9). */
export async function up(db: Kysely<unknown>): Promise<void> {
  // from when the time that runs in an appeal counts, so that the days of a pause can be left out of it
  await db.schema.alterTable('appeals').addColumn('counts_from', 'text').execute()
  await db.schema
    .createTable('pauses')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('from_day', 'text', (c) => c.notNull())
    // the last day of it; before from_day where it was called off before it began
    .addColumn('to_day', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull())
    .addColumn('set_at', 'text', (c) => c.notNull())
    .addColumn('ended_by', 'text')
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema
    .createTable('trainings')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('on_day', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('reminders')
    .addColumn('thing', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    // one reminder a thing and day, whatever is killed or put back
    .addPrimaryKeyConstraint('reminders_once', ['thing', 'day'])
    .execute()
}
