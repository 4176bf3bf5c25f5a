import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/storage/database.ts'
import { KEY, tempFolder } from '../support/temp-register.ts'

const opened = async (path: string, migrations: string) => {
  const result = await openDatabase(path, KEY, migrations)
  if (!result.ok) throw new Error(result.message)
  return { ...result, db: result.db as unknown as Kysely<any> }
}

/** A folder of migrations, to which a test adds one after the other. */
function migrationsFolder() {
  const folder = tempFolder()
  return {
    folder,
    add: (name: string, body: string) =>
      writeFileSync(
        join(folder, `${name}.ts`),
        `export async function up(db: any): Promise<void> {\n${body}\n}\n`,
      ),
  }
}

const table = (name: string) =>
  `await db.schema.createTable('${name}').addColumn('some_word', 'text').execute()`

test('J1 pending migrations run in order, once, and tell the file its version', async () => {
  const { folder, add } = migrationsFolder()
  const path = join(tempFolder(), 'register.db')
  add('0001-first', table('first'))
  await (await opened(path, folder)).close()
  add(
    '0002-second',
    `${table('second')}\nawait db.insertInto('first').values({ some_word: 'seen' }).execute()`,
  )
  add('0003-third', table('third'))
  await (await opened(path, folder)).close()
  const { db, close } = await opened(path, folder)
  expect((await sql<{ userVersion: number }>`pragma user_version`.execute(db)).rows).toEqual([
    { userVersion: 3 },
  ])
  expect(await db.selectFrom('first').select('someWord').execute()).toEqual([{ someWord: 'seen' }])
  await close()
})

test('N4 a copy is kept before an existing register is changed, encrypted, the newest only', async () => {
  const { folder, add } = migrationsFolder()
  const dir = tempFolder()
  const path = join(dir, 'register.db')
  add(
    '0001-first',
    `${table('first')}\nawait db.insertInto('first').values({ some_word: 'treasurer' }).execute()`,
  )
  await (await opened(path, folder)).close()
  expect(readdirSync(dir)).toEqual(['register.db'])

  add('0002-second', table('second'))
  await (await opened(path, folder)).close()
  expect(readdirSync(dir).sort()).toEqual(['register.before-0002.db', 'register.db'])

  add('0003-third', table('third'))
  add('0004-fourth', table('fourth'))
  await (await opened(path, folder)).close()
  expect(readdirSync(dir).sort()).toEqual(['register.before-0003.db', 'register.db'])

  const copy = join(dir, 'register.before-0003.db')
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(readFileSync(copy).includes('treasurer')).toBe(false)
  expect(readFileSync(copy).includes('SQLite format')).toBe(false)
  // the copy opens with the same key, at the version before, and holds what was there
  const { folder: oldFolder, add: addOld } = migrationsFolder()
  addOld('0002-second', table('second'))
  const { db, close } = await opened(copy, oldFolder)
  expect(await db.selectFrom('first').select('someWord').execute()).toEqual([{ someWord: 'treasurer' }])
  await close()
})

test('J1 a migration that fails half-way changes nothing, and runs whole once it is mended', async () => {
  const { folder, add } = migrationsFolder()
  const path = join(tempFolder(), 'register.db')
  add('0001-first', table('first'))
  await (await opened(path, folder)).close()
  add('0002-second', `${table('second')}\nthrow new Error('half-way')`)
  await expect(openDatabase(path, KEY, folder)).rejects.toThrow('half-way')

  const { folder: mended, add: addMended } = migrationsFolder()
  addMended('0001-first', table('first'))
  addMended('0002-mended', table('second'))
  const { db, close } = await opened(path, mended)
  expect(await db.selectFrom('second').selectAll().execute()).toEqual([])
  await close()
})

test('J1 a migration that leaves rows pointing to nothing is undone', async () => {
  const { folder, add } = migrationsFolder()
  const path = join(tempFolder(), 'register.db')
  add(
    '0001-first',
    `await db.schema.createTable('parent').addColumn('id', 'integer', (c) => c.primaryKey()).execute()
     await db.schema.createTable('child').addColumn('parent', 'integer', (c) => c.references('parent.id')).execute()
     await db.insertInto('parent').values({ id: 1 }).execute()
     await db.insertInto('child').values({ parent: 1 }).execute()`,
  )
  await (await opened(path, folder)).close()
  add('0002-second', `await db.deleteFrom('parent').execute()`)
  await expect(openDatabase(path, KEY, folder)).rejects.toThrow(
    '0002-second leaves rows that point to nothing',
  )
})

test('J1 a first migration that fails leaves no register at all', async () => {
  const { folder, add } = migrationsFolder()
  const dir = tempFolder()
  add('0001-first', `${table('first')}\nthrow new Error('half-way')`)
  await expect(openDatabase(join(dir, 'register.db'), KEY, folder)).rejects.toThrow('half-way')
  expect(readdirSync(dir)).not.toContain('register.db')
})
