import { expect, test } from 'vitest'
import { formatLogLine, parseLogLine, parseLogPost } from '../../src/register/log-line.ts'
import { formatGathered } from '../../src/register/log-post.ts'
import { referencesIn, restrictLines } from '../../src/register/restricted.ts'
import type { Entry } from '../../src/register/entry.ts'
import { content } from '../support/temp-register.ts'

const H = '1a2b3c4d5e6f'.padEnd(64, '0')
const entry = (n: number, matter: string | null, line = 'Something was done'): Entry => ({
  n,
  c: H,
  h: H,
  salt: H,
  content: content({ matter, line }),
})

test('J4 a restricted line shows number and seal, and is read back', () => {
  const shown = restrictLines(formatLogLine(entry(12, '2026-014')), new Set(['2026-014']))
  expect(shown).toBe('no. 12 · restricted entry · 1a2b3c4d5e6f')
  expect(parseLogLine(shown)).toEqual({
    n: 12,
    date: null,
    time: null,
    who: '',
    line: '',
    matter: null,
    seal: '1a2b3c4d5e6f',
  })
})

test('J4 lines of other matters stay as they are, and a like reference is another matter', () => {
  const lines = [entry(1, 'C2026-014'), entry(2, '2026-0141'), entry(3, 'A2026-014'), entry(4, null)].map(
    formatLogLine,
  )
  expect(restrictLines(lines.join('\n'), new Set(['2026-014']))).toBe(lines.join('\n'))
})

test('J4 an entry of another matter whose words name it is restricted too', () => {
  const line = formatLogLine(entry(7, 'C2026-009', 'Joined with 2026-003, after talk (see 2026-003)'))
  expect(restrictLines(line, new Set(['2026-003']))).toBe('no. 7 · restricted entry · 1a2b3c4d5e6f')
})

test('J4 gathered refusals and deliveries keep their heading and every number and seal', () => {
  const [post] = formatGathered('2026-03-01', [entry(5, '2026-003'), entry(6, '2026-004')])
  const shown = restrictLines(post?.text ?? '', new Set(['2026-003']))
  expect(shown.split('\n')[0]).toBe('Refusals and deliveries of 1 March 2026:')
  expect(shown).not.toContain('2026-003')
  expect(parseLogPost(shown).map(({ n, seal }) => [n, seal])).toEqual([
    [5, '1a2b3c4d5e6f'],
    [6, '1a2b3c4d5e6f'],
  ])
  expect(restrictLines(shown, new Set(['2026-003']))).toBe(shown)
})

test('J4 references of cases, complaints and appeals are found, dates are not', () => {
  expect(referencesIn('2026-014, C2026-001; A2026-123456 on 2026-03-01 at 2026-13')).toEqual([
    '2026-014',
    'C2026-001',
    'A2026-123456',
  ])
})
