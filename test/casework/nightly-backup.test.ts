import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { backUpNightly, noteBackups } from '../../src/casework/nightly-backup.ts'
import type { Clp } from '../../src/casework/ports.ts'
import { checkCopy } from '../../src/storage/copy-register.ts'
import { startDelivery } from '../support/delivery.ts'
import { KEY, tempFolder } from '../support/temp-register.ts'
import { tinyDisk } from '../support/tiny-disk.ts'

const withBackups = (clp: Clp, folder: string, nightly = true): Clp => ({
  ...clp,
  config: { ...clp.config, policy: { ...clp.config.policy, backup: { nightly, folder, keepDays: 30 } } },
})

const actions = (clp: Clp) =>
  clp.transact(async (s) => (await s.entriesAfter(0, 100)).flatMap((e) => e.content?.action ?? []))

test('K2 J1 a nightly backup follows the deletions, once a day, and is written into the register', async () => {
  const d = await startDelivery()
  const folder = join(tempFolder(), 'backups')
  const clp = withBackups(d.clp, folder)
  await clp.transact((s) =>
    s.entry({
      at: clp.clock.now(),
      actor: { id: null, name: 'the bot', as: 'bot' },
      action: 'x',
      matter: null,
      line: 'x',
      details: {},
      subject: null,
      deleteOn: null,
    }),
  )
  await backUpNightly(clp)
  expect(await clp.transact((s) => s.settings())).toMatchObject({ backedUpOn: null })
  await clp.transact((s) => s.set('purgedOn', '2026-03-02'))
  await backUpNightly(withBackups(d.clp, folder, false))
  expect(await clp.transact((s) => s.settings())).toMatchObject({ backedUpOn: null })
  await backUpNightly(clp)
  await backUpNightly(clp)
  const files = readdirSync(folder)
  expect(files).toHaveLength(1)
  expect(await checkCopy(join(folder, files[0] ?? ''), KEY, clp.clock.now())).toMatchObject({ ok: true })
  await noteBackups(clp)
  await noteBackups(clp)
  expect((await actions(clp)).filter((a) => a === 'register.backed_up')).toHaveLength(1)
})

test('K2 a nightly backup that fails is told, and tried again the next night', async () => {
  const d = await startDelivery()
  const file = join(tempFolder(), 'a-file')
  writeFileSync(file, '')
  const clp = withBackups(d.clp, join(file, 'below'))
  await clp.transact(async (s) => {
    await s.set('purgedOn', '2026-03-02')
    await s.appoint({
      office: 'secretary',
      platform: null,
      person: '200000000000000007',
      name: 'Sheila',
      at: '2026-01-01T00:00:00.000Z',
      minute: null,
    })
  })
  await backUpNightly(clp)
  expect(await actions(clp)).toContain('register.backup_failed')
  const [told] = await clp.transact((s) => s.openEffects({ name: 'officer-dm' }))
  expect(JSON.stringify(told?.payload)).toContain('cannot be written')
  expect(readdirSync(dirname(file))).toEqual(['a-file'])
  expect(await clp.transact((s) => s.settings())).toMatchObject({ backedUpOn: '2026-03-02' })
})

test('K2 G1 a nightly backup on a full disk: told once a night, nothing that passes for one, the bot goes on, and with room it is made', async ({
  skip,
}) => {
  const folder = tinyDisk(64)
  if (folder === null) return skip('no disk of its own can be mounted here')
  const d = await startDelivery()
  const clp = withBackups(d.clp, folder)
  await clp.transact((s) => s.set('purgedOn', '2026-03-02'))
  await backUpNightly(clp)
  await backUpNightly(clp)
  expect(await actions(clp)).toEqual(['register.opened', 'register.backup_failed'])
  expect(readdirSync(folder)).toEqual([])
  expect(clp.register.lastBackup()).toBeNull()
  expect(await clp.register.verify(null)).toMatchObject({ ok: true })
  expect(spawnSync('mount', ['-o', 'remount,size=16m', folder]).status).toBe(0)
  d.discord.clock.advanceBy({ days: 1 })
  await clp.transact((s) => s.set('purgedOn', '2026-03-03'))
  await backUpNightly(clp)
  expect(readdirSync(folder)).toHaveLength(1)
  expect(clp.register.lastBackup()).not.toBeNull()
})

test('K2 where the register itself takes no more there is one backup a night and not one a minute', async () => {
  const d = await startDelivery()
  const folder = tempFolder()
  await d.clp.transact((s) => s.set('purgedOn', '2026-03-02'))
  // it can be read, and each commit of something written fails
  const full: Clp = {
    ...withBackups(d.clp, folder),
    transact: (work) =>
      d.clp.transact((s) => {
        const noRoom = () => {
          throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
        }
        return work({ ...s, set: noRoom, entry: noRoom, addEffect: noRoom })
      }),
  }
  for (let n = 0; n < 3; n++) {
    await expect(backUpNightly(full)).rejects.toThrow('full')
    d.discord.clock.advanceBy({ minutes: 1 })
  }
  expect(readdirSync(folder)).toEqual([])
})

test('K2 a backup that cannot be noted beside its register is made, and people are told', async () => {
  const d = await startDelivery()
  const folder = tempFolder()
  const clp = withBackups(d.clp, folder)
  await clp.transact((s) => s.set('purgedOn', '2026-03-02'))
  // nothing can be written in its place
  mkdirSync(join(d.dataFolder, 'last-backup.json'))
  await backUpNightly(clp)
  expect(readdirSync(folder)).toHaveLength(1)
  expect(await actions(clp)).toEqual(['register.opened', 'register.backup_failed'])
  const [, entry] = await clp.transact((s) => s.entriesAfter(0, 100))
  expect(JSON.stringify(entry?.content)).toContain('is there, but it could not be noted')
  expect(readdirSync(d.dataFolder).filter((file) => file.includes('last-backup'))).toEqual([
    'last-backup.json',
  ])
})
