import type { Kysely } from 'kysely'

/** The branch that a platform belongs to (B4); null for the CLP's own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('platforms').addColumn('branch', 'text').execute()
}
