import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, londonDate } from '../../src/policy/calendar.ts'
import type { EntryContent, StoredEntry } from '../../src/register/entry.ts'
import { GENESIS, seal } from '../../src/register/seal.ts'
import { verifyRegister } from '../../src/register/verify.ts'
import { content } from '../support/temp-register.ts'

/** A register in memory, sealed as the bot seals it. */
function sealed(contents: EntryContent[], salts: string[]): StoredEntry[] {
  const entries: StoredEntry[] = []
  for (const [i, one] of contents.entries())
    entries.push(seal(entries.at(-1)?.h ?? GENESIS, i + 1, one, salts[i] ?? ''))
  return entries
}

async function* inOrder(entries: StoredEntry[]) {
  yield* entries.toSorted((a, b) => a.n - b.n)
}

const now = '2030-01-01T12:00:00.000Z'
const verify = (entries: StoredEntry[]) => verifyRegister(inOrder(entries), { now })

const bot = { id: null, name: 'the bot', as: 'bot' }
const salt = fc.stringMatching(/^[0-9a-f]{64}$/)

/**
 * A random register of four years, in which every so often a deletion run blanks what is due. Dates rise; entries 1 and
 * the runs are kept.
 */
const register = fc
  .array(
    fc.record({
      days: fc.integer({ min: 0, max: 200 }),
      text: fc.string({ unit: 'binary' }),
      purge: fc.boolean(),
      salt,
    }),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map((steps) => {
    let date = '2024-01-01'
    const contents: EntryContent[] = [
      content({ at: `${date}T09:00:00.000Z`, actor: bot, action: 'register.opened', deleteOn: null }),
    ]
    const salts = ['ab'.repeat(32)]
    const blanked = new Set<number>()
    for (const step of steps) {
      date = addDays(date, step.days)
      const at = `${date}T09:00:00.000Z`
      const due = contents.flatMap((one, i) =>
        one.deleteOn !== null && one.deleteOn <= date && !blanked.has(i + 1) ? [i + 1] : [],
      )
      for (const n of step.purge ? due : []) blanked.add(n)
      contents.push(
        step.purge && due.length > 0
          ? content({
              at,
              actor: bot,
              action: 'register.purged',
              details: { upTo: date, ranges: due.map((n) => [n, n]) },
              deleteOn: null,
            })
          : content({ at, details: { text: step.text.toWellFormed() } }),
      )
      salts.push(step.salt)
    }
    const lists = contents.flatMap((one, i) =>
      one.action === 'register.purged'
        ? [{ run: i + 1, numbers: (one.details['ranges'] as [number, number][]).map(([n]) => n) }]
        : [],
    )
    const entries = sealed(contents, salts).map((one) =>
      blanked.has(one.n) ? { ...one, salt: null, text: null } : one,
    )
    return { entries, blanked, lists }
  })

test('J3 K1 a register verifies, whatever was written and lawfully deleted', async () => {
  await fc.assert(
    fc.asyncProperty(register, async ({ entries, blanked }) => {
      expect(await verify(entries)).toEqual({
        ok: true,
        entries: entries.length,
        blank: blanked.size,
        readBack: 0,
        gaps: [],
        last: { n: entries.length, h: entries.at(-1)?.h },
      })
    }),
    { numRuns: 300 },
  )
})

test('J3 any single character changed anywhere is found, and the first bad entry named', async () => {
  await fc.assert(
    fc.asyncProperty(
      register,
      fc.nat(),
      fc.nat(),
      fc.nat(),
      async ({ entries, lists }, which, where, how) => {
        const hit = entries[which % entries.length] as StoredEntry
        const fields = (['c', 'h', 'salt', 'text'] as const).filter((name) => hit[name] !== null)
        const field = fields[where % fields.length] ?? 'c'
        const old = Buffer.from(hit[field] ?? '')
        const at = how % old.length
        // another byte at one place; where that is no text any more it reads as some other text
        const changed = Buffer.from(old)
        changed[at] = ((changed[at] ?? 0) ^ (1 + (how % 127))) & 0xff
        const tampered = { ...hit, [field]: changed.toString('utf8') }
        const result = await verify(entries.map((one) => (one === hit ? tampered : one)))
        // an altered deletion run vouches for nothing, so the first entry that only it lists is the first bad one
        const unlisted = lists.find((list) => list.run === hit.n)?.numbers ?? []
        const chainOnly = field === 'h'
        expect(result).toMatchObject({ ok: false, firstBad: Math.min(hit.n, ...(chainOnly ? [] : unlisted)) })
      },
    ),
    { numRuns: 1000 },
  )
})

test('J3 any entry removed, doubled, moved or renumbered is found', async () => {
  await fc.assert(
    fc.asyncProperty(register, fc.nat(), fc.nat(), async ({ entries }, a, b) => {
      fc.pre(entries.length > 2)
      const i = a % (entries.length - 1)
      const removed = entries.filter((one) => one.n !== i + 1)
      expect(await verify(removed)).toMatchObject({ ok: false })
      const closedUp = removed.map((one) => (one.n > i + 1 ? { ...one, n: one.n - 1 } : one))
      expect(await verify(closedUp)).toMatchObject({ ok: false })
      const j = b % entries.length
      fc.pre(j !== i)
      const swapped = entries.map((one) =>
        one.n === i + 1
          ? { ...(entries[j] as StoredEntry), n: i + 1 }
          : one.n === j + 1
            ? { ...(entries[i] as StoredEntry), n: j + 1 }
            : one,
      )
      expect(await verify(swapped)).toMatchObject({ ok: false })
    }),
    { numRuns: 300 },
  )
})

test('J3 K1 any entry blanked before its date is found, listed or not', async () => {
  await fc.assert(
    fc.asyncProperty(register, fc.nat(), async ({ entries, lists }, which) => {
      const kept = entries.filter((one) => one.text !== null)
      const hit = kept[which % kept.length] as StoredEntry
      const blanked = entries.map((one) => (one === hit ? { ...one, salt: null, text: null } : one))
      expect(await verify(blanked)).toMatchObject({ ok: false })

      // the forger seals a deletion run of their own at the end, on the day of the last entry that is still there
      const dateOf = (one: StoredEntry) => londonDate((JSON.parse(one.text ?? '') as EntryContent).at)
      const upTo = dateOf(kept.at(-1) as StoredEntry)
      const earlier = kept.filter((one) => one.n < hit.n).at(-1)
      const forged = content({
        at: `${upTo}T10:00:00.000Z`,
        actor: bot,
        action: 'register.purged',
        details: { upTo, ranges: [[hit.n, hit.n]] },
        deleteOn: null,
      })
      const last = entries.at(-1) as StoredEntry
      const result = await verify([...blanked, seal(last.h, last.n + 1, forged, 'cd'.repeat(32))])
      // nothing before the two years are over, counted from the nearest entry that is kept before it
      const cannotBeDue = earlier === undefined || addDays(addMonths(dateOf(earlier), 24), -1) > upTo
      // where a deletion run was blanked, what only it had listed is unexplained again
      const unlisted = lists.find((list) => list.run === hit.n)?.numbers ?? []
      if (cannotBeDue || unlisted.length > 0)
        expect(result).toMatchObject({ ok: false, firstBad: Math.min(hit.n, ...unlisted) })
    }),
    { numRuns: 300 },
  )
})

test('J3 an empty register verifies', async () => {
  expect(await verify([])).toEqual({
    ok: true,
    entries: 0,
    blank: 0,
    readBack: 0,
    gaps: [],
    last: null,
  })
})

test('K1 an entry written just after midnight before one written just before it may both go on their dates', async () => {
  const at = [
    '2024-01-01T09:00:00.000Z',
    '2024-05-02T23:00:00.010Z',
    '2024-05-02T22:59:59.990Z',
    '2026-05-02T03:30:00.000Z',
  ]
  const contents = [
    content({ at: at[0] ?? '', action: 'register.opened', deleteOn: null }),
    content({ at: at[1] ?? '' }),
    content({ at: at[2] ?? '' }),
    content({
      at: at[3] ?? '',
      actor: bot,
      action: 'register.purged',
      details: { upTo: '2026-05-02', ranges: [[3, 3]] },
      deleteOn: null,
    }),
  ]
  const entries = sealed(
    contents,
    Array.from({ length: 4 }, () => 'ab'.repeat(32)),
  )
  expect(contents.map((one) => one.deleteOn)).toEqual([null, '2026-05-03', '2026-05-02', null])
  const result = await verify(entries.map((one) => (one.n === 3 ? { ...one, salt: null, text: null } : one)))
  expect(result).toMatchObject({ ok: true, blank: 1 })
})
