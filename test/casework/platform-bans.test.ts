import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BOT } from '../../src/casework/actor.ts'
import { type AppealMatter, appealMatter } from '../../src/casework/appeal-people.ts'
import { desiredBan, recordBanState } from '../../src/casework/carry-out-ban.ts'
import { overturn } from '../../src/casework/consequences.ts'
import { decideAppeal } from '../../src/casework/decide-appeal.ts'
import { lodgeAppeal } from '../../src/casework/lodge-appeal.ts'
import { platformBansDue, recordPlatformDone } from '../../src/casework/platform-bans.ts'
import { retirePlatform } from '../../src/casework/platforms.ts'
import type { SanctionRecord, Task } from '../../src/casework/records.ts'
import { taskText } from '../../src/casework/task-text.ts'
import { addDays, londonDate } from '../../src/policy/calendar.ts'
import { putCase, sanctionOf } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const REDROSE = 'X:redrose'

/** A CLP with two admins of X, an SM Officer and a Secretary. */
async function begin() {
  const d = await startDelivery()
  const [nia, omar] = [d.small.members[10] as string, d.small.members[11] as string]
  await d.clp.transact(async (s) => {
    const known = { name: 'x', at: '2026-01-01T00:00:00.000Z', minute: null, platform: null }
    for (const person of [nia, omar]) await s.appoint({ ...known, office: 'admin', platform: 'X', person })
    await s.appoint({ ...known, office: 'sm_officer', person: d.small.smOfficer })
    await s.appoint({ ...known, office: 'secretary', person: d.small.secretary })
    await s.addPlatform({
      name: 'X',
      kind: 'x',
      address: 'https://x.example',
      owner: null,
      registeredAt: '2026-01-01T00:00:00.000Z',
    })
  })
  return { d, nia: { id: nia, name: 'Nia' }, omar: { id: omar, name: 'Omar' } }
}

/** A sanction on X whose letter was served today, 2 March 2026, unless said otherwise. */
const served = (d: Delivery, change: Partial<SanctionRecord> = {}): Promise<string> =>
  d.clp.transact(async (s) => {
    const platform = change.platform ?? 'X'
    const ref = await putCase(d.clp, s, change.respondent ?? REDROSE, change.kind ?? 'ban30', {
      state: 'closed',
      outcome: 'sanctioned',
      platform,
    })
    await s.addSanction(
      sanctionOf(ref, REDROSE, {
        kind: 'ban30',
        platform,
        decidedAt: d.clp.clock.now(),
        letterState: 'served',
        letterDate: '2026-03-02',
        firstDay: '2026-03-02',
        lastDay: '2026-03-31',
        banState: 'due',
        ...change,
      }),
    )
    return ref
  })

const run = (d: Delivery) => platformBansDue(d.clp, (work) => d.clp.transact(work))
const open = (d: Delivery): Promise<Task[]> => d.clp.transact((s) => s.openTasks())
const kinds = async (d: Delivery): Promise<string[]> => (await open(d)).map((t) => `${t.kind} ${t.matter}`)
const banState = async (d: Delivery, ref: string) =>
  (await d.clp.transact((s) => s.caseFile(ref)))?.sanction?.banState
const only = async (d: Delivery, kind: Task['kind']): Promise<Task> => {
  const found = (await open(d)).filter((t) => t.kind === kind)
  expect(found).toHaveLength(1)
  return found[0] as Task
}
const to = (d: Delivery, day: string, time = '10:00') =>
  d.discord.clock.advanceTo(
    new Date(
      Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Europe/London').epochMilliseconds,
    ).toISOString(),
  )

