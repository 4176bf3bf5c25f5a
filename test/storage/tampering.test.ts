import type Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { formatLog } from '../../src/register/log-post.ts'
import { canonicalText, seal } from '../../src/register/seal.ts'
import { entriesAfter } from '../../src/storage/entries.ts'
import { recordLogPost } from '../../src/storage/log-posts.ts'
import { purgeEntries } from '../../src/storage/purge.ts'
import { content, intruder } from '../support/temp-register.ts'
import { blank, forgePurge, purge, reseal, rewrite, verify, written } from './tampering.ts'

const ZEROS = '00'.repeat(32)
const OTHER = 'ab'.repeat(32)

describe('the register as it was written', () => {
  test('J3 K1 verifies, with old content deleted as the rules allow', async () => {
    const { db, path } = await written()
    expect(
      (await entriesAfter(db, 0, 100)).filter((one) => one.content === null).map((one) => one.n),
    ).toEqual([2, 3, 4])
    expect(await verify(path)).toMatchObject({ ok: true, entries: 12, blank: 3 })
    expect(await purge(db, '2026-04-02')).toBeNull()
    expect(await purge(db, '2027-02-02')).toMatchObject({
      deleted: 3,
      entry: { n: 13, content: { details: { upTo: '2027-02-02', ranges: [[5, 7]] }, deleteOn: null } },
    })
    expect(await verify(path, null, '2027-02-03T00:00:00.000Z')).toMatchObject({
      ok: true,
      entries: 13,
      blank: 6,
    })
  })

  test('K1 nothing can be asked to go before its day', async () => {
    const { db } = await written()
    const early = db
      .transaction()
      .execute((trx) => purgeEntries(trx, { at: '2026-08-01T03:30:00.000Z', upTo: '2026-08-02' }))
    await expect(early).rejects.toThrow('nothing is due before its day')
  })

  test('K1 G1 a deletion that does not come to its end deletes nothing', async () => {
    const { db, path } = await written()
    const undone = db.transaction().execute(async (trx) => {
      await purgeEntries(trx, { at: '2027-08-01T03:30:00.000Z', upTo: '2027-08-01' })
      throw new Error('killed')
    })
    await expect(undone).rejects.toThrow('killed')
    expect(await verify(path)).toMatchObject({ ok: true, entries: 12, blank: 3 })
  })
})

const move = (s: Sqlite.Database, from: number, to: number) =>
  s.prepare('update entries set n = ? where n = ?').run(to, from)

function swap(s: Sqlite.Database, a: number, b: number): void {
  move(s, a, -1)
  move(s, b, a)
  move(s, -1, b)
}

const set = (s: Sqlite.Database, n: number, column: 'c' | 'h' | 'salt' | 'content', value: string | null) =>
  s.prepare(`update entries set ${column} = ? where n = ?`).run(value, n)

