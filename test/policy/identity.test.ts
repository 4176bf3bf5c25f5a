import { expect, test } from 'vitest'
import fc from 'fast-check'
import { cleanHandle, discordUser, handleIdentity, handleOf } from '../../src/policy/identity.ts'

test('B3 a handle is the same person however its @, its spaces and its capitals are written', () => {
  for (const written of ['@RedRose', ' redrose', 'REDROSE ', '@ redrose', 'ｒｅｄｒｏｓｅ'])
    expect(handleIdentity('X', written)).toBe('X:redrose')
})

test('B3 a handle keeps what distinguishes it', () => {
  expect(cleanHandle('red_rose')).not.toBe(cleanHandle('red.rose'))
  expect(handleIdentity('X', 'rose')).not.toBe(handleIdentity('Instagram', 'rose'))
})

test('B3 a Discord user and a handle are never mistaken for each other', () => {
  expect(discordUser('123456789012345678')).toBe('123456789012345678')
  expect(handleOf('123456789012345678')).toBeNull()
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z][a-z ]{0,20}$/u),
      fc.string({ minLength: 1 }),
      (platform, handle) => {
        fc.pre(cleanHandle(handle) !== '' && platform !== 'discord')
        const identity = handleIdentity(platform, handle)
        expect(discordUser(identity)).toBeNull()
        expect(handleOf(identity)).toEqual({ platform, handle: cleanHandle(handle) })
      },
    ),
  )
})

test('B3 an empty handle and a handle on Discord are no identities', () => {
  expect(() => handleIdentity('X', ' @ ')).toThrow(RangeError)
  expect(() => handleIdentity('discord', 'rose')).toThrow(RangeError)
})
