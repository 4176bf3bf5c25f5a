import { beforeEach, describe, expect, test } from 'vitest'
import { answerHandBans } from '../../src/casework/answer-hand-bans.ts'
import { desiredBan } from '../../src/casework/carry-out-ban.ts'
import { castVote } from '../../src/casework/appeal-vote.ts'
import { lodgeAppeal } from '../../src/casework/lodge-appeal.ts'
import { appealablesOf } from '../../src/casework/own-appeals.ts'
import { outcomeMessage } from '../../src/casework/tell-outcome.ts'
import { putToEc } from '../../src/casework/put-to-ec.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { overturn } from '../../src/casework/consequences.ts'
import { decideKeptBan } from '../../src/casework/kept-bans.ts'
import { gatherOwnData } from '../../src/casework/own-data.ts'
import { addNote } from '../../src/casework/change-case.ts'
import { answerDataRequest } from '../../src/casework/data-answer.ts'
import { askAboutData } from '../../src/casework/data-request.ts'
import { declareInterest } from '../../src/casework/declare-interest.ts'
import { carryOut, platformBansDue, recordPlatformDone } from '../../src/casework/platform-bans.ts'
import { runPurge } from '../../src/casework/purge.ts'
import type { Task } from '../../src/casework/records.ts'
import { finishTask } from '../../src/casework/do-task.ts'
import { historyOf } from '../../src/casework/history.ts'
import { historyInWords } from '../../src/discord/render/history.ts'
import { taskButtons } from '../../src/discord/render/task.ts'
import { putCase, sanctionOf } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const REDROSE = 'X:redrose'
let d: Delivery
let robin: string
const nia = () => ({ id: d.small.members[10] as string, name: 'Nia' })
const secretary = () => ({ id: d.small.secretary, name: 'Sheila Grant' })

beforeEach(async () => {
  d = await startDelivery()
  robin = d.small.members[0] as string
  const known = { name: 'x', at: '2026-01-01T00:00:00.000Z', minute: null, platform: null }
  await d.clp.transact(async (s) => {
    await s.appoint({ ...known, office: 'admin', platform: 'X', person: nia().id })
    await s.appoint({ ...known, office: 'admin', platform: 'discord', person: d.small.admins[0] })
    await s.appoint({ ...known, office: 'secretary', person: d.small.secretary })
    for (const person of d.small.ec) await s.appoint({ ...known, office: 'ec_member', person })
    await s.addPlatform({ name: 'X', kind: 'x', address: 'a', owner: null, registeredAt: known.at })
    await s.set('purgedOn', '2026-03-01')
  })
})

/** Moves the clock to a day and has the day's deletion made. */
async function purgeOn(day: string): Promise<void> {
  d.discord.clock.advanceTo(`${day}T09:00:00.000Z`)
  expect(await runPurge(d.clp, async () => d.clp.clock.now())).toBe('done')
}

/** A lifetime ban of 2 March 2026 that is in force. */
const lifetime = (platform: string, respondent: string): Promise<string> =>
  d.clp.transact(async (s) => {
    const now = d.clp.clock.now()
    const closed = { state: 'closed', outcome: 'sanctioned', decidedAt: now, closedAt: now } as const
    const ref = await putCase(d.clp, s, respondent, 'lifetime', { platform, ...closed })
    await s.addSanction(
      sanctionOf(ref, respondent, {
        kind: 'lifetime',
        platform,
        decidedAt: now,
        letterState: 'served',
        letterDate: '2026-03-02',
        letterAt: now,
        firstDay: '2026-03-02',
        banState: 'in_force',
      }),
    )
    return ref
  })

const tasks = (): Promise<Task[]> => d.clp.transact((s) => s.openTasks())
const kinds = async () => (await tasks()).map((t) => t.kind).filter((k) => k !== 'purge_trouble')
const runPlatforms = () => platformBansDue(d.clp, (work) => d.clp.transact(work))
const isBanned = async (who: string, platform: string) =>
  (await d.clp.transact((s) => desiredBan(d.clp, s, who, platform))).banned

