import { type Kysely, sql } from 'kysely'

/**
 * The Secretary's register. Content is kept once, as the sealed JSON text; what search needs is worked out from it, so
 * that no searchable copy can differ from what was sealed. Entries cannot be changed or removed, only blanked.
 */
export async function up(db: Kysely<any>): Promise<void> {
  const fromContent = (path: string) => sql<string>`content ->> ${sql.lit(path)}`

  await db.schema
    .createTable('entries')
    .addColumn('n', 'integer', (c) => c.primaryKey())
    .addColumn('c', 'text', (c) => c.notNull())
    .addColumn('h', 'text', (c) => c.notNull())
    .addColumn('salt', 'text')
    .addColumn('content', 'text')
    .addColumn('action', 'text', (c) => c.generatedAlwaysAs(fromContent('$.action')))
    .addColumn('matter', 'text', (c) => c.generatedAlwaysAs(fromContent('$.matter')))
    .addColumn('actor', 'text', (c) => c.generatedAlwaysAs(fromContent('$.actor.id')))
    .addColumn('subject', 'text', (c) => c.generatedAlwaysAs(fromContent('$.subject')))
    .addColumn('delete_on', 'text', (c) => c.generatedAlwaysAs(fromContent('$.deleteOn')))
    .modifyEnd(sql`strict`)
    .execute()

  // each serves one filter of /register search, newest first; blank entries take no room
  for (const column of ['action', 'matter', 'actor', 'subject']) {
    await sql`create index ${sql.ref(`entries_${column}`)} on entries (${sql.ref(column)}, n)
      where ${sql.ref(column)} is not null`.execute(db)
  }
  // the daily deletion asks for what is due
  await sql`create index entries_due on entries (delete_on) where delete_on is not null`.execute(db)

  await sql`create trigger entries_stay before delete on entries
    begin select raise(abort, 'register entries are never removed'); end`.execute(db)
  await sql`create trigger entries_unchanged before update on entries
    when new.n is not old.n or new.c is not old.c or new.h is not old.h
      or new.content is not null or new.salt is not null
    begin select raise(abort, 'register entries are never changed'); end`.execute(db)

  await db.schema
    .createTable('repeated_refusals')
    .addColumn('sameness', 'text', (c) => c.primaryKey())
    .addColumn('entry', 'integer', (c) => c.notNull().references('entries.n'))
    .addColumn('closes_at', 'text', (c) => c.notNull())
    .addColumn('again', 'integer', (c) => c.notNull())
    .addColumn('last_at', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  // search shows beside an entry how often the same was refused since
  await db.schema.createIndex('repeated_refusals_entry').on('repeated_refusals').column('entry').execute()

  // with every refusal the hours that are over are looked for
  await db.schema
    .createIndex('repeated_refusals_closes')
    .on('repeated_refusals')
    .column('closes_at')
    .execute()

  await db.schema
    .createTable('log_posts')
    .addColumn('message_id', 'text', (c) => c.primaryKey())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('posted_at', 'text', (c) => c.notNull())
    .addColumn('first_entry', 'integer', (c) => c.notNull())
    .addColumn('last_entry', 'integer', (c) => c.notNull())
    .addColumn('seals', 'text', (c) => c.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  // verify reads a channel's posts in their order
  await db.schema
    .createIndex('log_posts_channel')
    .on('log_posts')
    .columns(['channel_id', 'first_entry'])
    .execute()
}
