import { describe, expect, test } from 'vitest'
import { finishTask } from '../../src/casework/do-task.ts'
import { endPause, listPauses, pausedUntil, setPause } from '../../src/casework/pauses.ts'
import { newAppeal } from '../../src/casework/new-appeal.ts'
import { tasksFor } from '../../src/casework/tasks.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { appealMatter } from '../../src/casework/appeal-people.ts'
import { replyState } from '../../src/casework/reply-state.ts'
import type { CaseFile } from '../../src/casework/records.ts'
import { notice, reopened } from '../../src/discord/delivery/letters.ts'
import { pauseList } from '../../src/discord/render/pause.ts'
import { say } from '../../src/outbox/say.ts'
import { appealOf, banOfRobin, putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'
import { appointAll, deliver } from '../support/officers.ts'

const PEOPLE = ['pause-news', 'digest', 'appellant-dm', 'reply-ends', 'monday-note', 'complainant-dm']
const CHRISTMAS = { from: '24 December', to: '2 January 2027', reason: 'Christmas' }

async function inDecember(): Promise<Delivery & { robin: string; secretary: { id: string; name: string } }> {
  const d = await startDelivery('2026-12-22T10:00:00.000Z')
  await appointAll(d)
  return { ...d, robin: d.small.members[0] as string, secretary: { id: d.small.secretary, name: 'Sec' } }
}

const asked = (d: Delivery, respondent: string): Promise<string> =>
  d.clp.transact(async (s) => {
    const ref = await putCase(d.clp, s, respondent, 'warning', { state: 'replying' })
    await s.addReply(ref, { kind: 'told', at: d.clp.clock.now(), text: null }, null)
    return ref
  })

const closes = async (d: Delivery, ref: string): Promise<string | null> => {
  const state = replyState(d.clp, (await d.clp.transact((s) => s.caseFile(ref))) as CaseFile)
  return state.state === 'open' ? state.closesAt.slice(0, 16) : null
}

const toldTimes = (d: Delivery, person: string): string[] =>
  d.discord.dm(person).flatMap((m) => /now have until (.*?) \(UK/.exec(m.content)?.[1] ?? [])

test('D9 /pause moves what is open, tells those concerned once, and nothing closes within it', async () => {
  const d = await inDecember()
  const ref = await asked(d, d.robin)
  const done = await setPause(d.clp, d.secretary, CHRISTMAS)
  expect(done).toMatchObject({ ok: true, pause: { from: '2026-12-24', to: '2027-01-02' } })
  expect(await closes(d, ref)).toBe('2027-01-04T10:00')
  await deliver(d, PEOPLE)
  expect(toldTimes(d, d.robin)).toEqual(['4 January 2027 at 10:00'])
  for (const day of ['2026-12-25', '2026-12-31', '2027-01-03']) {
    d.discord.clock.advanceTo(`${day}T10:30:00.000Z`)
    await runDue(d.clp)
    expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('replying')
  }
  d.discord.clock.advanceTo('2027-01-04T10:01:00.000Z')
  await runDue(d.clp)
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('signing')
})

test('A5 A6 H3 whoever sets or ends a pause is told the same whether or not a matter that is kept from them is moved', async () => {
  const answers = async (hidden: boolean) => {
    const d = await inDecember()
    if (hidden)
      await d.clp.transact(async (s) => {
        const about = await putCase(d.clp, s, d.robin, 'warning', { state: 'closed', outcome: 'sanctioned' })
        const { ref, seq } = await s.nextAppealRef(2026)
        const given = { ...appealOf(ref, about, d.robin), secretaryInvolved: true }
        await s.addAppeal(newAppeal(given, await s.holdings(), d.clp.clock.now()), seq)
        await s.updateAppeal(ref, { state: 'statements', statementsUntil: '2026-12-25T10:00:00.000Z' })
      })
    const set = await setPause(d.clp, d.secretary, CHRISTMAS)
    const [pause] = await d.clp.transact((s) => s.pauses())
    const ended = await endPause(d.clp, d.secretary, pause?.id ?? 0)
    const { id: _, setBy: __, setAt: ___, ...of } = { id: 0, setBy: '', setAt: '', ...(set.ok && set.pause) }
    return [{ ...set, pause: of }, ended.ok && { ...ended, pause: ended.pause.to }]
  }
  expect(await answers(true)).toEqual(await answers(false))
})

test('D9 a pause that is ended early lasts to the end of that day; times move back and are told again', async () => {
  const d = await inDecember()
  const ref = await asked(d, d.robin)
  await setPause(d.clp, d.secretary, CHRISTMAS)
  await deliver(d, PEOPLE)
  d.discord.clock.advanceTo('2026-12-27T20:00:00.000Z')
  const [pause] = await d.clp.transact((s) => s.pauses())
  expect(await d.clp.transact((s) => pausedUntil(s, d.clp.clock.now()))).toBe('2027-01-03T00:00:00.000Z')
  const ended = await endPause(d.clp, d.secretary, pause?.id ?? 0)
  expect(ended).toMatchObject({ ok: true, calledOff: false, pause: { to: '2026-12-27' } })
  expect(await endPause(d.clp, d.secretary, pause?.id ?? 0)).toMatchObject({ ok: false })
  expect(await closes(d, ref)).toBe('2026-12-29T10:00')
  await deliver(d, PEOPLE)
  expect(toldTimes(d, d.robin)).toHaveLength(1)
  d.discord.clock.advanceTo('2026-12-28T09:01:00.000Z')
  await deliver(d, PEOPLE)
  expect(toldTimes(d, d.robin)).toEqual(['4 January 2027 at 10:00', '29 December 2026 at 10:00'])
  expect(await d.clp.transact((s) => pausedUntil(s, d.clp.clock.now()))).toBeNull()
})

test('D9 set and called off before anyone was told: one message, with the time as it is', async () => {
  const d = await inDecember()
  const ref = await asked(d, d.robin)
  d.discord.clock.advanceTo('2026-12-22T20:00:00.000Z')
  await setPause(d.clp, d.secretary, CHRISTMAS)
  const listed = await listPauses(d.clp, d.secretary)
  const id = listed.ok ? (listed.pauses[0]?.id ?? 0) : 0
  expect(await endPause(d.clp, d.secretary, id)).toMatchObject({ ok: true, calledOff: true })
  expect(await closes(d, ref)).toBe('2026-12-25T10:00')
  d.discord.clock.advanceTo('2026-12-23T09:00:00.000Z')
  await deliver(d, PEOPLE)
  expect(toldTimes(d, d.robin)).toEqual(['25 December 2026 at 10:00'])
})

test.each([
  ['notice', 'asking', notice, '4 January 2027 at 10:00'],
  ['reopened', 'replying', reopened, '4 January 2027 at 10:00'],
] as const)(
  'D9 D4 a pause set while the message %s was on its way is told after it',
  async (name, state, handler, time) => {
    const d = await inDecember()
    const ref = await d.clp.transact(async (s) => {
      const made = await putCase(d.clp, s, d.robin, 'warning', { state })
      if (state === 'replying')
        await s.addReply(made, { kind: 'told', at: '2026-12-15T10:00:00.000Z', text: null }, null)
      return made
    })
    const payload = { userId: d.robin, what: 'new_evidence' }
    const e = await d.effect({ name, lane: `person:${d.robin}`, target: ref, payload })
    d.discord.faults.add({
      match: { method: 'POST', path: /messages$/ },
      when: 'after',
      do: { call: async () => void (await setPause(d.clp, d.secretary, CHRISTMAS)) },
    })
    await say(d.clp, d.api.wire, handler, e)
    expect(d.discord.dm(d.robin).at(-1)?.text).not.toContain(time)
    await deliver(d, PEOPLE)
    expect(toldTimes(d, d.robin)).toEqual([time])
  },
)

test('D9 H4 H5 statements, answers and votes are put off; the idle days of a handler are too', async () => {
  const d = await inDecember()
  const ref = await d.clp.transact(async (s) => {
    const now = d.clp.clock.now()
    const about = await putCase(d.clp, s, d.robin, 'warning', { state: 'closed', outcome: 'sanctioned' })
    const { ref: made, seq } = await s.nextAppealRef(2026)
    const given = appealOf(made, about, d.robin)
    await s.addAppeal(newAppeal(given, await s.holdings(), now), seq)
    const answering = {
      state: 'answering' as const,
      countsFrom: now,
      answerUntil: '2026-12-25T10:00:00.000Z',
    }
    await s.updateAppeal(made, answering)
    const added = { side: 'admins' as const, kind: 'statement', text: 'He was asked.' }
    await s.addMatterText(made, { at: now, by: d.small.admins[0], ...added })
    return made
  })
  const until = async () => (await d.clp.transact((s) => appealMatter(s, ref)))?.file.answerUntil
  expect(await setPause(d.clp, d.secretary, CHRISTMAS)).toMatchObject({ ok: true })
  expect(await until()).toBe('2027-01-04T10:00:00.000Z')
  await deliver(d, PEOPLE)
  expect(d.discord.dm(d.robin).at(-1)?.content).toContain('until 4 January 2027 at 10:00')
  d.discord.clock.advanceTo('2026-12-26T10:00:00.000Z')
  await runDue(d.clp)
  expect((await d.clp.transact((s) => s.appealFile(ref)))?.state).toBe('answering')
  d.discord.clock.advanceTo('2027-01-04T10:01:00.000Z')
  await runDue(d.clp)
  expect((await d.clp.transact((s) => s.appealFile(ref)))?.state).toBe('voting')
})

test('D9 G4 in a pause a ban ends on its day, and the digest holds only what goes on', async () => {
  const d = await inDecember()
  const { ref, robin } = await banOfRobin(d)
  await d.clp.transact(async (s) => {
    await s.updateSanction(ref, { banState: 'in_force', lastDay: '2026-12-27' })
    await putCase(d.clp, s, d.small.members[1] as string, 'warning', { state: 'proposed' })
  })
  await setPause(d.clp, d.secretary, { ...CHRISTMAS, from: 'tomorrow' })
  d.discord.clock.advanceTo('2026-12-28T09:30:00.000Z')
  await runDue(d.clp)
  await deliver(d, PEOPLE)
  const bans = await d.clp.transact((s) => s.openEffects({ name: 'ban', target: robin }))
  expect(bans).toHaveLength(1)
  const digests = d.discord.dm(d.small.admins[1] as string).filter((m) => m.content.includes('for you.**'))
  expect(digests).toEqual([])
})

test.each([
  [{ from: 'yesterday', to: 'tomorrow', reason: 'x' }, 'That day is over'],
  [{ from: '24 December 2026', to: '23 December 2026', reason: 'x' }, 'before the first'],
  [{ from: 'tomorrow', to: '1 June 2027', reason: 'x' }, '60 days at most'],
  [{ from: 'tomorrow', to: '24 December', reason: '  ' }, 'Give a reason'],
  [{ from: 'soon', to: '24 December', reason: 'x' }, "I can't read that date"],
])('D9 a pause that cannot be set says why: %j', async (given, why) => {
  const d = await inDecember()
  const refused = await setPause(d.clp, d.secretary, given)
  expect(JSON.stringify(refused)).toContain(why)
  expect(await d.clp.transact((s) => s.pauses())).toEqual([])
})

test('D9 A2 only the Secretary sets a pause, and two do not overlap', async () => {
  const d = await inDecember()
  for (const id of [d.small.chair, d.small.admins[0] as string, d.robin])
    expect((await setPause(d.clp, { id, name: 'x' }, CHRISTMAS)).ok).toBe(false)
  expect((await setPause(d.clp, d.secretary, CHRISTMAS)).ok).toBe(true)
  expect(JSON.stringify(await setPause(d.clp, d.secretary, { ...CHRISTMAS, from: 'tomorrow' }))).toContain(
    'already',
  )
})

describe('somebody to whom the bot cannot write', () => {
  const open = (d: Delivery, ref: string) =>
    d.clp.transact(async (s) =>
      (await s.openTasks({ kind: 'undelivered', matter: ref })).map(
        ({ offices, platform, subject, text }) => ({
          offices,
          platform,
          subject,
          text,
        }),
      ),
    )

  /** A case about a handle on X, who has the notice by hand. */
  async function handleAsked() {
    const d = await inDecember()
    const nia = { id: d.small.members[10] as string, name: 'Nia' }
    const ref = await d.clp.transact(async (s) => {
      const at = '2026-01-05T10:00:00.000Z'
      await s.appoint({ office: 'admin', platform: 'X', person: nia.id, name: 'Nia', at, minute: null })
      const made = await putCase(d.clp, s, 'X:redrose', 'warning', { state: 'replying', platform: 'X' })
      await s.addReply(made, { kind: 'told', at: d.clp.clock.now(), text: null }, null)
      return made
    })
    return { d, nia, ref }
  }

  test('D9 B3 a pause that moves the time of a handle’s reply is a task for the admins there, with the words to be passed on', async () => {
    const { d, nia, ref } = await handleAsked()
    expect(await setPause(d.clp, d.secretary, CHRISTMAS)).toMatchObject({ ok: true })
    const [task, ...more] = await open(d, ref)
    expect(more).toEqual([])
    expect(task).toMatchObject({ platform: 'X', subject: 'X:redrose', offices: ['admin', 'sm_officer'] })
    expect(task?.text).toContain('You now have until 4 January 2027 at 10:00')
    expect(task?.text).toContain('in the way in which they had the notice')
    const mine = await tasksFor(d.clp, nia)
    expect(mine.ok && mine.tasks.map((t) => t.kind)).toEqual(['undelivered'])
    await deliver(d, ['task-alert'])
    expect(d.discord.dm(nia.id).map((m) => m.content)).toEqual([
      expect.stringContaining(`${ref}: a pause has moved`),
    ])
    // ended early: one task, with the time as it is now
    d.discord.clock.advanceTo('2026-12-27T20:00:00.000Z')
    const [pause] = await d.clp.transact((s) => s.pauses())
    expect(await endPause(d.clp, d.secretary, pause?.id ?? 0)).toMatchObject({ ok: true })
    const after = await open(d, ref)
    expect(after).toHaveLength(1)
    expect(after[0]?.text).toContain('You now have until 29 December 2026 at 10:00')
    // once their time is over there is nothing left to be told
    d.discord.clock.advanceTo('2026-12-29T10:01:00.000Z')
    await runDue(d.clp)
    expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('signing')
    expect(await open(d, ref)).toEqual([])
  })

  test('D9 a pause that is called off before anybody has told them leaves nothing to tell', async () => {
    const { d, nia, ref } = await handleAsked()
    await setPause(d.clp, d.secretary, CHRISTMAS)
    const [pause] = await d.clp.transact((s) => s.pauses())
    await endPause(d.clp, d.secretary, pause?.id ?? 0)
    expect(await open(d, ref)).toEqual([])
    // had somebody told them, they are told again
    await setPause(d.clp, d.secretary, CHRISTMAS)
    const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'undelivered', matter: ref }))
    expect(await finishTask(d.clp, nia, task?.id ?? 0, 'A message on X.')).toMatchObject({ ok: true })
    const pauses = await d.clp.transact((s) => s.pauses())
    await endPause(d.clp, d.secretary, pauses.at(-1)?.id ?? 0)
    const [again] = await open(d, ref)
    expect(again?.text).toContain('You now have until 25 December 2026 at 10:00')
  })

  test('D9 C6 nobody is asked to write to them while safeguarding is asked', async () => {
    const { d, ref } = await handleAsked()
    await d.clp.transact((s) => s.updateCase(ref, { safeguarding: 'raised' }))
    await setPause(d.clp, d.secretary, CHRISTMAS)
    expect(await open(d, ref)).toEqual([])
  })

  test('D9 a message about it that Discord refuses is told by people', async () => {
    const d = await inDecember()
    const ref = await asked(d, d.robin)
    await setPause(d.clp, d.secretary, CHRISTMAS)
    d.discord.as(d.robin).shutDms()
    await deliver(d, PEOPLE)
    const [task] = await open(d, ref)
    expect(task?.text).toContain('You now have until 4 January 2027 at 10:00')
    expect(task?.platform).toBe('discord')
  })
})

test('D9 however many pauses are set, and whatever their reasons, /pause lists them in one message that Discord takes', () => {
  const many = Array.from({ length: 12 }, (_, id) => ({
    id,
    from: `2027-${String(id + 1).padStart(2, '0')}-01`,
    to: `2027-${String(id + 1).padStart(2, '0')}-20`,
    reason: '*'.repeat(200),
    setBy: '1',
    setAt: '2026-12-22T10:00:00.000Z',
    endedBy: null,
    endedAt: null,
  }))
  const list = pauseList('100000000000000001', many)
  const content = 'content' in list ? (list.content ?? '') : ''
  expect(content.length).toBeLessThan(2000)
  expect(content).toContain('7 later ones')
})
