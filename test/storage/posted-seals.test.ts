import { copyFileSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatLog } from '../../src/register/log-post.ts'
import type { ChannelMessage, ReadMessages } from '../../src/register/posted.ts'
import { restrictLines, textHash } from '../../src/register/restricted.ts'
import type { Db } from '../../src/storage/database.ts'
import { appendEntry, entriesAfter } from '../../src/storage/entries.ts'
import { logPosts, logPostsAbout, noteLogEdits, recordLogPost } from '../../src/storage/log-posts.ts'
import { content, intruder, reopen } from '../support/temp-register.ts'
import { blank, forgePurge, reseal, rewrite, verify, written } from './tampering.ts'

/** What stands in a log channel, and the way to read it, three messages at a time. */
function logChannel() {
  const messages: ChannelMessage[] = []
  const read: ReadMessages = (channelId, after) =>
    Promise.resolve(
      channelId === '77'
        ? messages
            .filter((one) => BigInt(one.messageId) > BigInt(after))
            .sort((a, b) => Number(a.messageId) - Number(b.messageId))
            .slice(0, 3)
        : null,
    )
  return {
    messages,
    read,
    /** Posts the entries from a number on, each in a message of its own with the id 1000 + n, and notes it. */
    async post(db: Db, from: number) {
      for (const { text, first } of (await entriesAfter(db, from - 1, 100)).flatMap((one) =>
        formatLog([one]),
      )) {
        const messageId = String(1000 + first)
        messages.push({ messageId, text, edited: false, ours: true })
        await db
          .transaction()
          .execute((trx) =>
            recordLogPost(trx, { channelId: '77', messageId, text, at: '2026-07-03T10:00:00.000Z' }),
          )
      }
    },
    edit(n: number, change: Partial<ChannelMessage>) {
      const message = messages.find((one) => one.messageId === String(1000 + n))
      if (message === undefined) throw new Error(`entry ${n} was not posted`)
      Object.assign(message, change)
    },
  }
}

/** The register of `written`, every entry of it posted, with what other people said in between. */
async function posted() {
  const register = await written()
  const log = logChannel()
  const other = { edited: true, ours: false }
  log.messages.push({ messageId: '500', text: 'Welcome', ...other })
  await log.post(register.db, 1)
  log.messages.push({ messageId: '1900', text: 'no. 3 · deleted on its date · 000000000000', ...other })
  return { ...register, ...log }
}

const saying = (what: string) => expect.stringContaining(what) as string

test('J3 every line is read back and matches; other people’s messages count for nothing', async () => {
  const { path, read, db } = await posted()
  expect(await logPosts(db)).toHaveLength(12)
  expect(await verify(path, read)).toEqual({
    ok: true,
    entries: 12,
    blank: 3,
    readBack: 12,
    gaps: [],
    last: expect.objectContaining({ n: 12 }) as object,
    closedChannels: [],
    log: { chosen: null, channels: [{ channelId: '77', lines: 12 }], missing: 0 },
  })
})

test('J3 an edited line is found, even where its text is as it was', async () => {
  const { path, edit, read } = await posted()
  edit(6, { edited: true })
  expect(await verify(path, read)).toMatchObject({ ok: false, firstBad: 6, what: saying('was edited') })
})

test('J3 a line that shows another seal, or no entry any more, is found', async () => {
  const { path, messages, edit, read } = await posted()
  const text = messages.find((one) => one.messageId === '1006')?.text ?? ''
  edit(6, { text: text.replace(/.{12}$/, '000000000000') })
  expect(await verify(path, read)).toMatchObject({
    ok: false,
    firstBad: 6,
    what: saying('the seal in the log channel is 000000000000'),
  })
  edit(6, { text: 'Something else' })
  expect(await verify(path, read)).toMatchObject({ ok: false, firstBad: 6, what: saying('was edited') })
})

