import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { addMonths, londonDate } from '../../src/policy/calendar.ts'
import type { EntryContent } from '../../src/register/entry.ts'
import { type OpenDatabase, openDatabase } from '../../src/storage/database.ts'

/** A folder of the test's own, gone when the test ends. */
export function tempFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'register-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export const KEY = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex')
export const SERVER = '100000000000000001'

/** An empty register with its tables, made once for the tests of a process: making the tables takes ten times as long as a copy. */
let empty: Promise<string> | undefined

async function emptyRegister(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'empty-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  const path = join(dir, 'register.db')
  const made = await openDatabase(path, KEY)
  if (!made.ok) throw new Error(made.message)
  await made.close()
  return path
}

/** A new register in a folder of its own, closed when the test ends. */
export async function tempRegister(): Promise<OpenDatabase & { path: string; dir: string }> {
  const dir = tempFolder()
  const path = join(dir, SERVER, 'register.db')
  empty ??= emptyRegister()
  mkdirSync(join(dir, SERVER), { mode: 0o700 })
  copyFileSync(await empty, path)
  return { ...(await reopen(path)), path, dir }
}

/** Opens a register that must open, and closes it when the test ends. */
export async function reopen(path: string, key: Buffer = KEY): Promise<OpenDatabase> {
  const opened = await openDatabase(path, key)
  if (!opened.ok) throw new Error(opened.message)
  onTestFinished(() => opened.close())
  return opened
}

/** A bare connection with the key, as someone has who holds it and means to tamper. */
export function intruder(path: string, { readonly = false } = {}): Sqlite.Database {
  const sqlite = new Sqlite(path, { readonly })
  onTestFinished(() => void sqlite.close())
  sqlite.pragma(`cipher = 'chacha20'`)
  sqlite.pragma(`key = "x'${KEY.toString('hex')}'"`)
  for (const trigger of readonly ? [] : ['entries_stay', 'entries_unchanged'])
    sqlite.exec(`drop trigger if exists ${trigger}`)
  return sqlite
}

/** What an admin wrote on 1 March 2026, changed as asked. */
export function content(change: Partial<EntryContent> = {}): EntryContent {
  const at = change.at ?? '2026-03-01T09:00:00.000Z'
  return {
    at,
    actor: { id: '200000000000000001', name: 'Asha Begum', as: 'admin' },
    action: 'case.proposed',
    matter: '2026-001',
    line: 'Case opened',
    details: { what: 'shouted at the treasurer' },
    subject: '300000000000000001',
    deleteOn: addMonths(londonDate(at), 24),
    ...change,
  }
}
