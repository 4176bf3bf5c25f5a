import { type Kysely, sql } from 'kysely'

/** Identities of one person, linked and parted with their dates, and what people said against a link (B3). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table identity_links (
    id integer primary key autoincrement,
    a text not null,
    a_name text not null,
    b text not null,
    b_name text not null,
    reason text not null,
    proposed_by text not null,
    proposed_at text not null,
    decided_by text,
    decided_at text,
    confirmed integer,
    refused_why text,
    parting_by text,
    parting_at text,
    parting_why text,
    ended_by text,
    ended_at text,
    ended_why text
  )`.execute(db)

  await sql`create table identity_challenges (
    id integer primary key autoincrement,
    link_id integer not null references identity_links (id) on delete cascade,
    at text not null,
    by text not null,
    written_by text,
    matter text,
    text text not null,
    task_id integer,
    upheld integer,
    reasons text,
    answered_by text,
    answered_at text
  )`.execute(db)
  // the answer comes by its task, and what is still open holds up whatever rests on the link
  await db.schema
    .createIndex('identity_challenges_by_link')
    .on('identity_challenges')
    .column('link_id')
    .execute()

  // to whom the bot wrote, where that was another identity of the respondent: it may prove to be somebody else
  await db.schema.alterTable('cases').addColumn('notice_to', 'text').execute()
  await db.schema.alterTable('sanctions').addColumn('letter_to', 'text').execute()
}
