import { describe, expect, test } from 'vitest'
import { closeCase } from '../../src/casework/close-case.ts'
import { complaintBecameCase } from '../../src/casework/complaint-case.ts'
import { declareInterest } from '../../src/casework/declare-interest.ts'
import { lodgeAppeal } from '../../src/casework/lodge-appeal.ts'
import { conflictIn, matterOf } from '../../src/casework/matter.ts'
import type { ComplaintFile } from '../../src/casework/matter-records.ts'
import { startMediation } from '../../src/casework/mediation.ts'
import { answerMediation } from '../../src/casework/mediation-answer.ts'
import { endMediation } from '../../src/casework/mediation-end.ts'
import { nameSigners } from '../../src/casework/name-signers.ts'
import { stopComplaint } from '../../src/casework/own-complaints.ts'
import { proposeOutcome } from '../../src/casework/propose-outcome.ts'
import { putToEc } from '../../src/casework/put-to-ec.ts'
import { recordNationalOutcome, referToNational } from '../../src/casework/refer-national.ts'
import type { CaseFile } from '../../src/casework/records.ts'
import { report, type Report } from '../../src/casework/report.ts'
import { reportedPost, startReport } from '../../src/casework/report-draft.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { signComplaint } from '../../src/casework/sign-complaint.ts'
import type { Office } from '../../src/policy/offices.ts'
import { plainReport, putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

/** A CLP with its officers, appointed the day before. */
async function start(): Promise<Delivery> {
  const d = await startDelivery()
  const { small } = d
  const at = '2026-03-01T09:00:00.000Z'
  const hold = (office: Office, person: string, platform: string | null = null) =>
    d.clp.transact((s) => s.appoint({ office, platform, person, name: person, at, minute: null }))
  await hold('secretary', small.secretary)
  await hold('chair', small.chair)
  await hold('sm_officer', small.smOfficer)
  for (const admin of small.admins) await hold('admin', admin, 'discord')
  await hold('moderator', small.members[1] as string, 'discord')
  for (const member of small.ec) await hold('ec_member', member)
  return d
}

const who = (id: string) => ({ id, name: 'Somebody' })
const plain = plainReport()
const postBy = (id: string) => ({
  post: {
    link: `https://discord.com/channels/1/2/${id}`,
    channelId: '2',
    messageId: id,
    author: { id, name: 'An author' },
    text: 'A nasty remark.',
    postedAt: '2026-03-02T09:00:00.000Z',
  },
  authorIsBot: false,
  attachments: [],
})

async function sends(d: Delivery, person: string, more: Partial<Report> = {}) {
  const sent = await report(d.clp, who(person), { ...plain, ...more })
  if (!sent.ok) throw new Error(sent.refusal.why)
  return sent.done
}
const fileOf = async (d: Delivery, ref: string): Promise<ComplaintFile> =>
  (await d.clp.transact((s) => s.complaintFile(ref))) as ComplaintFile
const toldOf = async (d: Delivery, name: 'complainant-dm' | 'complainant-now' | 'respondent-dm') =>
  (await d.clp.transact((s) => s.openEffects({ name }))).map(
    (e) => e.payload as { userId: string; text: string },
  )

describe('who complains', () => {
  test('A5 an interest is declared with a reason that can be read', async () => {
    const d = await start()
    const [ada] = d.small.admins
    const { ref } = await sends(d, d.small.members[2] as string)
    expect(await declareInterest(d.clp, who(ada), ref, '\u200B \u2800')).toMatchObject({
      refusal: { why: 'input' },
    })
  })

  test('C8 a post whose form is never sent is forgotten after some hours, and is nobody else’s', async () => {
    const d = await start()
    const [robin, , tess] = d.small.members as [string, string, string]
    const id = await startReport(d.clp, who(tess), postBy(robin))
    const found = (person: string) => d.clp.transact((s) => reportedPost(s, who(person), id))
    expect((await found(tess))?.post.text).toBe('A nasty remark.')
    expect(await found(robin)).toBeUndefined()
    d.discord.clock.advanceBy({ hours: 5 })
    await runDue(d.clp)
    expect(await found(tess)).toBeDefined()
    d.discord.clock.advanceBy({ hours: 2 })
    await runDue(d.clp)
    expect(await found(tess)).toBeUndefined()
  })

  test('A5 a moderator on duty is no complainant; the same one for themselves is, and stays it', async () => {
    const d = await start()
    const [robin, moderator] = d.small.members as [string, string]
    const reported = postBy(robin)
    const { ref, said } = await sends(d, moderator, { reported, onDuty: true })
    expect(said).toContain('not a complainant')
    const kept = async () =>
      conflictIn(moderator, (await d.clp.transact((s) => matterOf(d.clp, s, ref))) as never)
    expect(await kept()).toBeUndefined()
    await sends(d, moderator, { reported })
    expect(await kept()).toBe('complainant')
    await sends(d, moderator, { reported, onDuty: true })
    expect(await kept()).toBe('complainant')
    expect((await fileOf(d, ref)).complainants).toHaveLength(1)
  })

  test('C9 beyond ten a day what is sent is added to an open one; with none open it is a complaint of its own', async () => {
    const d = await start()
    const tess = d.small.members[2] as string
    const refs: string[] = []
    for (let i = 0; i < 10; i++) {
      const { ref, how } = await sends(d, tess)
      expect(how).toBe('opened')
      refs.push(ref)
      if (i < 9) expect(await stopComplaint(d.clp, who(tess), ref)).toEqual({ ok: true, closed: true })
    }
    expect(await sends(d, tess, { what: 'One thing more.' })).toMatchObject({ how: 'added', ref: refs[9] })
    expect((await fileOf(d, refs[9] as string)).texts.at(-1)?.text).toBe('One thing more.')
    await stopComplaint(d.clp, who(tess), refs[9] as string)
    expect((await sends(d, tess)).how).toBe('opened')
    d.discord.clock.advanceBy({ days: 1 })
    expect((await sends(d, tess)).how).toBe('opened')
  })

  test('C9 A5 what is about an officer is never added to a complaint into which that officer looks', async () => {
    const d = await start()
    const tess = d.small.members[2] as string
    const [ada] = d.small.admins
    for (let i = 0; i < 5; i++) await sends(d, tess)
    const about = { id: ada, name: 'Ada', isBot: false }
    const first = await sends(d, tess, { what: 'Ada shouts at people.', about })
    expect(first.how).toBe('opened')
    expect((await d.clp.transact((s) => matterOf(d.clp, s, first.ref)))?.sees(ada)).toBe(false)
    const { ref } = first
    expect(await sends(d, tess, { what: 'She shouts again.', about })).toMatchObject({ how: 'added', ref })
    expect(await sends(d, tess, { reported: postBy(ada) })).toMatchObject({ how: 'added', ref })
    const [robin] = d.small.members as [string]
    expect(await sends(d, tess, { reported: postBy(robin) })).toMatchObject({ how: 'added' })
  })

  test('C2 C6 nobody is told that it is still open while safeguarding is asked, and nobody twice', async () => {
    const d = await start()
    const [tess, umar] = d.small.members.slice(2) as [string, string]
    await sends(d, tess, { atRisk: true })
    await sends(d, umar)
    d.discord.clock.advanceBy({ days: 14, hours: 1 })
    await runDue(d.clp)
    await runDue(d.clp)
    expect((await toldOf(d, 'complainant-dm')).map((t) => t.userId)).toEqual([umar])
  })

  test('C2 officers on duty do not count: when everyone else has stopped it is closed', async () => {
    const d = await start()
    const [robin, moderator, tess, umar] = d.small.members as [string, string, string, string]
    const reported = postBy(robin)
    const { ref } = await sends(d, moderator, { reported, onDuty: true })
    await sends(d, tess, { reported })
    await sends(d, umar, { reported })
    expect(await stopComplaint(d.clp, who(tess), ref)).toEqual({ ok: true, closed: false })
    expect(await stopComplaint(d.clp, who(tess), ref)).toMatchObject({ refusal: { why: 'not_now' } })
    expect(await stopComplaint(d.clp, who(umar), ref)).toEqual({ ok: true, closed: true })
    expect(await fileOf(d, ref)).toMatchObject({ state: 'closed', outcome: 'stopped' })
    expect(await toldOf(d, 'complainant-dm')).toEqual([])
  })
})

describe('who decides', () => {
  test('D5 D6 the proposer’s signature counts, and none on a version before', async () => {
    const d = await start()
    const [ada, ben] = d.small.admins
    const { ref } = await sends(d, d.small.members[2] as string)
    const form = { outcome: 'no_breach', reasons: 'Fair comment.', advice: '', referredTo: '', about: null }
    expect(await proposeOutcome(d.clp, who(ada), ref, form)).toMatchObject({ outcome: 'waiting', missing: 1 })
    d.discord.clock.advanceBy({ minutes: 1 })
    await proposeOutcome(d.clp, who(ada), ref, { ...form, reasons: 'Very fair comment.' })
    const stale = await signComplaint(d.clp, who(ben), ref, 1, { verdict: 'sign' })
    expect(stale).toMatchObject({ refusal: { why: 'proposal_changed' } })
    const now = await signComplaint(d.clp, who(ben), ref, 2, { verdict: 'sign' })
    expect(now).toMatchObject({ outcome: 'decided' })
    const late = await signComplaint(d.clp, who(ada), ref, 2, { verdict: 'dont_sign', reason: 'No.' })
    expect(late).toMatchObject({ refusal: { why: 'complaint_moved_on', outcome: 'no_breach' } })
    const [told] = await toldOf(d, 'complainant-dm')
    expect(told?.text).toContain('Very fair comment.')
  })

  test('D7 where nobody works it the Chair stands in after five days, may propose, and that signature counts', async () => {
    const d = await start()
    const { chair, admins } = d.small
    const { ref } = await sends(d, d.small.members[2] as string)
    const form = { outcome: 'no_breach', reasons: 'Fair comment.', advice: '', referredTo: '', about: null }
    expect(await proposeOutcome(d.clp, who(chair), ref, form)).toMatchObject({
      refusal: { why: 'no_such_matter' },
    })
    d.discord.clock.advanceBy({ days: 5, hours: 1 })
    await runDue(d.clp)
    expect(await proposeOutcome(d.clp, who(chair), ref, form)).toMatchObject({
      outcome: 'waiting',
      missing: 1,
    })
    expect(await signComplaint(d.clp, who(admins[0]), ref, 1, { verdict: 'sign' })).toMatchObject({
      outcome: 'decided',
    })
    // the stand-in still sees what they decided (A4)
    expect((await d.clp.transact((s) => matterOf(d.clp, s, ref)))?.sees(chair)).toBe(true)
  })

  test('D7 A5 where the accused is the Secretary a trusted officer or the Chair names, and never themselves', async () => {
    const d = await start()
    const { secretary, chair, admins, ec } = d.small
    const about = { id: secretary, name: 'The Secretary', isBot: false }
    const { ref } = await sends(d, d.small.members[2] as string, { about })
    const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'name_signers', matter: ref }))
    expect(task?.offices).toEqual(['chair'])
    const asHerself = await nameSigners(d.clp, who(secretary), ref, [ec[0], ec[1]])
    expect(asHerself).toEqual({ ok: false, refusal: { why: 'no_such_matter' } })
    expect(await nameSigners(d.clp, who(chair), ref, [chair])).toMatchObject({ refusal: { why: 'input' } })
    expect(await nameSigners(d.clp, who(chair), ref, [admins[0], ec[1]])).toEqual({ ok: true })
    const form = { outcome: 'no_breach', reasons: 'Nothing in it.', advice: '', referredTo: '', about: null }
    expect(await proposeOutcome(d.clp, who(admins[1]), ref, form)).toMatchObject({
      refusal: { why: 'needs_naming' },
    })
    expect(await proposeOutcome(d.clp, who(admins[0]), ref, form)).toMatchObject({ missing: 1 })
    expect(await signComplaint(d.clp, who(ec[1]), ref, 1, { verdict: 'sign' })).toMatchObject({
      outcome: 'decided',
    })
  })

  test('A5 C3 who joins a complaint that is with a case has a part in the case, and is told how it ended', async () => {
    const d = await start()
    const [robin, , tess] = d.small.members as [string, string, string]
    const [ada, ben] = d.small.admins
    const reported = postBy(robin)
    const { ref } = await sends(d, tess, { reported })
    const caseRef = await d.clp.transact(async (s) => {
      const made = await putCase(d.clp, s, robin, 'warning', { state: 'proposed', proposer: ada })
      await complaintBecameCase(d.clp, s, ref, made, false)
      return made
    })
    await sends(d, ben, { reported })
    const matter = await d.clp.transact((s) => matterOf(d.clp, s, caseRef))
    expect(matter?.parties.complainants).toEqual([tess, ben])
    expect(matter?.viewers).not.toContain(ben)
    await d.clp.transact(async (s) =>
      closeCase(d.clp, s, (await s.caseFile(caseRef)) as CaseFile, 'dropped', 'It was a misunderstanding.'),
    )
    expect(await fileOf(d, ref)).toMatchObject({ state: 'closed', outcome: 'case_opened' })
    const told = (await toldOf(d, 'complainant-dm')).filter((t) =>
      t.text.includes('Your complaint is decided'),
    )
    expect(told.map((t) => t.userId)).toEqual([tess, ben])
    expect(told[0]?.text).toContain('It was a misunderstanding.')
    expect(told[0]?.text).toContain('not decided that the rules were broken')
  })
})

