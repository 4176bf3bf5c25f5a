import { type Kysely, sql } from 'kysely'

/** What people were told, as they read it, and what they ask about the data that is held of them (N1, N2). */
export async function up(db: Kysely<unknown>): Promise<void> {
  // a copy of each message to somebody about their own matter: what was put to them is what stands here
  await sql`create table told_messages (
    id integer primary key autoincrement,
    person text not null,
    at text not null,
    what text not null,
    matter text,
    body text not null
  )`.execute(db)
  // /mydata reads what one person was told
  await db.schema
    .createIndex('told_messages_by_person')
    .on('told_messages')
    .columns(['person', 'at'])
    .execute()
  // what may be illegal is taken out by its matter (C8)
  await db.schema.createIndex('told_messages_by_matter').on('told_messages').column('matter').execute()

  await sql`create table data_requests (
    ref text primary key,
    year integer not null,
    seq integer not null,
    kind text not null,
    person text not null,
    person_name text not null,
    at text not null,
    due_on text not null,
    words text,
    about text,
    trusted text,
    outcome text,
    answer text,
    released text,
    answered_at text,
    answered_by text,
    reached text,
    reminded text not null,
    unique (year, seq)
  )`.execute(db)
  // /mydata shows someone their own
  await db.schema.createIndex('data_requests_by_person').on('data_requests').column('person').execute()
  // the clock asks for what is still to be answered
  await sql`create index data_requests_open on data_requests (due_on) where answered_at is null`.execute(db)

  await sql`create table data_choices (
    request text not null references data_requests (ref) on delete cascade,
    piece text not null,
    at text not null,
    release integer not null,
    reason text,
    by text not null,
    primary key (request, piece)
  )`.execute(db)

  // when someone was given a copy, so that the register has one entry an hour of it and not one a press
  await sql`create table data_copies (
    person text not null,
    at text not null
  )`.execute(db)
  await db.schema.createIndex('data_copies_by_person').on('data_copies').columns(['person', 'at']).execute()

  // what somebody wrote or sent is gathered by their name for /mydata
  await db.schema.createIndex('matter_texts_by_author').on('matter_texts').column('by').execute()
  await db.schema.createIndex('files_by_sender').on('files').column('added_by').execute()
  await db.schema.createIndex('complaints_by_respondent').on('complaints').column('respondent').execute()
}
