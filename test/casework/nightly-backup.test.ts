import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { backUpNightly, noteBackups } from '../../src/casework/nightly-backup.ts'
import type { Clp } from '../../src/casework/ports.ts'
import { checkCopy } from '../../src/storage/copy-register.ts'
import { startDelivery } from '../support/delivery.ts'
import { KEY, tempFolder } from '../support/temp-register.ts'

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
