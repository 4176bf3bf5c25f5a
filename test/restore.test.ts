import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { setAsideName } from '../src/storage/backups.ts'
import { backUp } from '../src/storage/copy-register.ts'
import { openDataFolder } from '../src/storage/data-folder.ts'
import { appendEntry } from '../src/storage/entries.ts'
import { putBack } from '../src/storage/put-back.ts'
import { runProgram } from './support/program.ts'
import { content, intruder, KEY, reopen, SERVER, tempFolder, tempRegister } from './support/temp-register.ts'
import { tinyDisk } from './support/tiny-disk.ts'

const NOW = '2026-03-05T03:30:00.000Z'
const env = (dir: string) => ({ DATA_DIR: dir, REGISTER_KEY: KEY.toString('hex') })

/** A backup of a register with three entries, and the register with two more, closed. */
async function backedUp() {
  const { db, dir, path, close } = await tempRegister()
  const write = () => db.transaction().execute((trx) => appendEntry(trx, content()))
  await write()
  await write()
  const made = await backUp({ path, key: KEY, serverId: SERVER, folder: tempFolder(), now: NOW })
  if (!made.ok) throw new Error(made.message)
  await write()
  await write()
  await close()
  return { dir, path, file: made.path }
}

test('K2 a backup is put back on another machine, marked so that the bot starts paused', async () => {
  const { file } = await backedUp()
  const dir = tempFolder()
  const { out, err, code } = await runProgram('restore', [file], env(dir))
  expect({ err, code }).toEqual({ err: '', code: 0 })
  expect(out).toContain(`${SERVER}: put back from ${file}, verified: 3 entries, up to 1 March 2026 at 09:00.`)
  expect(out).toContain('it starts paused')
  const path = join(dir, SERVER, 'register.db')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(dirname(path))).toEqual(['register.db'])
  const { db } = await reopen(path)
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'restored')
    .executeTakeFirst()
  expect(JSON.parse(row?.value ?? '')).toMatchObject({ declaredAt: null, resumedAt: null })
  // the backup itself is as it was
  expect(
    intruder(file, { readonly: true }).prepare(`select * from settings where name = 'restored'`).all(),
  ).toEqual([])
})

test('K2 a restore over a register asks first, and moves it aside with its journal', async () => {
  const { dir, path, file } = await backedUp()
  const refused = await runProgram('restore', [file], env(dir))
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('is there and in order, with 5 entries')
  expect(refused.err).toContain('--replace')
  const replaced = await runProgram('restore', [file, '--replace'], env(dir))
  expect(replaced).toMatchObject({ code: 0, err: '' })
  const aside = readdirSync(dirname(path)).find((x) => x.startsWith('register.set-aside-')) ?? ''
  expect(replaced.out).toContain(aside)
  const { db } = await reopen(join(dirname(path), aside))
  expect(await db.selectFrom('entries').select('n').execute()).toHaveLength(5)
  expect(await (await reopen(path)).db.selectFrom('entries').select('n').execute()).toHaveLength(3)
}, 60_000)

test('K2 a register that is damaged or lost but for its journal is moved aside without asking', async () => {
  const { dir, path, file } = await backedUp()
  truncateSync(path, 5000)
  const damaged = readFileSync(path)
  expect(await runProgram('restore', [file], env(dir))).toMatchObject({ code: 0 })
  const aside = readdirSync(dirname(path)).find((x) => x.startsWith('register.set-aside-')) ?? ''
  expect(readFileSync(join(dirname(path), aside)).equals(damaged)).toBe(true)
  rmSync(path)
  writeFileSync(`${path}-wal`, 'what was left')
  expect(await runProgram('restore', [file], env(dir))).toMatchObject({ code: 0 })
  expect(existsSync(`${path}-wal`)).toBe(false)
  const journals = readdirSync(dirname(path)).filter((x) => x.endsWith('.db-wal'))
  expect(journals.map((x) => readFileSync(join(dirname(path), x), 'utf8'))).toContain('what was left')
}, 60_000)

