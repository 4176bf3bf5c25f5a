import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import { declareRestore, type LogSeen, type SeenMessage } from '../../src/casework/declare-restore.ts'
import type { Clp } from '../../src/casework/ports.ts'
import { lanesWhilePaused, pauseOf, restoredOf } from '../../src/casework/restored.ts'
import { resume } from '../../src/casework/resume.ts'
import { addMonths, londonDate } from '../../src/policy/calendar.ts'
import type { EntryContent } from '../../src/register/entry.ts'
import { formatLog } from '../../src/register/log-post.ts'
import { shortSeal } from '../../src/register/seal.ts'
import { backUp } from '../../src/storage/copy-register.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { putBack } from '../../src/storage/put-back.ts'
import { storeOf } from '../../src/storage/store.ts'
import { verifyFile } from '../../src/storage/verify-file.ts'
import { startDelivery } from '../support/delivery.ts'
import { content, KEY, SERVER, tempFolder, tempRegister } from '../support/temp-register.ts'

const LOG = '77'
const SECRETARY = { id: '200000000000000007', name: 'Sheila Grant' }
const AT = '2026-03-01T12:00:00.000Z'

const entry = (matter: string | null): EntryContent =>
  content({ at: AT, matter, line: 'Something was done', deleteOn: addMonths(londonDate(AT), 24) })

/** A register of five entries that was backed up, three more that are lost, and the log channel that shows them all. */
async function lost({ hidden = false, logChannel = LOG as string | null, posted = true } = {}) {
  const before = await tempRegister()
  const write = (matter: string | null) =>
    before.db.transaction().execute((trx) => storeOf(trx).entry(entry(matter)))
  await before.db.transaction().execute(async (trx) => {
    const s = storeOf(trx)
    await s.set('logChannelId', logChannel)
    await s.appoint({
      office: 'secretary',
      platform: null,
      person: SECRETARY.id,
      name: SECRETARY.name,
      at: AT,
      minute: null,
    })
  })
  for (const matter of ['2026-001', null, 'C2026-002', null]) await write(matter)
  if (posted)
    await before.db.transaction().execute(async (trx) => {
      const [line] = formatLog(await storeOf(trx).entriesAfter(0, 1))
      await storeOf(trx).recordLogPost({ channelId: LOG, messageId: '1001', text: line?.text ?? '', at: AT })
      await storeOf(trx).set('loggedUpTo', 3)
    })
  const made = await backUp({ path: before.path, key: KEY, serverId: SERVER, folder: tempFolder(), now: AT })
  if (!made.ok) throw new Error(made.message)
  for (const matter of ['2026-007', 'C2026-003', null]) await write(matter)
  const entries = await before.db.transaction().execute((trx) => storeOf(trx).entriesAfter(0, 100))
  const messages: SeenMessage[] = entries.map((one, i) => {
    const text =
      hidden && one.n === 7
        ? `no. 7 · restricted entry · ${shortSeal(one.h)}`
        : (formatLog([one])[0]?.text ?? '')
    return { channelId: LOG, messageId: String(1001 + i), text, edited: false, at: AT }
  })
  const path = join(tempFolder(), SERVER, 'register.db')
  const put = await putBack({ file: made.path, path, key: KEY, now: AT })
  if (!put.ok) throw new Error(put.message)
  const opened = await openDatabase(path, KEY)
  if (!opened.ok) throw new Error(opened.message)
  onTestFinished(() => opened.close())
  const d = await startDelivery()
  const clp: Clp = {
    ...d.clp,
    serverId: SERVER,
    transact: (work) => opened.db.transaction().execute((trx) => work(storeOf(trx))),
    ownerId: () => '200000000000000009',
  }
  const seen: LogSeen = { messages, closed: [], rooms: [] }
  const verify = () => verifyFile({ path, key: KEY, now: clp.clock.now(), read: null, practice: true })
  return { clp, seen, entries, verify }
}

const stateOf = (clp: Clp) => clp.transact(async (s) => (await restoredOf(s))?.restored)
const nothing: LogSeen = { messages: [], closed: [], rooms: [] }

test('J3 the loss is declared as the log channel shows it, once, and the register verifies', async () => {
  const { clp, seen, entries, verify } = await lost()
  expect(await clp.transact(pauseOf)).toBe('undeclared')
  await declareRestore(clp, seen)
  await declareRestore(clp, seen)
  expect(await clp.transact(pauseOf)).toBe('waiting')
  const [declared, ...more] = await clp.transact((s) => s.entriesAfter(5, 10))
  expect(more).toEqual([])
  expect(declared).toMatchObject({ n: 9 })
  expect(declared?.content).toMatchObject({
    action: 'register.restored',
    deleteOn: null,
    details: { upTo: 5, lost: [6, 8], seal: shortSeal(entries[7]?.h ?? ''), seenOn: '2026-03-01' },
  })
  expect(await verify()).toMatchObject({ ok: true, entries: 6, gaps: [{ from: 6, to: 8, entry: 9 }] })
  expect(await stateOf(clp)).toMatchObject({
    lost: [6, 8],
    matters: ['2026-007', 'C2026-003'],
    certain: true,
  })
})

test('J2 what the log channel shows already is not posted again, what it lacks is', async () => {
  const { clp, seen } = await lost()
  // of what was waiting at the backup the channel shows entry 4, and not entry 5
  await declareRestore(clp, { ...seen, messages: seen.messages.filter((m) => !m.text.startsWith('no. 5 ')) })
  const lines = await clp.transact((s) => s.openEffects({ name: 'log' }))
  expect(lines.map((e) => (e.payload as { first: number }).first)).toEqual([5])
  expect(await clp.transact((s) => s.settings())).toMatchObject({ loggedUpTo: 5, gatheredUpTo: 5 })
})

