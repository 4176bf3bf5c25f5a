import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { challengeIdentity, answerChallenge, writeChallenge } from '../../src/casework/challenge-identity.ts'
import { conflictInCase } from '../../src/casework/case-people.ts'
import { decideCase } from '../../src/casework/decide-case.ts'
import { historyOf } from '../../src/casework/history.ts'
import { samePerson, writtenTo } from '../../src/casework/identities.ts'
import { answerLink, proposeLink } from '../../src/casework/link-identities.ts'
import { proposeParting } from '../../src/casework/part-identities.ts'
import { deleteOldLinks } from '../../src/casework/old-links.ts'
import { matterOf } from '../../src/casework/matter.ts'
import { ladderOf, ladderOfCase } from '../../src/casework/person-ladder.ts'
import type { Clp, Store } from '../../src/casework/ports.ts'
import { decideReliedOn } from '../../src/casework/reconsider-dependents.ts'
import type { CaseFile, CaseRecord, SanctionRecord, TaskKind } from '../../src/casework/records.ts'
import { refreshCase } from '../../src/casework/refresh-case.ts'
import { report } from '../../src/casework/report.ts'
import { signCase } from '../../src/casework/sign.ts'
import { addDays } from '../../src/policy/calendar.ts'
import { handleIdentity } from '../../src/policy/identity.ts'
import type { Step } from '../../src/policy/ladder.ts'
import { loadConfig } from '../../src/runtime/config.ts'
import { registerReader } from '../../src/storage/register-reader.ts'
import { transactionsOn } from '../../src/storage/transactions.ts'
import { upkeep } from '../../src/storage/upkeep.ts'
import { caseAbout, plainReport, sanctionOf } from '../support/decided.ts'
import { KEY, SERVER, tempRegister } from '../support/temp-register.ts'

const actor = (id: string, name: string) => ({ id, name })
const ANN = actor('200000000000000001', 'Ann')
const BEN = actor('200000000000000002', 'Ben')
const CARA = actor('200000000000000003', 'Cara')
const SEC = actor('200000000000000009', 'Sal')
const ROBIN = '300000000000000001'
const ROSE = handleIdentity('X', '@redrose')
const asRobin = { identity: ROBIN, name: 'Robin', isBot: false }
const asRose = { identity: ROSE, name: '@redrose', isBot: false }

interface Place {
  clp: Clp
  /** The clock stands at noon of this day from now on. */
  on(day: string): void
}

/** A CLP with three admins of its server, Ann of X as well, and a Secretary. */
async function place(): Promise<Place> {
  const { db, path } = await tempRegister()
  const config = loadConfig(join(import.meta.dirname, '../../config'))
  if (!config.ok) throw new Error(config.problems.join('\n'))
  let now = '2026-01-05T12:00:00.000Z'
  let word = 0
  const clock = { now: () => now }
  const transactions = transactionsOn(db)
  const clp: Clp = {
    serverId: SERVER,
    config: config.config,
    clock,
    randomId: () => `${'a'.repeat(20)}${String((word += 1)).padStart(5, '2')}`,
    register: registerReader(path, KEY, clock),
    upkeep: upkeep(db, path, KEY, transactions.repeatable),
    transact: transactions.prompt,
    appId: () => '100000000000000001',
    ownerId: () => '',
  }
  await clp.transact(async (s) => {
    const appoint = (who: typeof ANN, office: 'admin' | 'secretary' | 'ec_member', platform: string | null) =>
      s.appoint({ office, platform, person: who.id, name: who.name, at: now, minute: null })
    for (const who of [ANN, BEN, CARA]) await appoint(who, 'admin', 'discord')
    await appoint(ANN, 'admin', 'X')
    await appoint(SEC, 'secretary', null)
    await s.addPlatform({ name: 'X', kind: 'X', address: 'x.com/clp', owner: null, registeredAt: now })
  })
  return { clp, on: (day) => (now = `${day}T12:00:00.000Z`) }
}

async function putCase(clp: Clp, change: Partial<CaseRecord> & { step: Step; on: string }): Promise<string> {
  const { on, step, ...more } = change
  return clp.transact(async (s) => {
    const { ref, seq } = await s.nextCaseRef(2026)
    const at = clp.clock.now()
    const signing = { state: 'signing' as const, agreedBy: BEN.id, agreedAt: at, signOpenedAt: at }
    await s.addCase(caseAbout(ref, ROBIN, step, at, { respondentName: 'Robin', ...signing, ...more }), seq)
    await s.addIncident(ref, {
      at: clp.clock.now(),
      what: 'Called another member a liar.',
      time: { known: 'date', date: on },
      rules: ['personal-attacks'],
      oldReason: null,
      addedBy: ANN.id,
      ownStep: true,
    })
    await s.addReply(ref, { kind: 'told', at: clp.clock.now(), text: null }, null)
    await refreshCase(clp, s, ref)
    return ref
  })
}

