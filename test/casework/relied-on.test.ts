import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decideCase } from '../../src/casework/decide-case.ts'
import { ladderOf } from '../../src/casework/person-ladder.ts'
import type { Clp, Store } from '../../src/casework/ports.ts'
import type { CaseFile, SanctionRecord } from '../../src/casework/records.ts'
import type { Step } from '../../src/policy/ladder.ts'
import { loadConfig } from '../../src/runtime/config.ts'
import { registerReader } from '../../src/storage/register-reader.ts'
import { storeOf } from '../../src/storage/store.ts'
import { transactionsOn } from '../../src/storage/transactions.ts'
import { upkeep } from '../../src/storage/upkeep.ts'
import { caseAbout } from '../support/decided.ts'
import { KEY, SERVER, tempRegister } from '../support/temp-register.ts'

const ROBIN = '300000000000000001'

async function newClp(now: () => string): Promise<Clp> {
  const { db, path } = await tempRegister()
  const config = loadConfig(join(import.meta.dirname, '../../config'))
  if (!config.ok) throw new Error(config.problems.join('\n'))
  const clock = { now }
  return {
    serverId: SERVER,
    config: config.config,
    clock,
    randomId: () => 'a'.repeat(25),
    register: registerReader(path, KEY, clock),
    upkeep: upkeep(db, path, KEY, transactionsOn(db).repeatable),
    transact: (work) => db.transaction().execute((trx) => work(storeOf(trx))),
    appId: () => '100000000000000001',
    ownerId: () => '',
  }
}

/** A case about Robin that has come as far as its signatures, with one incident. */
async function signing(s: Store, ref: string, step: Step, incidentOn: string): Promise<CaseFile> {
  const at = `${incidentOn}T12:00:00.000Z`
  const open = caseAbout(ref, ROBIN, step, at, { state: 'signing', signOpenedAt: at })
  await s.addCase(open, Number(ref.slice(5)))
  await s.addIncident(ref, {
    at,
    what: 'x',
    time: { known: 'date', date: incidentOn },
    rules: ['trolling'],
    oldReason: null,
    addedBy: '200000000000000001',
    ownStep: true,
  })
  return (await s.caseFile(ref)) as CaseFile
}

/** The letter of a decision arrives on a day. */
const arrives = (s: Store, ref: string, day: string, more: Partial<SanctionRecord> = {}): Promise<void> =>
  s.updateSanction(ref, {
    letterState: 'delivered',
    letterDate: day,
    letterAt: `${day}T10:00:00.000Z`,
    ...more,
  })

test('E9 a decision keeps what its step counted, so that an appeal against a lapsed warning behind a ban holds up the next step', async () => {
  let now = '2025-03-01T10:00:00.000Z'
  const clp = await newClp(() => now)
  await clp.transact(async (s) => {
    await decideCase(clp, s, await signing(s, '2025-001', 'warning', '2025-02-20'), ['a', 'b'])
    await arrives(s, '2025-001', '2025-03-01')
    now = '2026-02-10T10:00:00.000Z'
    await decideCase(clp, s, await signing(s, '2026-001', 'ban30', '2026-02-01'), ['a', 'b'])
    await arrives(s, '2026-001', '2026-02-10', {
      banState: 'ended',
      firstDay: '2026-02-10',
      lastDay: '2026-03-11',
    })
  })
  const kept = await clp.transact((s) => s.sanctions({ respondent: ROBIN }))
  expect(kept.map((x) => [x.ref, x.reliedOn])).toEqual([
    ['2025-001', []],
    ['2026-001', ['2025-001']],
  ])

  const ask = () =>
    clp.transact((s) =>
      ladderOf(clp, s, {
        respondent: ROBIN,
        platform: 'discord',
        incidents: [{ id: '1', time: { known: 'date', date: '2026-08-01' } }],
      }),
    )
  const free = await ask()
  expect(free.outcome).toEqual({ step: 'lifetime' })
  expect(free.counted.map((c) => c.ref)).toEqual(['2026-001'])
  expect(free.blockedBy).toEqual([])
  await clp.transact((s) => s.updateSanction('2025-001', { appealPending: true }))
  expect((await ask()).blockedBy).toEqual(['2025-001'])
})

test('E9 a warning rests on nothing, even as the lighter outcome of a ban', async () => {
  let now = '2026-01-05T10:00:00.000Z'
  const clp = await newClp(() => now)
  await clp.transact(async (s) => {
    await decideCase(clp, s, await signing(s, '2026-001', 'warning', '2026-01-01'), ['a', 'b'])
    await arrives(s, '2026-001', '2026-01-05')
    now = '2026-02-10T10:00:00.000Z'
    const file = await signing(s, '2026-002', 'ban30', '2026-02-01')
    await decideCase(clp, s, { ...file, lighter: { outcome: 'warning', reasons: 'x' } }, ['a', 'b'])
    expect((await s.caseFile('2026-002'))?.sanction).toMatchObject({ kind: 'warning', reliedOn: [] })
  })
})
