import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { AppealRecord, ComplaintRecord } from '../../src/casework/matter-records.ts'
import type { Store } from '../../src/casework/ports.ts'
import { storeOf } from '../../src/storage/store.ts'
import { intruder, tempRegister } from '../support/temp-register.ts'

const AT = '2026-03-02T09:30:00.000Z'

const complaint = (ref: string, change: Partial<ComplaintRecord> = {}): ComplaintRecord => ({
  ref,
  platform: 'discord',
  state: 'open',
  outcome: null,
  reasons: null,
  openedAt: AT,
  closedAt: null,
  respondent: '300000000000000001',
  respondentName: 'Robin Ashdown',
  post: {
    link: 'https://discord.com/channels/1/2/3',
    channelId: '2',
    messageId: '3',
    author: { id: '300000000000000001', name: 'Robin Ashdown' },
    text: 'You fool.',
    postedAt: AT,
  },
  postKey: '2:3',
  illegal: false,
  safeguarding: 'none',
  advice: null,
  proposal: null,
  proposalVersion: 0,
  mediation: null,
  removal: null,
  caseRef: null,
  namedSigners: [],
  signOpenedAt: null,
  tellAt: AT,
  threadId: null,
  cardMessageId: null,
  sealed: false,
  roomPeople: [],
  ...change,
})

/** A store of a register of the test's own; each call is one transaction. */
async function stored() {
  const { db, path } = await tempRegister()
  return {
    path,
    within: <T>(work: (s: Store) => Promise<T>): Promise<T> =>
      db.transaction().execute((trx) => work(storeOf(trx))),
  }
}

const putComplaint = async (s: Store, change: Partial<ComplaintRecord> = {}): Promise<string> => {
  const { ref, seq } = await s.nextComplaintRef(2026)
  await s.addComplaint(complaint(ref, change), seq)
  return ref
}

const aFile = (matter: string, name = 'a.png') => ({
  matter,
  at: AT,
  name,
  contentType: 'image/png',
  size: 5,
  url: `https://cdn.discordapp.com/${name}`,
  addedBy: '300000000000000002',
  purpose: 'report' as const,
})

test('C2 complaints are numbered by year without gaps and read back as they were written', async () => {
  const { within } = await stored()
  const whole: Partial<ComplaintRecord> = {
    illegal: true,
    sealed: true,
    roomPeople: ['1', '2'],
    namedSigners: ['3'],
    removal: { by: '1', at: AT, state: 'asked' },
    mediation: {
      state: 'running',
      mediator: '1',
      complainant: '2',
      about: 'tone',
      startedAt: AT,
      otherAsked: true,
      note: null,
    },
    proposal: { outcome: 'no_breach', reasons: 'r', advice: null, referredTo: null, by: '1', at: AT },
  }
  const first = await within((s) => putComplaint(s, whole))
  const second = await within((s) => putComplaint(s))
  expect([first, second]).toEqual(['C2026-001', 'C2026-002'])
  expect((await within((s) => s.nextComplaintRef(2027))).ref).toBe('C2027-001')
  const file = await within((s) => s.complaintFile(first))
  expect(file).toMatchObject(complaint(first, whole))
  expect(await within((s) => s.complaintFile('C2026-009'))).toBeUndefined()
  const order = await within((s) => s.complaintFiles([second, 'C2026-009', first]))
  expect(order.map((f) => f.ref)).toEqual([second, first])
})

test('C2 a change of a complaint changes what it names and nothing else', async () => {
  const { within } = await stored()
  const ref = await within((s) => putComplaint(s, { illegal: true, sealed: true }))
  await within((s) => s.updateComplaint(ref, { state: 'closed', outcome: 'no_breach', post: null }))
  await within((s) => s.updateComplaint(ref, {}))
  const file = await within((s) => s.complaintFile(ref))
  expect(file).toMatchObject({
    state: 'closed',
    outcome: 'no_breach',
    post: null,
    illegal: true,
    sealed: true,
  })
})

