import { describe, expect, test } from 'vitest'
import { conflictOf, type MatterParties } from '../../src/policy/conflict.ts'

const matter: MatterParties = {
  respondent: 'rita',
  complainants: ['carl', 'cleo'],
  witnesses: ['wes'],
  declared: ['dora'],
  proposedOrSigned: ['pam', 'sid'],
}

describe('A5 conflict of interest', () => {
  test.each([
    ['rita', 'respondent'],
    ['cleo', 'complainant'],
    ['wes', 'witness'],
    ['dora', 'declared'],
  ] as const)('A5 %s is out at both stages, as %s', (person, conflict) => {
    expect(conflictOf(person, matter, 'decision')).toBe(conflict)
    expect(conflictOf(person, matter, 'appeal')).toBe(conflict)
  })

  test('A5 whoever proposed or signed decides, but does not handle the appeal', () => {
    expect(conflictOf('pam', matter, 'decision')).toBeUndefined()
    expect(conflictOf('pam', matter, 'appeal')).toBe('decided_it')
  })

  test('A5 nobody else is conflicted', () => {
    expect(conflictOf('noor', matter, 'decision')).toBeUndefined()
    expect(conflictOf('noor', matter, 'appeal')).toBeUndefined()
  })

  test('A5 of several parts the closest is named', () => {
    expect(conflictOf('pam', { ...matter, witnesses: ['pam'], declared: ['pam'] }, 'appeal')).toBe('witness')
  })
})
