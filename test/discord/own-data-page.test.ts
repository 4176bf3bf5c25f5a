import { expect, test } from 'vitest'
import type { OwnData } from '../../src/casework/own-data.ts'
import { partsOf } from '../../src/discord/render/own-data.ts'
import { ownDataPage, withoutMarkup } from '../../src/discord/render/own-data-page.ts'
import { plain } from '../../src/letters/plain-text.ts'

const AT = '2026-03-02T09:30:00.000Z'
const EMPTY: OwnData = {
  madeAt: AT,
  person: { id: '300000000000000001', name: 'Robin' },
  handles: [],
  offices: [],
  sanctions: [],
  told: [],
  said: [],
  files: [],
  requests: [],
}
const of = { clp: 'Exampleton CLP', secretary: 'The Secretary', part: 1, parts: 1 }
const words = (text: string): OwnData['said'][number] => ({
  at: AT,
  what: 'Your side',
  matter: '2026-001',
  text,
  deleteOn: '2028-03-02',
})

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "</title></style><b onload='x'>",
  '</div></main></body>&lt;',
  'a\u202Eb\u0000c',
])('F4 N1 what people wrote, and how they are called, is text in the page: %j', (hostile) => {
  const d = {
    ...EMPTY,
    person: { id: '1', name: hostile },
    said: [words(hostile)],
    files: [
      {
        at: AT,
        name: hostile,
        size: 10,
        matter: 'C2026-001',
        state: 'kept' as const,
        sha256: 'x',
        deleteOn: '2028-03-02',
      },
    ],
  }
  const tags = (html: string) => [...html.matchAll(/<\/?[a-z][^>]*>/g)].map((m) => m[0])
  const calm = ownDataPage(
    {
      ...d,
      person: { id: '1', name: 'x' },
      said: [words('x')],
      files: d.files.map((f) => ({ ...f, name: 'x' })),
    },
    of,
  )
  const page = ownDataPage(d, { ...of, clp: 'Exampleton CLP' })
  expect(tags(page)).toEqual(tags(calm))
  expect(page).not.toMatch(/[\u202E\u0000]/)
})

test('N1 the page stands alone and can be followed without seeing it: language, title, headings in order, labelled tables', () => {
  const page = ownDataPage(
    {
      ...EMPTY,
      offices: [{ office: 'admin', platform: 'discord', from: AT, until: null }],
      said: [words('Hello.')],
    },
    of,
  )
  expect(page).toMatch(/^<!doctype html>\n<html lang="en-GB">/)
  expect(page).toContain('<title>Your data at Exampleton CLP</title>')
  expect(page).toContain('name="viewport"')
  const levels = [...page.matchAll(/<h([1-6])/g)].map((m) => Number(m[1]))
  expect(levels[0]).toBe(1)
  for (const [n, level] of levels.entries()) expect(level - (levels[n - 1] ?? 0)).toBeLessThanOrEqual(1)
  for (const table of page.match(/<table[^]*?<\/table>/g) ?? []) {
    expect(table).toContain('<caption>')
    expect(table).toMatch(/<th[^>]*scope="col"/)
    expect(table).toMatch(/<th[^>]*scope="row"/)
  }
  expect(page).not.toMatch(/<script|<link|<img|<iframe| src=|href="(?!#)|url\(|@import/)
  for (const id of page.matchAll(/href="#([a-z]+)"/g)) expect(page).toContain(`id="${id[1]}"`)
})

test('N1 a copy that is too long for one message comes in parts, and nothing is lost between them', () => {
  const d = {
    ...EMPTY,
    said: Array.from({ length: 50 }, (_, n) => words(`${n} ${'x'.repeat(1000)}`)),
    told: Array.from({ length: 20 }, (_, n) => ({
      at: AT,
      matter: null,
      body: { content: `${n} ${'y'.repeat(2000)}`, files: [] },
      deleteOn: '2028-03-02',
    })),
  }
  const parts = partsOf(d, 10_000)
  expect(parts.length).toBeGreaterThan(5)
  expect(parts.flatMap((p) => p.said)).toEqual(d.said)
  expect(parts.flatMap((p) => p.told)).toEqual(d.told)
  for (const p of parts) expect(JSON.stringify([p.said, p.told]).length).toBeLessThan(12_500)
  expect(partsOf(EMPTY)).toEqual([EMPTY])
})

test('N1 no part of a long copy says that there is nothing of what stands in another part', () => {
  const none =
    /We have not written to you|nothing that you wrote|no files that you sent|hold no office|no decision|nothing more so far/
  expect(ownDataPage(EMPTY, of)).toMatch(none)
  for (const part of [1, 2]) {
    const page = ownDataPage(EMPTY, { ...of, part, parts: 2 })
    expect(page).not.toMatch(none)
    expect(page).toContain('Nothing in this part; there are 2.')
  }
})

test('N1 F4 a message of Discord reads as its words on the page', () => {
  const wrote = 'a *b* **c** _d_ @everyone [x](y) > z # t 1. u'
  expect(withoutMarkup(`**Bold.** *Press* this.\n> ${plain(wrote)}\n-# small`)).toBe(
    `Bold. Press this.\n> ${wrote.replace('@', '＠')}\nsmall`,
  )
})