/** Asked on 2 February 2028, and what the EC minuted is written down. */
async function minuted(decision: 'keep' | 'lift'): Promise<void> {
  await purgeOn('2028-02-02')
  const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'keep_ban' }))
  expect(await decideKeptBan(d.clp, secretary(), task?.id ?? 0, decision, 'minute 4')).toMatchObject({
    ok: true,
  })
}

async function kept(platform: string, respondent: string): Promise<string> {
  const ref = await lifetime(platform, respondent)
  await minuted('keep')
  await purgeOn('2028-03-02')
  expect(await isBanned(respondent, platform)).toBe(true)
  return ref
}

async function done(kind: Task['kind']): Promise<void> {
  const [task] = (await tasks()).filter((t) => t.kind === kind)
  expect(await recordPlatformDone(d.clp, nia(), task?.id ?? 0, 'today')).toMatchObject({ ok: true })
}

test('K3 the task about a lifetime ban names the buttons that it carries', async () => {
  await lifetime('X', REDROSE)
  await purgeOn('2028-02-02')
  const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'keep_ban' }))
  const { text } = task as Task
  expect([...text.matchAll(/press(.*?) to /g)].flatMap((m) => m[1]?.match(/\w+(?=\*)/g) ?? [])).toEqual([
    'Keep',
    'Lift',
  ])
  expect(JSON.stringify(taskButtons(d.clp.serverId, task as Task))).toMatch(/Keep.*Lift/)
})

