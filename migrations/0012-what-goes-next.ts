import { type Kysely, sql } from 'kysely'

/** What Discord is to delete next is found at once, however much waits: thousands fall due at the same moment (K1). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index posted_messages_to_go`.execute(db)
  await sql`create index posted_messages_to_go on posted_messages (not_before, message_id, tries) where state != 'stands'`.execute(
    db,
  )
}
