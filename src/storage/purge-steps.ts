import { CompiledQuery } from 'kysely'
import type { PurgeQuestion, Stepped } from '../casework/retention-records.ts'
import type { Due } from '../policy/retention.ts'
import type { Instant } from '../policy/calendar.ts'
import type { Trx } from './database.ts'
import { RETENTION } from './retention-map.ts'
import type { TableRule } from './retention-rules.ts'
import { bareWhere, dueWhere, FRAMES, freeWhere, PARTS, wordDue, wordsWhere } from './retention-sql.ts'

type Step = (trx: Trx, q: PurgeQuestion, held: string, after: number) => Promise<Stepped>

/** Rows looked at in one step: few enough that no press waits and the event loop is never held for long (K2). */
const WINDOW = 160
/** Rows of bytes in one step: each is overwritten with zeros before it is let go. */
const CHUNKS = 4

/** Tables that casework takes row by row, or that have a way of their own. */
const OWN_WAY = new Set(['sanctions', 'files'])

const all = async <R>(trx: Trx, text: string, ...values: unknown[]): Promise<R[]> =>
  (await trx.executeQuery(CompiledQuery.raw(text, values))).rows as R[]

const changed = async (trx: Trx, text: string, ...values: unknown[]): Promise<number> =>
  Number((await trx.executeQuery(CompiledQuery.raw(text, values))).numAffectedRows ?? 0n)

/** The last row of the next window of a table; null where there is none. */
async function windowEnd(trx: Trx, table: string, after: number, rows = WINDOW): Promise<number | null> {
  const [found] = await all<{ last: number | null }>(
    trx,
    `select max(id) as last from (select rowid as id from ${table} where rowid > ? order by rowid limit ${rows})`,
    after,
  )
  return found?.last ?? null
}

const IN_WINDOW = 'rowid > ? and rowid <= ?'

/** Rows that go on their own date. */
const deleting =
  (table: string, rule: TableRule): Step =>
  async (trx, { due }, held, after) => {
    const goes = rule.goes as Extract<TableRule['goes'], { how: 'own_date' }>
    const last = await windowEnd(trx, table, after)
    if (last === null) return { gone: {}, after: null, matters: [] }
    const rows = await all<{ matter: string | null }>(
      trx,
      `delete from ${table} where ${IN_WINDOW} and ${dueWhere(goes.by, due)} and ${freeWhere(rule)}
        returning ${rule.matter ?? 'null'} as matter`,
      after,
      last,
      held,
    )
    return { gone: { [table]: rows.length }, after: last, matters: mattersOf(rows) }
  }

/** Words of rows that stay with their matter, or of the frame of a matter. */
const blanking =
  (table: string, rule: TableRule, words: readonly string[], where: (due: Due) => string): Step =>
  async (trx, { due }, held, after) => {
    const last = await windowEnd(trx, table, after)
    if (last === null) return { gone: {}, after: null, matters: [] }
    const empty = await emptyOf(trx, table)
    const rows = await all<{ matter: string | null }>(
      trx,
      `update ${table} set ${words.map((w) => `${w} = ${empty.get(w) ?? 'null'}`).join(', ')}
        where ${IN_WINDOW} and ${where(due)} and ${wordsWhere(words)} and ${freeWhere(rule)}
        returning ${rule.matter ?? 'null'} as matter`,
      after,
      last,
      held,
    )
    return { gone: { [`${table}: words`]: rows.length }, after: last, matters: mattersOf(rows) }
  }

const mattersOf = (rows: { matter: string | null }[]): string[] => [
  ...new Set(rows.flatMap((row) => row.matter ?? [])),
]

/** What an empty column holds: null, or an empty text where null is not allowed. */
async function emptyOf(trx: Trx, table: string): Promise<Map<string, string>> {
  const columns = await all<{ name: string; notnull: number }>(
    trx,
    'select name, "notnull" from pragma_table_info(?)',
    table,
  )
  return new Map(columns.filter((c) => c.notnull === 1).map((c) => [c.name, `''`]))
}

/** Files: their bytes a little at a time, from the end, then the file itself. */
const files: Step = async (trx, { due }, held, after) => {
  const rule = RETENTION['files'] as TableRule
  const goes = rule.goes as Extract<TableRule['goes'], { how: 'own_date' }>
  const [file] = await all<{ id: number; matter: string }>(
    trx,
    `select id, matter from files where rowid > ? and ${dueWhere(goes.by, due)} and ${freeWhere(rule)}
      order by rowid limit 1`,
    after,
    held,
  )
  if (!file) return { gone: {}, after: null, matters: [] }
  // nobody is shown half of it
  await changed(trx, `update files set state = 'gone' where id = ?`, file.id)
  const bytes = await changed(
    trx,
    `delete from file_chunks where rowid in
      (select rowid from file_chunks where file_id = ? order by n desc limit ${CHUNKS})`,
    file.id,
  )
  if (bytes === CHUNKS) return { gone: {}, after, matters: [] }
  await changed(trx, 'delete from files where id = ?', file.id)
  return { gone: { files: 1 }, after: file.id, matters: [file.matter] }
}

