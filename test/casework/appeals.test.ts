import { describe, expect, test } from 'vitest'
import { addToAppeal, appealSaidAll, ownAppeals, withdrawAppeal } from '../../src/casework/add-to-appeal.ts'
import { addStatement } from '../../src/casework/appeal-statements.ts'
import { listAppeals } from '../../src/casework/appeal-list.ts'
import { castVote } from '../../src/casework/appeal-vote.ts'
import { involve } from '../../src/casework/involve.ts'
import { lodgeAppeal } from '../../src/casework/lodge-appeal.ts'
import { conflictIn, matterOf } from '../../src/casework/matter.ts'
import type { AppealFile, AppealRecord } from '../../src/casework/matter-records.ts'
import { recordMeeting } from '../../src/casework/meeting.ts'
import { answerObjection } from '../../src/casework/objections.ts'
import { putToEc } from '../../src/casework/put-to-ec.ts'
import { lookAgain, putToSigners } from '../../src/casework/reconsider.ts'
import { decideReliedOn } from '../../src/casework/reconsider-dependents.ts'
import type { CaseFile, CaseRecord, SanctionRecord } from '../../src/casework/records.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { matterCard } from '../../src/discord/render/matter-card.ts'
import { handleIdentity } from '../../src/policy/identity.ts'
import type { Step } from '../../src/policy/ladder.ts'
import type { Office } from '../../src/policy/offices.ts'
import { confirmedLink, putCase, sanctionOf } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const who = (id: string) => ({ id, name: 'Somebody' })

/** A CLP whose officers have been in office for long. */
async function start(): Promise<Delivery> {
  const d = await startDelivery()
  const { small } = d
  const at = '2025-01-01T09:00:00.000Z'
  const hold = (office: Office, person: string, platform: string | null = null) =>
    d.clp.transact((s) => s.appoint({ office, platform, person, name: person, at, minute: null }))
  await hold('secretary', small.secretary)
  await hold('chair', small.chair)
  await hold('sm_officer', small.smOfficer)
  for (const admin of small.admins) await hold('admin', admin, 'discord')
  for (const member of small.ec) await hold('ec_member', member)
  return d
}

const robinOf = (d: Delivery): string => d.small.members[0] as string

/** A sanction of Robin whose letter was delivered on a day. */
async function sanctioned(
  d: Delivery,
  kind: Step,
  day: string,
  more: Partial<SanctionRecord> = {},
  change: Partial<CaseRecord> = {},
): Promise<string> {
  const at = `${day}T10:00:00.000Z`
  return d.clp.transact(async (s) => {
    const ref = await putCase(d.clp, s, robinOf(d), kind, {
      state: 'closed',
      outcome: 'sanctioned',
      openedAt: at,
      proposer: d.small.admins[0],
      ...change,
    })
    await s.addSanction(
      sanctionOf(ref, robinOf(d), {
        kind,
        decidedAt: at,
        letterState: 'delivered',
        letterDate: day,
        letterAt: at,
        firstDay: kind === 'warning' ? null : day,
        lastDay: kind === 'ban30' ? '2026-03-29' : null,
        banState: kind === 'warning' ? 'none' : 'in_force',
        ...more,
      }),
    )
    return ref
  })
}

const words = { grounds: 'It was not so.', trusted: 'no', notDecide: '', files: [] }

async function lodged(d: Delivery, about: string, notDecide = ''): Promise<string> {
  const robin = robinOf(d)
  const by = { appellant: robin, name: 'Robin', lodgedBy: robin, receivedHow: null }
  const done = await d.clp.transact((s) => lodgeAppeal(d.clp, s, by, about, { ...words, notDecide }))
  if (!done.ok) throw new Error(done.refusal.why)
  return done.ref
}

/** Put to the EC, and the days for statements over. */
async function toVote(d: Delivery, ref: string): Promise<void> {
  expect(await putToEc(d.clp, who(d.small.secretary), ref)).toMatchObject({ ok: true })
  d.discord.clock.advanceBy({ days: 4 })
  await runDue(d.clp)
  expect((await appealOf(d, ref)).state).toBe('voting')
}

const appealOf = async (d: Delivery, ref: string): Promise<AppealFile> =>
  (await d.clp.transact((s) => s.appealFile(ref))) as AppealFile
