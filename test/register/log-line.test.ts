import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry, EntryContent } from '../../src/register/entry.ts'
import { formatLogLine, parseLogLine, parseLogPost } from '../../src/register/log-line.ts'
import { formatGathered, formatLog, isGathered } from '../../src/register/log-post.ts'
import { content } from '../support/temp-register.ts'

const H = '1a2b3c4d5e6f7890'.repeat(4)

const entry = (change: Partial<EntryContent> = {}, n = 12): Entry => ({
  n,
  c: H,
  h: H,
  salt: H,
  content: content(change),
})

const typed = fc.string({ unit: 'binary', maxLength: 60 })
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '@everyone',
        '<@123>',
        '<@&1>',
        '<#1>',
        '</warn:1>',
        '<:x:1>',
        '<t:1:R>',
        '[a](https://x.y)',
        '||',
        '**',
        '```',
        '\n',
        '\r\n',
        '\u2028',
        '\u202e',
        '\u0000',
        '\ud800',
        '@\u200b',
        '⟦',
        '⟧',
        '⟦a⟧',
        '\\',
        '\\·',
        ' · ',
        '·',
        '…',
        '# ',
        '> ',
        'no. 13 · 1 March 2026 at 09:00 · x · y · 1a2b3c4d5e6f',
      ),
      typed,
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

