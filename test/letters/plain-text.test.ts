import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clean,
  cleanLine,
  cleanName,
  plain,
  plainLine,
  plainName,
  quote,
  quoteInFile,
  truncate,
} from '../../src/letters/plain-text.ts'
import { liveIn, seen } from './discord-markdown.ts'

const tokens = [
  [
    '@everyone',
    '@here',
    '@Everyone',
    '<@123456789012345678>',
    '<@!123456789012345678>',
    '<@&123456789012345678>',
  ],
  [
    '<#123456789012345678>',
    '</warn:123456789012345678>',
    '<t:1700000000:R>',
    '<:x:123456789012345678>',
    '<id:guide>',
  ],
  [
    '@',
    '<',
    '>',
    '!',
    '&',
    '123456789012345678',
    'everyone',
    '\u200b',
    '\u2060',
    '\u00ad',
    '\u202e',
    '\u200d',
    '\u3164',
  ],
  [
    '*',
    '**',
    '_',
    '__',
    '~~',
    '||',
    '`',
    '```',
    '[a](https://b.example)',
    '[',
    '](',
    ')',
    '\\',
    '\\\\',
    '\u0000',
    '\u0007',
  ],
  [
    '\n',
    '\r\n',
    '\u2028',
    '# ',
    '## ',
    '-# ',
    '- ',
    '* ',
    '+ ',
    '1. ',
    '> ',
    '>>> ',
    ' ',
    '  ',
    '\u00a0',
    '\t',
  ],
  [
    'https://x.example/a',
    'http://',
    '://',
    ':',
    'https',
    'discord.gg/abc',
    'discord.com/invite/abc',
    'DISCORD.GG/',
    'abc',
  ],
  [
    ':smile:',
    ':',
    'word',
    'ä',
    '👨‍👩‍👧',
    '🏴󠁧󠁢󠁷󠁬󠁳󠁿',
    'می‌خواهم',
    'e\u0301\u0301\u0301\u0301\u0301\u0301',
    '\ud800',
    '{{name}}',
    '\ue000date\ue001',
  ],
].flat()
const nasty = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...tokens) },
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    {
      maxLength: 25,
    },
  )
  .map((parts) => parts.join(''))
const runs = { numRuns: 5000 }