/** Decides a case, and has its letter arrive on a day. */
async function decided(
  p: Place,
  ref: string,
  letterOn: string,
  more: Partial<SanctionRecord> = {},
): Promise<void> {
  await p.clp.transact(async (s) => {
    await decideCase(p.clp, s, (await s.caseFile(ref)) as CaseFile, [ANN.id, BEN.id])
    await s.updateCase(ref, { state: 'closed', outcome: 'sanctioned', closedAt: `${letterOn}T10:00:00.000Z` })
    await s.updateSanction(ref, {
      letterState: 'delivered',
      letterDate: letterOn,
      letterAt: `${letterOn}T10:00:00.000Z`,
      ...more,
    })
    for (const e of await s.openEffects()) await s.finishEffects([e.id], 'done')
  })
}

const file = (clp: Clp, ref: string) => clp.transact(async (s) => (await s.caseFile(ref)) as CaseFile)

const taskOf = (clp: Clp, kind: TaskKind) =>
  clp.transact(async (s) => (await s.openTasks({ kind })).at(-1)?.id ?? 0)

async function link(clp: Clp): Promise<void> {
  expect(await proposeLink(clp, ANN, [asRobin, asRose], 'They said so themselves.')).toEqual({ ok: true })
  const done = await answerLink(clp, BEN, await taskOf(clp, 'link_identities'), { confirm: true })
  expect(done).toMatchObject({ ok: true })
}

async function unlink(clp: Clp): Promise<void> {
  expect(await proposeParting(clp, ANN, [asRobin, asRose], 'It was somebody else.')).toEqual({ ok: true })
  const done = await answerLink(clp, BEN, await taskOf(clp, 'part_identities'), { confirm: true })
  expect(done).toMatchObject({ ok: true })
}

const entries = async (clp: Clp) => clp.transact((s) => s.entriesAfter(0, 1000))

describe('two officers say that two identities are one person', () => {
  test('B3 what one proposes they cannot confirm themselves; refused with a reason nothing has changed', async () => {
    const { clp } = await place()
    await proposeLink(clp, ANN, [asRobin, asRose], 'They said so themselves.')
    const task = await taskOf(clp, 'link_identities')
    expect(await answerLink(clp, ANN, task, { confirm: true })).toMatchObject({ ok: false })
    expect(await answerLink(clp, BEN, task, { confirm: false, reason: ' ' })).toMatchObject({
      refusal: { why: 'input' },
    })
    expect(await answerLink(clp, BEN, task, { confirm: false, reason: 'No proof.' })).toMatchObject({
      ok: true,
    })
    expect(await clp.transact((s) => samePerson(s, ROBIN))).toEqual([ROBIN])
    const [kept] = await clp.transact((s) => s.allIdentityLinks())
    expect(kept).toMatchObject({ confirmed: false, refusedWhy: 'No proof.', endedBy: BEN.id })
  })

  test('B3 A7 whoever proposed it is told that it was refused and by whom, and nothing of whom it is about', async () => {
    const { clp } = await place()
    const told = (who: string) =>
      clp.transact(async (s) =>
        (await s.openEffects({ name: 'officer-dm' }))
          .map((e) => e.payload as { userId: string; text: string })
          .filter((payload) => payload.userId === who)
          .map(({ text }) => text),
      )
    await proposeLink(clp, ANN, [asRobin, asRose], 'They said so themselves.')
    const no = { confirm: false as const, reason: 'Robin has no account on X.' }
    await answerLink(clp, BEN, await taskOf(clp, 'link_identities'), no)
    expect(await told(ANN.id)).toEqual([expect.stringContaining(`<@${BEN.id}>`)])
    expect((await told(ANN.id)).join()).not.toMatch(/robin|rose|account on X/i)
    await link(clp)
    await proposeParting(clp, ANN, [asRobin, asRose], 'It was somebody else.')
    await answerLink(clp, BEN, await taskOf(clp, 'part_identities'), no)
    expect(await told(ANN.id)).toHaveLength(2)
    // somebody who has a part in it by now hears no more of it
    await proposeParting(clp, ANN, [asRobin, asRose], 'It was somebody else.')
    const ref = await putCase(clp, { step: 'warning', on: '2026-01-04' })
    await clp.transact((s) =>
      s.addInvolvement(ref, { person: ANN.id, kind: 'witness', reason: 'saw it', at: clp.clock.now() }),
    )
    await answerLink(clp, BEN, await taskOf(clp, 'part_identities'), no)
    expect(await told(ANN.id)).toHaveLength(2)
  })

  test('B3 J2 confirmed they are one, from that day; the lines of the register name nobody', async () => {
    const p = await place()
    await link(p.clp)
    expect(await p.clp.transact((s) => samePerson(s, ROSE))).toEqual([ROSE, ROBIN])
    expect(await p.clp.transact((s) => writtenTo(s, ROSE))).toBe(ROBIN)
    const again = await proposeLink(p.clp, CARA, [asRose, asRobin], 'x')
    expect(again).toMatchObject({ refusal: { why: 'input' } })
    const said = (await entries(p.clp)).filter((e) => e.content?.action.startsWith('person.'))
    expect(said.map((e) => e.content?.action)).toEqual(['person.link_proposed', 'person.link_confirmed'])
    for (const e of said) expect(e.content?.line).not.toMatch(/robin|rose|\d{17}/i)
  })

  test('B3 A5 whoever is one of them, or has a part in a matter about one, neither proposes nor confirms', async () => {
    const { clp } = await place()
    const ref = await putCase(clp, { step: 'warning', on: '2026-01-04' })
    await clp.transact((s) =>
      s.addInvolvement(ref, { person: BEN.id, kind: 'witness', reason: 'saw it', at: clp.clock.now() }),
    )
    expect(await proposeLink(clp, BEN, [asRobin, asRose], 'x')).toMatchObject({ ok: false })
    const own = await proposeLink(clp, ANN, [{ ...asRobin, identity: ANN.id }, asRose], 'x')
    expect(own).toMatchObject({ ok: false })
    await proposeLink(clp, ANN, [asRobin, asRose], 'They said so themselves.')
    const task = await taskOf(clp, 'link_identities')
    expect(await answerLink(clp, BEN, task, { confirm: true })).toMatchObject({
      refusal: { why: 'no_such_matter' },
    })
    expect(await answerLink(clp, CARA, task, { confirm: true })).toMatchObject({ ok: true })
  })
})