/** Each way to tamper, the first bad entry, and what is said of it. */
const ways: [string, (sqlite: Sqlite.Database) => void, number, RegExp][] = [
  ['content altered', (s) => rewrite(s, 7, 'nothing happened'), 7, /altered: what it says/],
  [
    'content altered by one letter',
    (s) => s.exec("update entries set content = replace(content, 'done', 'gone') where n = 6"),
    6,
    /altered/,
  ],
  [
    'a second value put under the same name',
    (s) => s.exec(`update entries set content = '{"matter":"x",' || substr(content, 2) where n = 6`),
    6,
    /altered/,
  ],
  ['salt altered', (s) => set(s, 8, 'salt', OTHER), 8, /altered/],
  ['salt removed', (s) => set(s, 8, 'salt', null), 8, /altered/],
  ['content removed, salt kept', (s) => set(s, 8, 'content', null), 8, /altered/],
  ['c altered', (s) => set(s, 5, 'c', OTHER), 5, /altered/],
  ['c of a deleted entry altered', (s) => set(s, 3, 'c', OTHER), 3, /seal was altered/],
  ['h altered', (s) => set(s, 5, 'h', OTHER), 5, /seal was altered/],
  ['h of a deleted entry altered', (s) => set(s, 4, 'h', OTHER), 4, /seal was altered/],
  ['h of the last entry altered', (s) => set(s, 12, 'h', OTHER), 12, /seal was altered/],
  [
    'content altered together with its own seal',
    (s) => {
      const forged = seal(ZEROS, 7, content({ at: '2025-02-02T10:00:00.000Z', line: 'Another' }), OTHER)
      set(s, 7, 'c', forged.c)
      set(s, 7, 'salt', forged.salt)
      set(s, 7, 'content', forged.text)
    },
    7,
    /does not fit the entry before it/,
  ],
  [
    'an entry sealed anew, the ones after it not',
    (s) => {
      rewrite(s, 7, 'nothing happened')
      reseal(s, 7, 7)
      s.exec('delete from log_posts')
    },
    8,
    /does not fit the entry before it/,
  ],
  [
    'one in the middle removed',
    (s) => s.exec('delete from entries where n = 7'),
    7,
    /Entry 7 is missing: entry 8 comes after entry 6/,
  ],
  [
    'the first removed',
    (s) => s.exec('delete from entries where n = 1'),
    1,
    /Entry 1 is missing: entry 2 comes first/,
  ],
  [
    'one removed and the rest closed up',
    (s) => {
      s.exec('delete from entries where n = 7')
      for (let n = 8; n <= 12; n++) move(s, n, n - 1)
    },
    7,
    /does not fit the entry before it/,
  ],
  ['two neighbours in the other order', (s) => swap(s, 6, 7), 6, /does not fit the entry before it/],
  ['two far apart in each other’s place', (s) => swap(s, 5, 11), 5, /does not fit the entry before it/],
  ['renumbered', (s) => move(s, 12, 99), 12, /Entry 12 is missing: entry 99/],
  ['renumbered below the first', (s) => move(s, 6, -5), -5, /number was changed/],
  [
    'one put in',
    (s) => {
      for (let n = 12; n >= 8; n--) move(s, n, n + 1)
      const row = seal(ZEROS, 8, content({ line: 'Never happened' }), OTHER)
      s.prepare('insert into entries (n, c, h, salt, content) values (8, ?, ?, ?, ?)').run(
        row.c,
        row.h,
        row.salt,
        row.text,
      )
    },
    8,
    /does not fit the entry before it/,
  ],
  [
    'cut short, by the notes of what was posted',
    (s) => s.exec('delete from entries where n > 10'),
    11,
    /ends at entry 10, but the log channel shows entry 12/,
  ],
  [
    'the whole rest sealed anew, by the notes of what was posted',
    (s) => {
      rewrite(s, 10, 'nothing happened')
      reseal(s, 10, 12)
    },
    10,
    /not the one that was posted: the seal noted/,
  ],
  ['blanked without a word', (s) => blank(s, 10), 10, /no content, and no later entry says/],
  [
    'the opening blanked',
    (s) => {
      blank(s, 1)
      forgePurge(s, '2026-07-15', [[1, 1]])
    },
    1,
    /opens the register and is never deleted/,
  ],
  [
    'blanked with a forged deletion run, long before its date',
    (s) => {
      blank(s, 11)
      forgePurge(s, '2026-07-15', [[11, 11]])
    },
    11,
    /deleted before it was due: entry 13 counts it .+ cannot have been due before 2 July 2028/,
  ],
  [
    'a forged run dated in the future',
    (s) => {
      blank(s, 11)
      forgePurge(s, '2030-07-15', [[11, 11]])
    },
    13,
    /nothing is due before its day/,
  ],
  [
    'a forged run that claims a later day than its own',
    (s) => {
      blank(s, 11)
      forgePurge(s, '2030-07-15', [[11, 11]], '2026-07-15T03:30:00.000Z')
    },
    13,
    /nothing is due before its day/,
  ],
  [
    'a forged run that lists more than there is',
    (s) => {
      blank(s, 11)
      forgePurge(s, '2026-07-15', [[1, 99]])
    },
    11,
    /no later entry says/,
  ],
  [
    'an earlier run made to list one more',
    (s) => {
      blank(s, 5)
      s.exec("update entries set content = replace(content, '[2,4]', '[2,5]') where n = 9")
    },
    2,
    /no later entry says/,
  ],
  ['the deletion run itself blanked', (s) => blank(s, 9), 2, /no later entry says/],
  [
    'another text put where content was deleted',
    (s) => {
      set(s, 3, 'salt', OTHER)
      set(s, 3, 'content', canonicalText(content()))
    },
    3,
    /altered/,
  ],
  [
    'content that the bot never writes, well sealed',
    (s) => {
      set(s, 12, 'content', '{"line":"x"}')
      reseal(s, 12, 12)
    },
    12,
    /altered/,
  ],
]

describe('J3 each kind of tampering is found and the first bad entry named', () => {
  test.each(ways)('J3 %s', async (_, tamper, firstBad, what) => {
    const { db, path } = await written()
    for (const { text, first } of formatLog(await entriesAfter(db, 0, 100)))
      await db.transaction().execute((trx) =>
        recordLogPost(trx, {
          channelId: '1',
          messageId: String(first),
          text,
          at: '2026-07-03T10:00:00.000Z',
        }),
      )
    expect(await verify(path)).toMatchObject({ ok: true })
    tamper(intruder(path))
    const result = await verify(path)
    expect(result).toMatchObject({ ok: false, firstBad })
    if (!('what' in result)) throw new Error('nothing was said')
    expect(result.what).toMatch(what)
    expect(result.what).toMatch(/^(Entry|The register) [^\n]+\.$/)
  })

  test('J3 K1 deleted content put back as it was', async () => {
    const { db, path } = await written()
    const { salt, content: said } = (await entriesAfter(db, 4, 1))[0] ?? { salt: null, content: null }
    await purge(db, '2026-07-15')
    expect(await verify(path)).toMatchObject({ ok: true, blank: 4 })
    const sqlite = intruder(path)
    set(sqlite, 5, 'salt', salt)
    set(sqlite, 5, 'content', said && canonicalText(said))
    expect(await verify(path)).toEqual({
      ok: false,
      firstBad: 5,
      what: 'Entry 5 has content again, though entry 13 records its deletion.',
      closedChannels: [],
      log: null,
    })
  })
})
