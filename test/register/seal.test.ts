import { expect, test } from 'vitest'
import type { EntryContent } from '../../src/register/entry.ts'
import {
  canonicalText,
  chainSeal,
  contentSeal,
  GENESIS,
  readEntry,
  seal,
  shortSeal,
} from '../../src/register/seal.ts'

// worked out by another program (Python's hmac and hashlib) from the words of J3
const SALT = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
const CONTENT: EntryContent = {
  subject: null,
  matter: '2026-001',
  line: 'Case opened',
  details: { z: '€"\\\n', a: [1, 2.5, null, true] },
  deleteOn: '2028-03-01',
  at: '2026-03-01T09:00:00.000Z',
  actor: { name: 'Zoë', id: '200', as: 'admin' },
  action: 'case.proposed',
}
const TEXT =
  '{"action":"case.proposed","actor":{"as":"admin","id":"200","name":"Zoë"},"at":"2026-03-01T09:00:00.000Z",' +
  '"deleteOn":"2028-03-01","details":{"a":[1,2.5,null,true],"z":"€\\"\\\\\\n"},"line":"Case opened",' +
  '"matter":"2026-001","subject":null}'
const C = '2cc9420a24d86afbe3a8e2972dfa7d08c3cc06c7a3efbf1680c80a482847a1c6'
const H1 = '51fa2cfa73e89a42c57728d04c915ca023ce4526c86083c24dd48a119010cdfc'
const H2 = '3fea189ef23546639b4350284e04aa56618df68c1dae6f1da0aae0442fd282a1'

test('J3 seals are those that another program works out', () => {
  expect(canonicalText(CONTENT)).toBe(TEXT)
  expect(contentSeal(SALT, TEXT)).toBe(C)
  expect(chainSeal(GENESIS, 1, C)).toBe(H1)
  expect(chainSeal(H1, 2, C)).toBe(H2)
  expect(chainSeal(H1, 2 ** 40 + 5, C)).toBe(
    '09a28e5fef7a10cf1458a7abcef81fb70826cde63282bc120e378187ae0467df',
  )
  const first = seal(GENESIS, 1, CONTENT, SALT)
  expect(first).toEqual({ n: 1, c: C, h: H1, salt: SALT, text: TEXT })
  expect(readEntry(first)).toEqual({ n: 1, c: C, h: H1, salt: SALT, content: CONTENT })
  expect(shortSeal(H1)).toBe('51fa2cfa73e8')
})

test('J3 canonical JSON is that of RFC 8785: keys in UTF-16 order, numbers as JavaScript writes them', () => {
  const details = {
    '\u20ac': 1,
    '\r': 2,
    '\ufb33': 3,
    '1': 4,
    '\ud83d\ude00': 5,
    '\u0080': 6,
    ö: 7,
    n: 1e30,
  }
  expect(canonicalText({ ...CONTENT, details })).toContain(
    '"details":{"\\r":2,"1":4,"n":1e+30,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  )
  expect(() => canonicalText({ ...CONTENT, details: { n: Number.NaN } })).toThrow('NaN')
})

test('K1 a blank entry reads as one without content', () => {
  expect(readEntry({ n: 1, c: C, h: H1, salt: null, text: null })).toEqual({
    n: 1,
    c: C,
    h: H1,
    salt: null,
    content: null,
  })
})