describe('the ladder counts linked identities together', () => {
  /** A warning of @redrose on X that counts, and a case about Robin on Discord that waits for signatures. */
  async function twoHistories(p: Place): Promise<{ warned: string; open: string }> {
    const warned = await putCase(p.clp, {
      step: 'warning',
      on: '2026-01-02',
      platform: 'X',
      respondent: ROSE,
      respondentName: '@redrose',
    })
    await decided(p, warned, '2026-01-06')
    p.on('2026-02-02')
    return { warned, open: await putCase(p.clp, { step: 'warning', on: '2026-02-01' }) }
  }

  test('B3 D3 D6 D4 linked before the decision: the step gets harsher, signatures are void, they are heard again; parted it is as before', async () => {
    const p = await place()
    const { warned, open } = await twoHistories(p)
    const before = await file(p.clp, open)
    expect(before.step).toBe('warning')
    expect(await signCase(p.clp, ANN, open, before.letterVersion, { verdict: 'sign' })).toMatchObject({
      ok: true,
    })
    await link(p.clp)
    const linked = await file(p.clp, open)
    expect(linked).toMatchObject({ step: 'ban30', state: 'replying', toldStep: 'ban30' })
    expect(linked.letterVersion).toBeGreaterThan(before.letterVersion)
    expect(JSON.stringify(linked.letter)).toContain('@redrose on X')
    expect(JSON.stringify(linked.letter)).toContain("That's not me")
    const sent = await p.clp.transact((s) => s.openEffects({ name: 'reopened', target: open }))
    expect(sent).toHaveLength(1)
    expect((await entries(p.clp)).map((e) => e.content?.action)).toContain('signoff.voided')

    const seen = await historyOf(p.clp, BEN, ROBIN)
    if (!seen.ok) throw new Error('no history')
    expect(seen.history.live.map((x) => x.sanction.ref)).toEqual([warned])
    expect(seen.history.linked).toMatchObject([{ a: ROBIN, b: ROSE, since: '2026-02-02T12:00:00.000Z' }])

    await unlink(p.clp)
    expect(await file(p.clp, open)).toMatchObject({ step: 'warning', blockedBy: [] })
    expect((await file(p.clp, warned)).sanction).toMatchObject({ underReview: false, overturned: false })
  })

  /** Robin was banned for thirty days, because the warning of @redrose counted. */
  async function banned(p: Place): Promise<string> {
    await link(p.clp)
    await twoHistories(p).then(({ open }) => decided(p, open, '2026-02-10', BAN))
    return '2026-002'
  }
  const BAN = { firstDay: '2026-02-10', lastDay: '2026-03-11', banState: 'in_force' } as const

  test('B3 H9 parted after a ban that rested on it: it stops counting, the ban is lifted, and the EC replaces it by what is left', async () => {
    const p = await place()
    const ref = await banned(p)
    expect((await file(p.clp, ref)).sanction).toMatchObject({ kind: 'ban30', reliedOn: ['2026-001'] })
    p.on('2026-02-20')
    await unlink(p.clp)
    expect((await file(p.clp, ref)).sanction).toMatchObject({ underReview: true })
    expect((await file(p.clp, '2026-001')).sanction).toMatchObject({ underReview: false })
    expect(await p.clp.transact((s) => s.openEffects({ name: 'ban', target: ROBIN }))).toHaveLength(1)
    const next = await p.clp.transact((s) =>
      ladderOf(p.clp, s, {
        respondent: ROBIN,
        platform: 'discord',
        incidents: [{ id: '1', time: { known: 'date', date: '2026-03-20' } }],
      }),
    )
    expect(next.outcome).toEqual({ step: 'warning' })
    const task = await taskOf(p.clp, 'relied_on')
    expect(await decideReliedOn(p.clp, SEC, task, 'replace', 'EC 14')).toEqual({ ok: true })
    const after = await file(p.clp, ref)
    expect(after.sanction).toMatchObject({
      kind: 'warning',
      underReview: false,
      reliedOn: [],
      banState: 'none',
    })
    expect(after.letterExtra).toContain('another identity being taken to be yours')
  })

  test('B3 H9 or it falls, and the person is told both times', async () => {
    const p = await place()
    const ref = await banned(p)
    await unlink(p.clp)
    expect(await decideReliedOn(p.clp, SEC, await taskOf(p.clp, 'relied_on'), 'falls', 'EC 14')).toEqual({
      ok: true,
    })
    expect((await file(p.clp, ref)).sanction).toMatchObject({ overturned: true })
    const told = await p.clp.transact((s) => s.openEffects({ name: 'person-dm', target: ref }))
    expect(told.map((e) => (e.payload as { userId: string }).userId)).toEqual([ROBIN, ROBIN])
  })

  test('B3 D3 a decision that was not told yet goes back to its signers when the link is undone', async () => {
    const p = await place()
    await link(p.clp)
    const { open } = await twoHistories(p)
    await p.clp.transact(async (s) =>
      decideCase(p.clp, s, (await s.caseFile(open)) as CaseFile, [ANN.id, BEN.id]),
    )
    expect((await file(p.clp, open)).sanction).toMatchObject({ kind: 'ban30', letterState: 'queued' })
    await unlink(p.clp)
    expect(await file(p.clp, open)).toMatchObject({ state: 'signing', step: 'warning', sanction: null })
  })

  test('B3 E6 a case that had no step while they were one is not opened by itself afterwards; the admins are told', async () => {
    const p = await place()
    const open = await putCase(p.clp, { step: 'warning', on: '2026-01-02' })
    p.on('2026-01-08')
    const rose = { platform: 'X', respondent: ROSE, respondentName: '@redrose' }
    await decided(p, await putCase(p.clp, { step: 'warning', on: '2026-01-03', ...rose }), '2026-01-08')
    await link(p.clp)
    expect(await file(p.clp, open)).toMatchObject({ state: 'closed', outcome: 'recorded' })
    await unlink(p.clp)
    expect(await file(p.clp, open)).toMatchObject({ state: 'closed', outcome: 'recorded' })
    const told = await p.clp.transact((s) => s.openEffects({ name: 'officer-dm', target: open }))
    expect(told.map((e) => (e.payload as { userId: string }).userId).toSorted()).toEqual([
      ANN.id,
      BEN.id,
      CARA.id,
    ])
  })

  test('B3 linking and unlinking gives back the same ladder, whatever had stood', async () => {
    const p = await place()
    const aSanction = fc.record({
      mine: fc.boolean(),
      kind: fc.constantFrom<Step>('warning', 'ban30', 'lifetime'),
      platform: fc.constantFrom('discord', 'X'),
      day: fc.integer({ min: 0, max: 500 }),
    })
    const asks = fc.record({
      platform: fc.constantFrom('discord', 'X'),
      day: fc.integer({ min: 0, max: 700 }),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(aSanction, { maxLength: 6 }), asks, async (sanctions, ask) => {
        run += 1
        const robin = { ...asRobin, identity: String(310_000_000_000_000_000n + BigInt(run)) }
        const rose = { ...asRose, identity: handleIdentity('X', `rose${run}`) }
        for (const { mine, kind, platform, day } of sanctions) {
          const respondent = mine ? robin.identity : rose.identity
          const closed = { state: 'closed', outcome: 'sanctioned', respondent, platform } as const
          const ref = await putCase(p.clp, { ...closed, step: kind, on: addDays('2023-12-31', day) })
          await p.clp.transact((s) => s.addSanction(past(ref, respondent, kind, platform, day)))
        }
        const steps = async () => {
          const of = async (s: Store, respondent: string) =>
            ladderOf(p.clp, s, {
              respondent,
              platform: ask.platform,
              incidents: [{ id: '1', time: { known: 'date', date: addDays('2024-01-01', ask.day) } }],
            })
          return p.clp.transact(async (s) => [await of(s, robin.identity), await of(s, rose.identity)])
        }
        const before = await steps()
        await proposeLink(p.clp, ANN, [robin, rose], 'x')
        await answerLink(p.clp, BEN, await taskOf(p.clp, 'link_identities'), { confirm: true })
        const [one, other] = await steps()
        expect(one?.outcome).toEqual(other?.outcome)
        expect(one?.counted).toEqual(other?.counted)
        await proposeParting(p.clp, ANN, [rose, robin], 'x')
        await answerLink(p.clp, BEN, await taskOf(p.clp, 'part_identities'), { confirm: true })
        expect(await steps()).toEqual(before)
      }),
      { numRuns: 25 },
    )
  })

  const past = (
    ref: string,
    respondent: string,
    kind: Step,
    platform: string,
    day: number,
  ): SanctionRecord => {
    const letterDate = addDays('2024-01-01', day)
    const isBan = kind !== 'warning'
    return sanctionOf(ref, respondent, {
      kind,
      platform,
      decidedAt: `${letterDate}T09:00:00.000Z`,
      letterState: 'delivered',
      letterDate,
      letterAt: `${letterDate}T10:00:00.000Z`,
      firstDay: isBan ? letterDate : null,
      lastDay: kind === 'ban30' ? addDays(letterDate, 29) : null,
    })
  }
})