describe('G6 a ban on another platform', () => {
  test('G6 is a task once its letter is served, is done on a day, and is lifted by a task after its last day', async () => {
    const { d, nia, omar } = await begin()
    const ref = await served(d)
    await run(d)
    await run(d)
    const task = await only(d, 'platform_ban')
    expect(task).toMatchObject({ matter: ref, platform: 'X', dueOn: '2026-03-02', subject: REDROSE })
    expect(task.text).toContain('Its last day is 31 March 2026')
    expect(task.text).not.toContain('redrose')
    expect(await recordPlatformDone(d.clp, nia, task.id, '1 March 2026')).toMatchObject({
      ok: false,
      refusal: { why: 'input' },
    })
    expect(await recordPlatformDone(d.clp, nia, task.id, 'today')).toEqual({ ok: true, what: 'banned' })
    expect(await banState(d, ref)).toBe('in_force')
    expect(await recordPlatformDone(d.clp, omar, task.id, 'today')).toMatchObject({
      refusal: { why: 'done_before' },
    })
    to(d, '2026-03-31', '23:50')
    await run(d)
    expect(await kinds(d)).toEqual([])
    to(d, '2026-04-01', '00:00')
    await run(d)
    await run(d)
    const lift = await only(d, 'platform_lift')
    expect(lift).toMatchObject({ matter: ref, dueOn: '2026-04-01' })
    expect(await recordPlatformDone(d.clp, omar, lift.id, 'today')).toEqual({ ok: true, what: 'lifted' })
    expect(await banState(d, ref)).toBe('ended')
    await run(d)
    expect(await kinds(d)).toEqual([])
  })

  test('F3 G6 is no task before its letter counts', async () => {
    const { d } = await begin()
    await served(d, { letterState: 'failed', letterDate: null, firstDay: null, lastDay: null })
    await run(d)
    expect(await kinds(d)).toEqual([])
  })

  test('G6 for a lifetime is a task to ban and never one to lift', async () => {
    const { d, nia } = await begin()
    const ref = await served(d, { kind: 'lifetime', lastDay: null })
    await run(d)
    await recordPlatformDone(d.clp, nia, (await only(d, 'platform_ban')).id, 'today')
    to(d, '2027-12-31')
    await run(d)
    expect(await kinds(d)).toEqual([])
    expect(await banState(d, ref)).toBe('in_force')
  })

  test('H8 G6 that was overturned is lifted at once', async () => {
    const { d, nia } = await begin()
    const ref = await served(d)
    await run(d)
    await recordPlatformDone(d.clp, nia, (await only(d, 'platform_ban')).id, 'today')
    await d.clp.transact((s) => overturn(d.clp, s, ref, 'A2026-001'))
    const lift = await only(d, 'platform_lift')
    expect(lift.text).toContain('does not stand any more. Please lift it there today')
    await recordPlatformDone(d.clp, nia, lift.id, 'today')
    expect(await banState(d, ref)).toBe('ended')
  })

  test('H8 G6 that nobody had written down when it was overturned is withdrawn, and somebody looks that it is not there', async () => {
    const { d, nia } = await begin()
    const ref = await served(d)
    await run(d)
    const ban = await only(d, 'platform_ban')
    await d.clp.transact((s) => overturn(d.clp, s, ref, 'A2026-001'))
    expect(await kinds(d)).toEqual([`platform_lift ${ref}`])
    expect(await recordPlatformDone(d.clp, nia, ban.id, 'today')).toMatchObject({
      refusal: { why: 'done_before' },
    })
    const lift = await only(d, 'platform_lift')
    expect(lift.text).toContain('Nobody has written down that it was made')
    await recordPlatformDone(d.clp, nia, lift.id, 'today')
    await run(d)
    expect(await kinds(d)).toEqual([])
    expect(await banState(d, ref)).toBe('ended')
  })

  test('H9 G6 that is under review is lifted, and made again when it is not', async () => {
    const { d, nia } = await begin()
    const ref = await served(d)
    await run(d)
    await recordPlatformDone(d.clp, nia, (await only(d, 'platform_ban')).id, 'today')
    const review = (underReview: boolean) => d.clp.transact((s) => s.updateSanction(ref, { underReview }))
    await review(true)
    await run(d)
    const lift = await only(d, 'platform_lift')
    // decided before anybody had lifted it: they stay banned, and nobody is asked for anything
    await review(false)
    await run(d)
    expect(await kinds(d)).toEqual([])
    expect(await recordPlatformDone(d.clp, nia, lift.id, 'today')).toMatchObject({ ok: false })
    await review(true)
    await run(d)
    await recordPlatformDone(d.clp, nia, (await only(d, 'platform_lift')).id, 'today')
    expect(await banState(d, ref)).toBe('due')
    await run(d)
    expect(await kinds(d)).toEqual([])
    await review(false)
    await run(d)
    expect((await only(d, 'platform_ban')).matter).toBe(ref)
    expect((await only(d, 'platform_ban')).text).toContain('31 March 2026')
  })

  test('G6 whose days are over before anybody wrote it down is looked after all the same', async () => {
    const { d } = await begin()
    const ref = await served(d)
    await run(d)
    to(d, '2026-04-02')
    await run(d)
    expect(await kinds(d)).toEqual([`platform_lift ${ref}`])
  })

  test('G6 whose days were over before the letter was written down asks nobody for anything', async () => {
    const { d } = await begin()
    to(d, '2026-04-02')
    const ref = await served(d)
    await run(d)
    expect(await kinds(d)).toEqual([])
    expect(await banState(d, ref)).toBe('ended')
  })

  test('G6 that follows while another is still in force needs no press, and lifts nothing', async () => {
    const { d, nia } = await begin()
    await served(d)
    await run(d)
    await recordPlatformDone(d.clp, nia, (await only(d, 'platform_ban')).id, 'today')
    const lifetime = await served(d, { kind: 'lifetime', lastDay: null })
    await run(d)
    expect(await kinds(d)).toEqual([])
    expect(await banState(d, lifetime)).toBe('in_force')
    to(d, '2026-04-05')
    await run(d)
    expect(await kinds(d)).toEqual([])
  })

  test('B1 G6 what Discord says of a ban on this server changes nothing on another platform, nor the other way', async () => {
    const { d, nia } = await begin()
    const robin = d.small.members[0] as string
    const ref = await served(d, { respondent: robin })
    const here = await served(d, { respondent: robin, platform: 'discord', banState: 'in_force' })
    await run(d)
    expect(await kinds(d)).toEqual([`platform_ban ${ref}`])
    await d.clp.transact((s) => overturn(d.clp, s, here, 'A2026-001'))
    await d.clp.transact((s) => recordBanState(d.clp, s, robin, { banned: false, wasThere: true }))
    expect(await banState(d, ref)).toBe('due')
    expect(await banState(d, here)).toBe('ended')
    await recordPlatformDone(d.clp, nia, (await only(d, 'platform_ban')).id, 'today')
    expect(await banState(d, ref)).toBe('in_force')
  })
})