test('K1 J3 a line may be gone from its date on, not before', async () => {
  const { path, messages, read } = await posted()
  const without = (n: number): ReadMessages => {
    const gone = messages.find((one) => one.messageId === String(1000 + n))
    return async (channelId, after) =>
      (await read(channelId, after))?.map((one) => (one === gone ? { ...one, ours: false } : one)) ?? null
  }
  // the content of 3 is deleted, 5 is due but still there, 6 is not due
  expect(await verify(path, without(3))).toMatchObject({ ok: true, readBack: 11 })
  expect(await verify(path, without(5))).toMatchObject({ ok: true, readBack: 11 })
  expect(await verify(path, without(6))).toMatchObject({
    ok: false,
    firstBad: 6,
    what: saying('was deleted before its date'),
  })
})

test('J3 an end that was cut off is found, though the notes of it were cut off too', async () => {
  const { path, read } = await posted()
  intruder(path).exec('delete from entries where n > 10; delete from log_posts where first_entry > 10')
  expect(await verify(path)).toMatchObject({ ok: true, entries: 10 })
  expect(await verify(path, read)).toMatchObject({
    ok: false,
    firstBad: 11,
    what: 'The register ends at entry 10, but the log channel shows entry 12: it was cut short, or replaced by an older copy.',
  })
})

test('J3 a file replaced by an older copy is found, also once it has gone on from there', async () => {
  const { path, close, read, post } = await posted()
  await close()
  copyFileSync(path, `${path}.old`)
  const newer = await reopen(path)
  await newer.db.transaction().execute((trx) => appendEntry(trx, content({ at: '2026-07-10T10:00:00.000Z' })))
  await post(newer.db, 13)
  await newer.close()
  expect(await verify(path, read)).toMatchObject({ ok: true, entries: 13, readBack: 13 })

  copyFileSync(`${path}.old`, path)
  for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true })
  expect(await verify(path, read)).toMatchObject({ ok: false, firstBad: 13, what: saying('an older copy') })
  const older = await reopen(path)
  await older.db.transaction().execute((trx) => appendEntry(trx, content({ at: '2026-07-11T10:00:00.000Z' })))
  expect(await verify(path, read)).toMatchObject({
    ok: false,
    firstBad: 13,
    what: saying('not the one that was posted'),
  })
})

test('J3 an older copy from before anything was posted is found through the log channel in force', async () => {
  const { path, read } = await posted()
  const sqlite = intruder(path)
  sqlite.exec('delete from entries where n > 10; delete from log_posts')
  sqlite.prepare('insert into settings (name, value) values (?, ?)').run('logChannelId', '"77"')
  expect(await verify(path, read)).toMatchObject({ ok: false, firstBad: 11 })
})

test('J3 K1 a forged deletion is found by the date that the entry’s line shows', async () => {
  const { path, read } = await posted()
  const sqlite = intruder(path)
  // 5 is truly due; without it nothing kept near 6–8 tells how old they are
  for (const n of [5, 6, 7, 8]) blank(sqlite, n)
  forgePurge(sqlite, '2026-07-15', [[5, 8]])
  const found = { ok: false, firstBad: 6, what: saying('cannot have been due before 1 February 2027') }
  expect(await verify(path, read)).toMatchObject(found)
  expect(await verify(path)).toMatchObject(found)
  // with the notes of the posts gone too, only the channel itself tells
  sqlite.exec("delete from log_posts where message_id <> '1001'")
  expect(await verify(path)).toMatchObject({ ok: true, blank: 7 })
  expect(await verify(path, read)).toMatchObject(found)
})

test('J5 a log channel that is gone is said, and the notes of what was posted stand in for it', async () => {
  const { path } = await posted()
  const gone: ReadMessages = () => Promise.resolve(null)
  expect(await verify(path, gone)).toMatchObject({
    ok: true,
    entries: 12,
    readBack: 0,
    closedChannels: ['77'],
  })
  const sqlite = intruder(path)
  rewrite(sqlite, 10, 'nothing happened')
  reseal(sqlite, 10, 12)
  expect(await verify(path, gone)).toMatchObject({ ok: false, firstBad: 10 })
})