describe('someone says that an identity is not theirs', () => {
  async function caseThatRestsOnIt(p: Place): Promise<string> {
    const warned = await putCase(p.clp, {
      step: 'warning',
      on: '2026-01-02',
      platform: 'X',
      respondent: ROSE,
      respondentName: '@redrose',
    })
    await decided(p, warned, '2026-01-06')
    await link(p.clp)
    p.on('2026-02-02')
    const open = await putCase(p.clp, { step: 'ban30', on: '2026-02-01' })
    expect((await file(p.clp, open)).step).toBe('ban30')
    return open
  }
  const asActor = actor(ROBIN, 'Robin')

  test('B3 until it is answered nothing that rests on it is signed; an officer without part in the link answers', async () => {
    const p = await place()
    const ref = await caseThatRestsOnIt(p)
    expect(await challengeIdentity(p.clp, CARA, ref, ROSE, 'x')).toMatchObject({
      refusal: { why: 'no_such_matter' },
    })
    expect(await challengeIdentity(p.clp, asActor, ref, ROSE, 'I have never used X.')).toEqual({ ok: true })
    const blocked = await file(p.clp, ref)
    expect(blocked).toMatchObject({ step: 'ban30', blockedBy: ['2026-001'] })
    expect(blocked.explanation).toContain('until it is answered whether')
    const sign = await signCase(p.clp, ANN, ref, blocked.letterVersion, { verdict: 'sign' })
    expect(sign).toMatchObject({ refusal: { why: 'not_now' } })

    const task = await taskOf(p.clp, 'identity_challenge')
    expect(await answerChallenge(p.clp, ANN, task, 'not_upheld', 'x')).toMatchObject({ ok: false })
    expect(await answerChallenge(p.clp, BEN, task, 'not_upheld', 'x')).toMatchObject({ ok: false })
    expect(await answerChallenge(p.clp, CARA, task, 'not_upheld', ' ')).toMatchObject({
      refusal: { why: 'input' },
    })
    expect(await answerChallenge(p.clp, CARA, task, 'not_upheld', 'The account names them.')).toEqual({
      ok: true,
      upheld: false,
    })
    const free = await file(p.clp, ref)
    expect(free).toMatchObject({ step: 'ban30', blockedBy: [] })
    const [told] = await p.clp.transact((s) => s.openEffects({ name: 'person-dm', target: ref }))
    expect(JSON.stringify(told?.payload)).toContain('The account names them.')
    // it holds nothing up for a second time
    expect(await challengeIdentity(p.clp, asActor, ref, ROSE, 'Still not.')).toMatchObject({
      refusal: { why: 'not_now' },
    })
    expect(await signCase(p.clp, ANN, ref, free.letterVersion, { verdict: 'sign' })).toMatchObject({
      ok: true,
    })
  })

  test('B3 D3 upheld, they are parted at once and the case is worked out anew', async () => {
    const p = await place()
    const ref = await caseThatRestsOnIt(p)
    await challengeIdentity(p.clp, asActor, ref, ROSE, '')
    const done = await answerChallenge(
      p.clp,
      CARA,
      await taskOf(p.clp, 'identity_challenge'),
      'upheld',
      'They are right.',
    )
    expect(done).toEqual({ ok: true, upheld: true })
    expect(await file(p.clp, ref)).toMatchObject({ step: 'warning', blockedBy: [] })
    expect(await p.clp.transact((s) => samePerson(s, ROBIN))).toEqual([ROBIN])
  })

  test('B3 D4 said in a reply, an admin writes it down, and does not answer it', async () => {
    const p = await place()
    const ref = await caseThatRestsOnIt(p)
    expect(await writeChallenge(p.clp, CARA, ref, ROSE, 'They wrote that it is not them.')).toEqual({
      ok: true,
    })
    const task = await taskOf(p.clp, 'identity_challenge')
    expect(await answerChallenge(p.clp, CARA, task, 'upheld', 'x')).toMatchObject({ ok: false })
    // nobody else of the admins is left, so it went to the Secretary
    expect(await answerChallenge(p.clp, SEC, task, 'upheld', 'x')).toMatchObject({ ok: true })
  })

  test('B3 E9 a decided letter that rests on it waits', async () => {
    const p = await place()
    const ref = await caseThatRestsOnIt(p)
    await p.clp.transact(async (s) =>
      decideCase(p.clp, s, (await s.caseFile(ref)) as CaseFile, [ANN.id, BEN.id]),
    )
    expect((await file(p.clp, ref)).sanction?.letterState).toBe('queued')
    await challengeIdentity(p.clp, asActor, ref, ROSE, '')
    expect((await file(p.clp, ref)).sanction?.letterState).toBe('held')
    await answerChallenge(p.clp, CARA, await taskOf(p.clp, 'identity_challenge'), 'not_upheld', 'x')
    expect((await file(p.clp, ref)).sanction?.letterState).toBe('queued')
  })
})