test('C1 C9 complaints are found by who complained, by the post, by the case and by state', async () => {
  const { within } = await stored()
  const [one, two] = await within(async (s) => [
    await putComplaint(s),
    await putComplaint(s, { state: 'with_case', caseRef: '2026-004', postKey: null }),
  ])
  const who = { person: '5', name: 'Sam', at: AT, onDuty: true, stoppedAt: null }
  await within((s) => s.addComplainant(one as string, who))
  const refs = async (filter: Parameters<Store['complaints']>[0]) =>
    (await within((s) => s.complaints(filter))).map((c) => c.ref)
  expect(await refs({ complainant: '5' })).toEqual([one])
  expect(await refs({ postKey: '2:3' })).toEqual([one])
  expect(await refs({ caseRef: '2026-004' })).toEqual([two])
  expect(await refs({ states: ['open', 'mediating'] })).toEqual([one])
  expect(await refs({ search: 'ashd' })).toEqual([two, one])
  expect(await refs({ search: '%' })).toEqual([two, one])
  expect(await refs({ since: '2026-03-03T00:00:00.000Z' })).toEqual([])

  // who stopped takes it up again, and no longer as an officer on duty
  await within((s) => s.stopComplainant(one as string, '5', AT))
  expect((await within((s) => s.complaintFile(one as string)))?.complainants[0]?.stoppedAt).toBe(AT)
  await within((s) => s.addComplainant(one as string, { ...who, onDuty: false }))
  const file = await within((s) => s.complaintFile(one as string))
  expect(file?.complainants).toEqual([{ ...who, onDuty: false }])
})

test('C8 a file is kept in chunks and comes back byte for byte, whatever its length', async () => {
  const { within, path } = await stored()
  const ref = await within((s) => putComplaint(s))
  for (const size of [0, 1, 256 * 1024, 256 * 1024 + 1, 1_000_000]) {
    const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const id = await within((s) => s.addFile(aFile(ref)))
    expect(await within((s) => s.fileBytes(id))).toBeNull()
    // fetched twice because the process died in between: the second changes nothing
    for (let again = 0; again < 2; again += 1) await within((s) => s.keepFile(id, bytes, sha256))
    const back = await within((s) => s.fileBytes(id))
    expect(back && createHash('sha256').update(back).digest('hex')).toBe(sha256)
    expect(await within((s) => s.file(id))).toMatchObject({ state: 'kept', sha256, size })
  }
  const raw = intruder(path, { readonly: true })
  const largest = raw.prepare('select max(length(bytes)) as most from file_chunks').get() as { most: number }
  expect(largest.most).toBeLessThanOrEqual(256 * 1024)
})

test('C8 files belong to their matter, in order; thrown away they are gone with every byte', async () => {
  const { within, path } = await stored()
  const [one, two] = await within(async (s) => [await putComplaint(s), await putComplaint(s)])
  await within(async (s) => {
    const kept = await s.addFile(aFile(one as string, 'kept.png'))
    await s.keepFile(kept, Buffer.from('UNSPEAKABLE'), 'x')
    await s.failFile(await s.addFile(aFile(one as string, 'gone.png')), 'gone')
    await s.addFile(aFile(two as string, 'other.png'))
  })
  const names = async (ref: unknown) => (await within((s) => s.filesOf(ref as string))).map((f) => f.name)
  expect(await names(one)).toEqual(['kept.png', 'gone.png'])
  expect((await within((s) => s.complaintFile(one as string)))?.files.map((f) => f.state)).toEqual([
    'kept',
    'gone',
  ])
  const [kept] = await within((s) => s.filesOf(one as string))
  await within((s) => s.copyFile(kept?.id as number, '2026-001', AT))
  const [copy] = await within((s) => s.filesOf('2026-001'))
  expect(copy).toMatchObject({ name: 'kept.png', state: 'kept', sha256: 'x' })
  expect(String(await within((s) => s.fileBytes(copy?.id as number)))).toBe('UNSPEAKABLE')
  await within(async (s) => {
    for (const file of [...(await s.filesOf(one as string)), copy])
      await s.dropFile((file as { id: number }).id)
  })
  expect(await names(one)).toEqual([])
  expect(await names(two)).toEqual(['other.png'])
  expect(intruder(path, { readonly: true }).prepare('select count(*) as n from file_chunks').get()).toEqual({
    n: 0,
  })
})