test('N4 a restore says what is wrong with key, file or running bot, and changes nothing', async () => {
  const { dir, path, file } = await backedUp()
  const before = readFileSync(path)
  const other = tempFolder()
  const wrong = await runProgram('restore', [file], {
    ...env(other),
    REGISTER_KEY: randomBytes(32).toString('hex'),
  })
  expect(wrong).toMatchObject({ code: 1, out: '' })
  expect(wrong.err).toContain(`NOTHING was put back. ${file}`.slice(0, 25))
  expect(wrong.err).toContain('does not open with this key')
  const none = await runProgram('restore', [file], { DATA_DIR: other })
  expect(none.err).toContain('register.key is missing')
  expect(none.err).toContain('if that is lost, nobody can open it')
  const cut = join(tempFolder(), file.split('/').at(-1) ?? '')
  copyFileSync(file, cut)
  truncateSync(cut, statSync(cut).size - 4096)
  expect((await runProgram('restore', [cut], env(other))).err).toContain('is damaged')
  const altered = readFileSync(file)
  altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1
  writeFileSync(cut, altered)
  expect((await runProgram('restore', [cut], env(other))).err).toContain('is damaged')
  expect(
    (await runProgram('restore', [join(other, `${SERVER}-2026-03-01T033000Z.db`)], env(other))).err,
  ).toContain('There is no file')
  copyFileSync(file, join(other, 'backup.db'))
  expect((await runProgram('restore', [join(other, 'backup.db')], env(other))).err).toContain(
    'does not say which server',
  )
  expect((await runProgram('restore', [file, file], env(other))).err).toContain('of the same server')
  expect(readdirSync(join(other, SERVER))).toEqual([])
  const running = openDataFolder(dir)
  const refused = await runProgram('restore', [file, '--replace'], env(dir))
  if (running.ok) running.release()
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('Another process is already working on')
  expect(readFileSync(path).equals(before)).toBe(true)
}, 60_000)

test('K2 a full disk: nothing is put back, one line says so, and what stood there stands there, with its journal', async ({
  skip,
}) => {
  const { file, path: source } = await backedUp()
  const size = Math.ceil(statSync(source).size / 1024)
  const disk = tinyDisk(size + 120)
  if (disk === null) return skip('no disk of its own can be mounted here')
  const folder = join(disk, SERVER)
  mkdirSync(folder, { mode: 0o700 })
  const path = join(folder, 'register.db')
  copyFileSync(source, path)
  const before = readFileSync(path)
  const { err, code } = await runProgram('restore', [file, '--replace'], env(disk))
  expect(code).toBe(1)
  expect(err).toMatch(
    new RegExp(`^${SERVER}: NOTHING was put back. There is no room left on the disk of .*\\n$`),
  )
  expect(readdirSync(folder).filter((name) => !/^register\.db(-wal|-shm)?$/.test(name))).toEqual([])
  expect(readFileSync(path).equals(before)).toBe(true)
  const { db } = await reopen(path)
  expect(await db.selectFrom('settings').select('value').where('name', '=', 'restored').execute()).toEqual([])
})

test('K2 where what stood there cannot be kept aside nothing is put back, and its journal stays with it', async () => {
  const { file, path } = await backedUp()
  // a register of another key, with what it has not folded in yet
  const other = join(tempFolder(), SERVER, 'register.db')
  const { db } = await reopen(other, randomBytes(32))
  await db.transaction().execute((trx) => appendEntry(trx, content()))
  for (const end of ['', '-wal']) copyFileSync(`${other}${end}`, `${path}${end}`)
  const taken = join(dirname(path), setAsideName(NOW))
  mkdirSync(taken)
  const done = await putBack({ file, path, key: KEY, now: NOW })
  expect(done).toMatchObject({ ok: false })
  const left = readdirSync(dirname(path)).filter((name) => !name.endsWith('-shm'))
  expect(left.toSorted()).toEqual(['register.db', 'register.db-wal', setAsideName(NOW)])
})