/** The bot's own edit of the line of entry 6: noted first, then made. */
async function restrict6() {
  const register = await posted()
  const { db, messages, edit } = register
  const before = messages.find((one) => one.messageId === '1006')?.text ?? ''
  const matter = (await entriesAfter(db, 5, 1))[0]?.content?.matter ?? ''
  const text = restrictLines(before, new Set([matter]))
  expect(text).toContain('restricted entry')
  const note = (edits: string[]) =>
    db.transaction().execute((trx) => noteLogEdits(trx, '1006', edits.map(textHash)))
  return { ...register, before, text, matter, note, edited: () => edit(6, { text, edited: true }) }
}

test('J4 J3 the bot’s own edit that restricts a line is accepted, before it was made and after', async () => {
  const { path, read, note, edited, before, text, db, matter } = await restrict6()
  expect(
    (await db.transaction().execute((trx) => logPostsAbout(trx, matter))).map((p) => p.messageId),
  ).toContain('1006')
  await note([before, text])
  expect(await verify(path, read)).toMatchObject({ ok: true, readBack: 12 })
  edited()
  expect(await verify(path, read)).toMatchObject({ ok: true, readBack: 12 })
  await note([text])
  expect(await verify(path, read)).toMatchObject({ ok: true, readBack: 12 })
})

test('J4 J3 any other edit of a restricted line is found: its words brought back, another seal, a line taken out', async () => {
  const { path, read, note, edit, before, text } = await restrict6()
  await note([text])
  for (const other of [
    before,
    text.replace(/.{12}$/, '000000000000'),
    '',
    `${text}\n`,
    'no. 6 · restricted entry',
  ]) {
    edit(6, { text: other, edited: true })
    expect(await verify(path, read), other).toMatchObject({ ok: false, firstBad: 6 })
  }
  // an edit that looks like the bot's own, but that the bot never noted
  edit(6, { text: before, edited: false })
  edit(7, { text: 'no. 7 · restricted entry · 000000000000', edited: true })
  expect(await verify(path, read)).toMatchObject({ ok: false, firstBad: 7 })
})

test('J4 J3 a restricted line still tells of an entry that was altered and sealed again', async () => {
  const { path, read, note, edited, text } = await restrict6()
  await note([text])
  edited()
  const sqlite = intruder(path)
  rewrite(sqlite, 6, 'nothing happened')
  reseal(sqlite, 6, 8)
  expect(await verify(path, read)).toMatchObject({ ok: false, firstBad: 6 })
})

test('J4 K1 the date of a restricted line stays noted: a deletion before its day is found', async () => {
  const { path, note, text, read, edited } = await restrict6()
  await note([text])
  edited()
  const sqlite = intruder(path)
  for (const n of [5, 6]) blank(sqlite, n)
  forgePurge(sqlite, '2026-07-15', [[5, 6]])
  expect(await verify(path, read)).toMatchObject({
    ok: false,
    firstBad: 6,
    what: saying('cannot have been due'),
  })
})

test('J3 a bot that was pointed to an empty channel, its notes and the newest entries gone, is found out by that channel', async () => {
  const { path, read } = await posted()
  const sqlite = intruder(path)
  sqlite.exec(`delete from entries where n > 11; delete from log_posts;
    insert or replace into settings (name, value) values ('logChannelId', '"88"')`)
  const elsewhere: ReadMessages = (channelId, after) =>
    channelId === '88' ? Promise.resolve([]) : read(channelId, after)
  expect(await verify(path, elsewhere)).toMatchObject({
    ok: true,
    readBack: 0,
    log: { chosen: '88', channels: [{ channelId: '88', lines: 0 }], missing: 8 },
  })
})

test('J3 what is too new to have been posted is not missed in the log channel', async () => {
  const { path, read, db } = await posted()
  await db.transaction().execute((trx) => appendEntry(trx, content({ at: '2026-08-01T11:00:00.000Z' })))
  const soon = await verify(path, read)
  expect(soon).toMatchObject({ ok: true, entries: 13, log: { missing: 0 } })
  expect(await verify(path, read, '2026-08-03T12:00:00.000Z')).toMatchObject({ log: { missing: 1 } })
})