test('J1 no reference and no id is given out twice, also where lines hide theirs', async () => {
  const { clp, seen } = await lost({ hidden: true })
  const ids = await clp.transact(async (s) => {
    const task = {
      kind: 'crisis' as const,
      matter: null,
      offices: [],
      platform: null,
      subject: null,
      text: 'x',
      raisedAt: AT,
    }
    return s.addTask(task)
  })
  const rooms = ['A2026-004', 'D2026-003', 'general'].map((name, i) => ({ threadId: `9${i}`, name, at: AT }))
  await declareRestore(clp, { ...seen, rooms })
  await clp.transact(async (s) => {
    expect((await s.nextCaseRef(2026)).seq).toBe(7 + 1 + 5 + 1)
    expect((await s.nextComplaintRef(2026)).ref).toBe('C2026-007')
    expect((await s.nextAppealRef(2026)).ref).toBe('A2026-011')
    // requests about data are numbered too
    expect((await s.nextDataRequestRef(2026)).ref).toBe('D2026-010')
    expect((await s.nextCaseRef(2027)).ref).toBe('2027-001')
    const task = {
      kind: 'crisis' as const,
      matter: null,
      offices: [],
      platform: null,
      subject: null,
      text: 'x',
      raisedAt: AT,
    }
    expect(await s.addTask(task)).toBeGreaterThan(ids + 1000)
  })
})

test('J3 where nothing is lost nothing is skipped', async () => {
  const { clp, seen, verify } = await lost()
  await declareRestore(clp, { ...seen, messages: seen.messages.slice(0, 5) })
  expect(await stateOf(clp)).toMatchObject({ lost: null, matters: [] })
  expect(await verify()).toMatchObject({ ok: true, entries: 6 })
  expect((await clp.transact((s) => s.nextComplaintRef(2026))).seq).toBe(1)
})

test('J5 a log channel that cannot be read, or is not known, is waited for, and people are told once', async () => {
  const { clp, seen } = await lost()
  await declareRestore(clp, { ...nothing, closed: [LOG] })
  await declareRestore(clp, { ...nothing, closed: [LOG] })
  expect(await stateOf(clp)).toMatchObject({ trouble: { why: 'closed' }, declaredAt: null })
  const told = await clp.transact((s) => s.openEffects({ name: 'restored' }))
  expect(told.map((e) => e.target).toSorted()).toEqual([SECRETARY.id, '200000000000000009', 'log'].toSorted())
  expect(await clp.transact((s) => s.lastEntryNumber())).toBe(5)
  expect((await resume(clp, SECRETARY)).ok).toBe(false)
  await declareRestore(clp, seen)
  expect(await stateOf(clp)).toMatchObject({ lost: [6, 8] })

  const unknown = await lost({ logChannel: null, posted: false })
  await declareRestore(unknown.clp, nothing)
  expect(await stateOf(unknown.clp)).toMatchObject({ trouble: { why: 'no_channel' } })
})

test('J3 a log channel that is gone for good leaves numbers free, once another is chosen', async () => {
  const { clp, verify } = await lost()
  await declareRestore(clp, { ...nothing, closed: [LOG] })
  await clp.transact((s) => s.set('logChannelId', '88'))
  await declareRestore(clp, { ...nothing, closed: [LOG] })
  expect(await stateOf(clp)).toMatchObject({ lost: [6, 1005], certain: false })
  expect(await clp.transact((s) => s.lastEntryNumber())).toBe(1006)
  expect(await verify()).toMatchObject({ ok: true })
})

test('J3 a backup of another register is not taken for this one', async () => {
  const { clp, seen } = await lost()
  const other = seen.messages.map((m) => ({ ...m, text: m.text.replace(/[0-9a-f]{12}$/, '0123456789ab') }))
  await declareRestore(clp, { ...seen, messages: other })
  expect(await stateOf(clp)).toMatchObject({ trouble: { why: 'another' }, declaredAt: null })
})

test('A2 D9 Resume: by Secretary, Chair or owner, once; the lost time counts for nothing, and a task is raised', async () => {
  const { clp, seen } = await lost()
  await declareRestore(clp, seen)
  const goesOn = await clp.transact(lanesWhilePaused)
  expect(['restore:1', 'log', 'officer:1', 'case:2026-001'].map((lane) => goesOn?.(lane))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(await resume(clp, { id: '200000000000000555', name: 'Robin' })).toMatchObject({ ok: false })
  expect(await clp.transact(pauseOf)).toBe('waiting')
  expect(await resume(clp, SECRETARY)).toMatchObject({ ok: true })
  expect(await resume(clp, SECRETARY)).toMatchObject({ ok: false, refusal: { why: 'not_now' } })
  expect(await clp.transact(pauseOf)).toBe(null)
  expect(await clp.transact(lanesWhilePaused)).toBe(null)
  await clp.transact(async (s) => {
    expect(await s.pauses()).toMatchObject([{ from: '2026-03-01', to: '2026-03-02', setAt: AT }])
    const [task] = await s.openTasks({ kind: 'restored' })
    expect(task?.text).toContain('no. 6 to 8')
    expect(task?.text).toContain('2026-007, C2026-003')
  })
})
