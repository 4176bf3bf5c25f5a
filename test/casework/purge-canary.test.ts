import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { runPurge } from '../../src/casework/purge.ts'
import { appendEntry, storedEntries } from '../../src/storage/entries.ts'
import { logPosts, recordLogPost } from '../../src/storage/log-posts.ts'
import { formatLogLine } from '../../src/register/log-line.ts'
import { notedSeals } from '../../src/register/posted.ts'
import { verifyRegister } from '../../src/register/verify.ts'
import { plainClp } from '../support/plain-clp.ts'
import { CANARY, plant, PLANTED, refOf } from '../support/plant.ts'
import { content } from '../support/temp-register.ts'

const THEN = '2026-03-02T09:30:00.000Z'
const LATER = '2028-03-02T03:40:00.000Z'

/** Every file of a folder and those below it. */
const filesBelow = (dir: string): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })

const holding = (dir: string): string[] =>
  filesBelow(dir).filter((file) => readFileSync(file).includes(CANARY))

/** Which planted words still stand in a file, for whoever has to find out why. */
const leftIn = (path: string): string[] => [
  ...new Set(
    [
      ...readFileSync(path)
        .toString('latin1')
        .matchAll(new RegExp(`${CANARY}[-a-z_ ]*`, 'g')),
    ].map(([found]) => found),
  ),
]

test('K1 K2 words planted in every personal column and file are in no byte on disk after the purge, and the register verifies', async () => {
  const { clp, db, sqlite, dir, path, clock } = await plainClp(THEN)
  for (let n = 0; n < 300; n++)
    await db.transaction().execute(async (trx) => {
      const words = `${CANARY} ${n}`.repeat(1 + ((n * 7) % 30))
      const entry = await appendEntry(
        trx,
        content({ at: THEN, line: words, details: { what: words }, subject: `${CANARY}${n % 7}` }),
      )
      const text = formatLogLine(entry)
      await recordLogPost(trx, { channelId: '7', messageId: String(1000 + n), text, at: THEN })
    })
  // mixed, so that pages are split and records moved between them
  for (let n = 1; n <= 40; n++) for (const table of PLANTED) plant(sqlite, table, n, THEN)
  for (let n = 1; n <= 40; n++)
    sqlite
      .prepare(`update cases set explanation = ? where ref = ?`)
      .run(CANARY.repeat((n * 91) % 400), refOf('cases', n))
  sqlite.prepare('update log_posts set edits = ?').run(JSON.stringify([CANARY]))
  // a copy from before a change of the database's shape, made when all of it was still there
  writeFileSync(join(dirname(path), 'register.before-0002.db'), CANARY)
  expect(holding(dir).length).toBeGreaterThan(1)

  clock.at = LATER
  // some still come in on the day itself: they stay
  await db.transaction().execute((trx) => appendEntry(trx, content({ at: LATER, line: 'Today' })))
  expect(await runPurge(clp, async () => LATER)).toBe('done')
  // Discord deletes the messages by and by; what pointed to them goes with them
  await clp.transact(async (s) => {
    for (let m = await s.nextToForget(); m; m = await s.nextToForget()) await s.forgotten(m, LATER)
  })
  clock.at = '2028-03-03T03:40:00.000Z'
  expect(await runPurge(clp, async () => clock.at)).toBe('done')

  expect(leftIn(path)).toEqual([])
  expect(holding(dir)).toEqual([])
  const kept = await clp.transact((s) => s.entriesAfter(300, 20))
  const certificate = kept.findLast((e) => e.content?.action === 'register.certificate')?.content
  expect(certificate?.details).toMatchObject({ left: {}, journalBytes: 0 })
  const posted = notedSeals(await logPosts(db))
  const verified = await db
    .transaction()
    .execute((trx) => verifyRegister(storedEntries(trx), { now: clock.at, posted }))
  expect(verified).toMatchObject({ ok: true, blank: 300 })
})