describe('a lifetime ban that is kept beyond its file', () => {
  test('K3 E10 /history shows it and what it leads to, as /warn does', async () => {
    const ref = await kept('X', REDROSE)
    const found = await historyOf(d.clp, nia(), REDROSE, 'X')
    expect(found.ok && found.history.next.outcome).toEqual({ step: 'nothing_further', ref })
    const shown = found.ok
      ? historyInWords({ id: REDROSE, name: '@redrose', isBot: false }, found.history, 'X')
      : {}
    expect(JSON.stringify(shown)).toContain(
      `**${ref}**: a lifetime ban on X. Its file was deleted on its date`,
    )
    expect(JSON.stringify(shown)).not.toMatch(/Letter:|undefined/)
  })

  test('G5 K3 that was lifted by hand and left lifted does not come back when two years later the answer has gone', async () => {
    const ref = await kept('discord', robin)
    await d.clp.transact((s) =>
      s.addHandBan({ userId: robin, kind: 'lifted', seenAt: d.clp.clock.now(), by: null }),
    )
    const [asked] = await d.clp.transact((s) => s.handBans({ userId: robin }))
    const ada = { id: d.small.admins[0], name: 'Ada' }
    expect(await answerHandBans(d.clp, ada, [asked?.id ?? 0], 'leave_lifted', 'So the EC')).toMatchObject({
      ok: true,
    })
    expect(await isBanned(robin, 'discord')).toBe(false)
    await purgeOn('2030-03-03')
    expect(await isBanned(robin, 'discord')).toBe(false)
    expect((await d.clp.transact((s) => s.keptBans())).map((k) => k.ref)).not.toContain(ref)
  })

  test('G5 K3 the same where it was left lifted between the EC’s minute and the day its file goes', async () => {
    await lifetime('discord', robin)
    await minuted('keep')
    await d.clp.transact((s) =>
      s.addHandBan({ userId: robin, kind: 'lifted', seenAt: d.clp.clock.now(), by: null }),
    )
    const [asked] = await d.clp.transact((s) => s.handBans({ userId: robin }))
    const ada = { id: d.small.admins[0], name: 'Ada' }
    await answerHandBans(d.clp, ada, [asked?.id ?? 0], 'leave_lifted', 'So the EC')
    await purgeOn('2028-03-02')
    await purgeOn('2030-03-03')
    expect(await isBanned(robin, 'discord')).toBe(false)
  })

  test('H8 G6 K3 on another platform that does not stand after all is lifted there by a task', async () => {
    const ref = await kept('X', REDROSE)
    expect(await kinds()).toEqual([])
    await d.clp.transact((s) => overturn(d.clp, s, ref, 'A2028-001'))
    await runPlatforms()
    expect(await isBanned(REDROSE, 'X')).toBe(false)
    const [task] = await tasks()
    expect(task).toMatchObject({ platform: 'X' })
    expect(task?.kind).toMatch(/lift/)
  })

  test('H8 G6 K3 on another platform that is suspended is lifted once, and made again once it stands', async () => {
    const ref = await kept('X', REDROSE)
    const appeal = await d.clp.transact(async (s) => {
      const { ref: made, seq } = await s.nextAppealRef(2028)
      await s.addAppeal(appealOf(made, ref), seq)
      await s.updateAppeal(made, { suspension: { by: ['a', 'b'], since: d.clp.clock.now() } })
      await carryOut(d.clp, s, REDROSE, 'X')
      return made
    })
    expect(await kinds()).toEqual(['platform_lift'])
    await done('platform_lift')
    await runPlatforms()
    expect(await kinds()).toEqual([])
    await d.clp.transact(async (s) => {
      await s.updateAppeal(appeal, { state: 'closed', outcome: 'stands', closedAt: d.clp.clock.now() })
      await carryOut(d.clp, s, REDROSE, 'X')
    })
    expect(await kinds()).toEqual(['platform_ban'])
    await done('platform_ban')
    await runPlatforms()
    expect(await kinds()).toEqual([])
  })

  test('N1 K3 is in one’s own copy without a date of deletion that has gone by', async () => {
    await kept('discord', robin)
    const data = await d.clp.transact((s) => gatherOwnData(d.clp, s, { id: robin, name: 'Robin' }))
    expect(data.sanctions).toHaveLength(1)
    expect(data.sanctions[0]?.deleteOn).toBeNull()
  })

  test('K3 H9 replaced by a new letter after the EC’s minute is in the ban register no more', async () => {
    const ref = await lifetime('discord', robin)
    await minuted('keep')
    await d.clp.transact((s) =>
      s.updateSanction(ref, { kind: 'warning', decidedAt: d.clp.clock.now(), banState: 'none' }),
    )
    expect(await d.clp.transact((s) => s.keptBans())).toEqual([])
    await purgeOn('2030-03-03')
    expect(await isBanned(robin, 'discord')).toBe(false)
  })
})

test('K3 the EC can still have it kept, or lifted, after its file has gone: the task stays for its month', async () => {
  for (const decision of ['keep', 'lift'] as const) {
    const who = decision === 'keep' ? robin : (d.small.members[1] as string)
    const ref = await lifetime('discord', who)
    await d.clp.transact((s) =>
      s.updateSanction(ref, { decidedAt: '2026-03-02T09:30:00.000Z', letterAt: '2026-03-02T09:30:00.000Z' }),
    )
  }
  // the bot was away for ten weeks: asked and gone in one run
  await purgeOn('2028-04-20')
  expect(await d.clp.transact((s) => s.cases({}))).toEqual([])
  const open = await d.clp.transact((s) => s.openTasks({ kind: 'keep_ban' }))
  expect(open).toHaveLength(2)
  for (const [i, decision] of (['keep', 'lift'] as const).entries())
    expect(await decideKeptBan(d.clp, secretary(), open[i]?.id ?? 0, decision, 'minute 4')).toEqual({
      ok: true,
      decision,
    })
  await purgeOn('2028-06-01')
  expect(await isBanned(robin, 'discord')).toBe(true)
  expect(await isBanned(d.small.members[1] as string, 'discord')).toBe(false)
})