const caseOf = async (d: Delivery, ref: string): Promise<CaseFile> =>
  (await d.clp.transact((s) => s.caseFile(ref))) as CaseFile

async function allVote(d: Delivery, ref: string, verdict: 'stands' | 'does_not_stand'): Promise<void> {
  for (const person of d.small.ec)
    expect(await castVote(d.clp, who(person), ref, 'sanction', verdict, 'Because.')).toMatchObject({
      ok: true,
    })
}

/** Robin's first reply comes after the letter, and is put to the signers (D8). */
async function repliesLate(d: Delivery, ref: string): Promise<void> {
  const told = { kind: 'told', at: '2026-02-25T09:00:00.000Z', text: null } as const
  await d.clp.transact((s) => s.addReply(ref, told, null))
  const said = { text: 'Late, but here.', form: null, objection: '' }
  const file = await caseOf(d, ref)
  expect(await d.clp.transact((s) => putToSigners(d.clp, s, who(robinOf(d)), file, said))).toEqual({
    ok: true,
  })
}

describe('two ways at once to take a decision back', () => {
  test('D8 H2 a decision that its signers take back leaves the appeal against it nothing to decide', async () => {
    const d = await start()
    const [ada, ben] = d.small.admins
    const ref = await sanctioned(d, 'warning', '2026-03-02')
    await repliesLate(d, ref)
    const appeal = await lodged(d, ref)
    for (const admin of [ada, ben]) await lookAgain(d.clp, who(admin), ref, 'take_back', 'He is right.')
    expect((await caseOf(d, ref)).sanction?.overturned).toBe(true)
    expect(await appealOf(d, appeal)).toMatchObject({ state: 'closed', outcome: 'does_not_stand' })
    expect(await putToEc(d.clp, who(d.small.secretary), appeal)).toMatchObject({
      refusal: { why: 'not_now' },
    })
  })

  test('D8 H8 what the EC has taken back is not looked at by its signers any more', async () => {
    const d = await start()
    const [ada] = d.small.admins
    const ref = await sanctioned(d, 'warning', '2026-03-02')
    await repliesLate(d, ref)
    const appeal = await lodged(d, ref)
    await toVote(d, appeal)
    await allVote(d, appeal, 'does_not_stand')
    expect((await caseOf(d, ref)).sanction?.overturned).toBe(true)
    expect(await lookAgain(d.clp, who(ada), ref, 'keep', 'He is wrong.')).toMatchObject({
      refusal: { why: 'moved_on' },
    })
    expect(await d.clp.transact((s) => s.openReconsiderations())).toEqual([])
  })

  test('D8 H9 an appeal of its own against what falls with a decision that was taken back is over with it', async () => {
    const d = await start()
    const [ada, ben] = d.small.admins
    const warning = await sanctioned(d, 'warning', '2026-02-20')
    const ban = await sanctioned(d, 'ban30', '2026-02-28', { reliedOn: [warning] })
    await repliesLate(d, warning)
    const own = await lodged(d, ban)
    for (const admin of [ada, ben]) await lookAgain(d.clp, who(admin), warning, 'take_back', 'He is right.')
    const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'relied_on' }))
    const decided = await decideReliedOn(d.clp, who(d.small.secretary), task?.id ?? 0, 'falls', 'minute 3')
    expect(decided).toEqual({ ok: true })
    expect((await caseOf(d, ban)).sanction?.overturned).toBe(true)
    expect(await appealOf(d, own)).toMatchObject({ state: 'closed', outcome: 'does_not_stand' })
  })
})

test('D8 A5 whoever has looked at a decision again has no part in the appeal against it', async () => {
  const d = await start()
  const [one] = d.small.ec
  const { chair } = d.small
  const ref = await sanctioned(d, 'warning', '2026-03-02')
  await repliesLate(d, ref)
  await d.clp.transact(async (s) => {
    const again = await s.reconsideration(ref)
    const at = d.clp.clock.now()
    const votes = [one, chair].map((by) => ({ by, verdict: 'keep' as const, reasons: 'It is right.', at }))
    if (again) await s.saveReconsideration({ ...again, votes, outcome: 'kept', decidedAt: at })
    await s.updateCase(ref, { reconsideringSince: null })
  })
  const appeal = await lodged(d, ref)
  const m = await d.clp.transact((s) => matterOf(d.clp, s, appeal))
  for (const person of [one, chair]) expect(m && conflictIn(person, m)).toBe('decided_it')
})