test('A5 a part in a complaint is one in its case, and the other way round', async () => {
  const d = await start()
  const [robin, , tess] = d.small.members as [string, string, string]
  const [ada, ben, cleo] = d.small.admins
  const { ref } = await sends(d, tess, { reported: postBy(robin) })
  expect(await declareInterest(d.clp, who(ada), ref, 'She is my partner.')).toEqual({ ok: true })
  const caseRef = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, robin, 'warning', { state: 'proposed', proposer: ben })
    await complaintBecameCase(d.clp, s, ref, made, false)
    return made
  })
  const sees = async (person: string, one: string) =>
    (await d.clp.transact((s) => matterOf(d.clp, s, one)))?.sees(person)
  expect(await sees(ada, caseRef)).toBe(false)
  expect(await sees(cleo, caseRef)).toBe(true)
  expect(await declareInterest(d.clp, who(cleo), ref, 'He is my brother.')).toEqual({ ok: true })
  expect(await sees(cleo, caseRef)).toBe(false)
  expect(await sees(d.small.smOfficer, ref)).toBe(true)
  const { smOfficer } = d.small
  expect(await declareInterest(d.clp, who(smOfficer), caseRef, 'I was there.')).toEqual({ ok: true })
  expect(await sees(smOfficer, ref)).toBe(false)
  // but what one complains of is not what others complain of
  const umar = d.small.members[3] as string
  const other = await sends(d, umar, { about: { id: robin, name: 'Robin', isBot: false } })
  await d.clp.transact((s) => complaintBecameCase(d.clp, s, other.ref, caseRef, false))
  expect((await d.clp.transact((s) => matterOf(d.clp, s, caseRef)))?.parties.complainants).toContain(umar)
  expect((await fileOf(d, ref)).involvements.map((i) => i.person)).toEqual([ada, cleo, smOfficer])
})

