import { expect, test } from 'vitest'
import { isAlike } from '../../src/discord/delivery/alike.ts'
import { buttons } from '../../src/discord/answer.ts'

const row = (...ids: string[]) => buttons(ids.map((id) => ({ label: 'x', id })))
const said = {
  content:
    '**Your letter** of 2 March 2026 about 2026-014: you may come back at 09:00.\n-# Exampleton CLP · ',
  components: row('letter-read:100000000000000001:2026-014:'),
}
const found = {
  content:
    '**Your letter** of 3 March 2026 about 2026-014: you may come back at 10:30.\n-# Exampleton CLP · abcdefghij',
  components: row('letter-read:100000000000000001:2026-014:abcdefghij'),
}

test('G1 a message is known again whatever its date and mark', () => {
  expect(isAlike(said, found, false)).toBe(true)
  expect(
    isAlike({ content: 'Hello https://discord.gg/abc' }, { content: 'Hello https://discord.gg/xyz' }, false),
  ).toBe(true)
})

test('G1 another matter, other words and other buttons make another message', () => {
  const other = (from: string, to: string) => ({ ...found, content: found.content.replace(from, to) })
  expect(isAlike(said, other('2026-014', '2026-015'), false)).toBe(false)
  expect(isAlike(said, other('may', 'may not'), false)).toBe(false)
  expect(
    isAlike(said, { ...found, components: row('letter-read:100000000000000001:2026-015:x') }, false),
  ).toBe(false)
  expect(isAlike(said, { content: found.content }, false)).toBe(false)
})

test('F3 of one letter a case it is enough that it begins alike and can be answered alike', () => {
  const edited = { ...found, content: `${found.content}\nYou can come back.` }
  expect(isAlike(said, edited, false)).toBe(false)
  expect(isAlike(said, edited, true)).toBe(true)
  const more = {
    ...found,
    components: row(
      'letter-read:100000000000000001:2026-014:abcdefghij',
      'appeal:100000000000000001:2026-014:abcdefghij',
    ),
  }
  expect(isAlike(said, more, true)).toBe(true)
  const another = { ...found, components: row('letter-read:100000000000000001:2026-015:abcdefghij') }
  expect(isAlike(said, another, true)).toBe(false)
  expect(isAlike(said, { ...found, content: `**A 30-day ban**\n${found.content}` }, true)).toBe(false)
})