describe('conflicts follow the person', () => {
  test('A5 A7 B3 an officer who is the respondent by another identity can neither see nor act; rooms are gone through anew', async () => {
    const p = await place()
    const ref = await putCase(p.clp, {
      step: 'warning',
      on: '2026-01-02',
      platform: 'X',
      respondent: ROSE,
      respondentName: '@redrose',
    })
    await p.clp.transact((s) => s.updateCase(ref, { threadId: '500000000000000001' }))
    expect(conflictInCase(ANN.id, await file(p.clp, ref))).toBeUndefined()
    await proposeLink(p.clp, BEN, [{ ...asRobin, identity: ANN.id, name: 'Ann' }, asRose], 'She said so.')
    await answerLink(p.clp, CARA, await taskOf(p.clp, 'link_identities'), { confirm: true })
    expect(conflictInCase(ANN.id, await file(p.clp, ref))).toBe('respondent')
    const [room] = await p.clp.transact((s) => s.openEffects({ name: 'room', target: ref }))
    expect(room).toBeDefined()
    const matter = await p.clp.transact((s) => matterOf(p.clp, s, ref))
    expect(matter?.viewers).not.toContain(ANN.id)
    expect(matter?.sees(ANN.id)).toBe(false)
    expect(await historyOf(p.clp, ANN, ROSE, 'X')).toMatchObject({ refusal: { why: 'no_such_matter' } })
  })

  test('A5 C1 B3 a complainant under another account is kept out as well', async () => {
    const p = await place()
    const made = await report(
      p.clp,
      actor(ROBIN, 'Robin'),
      plainReport({ where: 'https://x.com/1', elsewhere: { platform: 'x', handle: '@RedRose' } }),
    )
    if (!made.ok) throw new Error('not made')
    const { ref } = made.done
    const found = await p.clp.transact((s) => s.complaintFile(ref))
    expect(found).toMatchObject({ platform: 'X', respondent: ROSE, respondentName: '@redrose' })
    const before = await p.clp.transact((s) => matterOf(p.clp, s, ref))
    expect(before?.viewers).toEqual([ANN.id])
    await proposeLink(p.clp, BEN, [asRobin, { ...asRobin, identity: ANN.id, name: 'Ann' }], 'One person.')
    await answerLink(p.clp, CARA, await taskOf(p.clp, 'link_identities'), { confirm: true })
    expect((await p.clp.transact((s) => matterOf(p.clp, s, ref)))?.sees(ANN.id)).toBe(false)
  })
})