/** Tasks about a ban that is kept beyond its file: the EC still has its month, and people their bans to make and lift (K3). */
const ABOUT_KEPT = `kind in ('keep_ban', 'platform_ban', 'platform_lift') and matter in (select ref from ban_register)`

/** Frames of which nothing else is left: with them goes who had which part, and their room. */
const framing =
  (frame: (typeof FRAMES)[number]): Step =>
  async (trx, { due, at }, held, after) => {
    const rule = RETENTION[frame] as TableRule
    const goes = rule.goes as Extract<TableRule['goes'], { how: 'frame' }>
    const last = await windowEnd(trx, frame, after, WINDOW / 4)
    if (last === null) return { gone: {}, after: null, matters: [] }
    const frames = await all<{ ref: string; threadId: string | null }>(
      trx,
      `select ref, thread_id from ${frame}
        where ${IN_WINDOW} and ${dueWhere(goes.by, due)} and ${freeWhere(rule)} and ${bareWhere(frame, due)}`,
      after,
      last,
      held,
    )
    for (const { ref, threadId } of frames) {
      if (threadId !== null) await roomGoes(trx, ref, threadId, at)
      for (const [table, part] of PARTS)
        if (part.goes.how === 'words')
          await changed(trx, `delete from ${table} where ${part.matter} = ?`, ref)
      await changed(
        trx,
        `update tasks set done_at = ?, done_how = 'its matter was deleted on its date'
          where matter = ? and done_at is null and not (${ABOUT_KEPT})`,
        at,
        ref,
      )
      await changed(trx, `delete from ${frame} where ref = ?`, ref)
    }
    return { gone: { [frame]: frames.length }, after: last, matters: [] }
  }

/** A room goes whole, with its last part (K1). */
async function roomGoes(trx: Trx, ref: string, threadId: string, at: Instant): Promise<void> {
  await trx.deleteFrom('postedMessages').where('channelId', '=', threadId).execute()
  await trx
    .insertInto('postedMessages')
    .values({
      messageId: threadId,
      channelId: threadId,
      at,
      what: 'room',
      matter: ref,
      state: 'delete',
      tries: 0,
      notBefore: at,
      why: null,
    })
    .onConflict((c) => c.column('messageId').doNothing())
    .execute()
}

/** What the bot posted by its date, letters left out: Discord deletes it by and by. */
const posted: Step = async (trx, { due }, held) => {
  const rows = await all(
    trx,
    `update posted_messages set state = 'delete' where message_id in
      (select message_id from posted_messages
        where state = 'stands' and at < '${due.before}' and ${freeWhere(RETENTION['posted_messages'] as TableRule)}
        order by at limit ${WINDOW})
      returning message_id`,
    held,
  )
  return { gone: { messages: rows.length }, after: rows.length < WINDOW ? null : 0, matters: [] }
}

/** Every step but the register's entries and sanctions, in the order in which they are taken. */
const STEPS: readonly (readonly [string, Step])[] = [
  ['files', files],
  ...Object.entries(RETENTION)
    .filter(([table, { goes }]) => goes.how === 'own_date' && !OWN_WAY.has(table))
    .map(([table, rule]) => [table, deleting(table, rule)] as const),
  ...Object.entries(RETENTION).flatMap(([table, rule]): (readonly [string, Step])[] => {
    const { goes } = rule
    if (goes.how === 'words')
      return goes.words.length === 0
        ? []
        : [[`${table}: words`, blanking(table, rule, goes.words, (due) => dueWhere(goes.by, due))]]
    if (goes.how !== 'frame') return []
    const dates = Object.entries(goes.words)
    return dates.map(([word, date]) => [
      `${table}: ${word}`,
      blanking(table, rule, [word], (due) => wordDue(date, due)),
    ])
  }),
  ['messages', posted],
  ...FRAMES.map((frame) => [frame, framing(frame)] as const),
]

const BY_NAME = new Map(STEPS)

/** The steps of the daily purge by the retention map, in their order. */
export const purgeStepNames: readonly string[] = STEPS.map(([name]) => name)

/** Takes one step; `after` is 0 at first and then what the step before gave. */
export async function purgeStep(trx: Trx, name: string, q: PurgeQuestion, after: number): Promise<Stepped> {
  const step = BY_NAME.get(name)
  if (step === undefined) throw new RangeError(`no such step of the purge: ${name}`)
  const done = await step(trx, q, JSON.stringify(q.held), after)
  return { ...done, matters: await withCard(trx, done.matters) }
}

/** Those of some matters whose card stands in a room. */
async function withCard(trx: Trx, refs: string[]): Promise<string[]> {
  if (refs.length === 0) return []
  const each = FRAMES.map(
    (frame) => `select ref from ${frame}
      where thread_id is not null and card_message_id is not null and ref in (select value from json_each(?))`,
  )
  const rows = await all<{ ref: string }>(
    trx,
    each.join(' union all '),
    ...FRAMES.map(() => JSON.stringify(refs)),
  )
  return rows.map((row) => row.ref)
}