describe('F4 what a person wrote is text', () => {
  test('F4 the detector finds each thing that Discord would bring to life', () => {
    const live: Record<string, string> = {
      'mention of everyone': '@here',
      'mention by id': '<@123456789012345678>',
      invitation: 'discord.gg/abc',
      address: 'see https://x.example',
      'angle brackets': '<t:1700000000:R>',
      emphasis: '**a**',
      'strike-through': '~~a~~',
      spoiler: '||a||',
      code: '`a`',
      'masked link': '[a](b)',
      heading: 'a\n# b',
      'small print': '-# a',
      list: 'a\n 2. b',
      quote: '> a',
      'emoji code': ':smile:',
    }
    for (const [name, text] of Object.entries(live)) expect(liveIn(text), text).toContain(name)
  })

  test('F4 nothing is live after plain, whatever was written', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(liveIn(plain(text))).toEqual([])
        expect(liveIn(plainLine(text))).toEqual([])
        expect(liveIn(plainName(text))).toEqual([])
      }),
      runs,
    )
  })

  test('F4 nothing comes alive where two texts or a text and ours meet', () => {
    fc.assert(
      fc.property(nasty, nasty, (first, second) => {
        expect(
          liveIn(`Dear ${plainLine(first)}, ${plainLine(second)} (it ended: ${plainLine(first)}):`),
        ).toEqual([])
      }),
      runs,
    )
  })

  test('F4 nothing is live after cutting to a length, and the length is kept to', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 60 }), (text, max) => {
        for (const cut of [plain(text, max), plainLine(text, max)]) {
          expect(cut.length).toBeLessThanOrEqual(max)
          expect(liveIn(cut)).toEqual([])
        }
        expect(quote(text, max).length).toBeLessThanOrEqual(max)
      }),
      runs,
    )
  })

  test('F4 the reader sees what was written, with the at sign of a mention in its wide form', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(seen(plain(text)).replaceAll('＠', '@')).toBe(clean(text).replaceAll('＠', '@'))
      }),
      runs,
    )
  })

  test('F4 every line of a quote is inside it', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const lines = quote(text).split('\n')
        expect(lines.every((line) => line.startsWith('> '))).toBe(true)
        expect(liveIn(lines.map((line) => line.slice(2)).join('\n'))).toEqual([])
        expect(
          quoteInFile(text)
            .split('\n')
            .every((line) => line.startsWith('> ')),
        ).toBe(true)
      }),
      runs,
    )
  })

  test('F4 nothing that cannot be seen or that turns the line is left, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const cleaned = clean(text)
        expect(cleaned).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u3164]/,
        )
        expect(cleaned).not.toMatch(/\p{Co}/u)
        expect(cleaned.isWellFormed()).toBe(true)
        expect(clean(cleaned)).toBe(cleaned)
        expect(cleanLine(text)).not.toContain('\n')
      }),
      runs,
    )
  })

  test('F4 emoji, flags and scripts that need joiners stay as they were written', () => {
    for (const text of ['👨‍👩‍👧', '🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru', 'می‌خواهم', 'ක්‍ෂ', '❤️', '1️⃣', 'Łódź, naïve, Ωmega'])
      expect(clean(text)).toBe(text)
  })

  test('F4 odd spaces, stacks of accents and half an emoji code at the end get nobody anywhere', () => {
    expect(plain('\u00a0\u2003- a')).toBe('  \\- a')
    expect(clean(`e${'\u0301'.repeat(40)}`)).toBe(`e${'\u0301'.repeat(4)}`)
    expect(liveIn(`${plainLine('look :smile')}: ${plainLine('x')}`)).toEqual([])
  })

  test('F4 a mention hidden by zero-width characters is no mention', () => {
    expect(plain('@\u200beveryone and <@\u2060123456789012345678>')).toBe(
      '＠everyone and \\<＠123456789012345678\\>',
    )
  })

  test('F4 ordinary writing keeps its looks', () => {
    for (const text of [
      'At 14:05 she said: "no way".',
      'and/or, 50%, £3',
      'a@b.example',
      'Well - fine.',
      "it's 1.5",
    ]) {
      expect(plain(text)).toBe(text)
    }
  })

  test('F4 a name is one line of 80 characters at most and never empty', () => {
    fc.assert(
      fc.property(nasty, fc.string({ unit: 'binary', maxLength: 200 }), (first, second) => {
        for (const name of [first, second, first + second]) {
          expect(plainName(name)).not.toMatch(/\n/)
          expect(plainName(name).length).toBeLessThanOrEqual(80)
          expect(Array.from(cleanName(name)).length).toBeLessThanOrEqual(80)
          expect(cleanName(name)).toMatch(/\S/)
        }
      }),
    )
    expect(plainName('\u200b\u3164 ')).toBe('(no name)')
  })

  test('F4 a text is cut between characters and says so', () => {
    expect(truncate('abc', 3)).toBe('abc')
    expect(truncate('abcd', 3)).toBe('ab…')
    expect(truncate('👍👍👍', 2)).toBe('👍…')
    expect(truncate('👨‍👩‍👧x', 3)).toBe('👨…')
    expect(truncate('abc', 0)).toBe('')
    expect(plain('*'.repeat(50), 11)).toBe('\\*\\*\\*\\*\\*…')
    expect(quote('one\n\ntwo')).toBe('> one\n> \n> two')
  })

  test('F4 the longest texts are made harmless, however they are made up', () => {
    const worst = [
      ':' + 'a'.repeat(4000) + '!',
      ' '.repeat(4000) + 'x',
      '\u0301'.repeat(4000),
      '<@1'.repeat(1300),
      'a.b/'.repeat(1000),
    ]
    for (const text of worst) expect([...plain(text, 1000)].length).toBeLessThanOrEqual(1000)
  })
})
