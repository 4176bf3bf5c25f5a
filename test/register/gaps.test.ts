import { expect, test } from 'vitest'
import type { DeclaredGap, EntryContent, JsonObject, StoredEntry } from '../../src/register/entry.ts'
import { gapsInWords } from '../../src/register/gaps.ts'
import type { PostedSeal } from '../../src/register/posted.ts'
import { GENESIS, seal, shortSeal } from '../../src/register/seal.ts'
import { verifyRegister } from '../../src/register/verify.ts'
import { content } from '../support/temp-register.ts'

const now = '2026-06-01T12:00:00.000Z'
const bot = { id: null, name: 'the bot', as: 'bot' }
const salt = 'ab'.repeat(32)
const opened = content({ actor: bot, action: 'register.opened', deleteOn: null })

const restored = (details: JsonObject, at = '2026-03-05T09:00:00.000Z'): EntryContent =>
  content({
    at,
    actor: bot,
    action: 'register.restored',
    matter: null,
    subject: null,
    details,
    deleteOn: null,
  })

/** Entries 1 to 5 as they were, as the log channel shows them. */
function before(): StoredEntry[] {
  const entries: StoredEntry[] = []
  for (let n = 1; n <= 5; n++)
    entries.push(seal(entries.at(-1)?.h ?? GENESIS, n, n === 1 ? opened : content({ details: { n } }), salt))
  return entries
}

const printed = (entries: StoredEntry[], found: PostedSeal['found'] = 'unedited'): PostedSeal[] =>
  entries.map(({ n, h }) => ({ n, seal: shortSeal(h), found, date: '2026-03-01' }))

/** The register that was put back as it was at entry 3, with what it declares, and an entry after it. */
function after(change: Partial<DeclaredGap> & JsonObject = {}, number = 6): StoredEntry[] {
  const all = before()
  const kept = all.slice(0, 3)
  const details = { upTo: 3, lost: [4, 5], seal: shortSeal(all[4]?.h ?? ''), seenOn: '2026-03-01', ...change }
  const declared = seal(kept[2]?.h ?? '', number, restored(details), salt)
  return [...kept, declared, seal(declared.h, number + 1, content({ at: '2026-03-06T09:00:00.000Z' }), salt)]
}

async function* inOrder(entries: StoredEntry[]) {
  yield* entries
}

const verify = (entries: StoredEntry[], posted: PostedSeal[], complete = true) =>
  verifyRegister(inOrder(entries), { now, posted, complete })

test('J3 a register that was put back and declares what it lost is in order, and says so', async () => {
  const entries = after()
  const posted = [...printed(before()), ...printed(entries.slice(3))]
  const found = await verify(entries, posted)
  expect(found).toMatchObject({ ok: true, entries: 5, gaps: [{ from: 4, to: 5, entry: 6 }] })
  expect(gapsInWords(found.ok ? found.gaps : [])).toBe(
    'Entries 4 to 5 were lost when a backup was put back, as entry 6 says. ',
  )
  // without the log channel too
  expect(await verifyRegister(inOrder(entries), { now })).toMatchObject({ ok: true })
})

test('J3 a restore that lost nothing declares nothing', async () => {
  const kept = before().slice(0, 3)
  const last = kept[2]?.h ?? ''
  const declare = (details: JsonObject) =>
    verify([...kept, seal(last, 4, restored({ upTo: 3, seenOn: null, ...details }), salt)], printed(kept))
  expect(await declare({ lost: null, seal: shortSeal(last) })).toMatchObject({ ok: true, entries: 4 })
  expect(gapsInWords([])).toBe('')
  expect(await declare({ lost: null, seal: '000000000000' })).toMatchObject({ ok: false, firstBad: 4 })
  expect(await declare({ lost: [4, 5], seal: shortSeal(last) })).toMatchObject({ ok: false, firstBad: 4 })
})

test.each([
  ['more numbers than are missing', { lost: [4, 6] }],
  ['fewer numbers than are missing', { lost: [5, 5] }],
  ['nothing', { lost: null }],
  ['another last entry before it', { upTo: 2 }],
  ['a seal that is none', { seal: 'unknown' }],
  ['no numbers at all', { lost: 'some' }],
] as [string, JsonObject][])('J3 a gap that declares %s is found', async (_, change) => {
  const entries = after(change as Partial<DeclaredGap> & JsonObject)
  expect(await verify(entries, printed(before()))).toMatchObject({ ok: false, firstBad: 6 })
})

test('J3 a gap that cites another seal than the log channel shows is found', async () => {
  const entries = after({ seal: '0123456789ab' })
  const found = await verify(entries, [...printed(before()), ...printed(entries.slice(3))])
  expect(found).toMatchObject({ ok: false, firstBad: 6 })
  expect(found).toMatchObject({ what: expect.stringContaining('cites the seal 0123456789ab') as string })
})

test('J3 a gap whose last entry the log channel never showed is found', async () => {
  // as if more had been lost than ever was
  const entries = after({ lost: [4, 8] }, 9)
  expect(await verify(entries, [...printed(before()), ...printed(entries.slice(3))])).toMatchObject({
    ok: false,
    firstBad: 9,
  })
  // a channel that cannot be read says nothing either way
  expect(await verify(entries, [], false)).toMatchObject({ ok: true })
})

test('J3 an entry taken out of the middle is found, with a gap or without one', async () => {
  const all = before()
  const [one, , three] = all
  const gap = seal(
    one?.h ?? '',
    3,
    restored({ upTo: 1, lost: [2, 2], seal: shortSeal(all[1]?.h ?? ''), seenOn: '2026-03-01' }),
    salt,
  )
  // the lost entry is declared, but the entry that declares it is not the one that was posted
  expect(await verify([one as StoredEntry, gap], printed(all.slice(0, 3)))).toMatchObject({
    ok: false,
    firstBad: 3,
  })
  expect(await verify([one as StoredEntry, three as StoredEntry], printed(all))).toMatchObject({
    ok: false,
    firstBad: 2,
  })
})

test('J3 a gap after which the chain does not go on is found, and one whose entry was blanked', async () => {
  const entries = after()
  const cut = entries.map((e) => (e.n === 6 ? { ...e, h: 'ab'.repeat(32) } : e))
  expect(await verify(cut, printed(before()))).toMatchObject({ ok: false, firstBad: 6 })
  const blanked = entries.map((e) => (e.n === 6 ? { ...e, text: null, salt: null } : e))
  expect(await verify(blanked, printed(before()))).toMatchObject({ ok: false, firstBad: 4 })
})

test('J3 the lines of lost entries may not be edited, nor deleted before their date', async () => {
  const entries = after()
  const lines = (found: PostedSeal['found']) => [
    ...printed(before().slice(0, 3)),
    ...printed(before().slice(3, 4), found),
    ...printed(before().slice(4)),
  ]
  expect(await verify(entries, lines('edited'))).toMatchObject({ ok: false, firstBad: 4 })
  expect(await verify(entries, lines('gone'))).toMatchObject({ ok: false, firstBad: 4 })
  const later = { now: '2028-03-01T12:00:00.000Z', complete: true }
  expect(await verifyRegister(inOrder(entries), { ...later, posted: lines('gone') })).toMatchObject({
    ok: true,
  })
  // all lines gone on their dates: nothing is left to hold the gap against
  expect(await verifyRegister(inOrder(entries), { ...later, posted: [] })).toMatchObject({ ok: true })
})