test('A5 A6 who answers an objection does not learn from it who has a part in the matter already', async () => {
  const d = await start()
  const [one, two] = d.small.ec
  const ref = await sanctioned(d, 'warning', '2025-12-01')
  const at = '2026-01-01T00:00:00.000Z'
  await d.clp.transact((s) => s.addInvolvement(ref, { person: one, kind: 'complainant', reason: 'x', at }))
  const asked = { ...words, notDecide: 'Nobody who dislikes me.' }
  const robin = robinOf(d)
  const by = { appellant: robin, name: 'Robin', lodgedBy: robin, receivedHow: null }
  await d.clp.transact((s) => lodgeAppeal(d.clp, s, by, ref, asked))
  const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'objection' }))
  const secretary = who(d.small.secretary)
  expect(await answerObjection(d.clp, secretary, task?.id ?? 0, [one, two], 'As asked.')).toEqual({
    ok: true,
  })
  const parties = (await d.clp.transact((s) => matterOf(d.clp, s, 'A2026-001')))?.parties
  expect(parties?.complainants).toEqual([one])
  expect(parties?.declared).toContain(two)
  expect(parties?.declared).not.toContain(one)
})

test('H3 an open appeal is in the list however many newer ones are closed', async () => {
  const d = await start()
  const old = await lodged(d, await sanctioned(d, 'warning', '2025-12-01'))
  await d.clp.transact(async (s) => {
    const [like] = await s.appeals({ search: old })
    for (let n = 2; n <= 130; n++)
      await s.addAppeal(
        { ...(like as AppealRecord), ref: `A2026-${String(n).padStart(3, '0')}`, state: 'closed' },
        n,
      )
  })
  const secretary = who(d.small.secretary)
  expect(await listAppeals(d.clp, secretary, 'open')).toMatchObject({ ok: true, appeals: [{ ref: old }] })
  await d.clp.transact((s) => s.updateAppeal(old, { state: 'closed' }))
  expect(await listAppeals(d.clp, secretary, 'open')).toEqual({ ok: true, appeals: [] })
})

test('H5 H6 the same name twice at a meeting is one person with one vote', async () => {
  const d = await start()
  const at = '2025-01-01T09:00:00.000Z'
  const ann = { office: 'ec_member', platform: null, person: null, name: 'Ann', at, minute: null } as const
  await d.clp.transact((s) => s.appoint(ann))
  const appeal = await lodged(d, await sanctioned(d, 'warning', '2025-12-01'))
  await toVote(d, appeal)
  const [one, two, three] = d.small.ec
  const form = { meeting: '6 March 2026, minute 7', replaced: [], reasons: 'So.' }
  const record = (present: string[], others: string[], votes: string) =>
    recordMeeting(d.clp, who(d.small.secretary), appeal, { ...form, present, others, votes })
  for (const [present, others, votes] of [
    [[one, two, three], ['Ann', 'Ann', 'Ann'], '5 to 1'],
    [[one, one, two, two], ['Ann'], '3 to 1'],
  ] as [string[], string[], string][])
    expect(await record(present, others, votes)).toMatchObject({ refusal: { why: 'input' } })
  expect(await record([one, two, three], ['Ann', 'Ann'], '3 to 1')).toMatchObject({ verdict: 'stands' })
  expect((await appealOf(d, appeal)).meeting?.present).toEqual([one, two, three, 'Ann'])
})