test('D11 pauses are found by matter, by person, and by whether they run', async () => {
  const { within } = await stored()
  const pause = { matter: 'C2026-001', person: '7', at: AT, by: '1', untilAt: '2026-03-03T09:30:00.000Z' }
  const id = await within((s) => s.addPostingPause(pause))
  await within((s) => s.addPostingPause({ ...pause, matter: '2026-001', person: '8' }))
  expect(await within((s) => s.postingPauses('C2026-001'))).toEqual([
    { id, ...pause, renewedBy: null, endedAt: null },
  ])
  expect((await within((s) => s.pausesOf('8'))).map((p) => p.matter)).toEqual(['2026-001'])
  await within((s) => s.updatePostingPause(id, { renewedBy: '2', endedAt: AT }))
  expect((await within((s) => s.runningPauses())).map((p) => p.person)).toEqual(['8'])
})

test('H2 H5 appeals are numbered and read back as they were written, with what hangs on them', async () => {
  const { within } = await stored()
  const { ref, seq } = await within((s) => s.nextAppealRef(2026))
  const appeal: AppealRecord = {
    ref,
    kind: 'sanction',
    about: '2026-001',
    platform: 'discord',
    appellant: '300000000000000001',
    appellantName: 'Robin Ashdown',
    state: 'lodged',
    outcome: null,
    reasons: null,
    openedAt: AT,
    closedAt: null,
    lodgedBy: '300000000000000001',
    receivedHow: null,
    secretaryInvolved: true,
    trustedOfficer: '4',
    chosenHandler: null,
    handledAt: AT,
    roll: [
      { person: '5', name: 'Edith' },
      { person: null, name: 'Femi' },
    ],
    statementsUntil: null,
    answerUntil: null,
    votingOpenedAt: null,
    votingClosesAt: null,
    countsFrom: null,
    decidedAt: null,
    decidedBy: null,
    meeting: null,
    suspension: { by: ['5'], since: null },
    dependents: [{ ref: '2026-002', kind: 'ban30', without: 'warning', decision: null }],
    told: null,
    toldHandlers: [],
    threadId: null,
    cardMessageId: null,
    sealed: false,
    roomPeople: [],
  }
  expect(ref).toBe('A2026-001')
  await within((s) => s.addAppeal(appeal, seq))
  await within(async (s) => {
    await s.addMatterText(ref, {
      at: AT,
      by: '1',
      side: 'appellant',
      kind: 'grounds',
      text: 'It was not me.',
    })
    await s.addMatterVote(ref, {
      at: AT,
      by: '5',
      question: 'sanction',
      verdict: 'stands',
      reasons: 'It was.',
      version: 1,
    })
    await s.addMatterInvolvement(ref, { person: '6', kind: 'declared', reason: 'brother', at: AT })
  })
  const file = await within((s) => s.appealFile(ref))
  expect(file).toMatchObject(appeal)
  expect(file?.texts.map((t) => t.text)).toEqual(['It was not me.'])
  expect(file?.votes.map((v) => v.verdict)).toEqual(['stands'])
  expect(file?.involvements.map((i) => i.person)).toEqual(['6'])
  await within((s) => s.updateAppeal(ref, { state: 'closed', outcome: 'stands', suspension: null }))
  expect(await within((s) => s.appealFile(ref))).toMatchObject({
    state: 'closed',
    outcome: 'stands',
    suspension: null,
    secretaryInvolved: true,
    roll: appeal.roll,
  })
  const refs = async (filter: Parameters<Store['appeals']>[0]) =>
    (await within((s) => s.appeals(filter))).map((a) => a.ref)
  expect(await refs({ about: '2026-001' })).toEqual([ref])
  expect(await refs({ about: '2026-002' })).toEqual([])
  expect(await refs({ appellant: '300000000000000001', states: ['closed'] })).toEqual([ref])
  expect(await refs({ search: 'robin' })).toEqual([ref])
})

test('I2 a matter is taken to National once, and answered once', async () => {
  const { within } = await stored()
  await within((s) => s.referToNational('2026-001', '1', AT))
  await within((s) => s.referToNational('2026-001', '2', '2026-03-05T00:00:00.000Z'))
  expect(await within((s) => s.national('2026-001'))).toMatchObject({ by: '1', at: AT, outcome: null })
  expect(await within((s) => s.openNationals())).toHaveLength(1)
  await within((s) => s.nationalOutcome('2026-001', { outcome: 'declined', by: '1', at: AT, note: 'no' }))
  expect(await within((s) => s.openNationals())).toEqual([])
  expect(await within((s) => s.national('2026-002'))).toBeUndefined()
})