describe('G6 the alarm', () => {
  const alarms = async (d: Delivery) =>
    (await d.clp.transact((s) => s.openEffects({ name: 'officer-dm' }))).map((e) => e.payload)

  test('G6 goes to the SM Officer once, two days after it was due, in the hours for that', async () => {
    const { d } = await begin()
    const ref = await served(d)
    await run(d)
    to(d, '2026-03-03', '17:00')
    await run(d)
    to(d, '2026-03-04', '03:00')
    await run(d)
    expect(await alarms(d)).toEqual([])
    to(d, '2026-03-04', '09:00')
    await run(d)
    await run(d)
    const [first, ...others] = (await alarms(d)) as { userId: string; text: string }[]
    expect(others).toEqual([])
    expect(first).toMatchObject({ userId: d.small.smOfficer })
    expect(first?.text).toContain(`**${ref}**: banning someone on X was due on 2 March 2026`)
    expect(first?.text).not.toContain('redrose')
  })

  test('G6 A5 goes to the Secretary where the SM Officer has a part in it', async () => {
    const { d } = await begin()
    const ref = await served(d)
    await d.clp.transact((s) =>
      s.addInvolvement(ref, {
        person: d.small.smOfficer,
        kind: 'declared',
        reason: 'x',
        at: d.clp.clock.now(),
      }),
    )
    await run(d)
    to(d, '2026-03-04')
    await run(d)
    expect(await alarms(d)).toMatchObject([{ userId: d.small.secretary }])
  })
})

test('A4 A6 an admin of another platform knows of no such task', async () => {
  const { d } = await begin()
  const ada = { id: d.small.admins[0], name: 'Ada' }
  await d.clp.transact((s) =>
    s.appoint({
      office: 'admin',
      platform: 'discord',
      person: ada.id,
      name: 'Ada',
      at: '2026-01-01T00:00:00.000Z',
      minute: null,
    }),
  )
  await served(d)
  await run(d)
  const task = await only(d, 'platform_ban')
  expect(await recordPlatformDone(d.clp, ada, task.id, 'today')).toMatchObject({
    refusal: { why: 'no_such_matter' },
  })
})

test('H9 G6 a ban elsewhere that had relied on an overturned warning is lifted at once, whatever platform that was on', async () => {
  const { d, nia } = await begin()
  const robin = d.small.members[0] as string
  const warning = await served(d, {
    respondent: robin,
    platform: 'discord',
    kind: 'warning',
    firstDay: null,
    lastDay: null,
    banState: 'none',
  })
  const ban = await served(d, { respondent: robin, reliedOn: [warning] })
  await run(d)
  await recordPlatformDone(d.clp, nia, (await only(d, 'platform_ban')).id, 'today')
  await d.clp.transact((s) => overturn(d.clp, s, warning, 'A2026-001'))
  expect((await only(d, 'platform_lift')).matter).toBe(ban)
})