describe('the second vote of the EC', () => {
  test('H9 A5 whoever proposed or signed what had relied on it neither sees nor decides what becomes of it', async () => {
    const d = await start()
    const [one, ...others] = d.small.ec
    const warning = await sanctioned(d, 'warning', '2025-12-01')
    const stoodIn = { proposer: one }
    const ban = await sanctioned(d, 'ban30', '2026-02-28', { reliedOn: [warning] }, stoodIn)
    const appeal = await lodged(d, warning)
    await toVote(d, appeal)
    await allVote(d, appeal, 'does_not_stand')
    expect((await appealOf(d, appeal)).state).toBe('consequences')
    expect(await castVote(d.clp, who(one), appeal, ban, 'replace', 'I was right.')).toEqual({
      ok: false,
      refusal: { why: 'no_such_matter' },
    })
    const matter = await d.clp.transact((s) => matterOf(d.clp, s, appeal))
    expect(matter?.viewers).toEqual(expect.arrayContaining(others))
    expect(matter?.viewers).not.toContain(one)
    for (const person of others) await castVote(d.clp, who(person), appeal, ban, 'falls', 'Because.')
    expect(await appealOf(d, appeal)).toMatchObject({ state: 'closed', outcome: 'does_not_stand' })
    expect((await caseOf(d, ban)).sanction?.overturned).toBe(true)
  })

  test('H9 H2 what its own appeal takes back meanwhile is not voted on any more', async () => {
    const d = await start()
    const warning = await sanctioned(d, 'warning', '2025-12-01')
    const ban = await sanctioned(d, 'ban30', '2026-02-28', { reliedOn: [warning] })
    const first = await lodged(d, warning)
    const own = await lodged(d, ban)
    await toVote(d, own)
    expect(await putToEc(d.clp, who(d.small.secretary), first)).toMatchObject({ ok: true })
    d.discord.clock.advanceBy({ days: 4 })
    await runDue(d.clp)
    await allVote(d, first, 'does_not_stand')
    expect((await appealOf(d, first)).state).toBe('consequences')
    await allVote(d, own, 'does_not_stand')
    expect(await appealOf(d, own)).toMatchObject({ state: 'closed', outcome: 'does_not_stand' })
    expect(await appealOf(d, first)).toMatchObject({ state: 'closed', dependents: [{ decision: 'falls' }] })
  })

  test('H9 A5 who declares an interest in what had relied on it leaves the second vote', async () => {
    const d = await start()
    const [one] = d.small.ec
    const warning = await sanctioned(d, 'warning', '2025-12-01')
    const ban = await sanctioned(d, 'ban30', '2026-02-28', { reliedOn: [warning] })
    const appeal = await lodged(d, warning)
    await toVote(d, appeal)
    await allVote(d, appeal, 'does_not_stand')
    await d.clp.transact(async (s) => {
      const matter = await matterOf(d.clp, s, ban)
      await s.finishEffects(
        (await s.openEffects({ name: 'room', target: appeal })).map((e) => e.id),
        'done',
      )
      if (matter) await involve(d.clp, s, matter, { person: one, kind: 'witness', reason: 'saw it' })
    })
    expect((await d.clp.transact((s) => matterOf(d.clp, s, appeal)))?.sees(one)).toBe(false)
    expect(await d.clp.transact((s) => s.openEffects({ name: 'room', target: appeal }))).not.toEqual([])
  })
})

test('B3 H2 an appeal that was lodged under a handle is one’s own for whom that handle is, to add to and to withdraw', async () => {
  const d = await start()
  const { clp } = d
  const handle = handleIdentity('X', 'redrose')
  const robin = who(robinOf(d))
  const now = clp.clock.now()
  const about = await sanctioned(d, 'warning', '2026-03-02', { respondent: handle }, { respondent: handle })
  const by = {
    appellant: handle,
    name: '@redrose',
    lodgedBy: d.small.secretary,
    receivedHow: 'by e-mail, 3 March',
  }
  const ref = 'A2026-001'
  expect(await clp.transact((s) => lodgeAppeal(clp, s, by, about, words))).toMatchObject({ ok: true, ref })
  expect(await addToAppeal(clp, robin, ref, 'More of it.', [])).toMatchObject({ ok: false })
  await clp.transact((s) => s.addIdentityLink(confirmedLink(robin.id, handle, now)))
  const own = await ownAppeals(clp, robin)
  expect(own.ok && own.appeals.map((a) => a.file.ref)).toEqual([ref])
  expect(await addToAppeal(clp, robin, ref, 'More of it.', [])).toMatchObject({ ok: true, kind: 'more' })
  expect(await withdrawAppeal(clp, robin, ref, true)).toMatchObject({ ok: true })
})