test('K3 N2 what is written about a case of which the ban alone is kept is refused in words, and a correction is answered', async () => {
  const ref = await lifetime('discord', robin)
  await minuted('keep')
  d.discord.clock.advanceTo('2028-02-20T09:00:00.000Z')
  await d.clp.transact((s) =>
    s.addTold({
      person: robin,
      at: d.clp.clock.now(),
      what: 'letter',
      matter: ref,
      body: { content: 'Dear Robin', files: [] },
    }),
  )
  const asked = await askAboutData(
    d.clp,
    { id: robin, name: 'Robin' },
    { kind: 'correction', words: 'It was on a Tuesday.', about: ref, trusted: 'no' },
  )
  expect(asked.ok).toBe(true)
  await purgeOn('2028-03-02')
  const [request] = await d.clp.transact((s) => s.dataRequests({ open: true }))
  expect(request?.about).toBe(ref)
  expect(
    await answerDataRequest(d.clp, secretary(), request?.ref ?? '', { granted: true, words: 'It was.' }),
  ).toMatchObject({ ok: true })
  const ada = { id: d.small.admins[0], name: 'Ada' }
  expect(await addNote(d.clp, ada, ref, 'A note')).toMatchObject({ refusal: { why: 'not_now' } })
  expect(await declareInterest(d.clp, ada, ref, 'A cousin')).toMatchObject({ refusal: { why: 'not_now' } })
})

test('K3 H4 H5 an appeal against a kept ban goes all its way, and lifts it where it does not stand', async () => {
  for (const platform of ['discord', 'X']) {
    const who = platform === 'X' ? REDROSE : robin
    await lifetime(platform, who)
  }
  await purgeOn('2028-02-02')
  for (const task of await d.clp.transact((s) => s.openTasks({ kind: 'keep_ban' })))
    await decideKeptBan(d.clp, secretary(), task.id, 'keep', 'minute 4')
  await purgeOn('2028-03-02')
  for (const who of [robin, REDROSE]) {
    const lodgedBy = who === robin ? robin : d.small.secretary
    const [found] = await d.clp.transact((s) => appealablesOf(s, who))
    const lodged = await d.clp.transact((s) =>
      lodgeAppeal(
        d.clp,
        s,
        {
          appellant: who,
          name: 'Robin',
          lodgedBy,
          receivedHow: who === robin ? null : 'by letter',
        },
        found?.ref ?? '',
        { grounds: 'I have changed.', trusted: 'no', notDecide: '', files: [] },
      ),
    )
    if (!lodged.ok) throw new Error(JSON.stringify(lodged.refusal))
    expect(await putToEc(d.clp, secretary(), lodged.ref)).toMatchObject({ ok: true })
    for (let n = 0; n < 2; n++) {
      d.discord.clock.advanceBy({ hours: 24 * 3 + 1 })
      await runDue(d.clp)
    }
    const file = await d.clp.transact((s) => s.appealFile(lodged.ref))
    expect(file?.state).toBe('voting')
    for (const ec of d.small.ec)
      await castVote(
        d.clp,
        { id: ec, name: 'EC' },
        lodged.ref,
        'sanction',
        'does_not_stand',
        'People change.',
      )
    await runDue(d.clp)
    expect((await d.clp.transact((s) => s.appealFile(lodged.ref)))?.outcome).toBe('does_not_stand')
    expect(await isBanned(who, who === robin ? 'discord' : 'X')).toBe(false)
    const news = await d.clp.transact((s) => outcomeMessage(d.clp, s, lodged.ref, 'outcome', null))
    expect(news?.body(d.clp.clock.now(), 'https://discord.gg/x').content).toMatch(
      /The ban is (lifted|taken back) and counts for nothing/,
    )
    expect(news?.invited).toBe(who === robin)
  }
  expect(await d.clp.transact((s) => s.keptBans())).toEqual([])
  expect((await tasks()).filter((t) => t.kind === 'lift_unkept')).toHaveLength(1)
})