test('B3 D4 a case about a handle of which the wrong person was asked is asked anew when the two are parted', async () => {
  const p = await place()
  await link(p.clp)
  const ref = await putCase(p.clp, {
    step: 'warning',
    on: '2026-01-02',
    platform: 'X',
    respondent: ROSE,
    respondentName: '@redrose',
    noticeTo: ROBIN,
  })
  await p.clp.transact((s) =>
    s.addReply(ref, { kind: 'said', at: p.clp.clock.now(), text: 'Not me.' }, 'form'),
  )
  await unlink(p.clp)
  expect(await file(p.clp, ref)).toMatchObject({ state: 'asking', noticeTo: null, replies: [] })
  const [notice] = await p.clp.transact((s) => s.openEffects({ name: 'notice', target: ref }))
  expect(notice?.payload).toEqual({ userId: ROSE })
  const again = await p.clp.transact(async (s) => ladderOfCase(p.clp, s, (await s.caseFile(ref)) as CaseFile))
  expect(again.outcome).toEqual({ step: 'warning' })
})

test('B3 D4 who was asked about a handle says that it is not them: nothing is signed or sent on their account until it is answered', async () => {
  const p = await place()
  await link(p.clp)
  const ofRose = { platform: 'X', respondent: ROSE, respondentName: '@redrose', noticeTo: ROBIN }
  const ref = await putCase(p.clp, { step: 'warning', on: '2026-01-02', ...ofRose })
  expect(await challengeIdentity(p.clp, actor(ROBIN, 'Robin'), ref, ROSE, '')).toEqual({ ok: true })
  const { letterVersion, blockedBy } = await file(p.clp, ref)
  expect(blockedBy).toEqual([])
  expect(await signCase(p.clp, ANN, ref, letterVersion, { verdict: 'sign' })).toMatchObject({
    refusal: { why: 'not_now' },
  })
  await p.clp.transact(async (s) =>
    decideCase(p.clp, s, (await s.caseFile(ref)) as CaseFile, [ANN.id, BEN.id]),
  )
  expect((await file(p.clp, ref)).sanction?.letterState).toBe('held')
  const answered = await answerChallenge(
    p.clp,
    SEC,
    await taskOf(p.clp, 'identity_challenge'),
    'not_upheld',
    'The account names them.',
  )
  expect(answered).toMatchObject({ ok: true })
  expect((await file(p.clp, ref)).sanction?.letterState).toBe('queued')
})