describe('the appellant has said all', () => {
  const saidAll = async (d: Delivery) =>
    (await d.clp.transact((s) => s.entriesAfter(0, 100))).filter(
      (e) => e.content?.action === 'appeal.said_all',
    ).length

  test('H4 G1 that this is all is said once, however often it is pressed, until something new is said', async () => {
    const d = await start()
    const [ada] = d.small.admins
    const robin = who(robinOf(d))
    const ref = await sanctioned(d, 'warning', '2026-03-02', {}, { proposer: ada })
    const appeal = await lodged(d, ref)
    expect(await putToEc(d.clp, who(d.small.secretary), appeal)).toMatchObject({ ok: true })
    for (let i = 0; i < 2; i++) expect(await appealSaidAll(d.clp, robin, appeal)).toMatchObject({ ok: true })
    expect(await saidAll(d)).toBe(1)
    d.discord.clock.advanceBy({ minutes: 1 })
    expect(await addStatement(d.clp, who(ada), appeal, 'We asked twice.')).toMatchObject({ ok: true })
    d.discord.clock.advanceBy({ minutes: 1 })
    expect(await appealSaidAll(d.clp, robin, appeal)).toMatchObject({ ok: true })
    expect(await saidAll(d)).toBe(2)
  })
})

describe('the appellant asks that somebody not decide it', () => {
  const objecting = 'One of the EC is my former employer.'

  test('A5 H5 the vote does not open, and nobody of the EC reads the file, before an officer has answered; who is out has no vote', async () => {
    const d = await start()
    const about = await sanctioned(d, 'warning', '2026-03-02')
    const ref = await lodged(d, about, objecting)
    const [out = '', ...others] = d.small.ec
    expect(await putToEc(d.clp, who(d.small.secretary), ref)).toMatchObject({ ok: true })
    d.discord.clock.advanceBy({ days: 9 })
    await runDue(d.clp)
    await runDue(d.clp)
    expect((await appealOf(d, ref)).state).toBe('statements')
    const sees = (person: string) =>
      d.clp.transact(async (s) => (await matterOf(d.clp, s, ref))?.sees(person) ?? false)
    expect(await sees(out)).toBe(false)
    const card = await d.clp.transact((s) => matterCard(d.clp, s, ref))
    expect(JSON.stringify(card)).toContain('The vote opens once an officer has answered')

    const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'objection', matter: ref }))
    const chair = who(d.small.chair)
    expect(await answerObjection(d.clp, chair, task?.id ?? 0, [out], 'They worked together.')).toEqual({
      ok: true,
    })
    await runDue(d.clp)
    expect((await appealOf(d, ref)).state).toBe('voting')
    expect(await sees(out)).toBe(false)
    expect(await castVote(d.clp, who(out), ref, 'sanction', 'stands', 'No.')).toMatchObject({ ok: false })
    for (const person of others)
      expect(await castVote(d.clp, who(person), ref, 'sanction', 'stands', 'No.')).toMatchObject({ ok: true })
    expect((await appealOf(d, ref)).outcome).toBe('stands')
  })

  test('A5 H5 not upheld: the vote opens as it would have', async () => {
    const d = await start()
    const ref = await lodged(d, await sanctioned(d, 'warning', '2026-03-02'), objecting)
    const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'objection', matter: ref }))
    const answered = await answerObjection(d.clp, who(d.small.chair), task?.id ?? 0, [], 'It was long ago.')
    expect(answered).toEqual({ ok: true })
    await toVote(d, ref)
  })

  test('A5 H6 where nobody is left who could answer it the vote opens all the same', async () => {
    const d = await start()
    const { small } = d
    const ref = await lodged(d, await sanctioned(d, 'warning', '2026-03-02'), objecting)
    expect(await putToEc(d.clp, who(small.secretary), ref)).toMatchObject({ ok: true })
    await d.clp.transact(async (s) => {
      for (const h of await s.holdings())
        if (['secretary', 'chair', 'sm_officer'].includes(h.office))
          await s.endOffice(h.id, d.clp.clock.now(), null)
    })
    d.discord.clock.advanceBy({ days: 4 })
    await runDue(d.clp)
    expect((await appealOf(d, ref)).state).toBe('voting')
  })
})