describe('a line of the log channel', () => {
  test('J2 number, London time, officer, what, reference, twelve digits of the seal', () => {
    expect(formatLogLine(entry())).toBe(
      'no. 12 · 1 March 2026 at 09:00 · Asha Begum, admin · Case opened · 2026-001 · 1a2b3c4d5e6f',
    )
    expect(formatLogLine(entry({ at: '2026-06-30T23:30:00.000Z', matter: null }))).toBe(
      'no. 12 · 1 July 2026 at 00:30 · Asha Begum, admin · Case opened · 1a2b3c4d5e6f',
    )
  })

  test('J2 names officers, and nobody else', () => {
    const who = (as: string) =>
      parseLogLine(formatLogLine(entry({ actor: { id: '1', name: 'Asha', as } })))?.who
    expect(who('secretary')).toBe('Asha, Secretary')
    expect(who('trusted_ec_officer')).toBe('Asha, trusted EC officer')
    expect(who('bot')).toBe('the bot')
    expect(who('respondent')).toBe('the respondent')
    expect(who('complainant')).toBe('a complainant')
    expect(who('owner')).toBe("the server's owner")
    expect(who('member')).toBe('a member')
    expect(who('anything else')).toBe('a member')
  })

  test('J2 shows nothing of the person concerned or of what was said', () => {
    const line = formatLogLine(entry({ subject: 'SUBJECT', details: { text: 'DETAIL' } }))
    expect(line).not.toMatch(/SUBJECT|DETAIL/)
  })

  test('K1 J5 an entry that was deleted before its line was posted shows its number and seal', () => {
    const blank = { ...entry(), salt: null, content: null }
    expect(formatLogLine(blank)).toBe('no. 12 · deleted on its date · 1a2b3c4d5e6f')
    expect(parseLogLine(formatLogLine(blank))).toEqual({
      n: 12,
      date: null,
      time: null,
      who: '',
      line: '',
      matter: null,
      seal: '1a2b3c4d5e6f',
    })
  })

  test('J3 F4 is read back as it was written, whatever people typed', () => {
    fc.assert(
      fc.property(
        nasty,
        nasty,
        fc.option(nasty.filter((ref) => ref.length < 20)),
        fc.integer({ min: 1, max: 1e9 }),
        (name, line, matter, n) => {
          const read = parseLogLine(
            formatLogLine(entry({ actor: { id: '1', name, as: 'admin' }, line, matter }, n)),
          )
          expect(read).toMatchObject({ n, date: '2026-03-01', time: '09:00', seal: '1a2b3c4d5e6f' })
          // a long text may have been cut short
          const same = (shown: string, whole: string) =>
            shown === whole || (shown.endsWith('…') && whole.startsWith(shown.slice(0, -1)))
          expect(same(read?.who ?? '', `${name}, admin`)).toBe(true)
          expect(same(read?.line ?? '', line)).toBe(true)
          expect(read?.matter ?? null).toBe(matter)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('F4 nothing typed mentions, links, formats, breaks the line or turns it round', () => {
    fc.assert(
      fc.property(nasty, nasty, (name, line) => {
        const text = formatLogLine(entry({ actor: { id: '1', name, as: 'admin' }, line }))
        expect(text).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
        expect(text).not.toMatch(/@(?!\u200b)/)
        expect(text).not.toMatch(/(?<!\\):\/\//)
        // every mark that Discord would format stands behind a backslash of its own
        expect(text.replaceAll(/\\./gsu, '')).not.toMatch(/[\\*_~`|<[\]]/)
        expect(text.length).toBeLessThan(1800)
      }),
      { numRuns: 2000 },
    )
  })

  test('F4 stays one message however long the text is', () => {
    for (const one of ['x', '<@', '\u202e', '😀', '\ud800', '·']) {
      const text = one.repeat(5000)
      const line = formatLogLine(
        entry({ actor: { id: '1', name: text, as: 'admin' }, line: text, matter: text }),
      )
      expect(line.length).toBeLessThan(1800)
      expect(parseLogLine(line)).toMatchObject({ n: 12, seal: '1a2b3c4d5e6f' })
    }
  })

  test('J3 anything else is no line', () => {
    for (const text of [
      '',
      'hello',
      'no. 12 · 1a2b3c4d5e6f',
      'no. 0 · 1 March 2026 at 09:00 · a · b · 1a2b3c4d5e6f',
      'no. 12 · 1 March 2026 at 09:00 · a · b · 1A2B3C4D5E6F',
      'no. 12 · 1 Brumaire 2026 at 09:00 · a · b · 1a2b3c4d5e6f',
      'no. 12 · 1 March 2026 at 09:00 · a · b · c · d · 1a2b3c4d5e6f',
      ' no. 12 · 1 March 2026 at 09:00 · a · b · 1a2b3c4d5e6f',
    ])
      expect(parseLogLine(text)).toBeNull()
  })
})

describe('messages of the log channel', () => {
  test('J2 refusals and deliveries are gathered, nothing else is', () => {
    expect(['refusal.request', 'delivery.letter'].map(isGathered)).toEqual([true, true])
    expect(['case.proposed', 'refusals', 'register.purged', 'ban.carried_out'].map(isGathered)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  test('J2 a gathered post says of which day it is', () => {
    const [post, ...more] = formatGathered('2026-03-01', [
      entry({ action: 'refusal.request' }, 7),
      entry({}, 9),
    ])
    expect(more).toEqual([])
    expect(post).toMatchObject({ first: 7, last: 9 })
    expect(post?.text.split('\n')[0]).toBe('Refusals and deliveries of 1 March 2026:')
    expect(formatGathered('2026-03-01', [])).toEqual([])
  })

  test('J2 J3 neighbouring lines share a message, and every number and seal is read back', () => {
    const some = fc.array(
      fc.record({ line: nasty, gap: fc.integer({ min: 1, max: 5 }), h: fc.stringMatching(/^[0-9a-f]{64}$/) }),
      {
        minLength: 1,
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(some, fc.boolean(), (lines, gathered) => {
        let number = 0
        const entries = lines.map(({ line, gap, h }) => ({ ...entry({ line }, (number += gap)), h }))
        const messages = gathered ? formatGathered('2026-03-01', entries) : formatLog(entries)
        expect(messages.every((one) => one.text.length <= 2000)).toBe(true)
        const read = messages.map((one) => parseLogPost(one.text))
        expect(read.flat().map(({ n, seal }) => [n, seal])).toEqual(
          entries.map(({ n, h }) => [n, h.slice(0, 12)]),
        )
        expect(messages.map(({ first, last }) => [first, last])).toEqual(
          read.map((one) => [one[0]?.n, one.at(-1)?.n]),
        )
      }),
      { numRuns: 300 },
    )
  })
})
