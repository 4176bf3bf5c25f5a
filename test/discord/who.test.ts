import { expect, test } from 'vitest'
import { placeInWords, whoInFile, whoInWords } from '../../src/discord/render/who.ts'
import { textToGive } from '../../src/discord/render/text-to-give.ts'

test('B3 a Discord user is a mention, a handle is named with its platform', () => {
  expect(whoInWords('123456789012345678', 'Robin')).toBe('<@123456789012345678> (Robin)')
  expect(whoInWords('123456789012345678')).toBe('<@123456789012345678>')
  expect(whoInWords('X account:redrose')).toBe('@redrose on X account')
  expect(whoInWords('Facebook group:robin ashdown')).toBe('robin ashdown on Facebook group')
  expect(whoInFile('X account:redrose', 'x')).toBe('@redrose on X account')
  expect([placeInWords('discord'), placeInWords('X account')]).toEqual(['this server', 'X account'])
})

test('F4 nothing comes alive out of a handle', () => {
  for (const handle of ['everyone', '**bold**', '<@123456789012345678>', '[click](https://x.example)'])
    expect(whoInWords(`X:${handle}`)).not.toMatch(/(?<!\\)[*[\]<]|@everyone/)
})

test('F3 F4 what is to be copied stands in blocks that fit a message, loses no word, and cannot end its block', () => {
  const lines = Array.from({ length: 300 }, (_, i) => `Line ${i} of the letter, with a few words in it.`)
  const text = [...lines.slice(0, 150), '```\n@everyone', 'x'.repeat(2500), ...lines.slice(150)].join('\n')
  const answer = textToGive({
    ref: '2026-001',
    whom: { identity: 'X:redrose', name: '@redrose' },
    file: { name: 'letter.txt', text },
  })
  if (answer.kind === 'form') throw new Error('an answer')
  const parts = (answer.more ?? []).map((m) => m.content ?? '')
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(2000)
    expect(part.slice(4, -4)).not.toContain('```')
  }
  const together = parts.map((p) => p.slice(4, -4)).join('\n')
  expect(together.replaceAll(/\s/g, '')).toBe(text.replaceAll('```', "'''").replaceAll(/\s/g, ''))
  expect(answer.files).toEqual([{ name: 'letter.txt', text }])
})