test('H7 H8 H10 the outcome of an appeal is given to a handle by hand: in its own words, without a bot or an invitation', async () => {
  const { d, nia } = await begin()
  const ref = await served(d)
  await run(d)
  await recordPlatformDone(d.clp, nia, (await only(d, 'platform_ban')).id, 'today')
  const secretary = { id: d.small.secretary, name: 'Sheila' }
  const appeal = await d.clp.transact(async (s) => {
    const lodged = await lodgeAppeal(
      d.clp,
      s,
      { appellant: REDROSE, name: '@redrose', lodgedBy: secretary.id, receivedHow: 'by e-mail' },
      ref,
      { grounds: 'It was said in jest.', trusted: 'no', notDecide: '', files: [] },
    )
    if (!lodged.ok) throw new Error(JSON.stringify(lodged.refusal))
    const m = (await appealMatter(s, lodged.ref)) as AppealMatter
    const how = { how: 'vote', actor: BOT, as: 'bot', details: {} } as const
    await decideAppeal(d.clp, s, m, 'does_not_stand', 'It was plainly a joke.', how)
    return lodged.ref
  })
  expect((await only(d, 'platform_lift')).matter).toBe(ref)
  const task = await only(d, 'tell_appellant')
  expect(task).toMatchObject({ matter: appeal })
  const text = await taskText(d.clp, secretary, task.id)
  if (!text.ok) throw new Error(JSON.stringify(text.refusal))
  expect(text.whom).toEqual({ identity: REDROSE, name: '@redrose' })
  expect(text.file.text).toContain('It was plainly a joke.')
  expect(text.file.text).toContain('The admins of our X lift it by hand now.')
  expect(text.file.text).not.toMatch(/invitation|\/appeal|Discord|\bbot\b/)
})

test('G6 whatever happens in whatever order: one task at most, the right one, and nobody stays banned without one', async () => {
  const { d, nia } = await begin()
  const { clp } = d
  let people = 0
  const step = fc.constantFrom('done', 'review', 'reviewed', 'overturn', 'day', 'month', 'another')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const who = `X:person${(people += 1)}`
      const today = () => londonDate(clp.clock.now())
      const ban = (kind: 'ban30' | 'lifetime') =>
        served(d, {
          kind,
          respondent: who,
          letterDate: today(),
          firstDay: today(),
          lastDay: kind === 'ban30' ? addDays(today(), 29) : null,
        })
      const refs = [await ban('ban30')]
      const theirs = async () =>
        (await open(d)).filter((t) => t.subject === who && t.kind.startsWith('platform_'))
      for (const one of steps) {
        const last = refs.at(-1) as string
        if (one === 'day') d.discord.clock.advanceBy({ days: 1 })
        else if (one === 'month') d.discord.clock.advanceBy({ days: 30 })
        else if (one === 'another') refs.push(await ban('lifetime'))
        else if (one === 'overturn') await clp.transact((s) => overturn(clp, s, last, 'A2026-001'))
        else if (one === 'done')
          for (const t of await theirs()) await recordPlatformDone(clp, nia, t.id, 'today')
        else await clp.transact((s) => s.updateSanction(last, { underReview: one === 'review' }))
        await run(d)
        await run(d)
        const tasks = (await theirs()).map((t) => t.kind)
        const { banned } = await clp.transact((s) => desiredBan(clp, s, who, 'X'))
        const states = (await clp.transact((s) => s.sanctions({ respondent: who }))).map((x) => x.banState)
        const there = states.includes('in_force')
        if (banned) expect(tasks).toEqual(there ? [] : ['platform_ban'])
        else if (there) expect(tasks).toEqual(['platform_lift'])
        else expect([[], ['platform_lift']]).toContainEqual(tasks)
      }
    }),
    { numRuns: 15 },
  )
}, 60_000)

test('A5 A6 B1 whoever retires a platform is told the same whether or not a case about them is open there', async () => {
  const answer = async (about: 'nobody' | 'secretary') => {
    const { d } = await begin()
    if (about === 'secretary')
      await d.clp.transact((s) => putCase(d.clp, s, d.small.secretary, 'warning', { platform: 'X' }))
    const done = await retirePlatform(d.clp, { id: d.small.secretary, name: 'Sec' }, 'X')
    return done.ok && { ...done, held: done.held.length }
  }
  expect(await answer('secretary')).toEqual(await answer('nobody'))
})
