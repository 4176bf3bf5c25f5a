import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quote, quoteInFile } from '../../src/letters/plain-text.ts'
import { TAKEN_OUT, withoutQuote } from '../../src/letters/take-out-quote.ts'
import { shownInShort } from '../../src/letters/view.ts'

const LINK = 'https://discord.com/channels/100000000000000001/100000000000000002/100000000000000003'
const post = (...texts: string[]) => ({ texts, link: LINK })
const notice = (text: string, short: string | undefined = shownInShort(text)[0]) => ({
  content: `**We would like to hear your side** · 2026-001\n- Shown to us: ${short ?? ''} (Robin)\n**You have until** Friday.`,
  files: [
    {
      name: 'notice-2026-001.txt',
      text: `What we have been shown\n\n${quoteInFile(text)}\nFrom: Robin, ${LINK}\n\nWho decides\n`,
    },
  ],
})

test('C8 a message about another post, or about one without words, is left as it is', () => {
  expect(withoutQuote({ content: 'Hello', files: [] }, post('Hello'))).toBeNull()
  expect(withoutQuote({ content: `The post: ${LINK}`, files: [] }, post('', ' '))).toBeNull()
})

test('C8 the quote goes from message and file, in whatever length it was shown; all else stays', () => {
  const text = `A *terrible* sentence, ${'on and on '.repeat(40)}\nand a second line.`
  for (const short of shownInShort(text)) {
    const left = withoutQuote(notice(text, short), post(text))
    expect(left?.content).toBe(
      `**We would like to hear your side** · 2026-001\n- Shown to us: ${TAKEN_OUT} (Robin)\n**You have until** Friday.`,
    )
    expect(left?.files[0]?.text).toBe(
      `What we have been shown\n\n> ${TAKEN_OUT}\nFrom: Robin, ${LINK}\n\nWho decides\n`,
    )
  }
})

test('C8 a word that could stand in any sentence: the message says so, and the file keeps the rest', () => {
  const left = withoutQuote(notice('to'), post('to'))
  expect(left?.content).toContain('We would like to hear your side')
  expect(left?.content).toContain('attached file')
  expect(left?.content).not.toContain('Shown to us')
  expect(left?.files[0]?.text).toContain('Who decides')
  expect(left?.files[0]?.text).not.toContain('> to')
})

test('C8 a quote that was written down in another way is found by its beginning, and nothing of it is left', () => {
  const text = 'The beginning of something that nobody may read.'
  const said = {
    content: `Seen: «The beginning of something that nobody may…» ${LINK}`,
    files: [{ name: 'a.txt', text: `| ${text}\n${LINK}` }],
  }
  const left = withoutQuote(said, post(text))
  expect(left?.content).not.toContain('beginning of')
  expect(left?.files).toEqual([])
})

test('C8 whatever somebody has posted, no quote of it is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), (text) => {
      const said = notice(text)
      const asked = { content: `The post: ${LINK}\n${quote(text, 500)}\nThe end.`, files: [] }
      for (const one of [said, asked]) {
        const left = withoutQuote(one, post(text))
        if (left === null) return text.trim() === '' || shownInShort(text)[0] === ''
        const all = [left.content, ...left.files.map((f) => f.text)].join('\n')
        if (`\n${all}\n`.includes(`\n${quoteInFile(text)}\n`)) return false
        if (all.includes(`Shown to us: ${shownInShort(text)[0]} (`)) return false
      }
      return true
    }),
  )
})
