import type { Kysely } from 'kysely'

/** A reply that came by e-mail, post or in person: by what means, on which day, and who wrote it down (D4). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('reply_events').addColumn('means', 'text').execute()
  await db.schema.alterTable('reply_events').addColumn('came_on', 'text').execute()
  await db.schema.alterTable('reply_events').addColumn('written_by', 'text').execute()
  // so that one written while the notice was on its way is put to the respondent after it (E11)
  await db.schema.alterTable('cases').addColumn('finding_at', 'text').execute()
}
