import { type Kysely, sql } from 'kysely'

/** Holds, the ban register, and what the bot posted where, so that it can be deleted on its date (K1, K3, K4). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table holds (
    id integer primary key autoincrement,
    matter text not null,
    at text not null,
    by text not null,
    reason text not null,
    minute text not null,
    review_on text not null,
    released_at text,
    released_by text
  )`.execute(db)

  // lifetime bans that the EC has minuted to keep, and nothing else about them (K3)
  await sql`create table ban_register (
    ref text primary key,
    platform text not null,
    identity text not null,
    day text not null,
    minute text not null
  )`.execute(db)
  // who is banned is asked at every press
  await db.schema.createIndex('ban_register_by_identity').on('ban_register').column('identity').execute()

  // what the EC was asked about a lifetime ban, and what it minuted (K3)
  await sql`create table ban_reviews (
    ref text primary key,
    asked_at text not null,
    decision text,
    minute text,
    decided_by text,
    decided_at text
  )`.execute(db)

  // messages and rooms of the bot's own; letters are not among them: they are the member's copy (K1)
  await sql`create table posted_messages (
    message_id text primary key,
    channel_id text not null,
    at text not null,
    what text not null,
    matter text,
    state text not null,
    tries integer not null,
    not_before text not null,
    why text
  )`.execute(db)
  // what is due is taken oldest first, and what Discord is to delete in the order in which it may be tried again
  await sql`create index posted_messages_stand on posted_messages (at) where state = 'stands'`.execute(db)
  await sql`create index posted_messages_to_go on posted_messages (not_before) where state != 'stands'`.execute(
    db,
  )
  // a room that goes takes its messages with it
  await db.schema
    .createIndex('posted_messages_by_channel')
    .on('posted_messages')
    .column('channel_id')
    .execute()

  // when a message of the log channel was deleted, with the last of its entries
  await db.schema.alterTable('log_posts').addColumn('gone_at', 'text').execute()
  // lines of entries that were deleted are looked for among the messages that still stand
  await sql`create index log_posts_stand on log_posts (first_entry) where gone_at is null`.execute(db)
}