test('B3 D4 a letter about a handle that waits for the morning does not go to somebody who says that they are not it', async () => {
  const p = await place()
  await link(p.clp)
  const ofRose = { platform: 'X', respondent: ROSE, respondentName: '@redrose', noticeTo: ROBIN }
  const ref = await putCase(p.clp, { step: 'warning', on: '2026-01-02', ...ofRose })
  await p.clp.transact(async (s) =>
    decideCase(p.clp, s, (await s.caseFile(ref)) as CaseFile, [ANN.id, BEN.id]),
  )
  expect((await file(p.clp, ref)).sanction?.letterState).toBe('queued')
  expect(await challengeIdentity(p.clp, actor(ROBIN, 'Robin'), ref, ROSE, '')).toEqual({ ok: true })
  expect((await file(p.clp, ref)).sanction?.letterState).toBe('held')
  expect(await p.clp.transact((s) => s.openEffects({ name: 'letter', target: ref }))).toEqual([])
  const task = await taskOf(p.clp, 'identity_challenge')
  await answerChallenge(p.clp, SEC, task, 'not_upheld', 'The account names them.')
  expect((await file(p.clp, ref)).sanction?.letterState).toBe('queued')
})

test('B3 H9 a letter that had gone to somebody else counts for nothing until the EC has decided', async () => {
  const p = await place()
  await link(p.clp)
  const ofRose = { platform: 'X', respondent: ROSE, respondentName: '@redrose', noticeTo: ROBIN }
  const ref = await putCase(p.clp, { step: 'warning', on: '2026-01-02', ...ofRose })
  await decided(p, ref, '2026-01-06', { letterTo: ROBIN })
  await unlink(p.clp)
  expect((await file(p.clp, ref)).sanction).toMatchObject({ underReview: true })
  const done = await decideReliedOn(p.clp, SEC, await taskOf(p.clp, 'relied_on'), 'replace', 'EC 15')
  expect(done).toEqual({ ok: true })
  // the same step, by a new letter that goes to the right one
  const { sanction } = await file(p.clp, ref)
  expect(sanction).toMatchObject({ kind: 'warning', underReview: false, letterTo: null, letterDate: null })
  const [letter] = await p.clp.transact((s) => s.openEffects({ name: 'letter', target: ref }))
  expect(letter?.payload).toEqual({ userId: ROSE })
})

