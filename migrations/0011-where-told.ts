import type { Kysely } from 'kysely'

/** Where a message to somebody stands on Discord, so that a quote in it that may be illegal can be taken out again (C8). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('told_messages').addColumn('channel_id', 'text').execute()
  await db.schema.alterTable('told_messages').addColumn('message_id', 'text').execute()
}
