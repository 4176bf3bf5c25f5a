import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conflictOf, type MatterParties } from '../../src/policy/conflict.ts'
import { identitiesOf, linkTo, peopleIn, sameAs } from '../../src/policy/same-person.ts'

const link = (id: number, a: string, b: string) => ({ id, a, b })
const LINKS = [link(1, 'robin', 'x:rose'), link(2, 'x:rose', 'fb:rosie'), link(3, 'sam', 'x:sam')]

test('B3 links reach as far as they go, the nearest first', () => {
  expect(identitiesOf(LINKS, 'robin')).toEqual(['robin', 'x:rose', 'fb:rosie'])
  expect(identitiesOf(LINKS, 'fb:rosie')).toEqual(['fb:rosie', 'x:rose', 'robin'])
  expect(identitiesOf(LINKS, 'kim')).toEqual(['kim'])
  expect(peopleIn(LINKS)).toEqual([
    ['robin', 'x:rose', 'fb:rosie'],
    ['sam', 'x:sam'],
  ])
  expect(sameAs(peopleIn(LINKS), 'fb:rosie')).toContain('robin')
})

test('B3 who says that an identity is not theirs speaks of the link that brought it', () => {
  expect(linkTo(LINKS, 'robin', 'x:rose')?.id).toBe(1)
  expect(linkTo(LINKS, 'robin', 'fb:rosie')?.id).toBe(2)
  expect(linkTo(LINKS, 'fb:rosie', 'robin')?.id).toBe(1)
  expect(linkTo(LINKS, 'robin', 'sam')).toBeUndefined()
  expect(linkTo(LINKS, 'robin', 'robin')).toBeUndefined()
})

test('B3 being the same person holds both ways, and taking the last link away gives back what was', () => {
  const one = fc.integer({ min: 0, max: 7 }).map(String)
  const links = fc.array(fc.record({ a: one, b: one }), { maxLength: 8 })
  fc.assert(
    fc.property(links, one, one, (some, x, y) => {
      expect(identitiesOf(some, x).includes(y)).toBe(identitiesOf(some, y).includes(x))
      const known = identitiesOf(some, x).includes(y)
      const joined = identitiesOf([...some, { a: x, b: y }], x)
      expect(joined.toSorted()).toEqual(
        [...new Set([...identitiesOf(some, x), ...identitiesOf(some, y)])].toSorted(),
      )
      // two who are one person already are never linked again, so that undoing a link always parts them
      if (!known) expect(identitiesOf(some, x)).not.toContain(y)
    }),
  )
})

test('A5 B3 a part that somebody has under one identity they have under all', () => {
  const matter: MatterParties = {
    respondent: 'x:rose',
    complainants: ['sam'],
    witnesses: [],
    declared: [],
    proposedOrSigned: ['kim'],
    people: [...peopleIn(LINKS), ['kim', 'kim2']],
  }
  expect(conflictOf('robin', matter, 'decision')).toBe('respondent')
  expect(conflictOf('x:sam', matter, 'decision')).toBe('complainant')
  expect(conflictOf('kim2', matter, 'decision')).toBeUndefined()
  expect(conflictOf('kim2', matter, 'appeal')).toBe('decided_it')
  expect(conflictOf('lee', matter, 'appeal')).toBeUndefined()
})