test('K3 J3 whose EC minute was lost with a restore is not lifted before the EC could say so again', async () => {
  await lifetime('discord', robin)
  await purgeOn('2028-02-02')
  const at = '2028-03-05T08:00:00.000Z'
  // the backup is of a day before the minute was written down
  await d.clp.transact((s) =>
    s.set('restored', {
      file: 'a backup',
      putBackAt: at,
      declaredAt: at,
      resumedAt: null,
      since: '2028-02-10T08:00:00.000Z',
      upTo: 5,
      lost: [6, 40],
    }),
  )
  await purgeOn('2028-03-05')
  expect(await isBanned(robin, 'discord')).toBe(true)
  const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'keep_ban' }))
  expect(task).toBeDefined()
  await purgeOn('2028-04-04')
  expect(await isBanned(robin, 'discord')).toBe(true)
  await purgeOn('2028-04-05')
  expect(await isBanned(robin, 'discord')).toBe(false)
})

describe('a lifetime ban that the EC has minuted to lift', () => {
  test('K3 G6 on another platform is lifted by one task, before its file goes and not again with it', async () => {
    const ref = await lifetime('X', REDROSE)
    await minuted('lift')
    const [task] = await tasks()
    expect(task).toMatchObject({ kind: 'platform_lift' })
    expect(task?.text).not.toContain('for the time being')
    await done('platform_lift')
    expect((await d.clp.transact((s) => s.caseFile(ref)))?.sanction?.banState).toBe('ended')
    await purgeOn('2028-03-02')
    await runPlatforms()
    expect(await kinds()).toEqual([])
  })

  test('K3 K4 stays lifted while an appeal holds its file for longer than what the EC minuted is kept', async () => {
    const ref = await lifetime('discord', robin)
    await minuted('lift')
    await d.clp.transact(async (s) => {
      const { ref: made, seq } = await s.nextAppealRef(2028)
      await s.addAppeal({ ...appealOf(made, ref), appellant: robin, platform: 'discord' }, seq)
      const at = d.clp.clock.now()
      const why = { reason: 'National asks for it', minute: '1/2028', reviewOn: '2028-05-02' }
      await s.addHold({ matter: made, at, by: d.small.secretary, ...why })
    })
    await purgeOn('2030-03-03')
    expect((await d.clp.transact((s) => s.caseFile(ref)))?.sanction?.kind).toBe('lifetime')
    expect(await isBanned(robin, 'discord')).toBe(false)
  })

  test('K3 K1 whom a task to lift it named is not kept once it is done, in the task or in the register', async () => {
    await lifetime('X', REDROSE)
    await purgeOn('2028-02-02')
    await purgeOn('2028-03-02')
    const [task] = (await tasks()).filter((t) => t.kind === 'lift_unkept')
    expect(task?.text).toContain('redrose')
    expect(await finishTask(d.clp, nia(), task?.id ?? 0, 'Done on X')).toMatchObject({ ok: true })
    const left = await d.clp.transact(async (s) => ({
      task: await s.task(task?.id ?? 0),
      entries: await s.entriesAfter(0, 200),
    }))
    expect(JSON.stringify(left.task)).not.toContain('redrose')
    expect(JSON.stringify(left.entries)).not.toContain('redrose')
  })
})

const appealOf = (ref: string, about: string) => ({
  ref,
  kind: 'sanction' as const,
  about,
  platform: 'X',
  appellant: REDROSE,
  appellantName: '@redrose',
  state: 'voting' as const,
  outcome: null,
  reasons: null,
  openedAt: d.clp.clock.now(),
  closedAt: null,
  lodgedBy: d.small.secretary,
  receivedHow: null,
  secretaryInvolved: false,
  trustedOfficer: null,
  chosenHandler: null,
  toldHandlers: [],
  handledAt: d.clp.clock.now(),
  roll: [],
  statementsUntil: null,
  countsFrom: null,
  answerUntil: null,
  votingOpenedAt: null,
  votingClosesAt: null,
  remindedAt: null,
  decidedAt: null,
  decidedBy: null,
  meeting: null,
  suspension: null,
  dependents: [],
  told: null,
  threadId: null,
  cardMessageId: null,
  sealed: false,
  roomPeople: [],
})