test('C5 A5 A8 whoever offered to mediate and cannot any more is named to nobody, and another admin takes it on', async () => {
  const d = await start()
  const [robin, , tess] = d.small.members as [string, string, string]
  const [ada, ben] = d.small.admins
  const { ref } = await sends(d, tess, { reported: postBy(robin) })
  await startMediation(d.clp, who(ada), ref, 'tone')
  await answerMediation(d.clp, who(tess), ref, true)
  expect(await declareInterest(d.clp, who(ada), ref, 'He is my brother.')).toEqual({ ok: true })
  expect(await answerMediation(d.clp, who(robin), ref, true)).toMatchObject({ next: 'begins' })
  const told = await d.clp.transact((s) => s.openEffects({ name: 'mediation-told' }))
  expect(told.map((e) => (e.payload as { userId: string }).userId)).toEqual([tess, robin])
  expect(JSON.stringify(told)).not.toContain(ada)
  expect(await endMediation(d.clp, who(ada), ref, true, 'Agreed.')).toMatchObject({
    refusal: { why: 'no_such_matter' },
  })
  expect(await endMediation(d.clp, who(ben), ref, true, 'Both will be kind.')).toEqual({ ok: true })
  // who closed it with that has no vote on whether it stands
  const m = await d.clp.transact((s) => matterOf(d.clp, s, ref))
  expect(m?.parties.proposedOrSigned).toEqual([ben])
})

