import { type Kysely, sql } from 'kysely'

/** Complaints, appeals, the files that people send, matters with the National Complaints team, late replies. */
export async function up(db: Kysely<any>): Promise<void> {
  const withRoom = (table: string) =>
    db.schema
      .createTable(table)
      .addColumn('ref', 'text', (c) => c.primaryKey())
      .addColumn('year', 'integer', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('platform', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text')
      .addColumn('reasons', 'text')
      .addColumn('opened_at', 'text', (c) => c.notNull())
      .addColumn('closed_at', 'text')
      .addColumn('thread_id', 'text')
      .addColumn('card_message_id', 'text')
      .addColumn('room_people', 'text', (c) => c.notNull())
      .addColumn('sealed', 'integer', (c) => c.notNull())
      .addUniqueConstraint(`${table}_year_seq`, ['year', 'seq'])

  await withRoom('complaints')
    .addColumn('respondent', 'text')
    .addColumn('respondent_name', 'text')
    .addColumn('post', 'text')
    .addColumn('post_key', 'text')
    .addColumn('illegal', 'integer', (c) => c.notNull())
    .addColumn('safeguarding', 'text', (c) => c.notNull())
    .addColumn('advice', 'text')
    .addColumn('proposal', 'text')
    .addColumn('proposal_version', 'integer', (c) => c.notNull())
    .addColumn('mediation', 'text')
    .addColumn('removal', 'text')
    .addColumn('case_ref', 'text')
    .addColumn('named_signers', 'text', (c) => c.notNull())
    .addColumn('sign_opened_at', 'text')
    .addColumn('tell_at', 'text')
    .execute()
  // /complaint list and the timers ask for open complaints
  await db.schema.createIndex('complaints_by_state').on('complaints').column('state').execute()
  // a further report of the same post joins the complaint that is open about it
  await db.schema.createIndex('complaints_by_post').on('complaints').column('post_key').execute()
  // when a case is closed its complainants are told; notices wait while safeguarding is asked
  await db.schema.createIndex('complaints_by_case').on('complaints').column('case_ref').execute()

  await withRoom('appeals')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('about', 'text', (c) => c.notNull())
    .addColumn('appellant', 'text', (c) => c.notNull())
    .addColumn('appellant_name', 'text', (c) => c.notNull())
    .addColumn('lodged_by', 'text', (c) => c.notNull())
    .addColumn('received_how', 'text')
    .addColumn('secretary_involved', 'integer', (c) => c.notNull())
    .addColumn('trusted_officer', 'text')
    .addColumn('chosen_handler', 'text')
    .addColumn('told_handlers', 'text', (c) => c.notNull())
    .addColumn('handled_at', 'text', (c) => c.notNull())
    .addColumn('roll', 'text', (c) => c.notNull())
    .addColumn('statements_until', 'text')
    .addColumn('answer_until', 'text')
    .addColumn('voting_opened_at', 'text')
    .addColumn('voting_closes_at', 'text')
    .addColumn('reminded_at', 'text')
    .addColumn('decided_at', 'text')
    .addColumn('decided_by', 'text')
    .addColumn('meeting', 'text')
    .addColumn('suspension', 'text')
    .addColumn('dependents', 'text', (c) => c.notNull())
    .addColumn('told', 'text')
    .execute()
  // /appeals list and the timers ask for open appeals
  await db.schema.createIndex('appeals_by_state').on('appeals').column('state').execute()
  // one appeal a sanction; the ladder asks whether one is pending
  await db.schema.createIndex('appeals_by_about').on('appeals').column('about').execute()
  // /appeal shows someone their own
  await db.schema.createIndex('appeals_by_appellant').on('appeals').column('appellant').execute()

  const hangsOn = (table: string) =>
    db.schema
      .createTable(table)
      .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('matter', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())

  await hangsOn('complainants')
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('on_duty', 'integer', (c) => c.notNull())
    .addColumn('stopped_at', 'text')
    .addUniqueConstraint('complainants_once', ['matter', 'person'])
    .execute()
  // /complain shows someone their own, and counts them (C9)
  await db.schema.createIndex('complainants_by_person').on('complainants').column('person').execute()
  await hangsOn('matter_texts')
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('side', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .execute()
  await hangsOn('matter_votes')
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('reasons', 'text')
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await hangsOn('matter_involvements')
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .execute()
  await hangsOn('files')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('content_type', 'text')
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .execute()
  // a matter is read whole, by reference
  for (const table of ['complainants', 'matter_texts', 'matter_votes', 'matter_involvements', 'files'])
    await db.schema.createIndex(`${table}_by_matter`).on(table).column('matter').execute()

  await db.schema
    .createTable('file_chunks')
    .addColumn('file_id', 'integer', (c) => c.notNull().references('files.id').onDelete('cascade'))
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('bytes', 'blob', (c) => c.notNull())
    .addPrimaryKeyConstraint('file_chunks_pk', ['file_id', 'n'])
    .execute()

  await db.schema
    .createTable('national')
    .addColumn('matter', 'text', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('outcome_at', 'text')
    .addColumn('outcome_by', 'text')
    .addColumn('note', 'text')
    .execute()

  // a first reply within days of the letter, put to the signers again (D8)
  await db.schema
    .createTable('reconsiderations')
    .addColumn('case_ref', 'text', (c) => c.primaryKey().references('cases.ref').onDelete('cascade'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('votes', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('decided_at', 'text')
    .execute()

  // lines of a matter in which someone who reads the log channel has a conflict (J4)
  await db.schema
    .createTable('restricted_matters')
    .addColumn('matter', 'text', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute()

  // what the bot's own edits left in a message of the log channel, so that verify knows them from any other (J4)
  await db.schema.alterTable('log_posts').addColumn('edits', 'text').execute()

  // someone heard in a matter asks that someone else not decide it; an officer without conflict answers (A5)
  await sql`create table objections (
    id integer primary key autoincrement,
    matter text not null,
    at text not null,
    by text not null,
    text text not null,
    task_id integer not null,
    upheld_for text,
    reasons text,
    answered_by text,
    answered_at text
  )`.execute(db)
  // its answer comes by its task
  await db.schema.createIndex('objections_by_task').on('objections').column('task_id').execute()
  // officers whom a task does not wait for though it waits for their office
  await db.schema.alterTable('tasks').addColumn('not_for', 'text').execute()

  // a timeout of posting, D11
  await sql`create table posting_pauses (
    id integer primary key autoincrement,
    matter text not null,
    person text not null,
    at text not null,
    by text not null,
    until_at text not null,
    renewed_by text,
    ended_at text
  )`.execute(db)
  // renewing and showing ask for the pauses of a matter
  await db.schema.createIndex('posting_pauses_by_matter').on('posting_pauses').column('matter').execute()
  // notices of a case wait while safeguarding is asked about the case itself (C6)
  await db.schema.alterTable('cases').addColumn('safeguarding', 'text').execute()
  // where the case came from a complaint
  await db.schema.alterTable('cases').addColumn('complaint_ref', 'text').execute()
  // while its signers look again after a first reply that came late (D8)
  await db.schema.alterTable('cases').addColumn('reconsidering_since', 'text').execute()
}
