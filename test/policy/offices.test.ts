import { describe, expect, test } from 'vitest'
import { holdsAt, isPlatformOffice, officesOf, type OfficeHolding } from '../../src/policy/offices.ts'

const FROM = '2026-01-01T10:00:00.000Z'
const UNTIL = '2026-06-01T10:00:00.000Z'
const holding: OfficeHolding = {
  id: 1,
  office: 'admin',
  platform: 'discord',
  person: 'ann',
  name: 'Ann',
  from: FROM,
  until: UNTIL,
}

describe('A8 how long an office is held', () => {
  test.each([
    ['before it begins', '2026-01-01T09:59:59.999Z', false],
    ['from its first moment', FROM, true],
    ['until just before its end', '2026-06-01T09:59:59.999Z', true],
    ['no more at its end', UNTIL, false],
  ])('A8 %s', (_, now, expected) => {
    expect(holdsAt(holding, now)).toBe(expected)
  })

  test('A8 one without an end is still held', () => {
    expect(holdsAt({ ...holding, until: null }, '2036-01-01T10:00:00.000Z')).toBe(true)
  })
})

test('A1 one person may hold several offices, and those who are not on Discord hold theirs by name', () => {
  const all: OfficeHolding[] = [
    holding,
    { ...holding, id: 2, office: 'ec_member', platform: null },
    { ...holding, id: 3, office: 'chair', platform: null, until: '2026-02-01T10:00:00.000Z' },
    { ...holding, id: 4, person: 'bob' },
    { ...holding, id: 5, office: 'ec_member', platform: null, person: null, name: 'Ann' },
  ]
  expect(officesOf('ann', all, '2026-03-01T10:00:00.000Z').map(({ id }) => id)).toEqual([1, 2])
})

test('A1 admins and moderators are so of a platform', () => {
  expect(isPlatformOffice('admin')).toBe(true)
  expect(isPlatformOffice('moderator')).toBe(true)
  expect(isPlatformOffice('sm_officer')).toBe(false)
})