describe('with National', () => {
  test('I2 no proposal falls by the clock, and no complaint is closed by stopping', async () => {
    const d = await start()
    const [robin, , tess] = d.small.members as [string, string, string]
    const [ada, ben] = d.small.admins
    const { ref } = await sends(d, tess, { reported: postBy(robin) })
    const form = { outcome: 'no_breach', reasons: 'None.', advice: '', referredTo: '', about: null }
    await proposeOutcome(d.clp, who(ada), ref, form)
    await signComplaint(d.clp, who(ben), ref, 1, { verdict: 'dont_sign', reason: 'There is.' })
    expect(await referToNational(d.clp, who(d.small.secretary), ref)).toEqual({ ok: true })
    d.discord.clock.advanceBy({ days: 40 })
    await runDue(d.clp)
    expect((await fileOf(d, ref)).proposal).not.toBeNull()
    expect(await stopComplaint(d.clp, who(tess), ref)).toEqual({ ok: true, closed: false })
    expect((await fileOf(d, ref)).state).toBe('open')
  })

  test('I2 C7 the appeals of all who complained wait together, and end together', async () => {
    const d = await start()
    const [robin, , tess, umar, vera] = d.small.members as [string, string, string, string, string]
    const [ada, ben] = d.small.admins
    const { secretary } = d.small
    const { ref } = await sends(d, tess, { reported: postBy(robin) })
    for (const one of [umar, vera]) await sends(d, one, { reported: postBy(robin) })
    const form = { outcome: 'no_breach', reasons: 'None.', advice: '', referredTo: '', about: null }
    await proposeOutcome(d.clp, who(ada), ref, form)
    await signComplaint(d.clp, who(ben), ref, 1, { verdict: 'sign' })
    const words = { grounds: 'There was.', trusted: 'no', notDecide: '', files: [] }
    for (const person of [tess, umar])
      await d.clp.transact((s) =>
        lodgeAppeal(
          d.clp,
          s,
          { appellant: person, name: 'x', lodgedBy: person, receivedHow: null },
          ref,
          words,
        ),
      )
    expect(await referToNational(d.clp, who(secretary), 'A2026-001')).toEqual({ ok: true })
    expect(await putToEc(d.clp, who(secretary), 'A2026-002')).toMatchObject({ refusal: { why: 'not_now' } })
    const told = await d.clp.transact((s) => s.openEffects({ name: 'appeal-letter' }))
    expect(told.map((e) => (e.payload as { userId: string }).userId)).toEqual([tess, umar])
    expect(await recordNationalOutcome(d.clp, who(secretary), 'A2026-002', 'stands', '')).toEqual({
      ok: true,
    })
    const after = await d.clp.transact((s) => s.appealFiles(['A2026-001', 'A2026-002']))
    expect(after.map((a) => [a.state, a.outcome])).toEqual([
      ['closed', 'stands'],
      ['closed', 'stands'],
    ])
    // whoever appealed hears it as the outcome of that, whoever did not hears it once
    const others = (await toldOf(d, 'complainant-dm')).filter((t) => t.text.includes('team has decided on'))
    expect(others.map((t) => t.userId)).toEqual([vera])
  })

  test('I2 C5 nobody who is asked about a mediation takes it further', async () => {
    const d = await start()
    const [robin, , tess] = d.small.members as [string, string, string]
    const { ref } = await sends(d, tess, { reported: postBy(robin) })
    expect(await startMediation(d.clp, who(d.small.admins[0]), ref, 'tone')).toEqual({ ok: true })
    await referToNational(d.clp, who(d.small.secretary), ref)
    expect(await answerMediation(d.clp, who(tess), ref, true)).toMatchObject({ refusal: { why: 'not_now' } })
    expect((await fileOf(d, ref)).mediation?.state).toBe('asking_complainant')
  })
})

test('C2 A6 whoever reports a post of their own does not learn from it that others have', async () => {
  const d = await start()
  const [author = '', other = ''] = d.small.members
  await sends(d, other, { reported: postBy(author) })
  const own = await sends(d, author, { reported: postBy(author) })
  expect(own.how).toBe('joined')
  expect(own.said).not.toContain('Others')
  const third = await sends(d, d.small.members[4] as string, { reported: postBy(author) })
  expect(third.said).toContain('Others have reported the same post')
})
