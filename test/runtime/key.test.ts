import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadKey } from '../../src/runtime/key.ts'
import { KEY, tempFolder } from '../support/temp-register.ts'

const from = (change: Partial<Parameters<typeof loadKey>[0]>) => ({
  registerKey: null,
  registerKeyFile: null,
  dataDir: '/nowhere',
  hasRegister: false,
  ...change,
})

function message(result: ReturnType<typeof loadKey>): string {
  if (result.ok) throw new Error('there is a key')
  expect(result.message).toMatch(/^[^\n]+\.$/)
  return result.message
}

test('N4 the key is taken from the setting or the file, as hexadecimal or base64', () => {
  const dir = tempFolder()
  const file = join(dir, 'key')
  for (const text of [
    KEY.toString('hex'),
    KEY.toString('hex').toUpperCase(),
    KEY.toString('base64'),
    `${KEY.toString('hex')}\n`,
  ]) {
    expect(loadKey(from({ registerKey: text }))).toEqual({ ok: true, key: KEY, made: null })
    writeFileSync(file, text)
    expect(loadKey(from({ registerKeyFile: file }))).toEqual({ ok: true, key: KEY, made: null })
  }
})

test('N4 the first start makes a key for this user only, and later starts find it', () => {
  const dir = tempFolder()
  const file = join(dir, 'register.key')
  const first = loadKey(from({ dataDir: dir }))
  if (!first.ok) throw new Error(first.message)
  expect(first.made).toBe(file)
  expect(first.key).toHaveLength(32)
  expect(readFileSync(file, 'utf8')).toBe(`${first.key.toString('hex')}\n`)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(loadKey(from({ dataDir: dir, hasRegister: true }))).toEqual({ ok: true, key: first.key, made: null })
  const other = loadKey(from({ dataDir: tempFolder() }))
  expect(other.ok && other.key.equals(first.key)).toBe(false)
})

test('N4 no key is made anew when there is a register', () => {
  const dir = tempFolder()
  const said = message(loadKey(from({ dataDir: dir, hasRegister: true })))
  expect(said).toContain(join(dir, 'register.key'))
  expect(said).toContain('REGISTER_KEY')
  expect(() => statSync(join(dir, 'register.key'))).toThrow('ENOENT')
})

test('N4 a key that is none is refused and never repeated', () => {
  const dir = tempFolder()
  const half = KEY.toString('hex').slice(0, 40)
  expect(message(loadKey(from({ registerKey: half })))).not.toContain(half)
  writeFileSync(join(dir, 'register.key'), half)
  const said = message(loadKey(from({ dataDir: dir })))
  expect(said).toContain(join(dir, 'register.key'))
  expect(said).not.toContain(half)
  expect(readFileSync(join(dir, 'register.key'), 'utf8')).toBe(half)
})

test('N4 a key file that cannot be read or made is refused', () => {
  const dir = tempFolder()
  mkdirSync(join(dir, 'folder'))
  expect(message(loadKey(from({ registerKeyFile: join(dir, 'none') })))).toContain('it is not there')
  expect(message(loadKey(from({ registerKeyFile: join(dir, 'folder') })))).toContain('it is a folder')
  expect(message(loadKey(from({ dataDir: '/proc/none' })))).toContain('/proc/none/register.key')
})
