import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { lastBackup, ownBackups, readBackupName, rotate } from '../src/storage/backups.ts'
import { checkCopy } from '../src/storage/copy-register.ts'
import { appendEntry } from '../src/storage/entries.ts'
import { runProgram } from './support/program.ts'
import { content, intruder, KEY, SERVER, tempFolder, tempRegister } from './support/temp-register.ts'
import { tinyDisk } from './support/tiny-disk.ts'

const NOW = '2026-11-01T00:00:00.000Z'
const WITH_KEY = { REGISTER_KEY: KEY.toString('hex') }

/** A register with five entries, open as a running bot has it. */
async function running() {
  const register = await tempRegister()
  const write = (i: number) =>
    register.db.transaction().execute((trx) => appendEntry(trx, content({ details: { i } })))
  for (let i = 0; i < 4; i++) await write(i)
  return { ...register, write }
}

test('K2 N4 npm run backup makes a verified, encrypted copy beside a bot that goes on writing', async () => {
  const { dir, path, write } = await running()
  const to = join(tempFolder(), 'disk')
  const state = { done: false }
  const backup = runProgram('backup', [to], { DATA_DIR: dir, ...WITH_KEY }).finally(() => (state.done = true))
  let writes = 4
  while (!state.done) {
    await write(writes++)
    await new Promise((r) => setTimeout(r, 1))
  }
  const { out, err, code } = await backup
  expect({ err, code }).toEqual({ err: '', code: 0 })
  // written to all the time: none of it was refused because of the copy
  expect(writes).toBeGreaterThan(10)
  const [file] = readdirSync(to)
  expect(readdirSync(to)).toHaveLength(1)
  expect(readBackupName(file ?? '')?.serverId).toBe(SERVER)
  const copy = join(to, file ?? '')
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(readFileSync(copy).includes('Asha Begum')).toBe(false)
  const checked = await checkCopy(copy, KEY, NOW)
  expect(checked).toMatchObject({ ok: true })
  const entries = checked.ok ? checked.entries : 0
  expect(entries).toBeGreaterThanOrEqual(5)
  expect(out).toContain(`${SERVER}: backed up to ${copy}`)
  expect(out).toContain(`verified: ${entries} entries`)
  expect(out).toContain('the key is NOT in it')
  expect(lastBackup(dirname(path))).toMatchObject({ path: copy, entries })
})

test('K2 a backup says what is wrong in one line, ends with 1 and leaves nothing half-made', async () => {
  const { dir, path } = await running()
  const to = tempFolder()
  const env = { DATA_DIR: dir, ...WITH_KEY }
  expect(await runProgram('backup', [], env)).toMatchObject({ code: 1, out: '' })
  const wrong = await runProgram('backup', [to], { ...env, REGISTER_KEY: randomBytes(32).toString('hex') })
  expect(wrong).toMatchObject({ code: 1, out: '' })
  expect(wrong.err).toMatch(/^\d+: NO backup was made\. [^\n]+ does not open with this key\. [^\n]+\n$/)
  const closed = tempFolder()
  chmodSync(closed, 0o500)
  if (process.getuid?.() !== 0) {
    const refused = await runProgram('backup', [closed], env)
    expect(refused.err).toContain('cannot be written (permission denied)')
    expect(refused.code).toBe(1)
  }
  const file = join(to, 'a-file')
  writeFileSync(file, '')
  const notFolder = await runProgram('backup', [join(file, 'below')], env)
  expect(notFolder).toMatchObject({ code: 1 })
  expect(notFolder.err).toContain('cannot be written')
  expect((await runProgram('backup', [to, '1'], env)).err).toContain('no register of the server 1')
  intruder(path).exec(`update entries set content = replace(content, 'Asha', 'Anna') where n = 3`)
  const altered = await runProgram('backup', [to], env)
  expect(altered.err).toContain('NOT in order from entry 3 on')
  expect(altered.code).toBe(1)
  expect(readdirSync(to)).toEqual(['a-file'])
}, 60_000)

test('K2 rotation takes the bot’s own old backups of these servers, and nothing else', () => {
  const folder = tempFolder()
  const files = [
    `${SERVER}-2026-09-01T033000Z.db`,
    `${SERVER}-2026-10-01T033000Z.db`,
    `${SERVER}-2026-09-02T033000Z.db.new`,
    `100000000000000002-2026-09-01T033000Z.db`,
    'holiday-2026-09-01.jpg',
    `${SERVER}-2026-09-01T033000Z.db.txt`,
  ]
  for (const file of files) writeFileSync(join(folder, file), '')
  expect(rotate(folder, [SERVER], '2026-09-30T00:00:00.000Z').toSorted()).toEqual(
    [files[0], files[2]].toSorted(),
  )
  expect(readdirSync(folder).toSorted()).toEqual([files[1], files[3], files[4], files[5]].toSorted())
})

test('K2 every copy that the bot keeps of a register is listed with its date', () => {
  const folder = tempFolder()
  for (const file of [
    'register.db',
    'register.db-wal',
    'register.before-0003.db',
    'register.set-aside-2026-03-01T093000Z.db',
    'register.set-aside-2026-03-01T093000Z.db-wal',
    'last-backup.json',
  ])
    writeFileSync(join(folder, file), '')
  const found = ownBackups(folder)
  expect(found.map(({ kind }) => kind).toSorted()).toEqual(['migration', 'set_aside', 'set_aside'])
  expect(found.find(({ kind }) => kind === 'set_aside')?.madeAt).toBe('2026-03-01T09:30:00.000Z')
  expect(ownBackups(join(folder, 'not-there'))).toEqual([])
  expect(existsSync(join(folder, 'register.db'))).toBe(true)
})

test('K2 a full disk: no backup, one line that says so, nothing that passes for one, and the register goes on', async ({
  skip,
}) => {
  const disk = tinyDisk(64)
  if (disk === null) return skip('no disk of its own can be mounted here')
  const { dir, path, write } = await running()
  const env = { DATA_DIR: dir, ...WITH_KEY }
  const { err, code } = await runProgram('backup', [disk], env)
  expect(code).toBe(1)
  expect(err).toMatch(
    new RegExp(`^${SERVER}: NO backup was made. There is no room left on the disk of .*\\n$`),
  )
  expect(readdirSync(disk)).toEqual([])
  expect(lastBackup(dirname(path))).toBeNull()
  // full to the last byte: not even the empty file
  writeFileSync(join(disk, 'filler'), '')
  expect(() => appendFileSync(join(disk, 'filler'), Buffer.alloc(1024 * 1024))).toThrow('ENOSPC')
  const again = await runProgram('backup', [join(disk, 'below', 'it')], env)
  expect(again.code).toBe(1)
  expect(again.err).toContain('no room')
  const left = readdirSync(disk, { recursive: true }).map(String)
  expect(left.filter((file) => file.includes(SERVER))).toEqual([])
  await write(9)
  const elsewhere = tempFolder()
  expect((await runProgram('backup', [elsewhere], env)).code).toBe(0)
})