describe('B3 H9 whoever was written to in place of somebody else hears that it was not about them', () => {
  const ofRose = { platform: 'X', respondent: ROSE, respondentName: '@redrose', noticeTo: ROBIN }
  const toldRobin = async (p: Place, ref: string) =>
    (await p.clp.transact((s) => s.openEffects({ name: 'person-dm', target: ref })))
      .map((e) => e.payload as { userId: string; text: string })
      .filter((told) => told.userId === ROBIN)
      .map((told) => told.text)

  test('who was asked for their side', async () => {
    const p = await place()
    await link(p.clp)
    const ref = await putCase(p.clp, { step: 'warning', on: '2026-01-02', ...ofRose })
    await unlink(p.clp)
    expect(await toldRobin(p, ref)).toEqual([expect.stringContaining('you are not asked about it any more')])
  })

  test('who has the letter', async () => {
    const p = await place()
    await link(p.clp)
    const ref = await putCase(p.clp, { step: 'warning', on: '2026-01-02', ...ofRose })
    await decided(p, ref, '2026-01-06', { letterTo: ROBIN })
    await unlink(p.clp)
    expect(await toldRobin(p, ref)).toEqual([expect.stringContaining('counts for nothing against you')])
  })

  test('not who never heard of it, nor of what is over', async () => {
    const p = await place()
    await link(p.clp)
    const ref = await putCase(p.clp, { step: 'warning', on: '2026-01-02', ...ofRose, noticeTo: null })
    const over = await putCase(p.clp, { step: 'warning', on: '2026-01-02', ...ofRose })
    await p.clp.transact((s) =>
      s.updateCase(over, { state: 'closed', outcome: 'no_further_action', closedAt: p.clp.clock.now() }),
    )
    await unlink(p.clp)
    expect(await toldRobin(p, ref)).toEqual([])
    expect(await toldRobin(p, over)).toEqual([])
  })
})

test('K1 B3 a link goes two years after it was made, once nothing else is kept of either; one that nobody answered as well', async () => {
  const p = await place()
  const ref = await putCase(p.clp, { step: 'warning', on: '2026-01-02' })
  await link(p.clp)
  const sam = { ...asRobin, identity: '300000000000000002', name: 'Sam' }
  await proposeLink(p.clp, ANN, [sam, { ...asRose, identity: 'X:blue', name: '@blue' }], 'x')
  const after = async (day: string) => {
    p.on(day)
    await p.clp.transact((s) => deleteOldLinks(p.clp, s))
    return p.clp.transact(async (s) => (await s.allIdentityLinks()).length)
  }
  expect(await after('2028-01-04')).toBe(2)
  expect(await after('2028-01-05')).toBe(1)
  expect((await p.clp.transact((s) => s.identityLinks()))[0]).toMatchObject({ a: ROBIN, reason: '' })
  expect(await p.clp.transact((s) => s.openTasks({ kind: 'link_identities' }))).toEqual([])
  await p.clp.transact((s) => s.updateCase(ref, { respondent: sam.identity }))
  expect(await after('2028-01-06')).toBe(0)
  expect(await p.clp.transact((s) => samePerson(s, ROBIN))).toEqual([ROBIN])
})

test('K1 B3 A5 an old link stays while it says who has a part in something under another name', async () => {
  const p = await place()
  const alt = { ...asRobin, identity: '300000000000000003', name: 'Alt' }
  const confirmed = (by: typeof ANN, other: typeof ANN, pair: [typeof alt, typeof alt]) =>
    proposeLink(p.clp, by, pair, 'One person.').then(async () =>
      answerLink(p.clp, other, await taskOf(p.clp, 'link_identities'), { confirm: true }),
    )
  // Ann is in office, and Alt, by way of a handle, is her
  await confirmed(BEN, CARA, [{ ...asRobin, identity: ANN.id, name: 'Ann' }, asRose])
  await confirmed(BEN, CARA, [asRose, alt])
  p.on('2028-01-06')
  const made = await report(p.clp, actor(alt.identity, 'Alt'), plainReport())
  if (!made.ok) throw new Error('not made')
  await p.clp.transact((s) => deleteOldLinks(p.clp, s))
  expect((await p.clp.transact((s) => matterOf(p.clp, s, made.done.ref)))?.sees(ANN.id)).toBe(false)
  expect(await p.clp.transact((s) => samePerson(s, alt.identity))).toContain(ANN.id)
})
