import { beforeEach, describe, expect, test } from 'vitest'
import { appealablesOf } from '../../src/casework/own-appeals.ts'
import { appealView } from '../../src/casework/appeal-view.ts'
import { putToEc } from '../../src/casework/put-to-ec.ts'
import { caseFileParts } from '../../src/discord/render/case-file.ts'
import { matterCard } from '../../src/discord/render/matter-card.ts'
import { viewCase } from '../../src/casework/case-view.ts'
import { desiredBan } from '../../src/casework/carry-out-ban.ts'
import { queueForget } from '../../src/casework/forget.ts'
import { deletionsComing, holdsDue, setHold } from '../../src/casework/holds.ts'
import { compareBans, banWork, takeBaseline } from '../../src/casework/hand-bans.ts'
import { decideKeptBan } from '../../src/casework/kept-bans.ts'
import { digestOf } from '../../src/casework/what-waits.ts'
import type { Clp, Transact } from '../../src/casework/ports.ts'
import { digestText } from '../../src/discord/render/digest.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { purger, runPurge } from '../../src/casework/purge.ts'
import { ban } from '../../src/discord/delivery/ban.ts'
import { forget } from '../../src/discord/delivery/forget.ts'
import { logReader } from '../../src/discord/read-log.ts'
import { converge } from '../../src/outbox/converge.ts'
import { addMonths } from '../../src/policy/calendar.ts'
import { formatLog } from '../../src/register/log-post.ts'
import type { Step } from '../../src/policy/ladder.ts'
import { putCase, sanctionOf } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

let d: Delivery
const actor = (id: string) => ({ id, name: 'Sheila Grant' })
const moveTo = (instant: string) => d.discord.clock.advanceTo(instant)
const purge = () => runPurge(d.clp, async () => d.clp.clock.now())

beforeEach(async () => {
  d = await startDelivery()
  const at = '2026-01-01T00:00:00.000Z'
  const { small } = d
  await d.clp.transact(async (s) => {
    const appoint = (office: 'secretary' | 'ec_member' | 'admin', person: string, name: string) =>
      s.appoint({ office, platform: office === 'admin' ? 'discord' : null, person, name, at, minute: null })
    await appoint('secretary', small.secretary, 'Sheila Grant')
    for (const member of small.ec) await appoint('ec_member', member, 'EC')
    await appoint('admin', small.admins[0], 'Ada Bell')
    await s.set('purgedOn', '2026-03-01')
  })
})

/** The details of the newest certificate, and its line. */
async function certificate() {
  const entries = await d.clp.transact(async (s) =>
    s.entriesAfter(Math.max(0, (await s.lastEntryNumber()) - 60), 60),
  )
  const found = entries.findLast((e) => e.content?.action === 'register.certificate')?.content
  if (!found) throw new Error('there is no certificate')
  const { left, held, gone } = found.details
  return { line: found.line, left, held, gone }
}

/** A sanction of Robin whose letter went out today. */
const sanctioned = (kind: Step, change: { platform?: string; respondent?: string } = {}): Promise<string> =>
  d.clp.transact(async (s) => {
    const robin = change.respondent ?? (d.small.members[0] as string)
    const now = d.clp.clock.now()
    const platform = change.platform ?? 'discord'
    const ref = await putCase(d.clp, s, robin, kind, {
      platform,
      state: 'closed',
      outcome: 'sanctioned',
      proposer: d.small.admins[0],
      decidedAt: now,
      closedAt: now,
    })
    await s.addSanction(
      sanctionOf(ref, robin, {
        kind,
        platform,
        decidedAt: now,
        letterState: 'delivered',
        letterDate: now.slice(0, 10),
        letterAt: now,
        dmBody: 'Dear Robin',
        firstDay: now.slice(0, 10),
        banState: kind === 'warning' ? 'none' : 'in_force',
      }),
    )
    return ref
  })

const file = (ref: string) => d.clp.transact((s) => s.caseFile(ref))

describe('the daily run', () => {
  test('K5 nothing is deleted while the clocks are apart: told once, tried again, made up for', async () => {
    const ref = await sanctioned('warning')
    moveTo('2028-03-02T09:00:00.000Z')
    const wrong = async () => '2027-03-02T09:00:00.000Z'
    expect(await runPurge(d.clp, wrong)).toBe('clock')
    expect(await runPurge(d.clp, wrong)).toBe('clock')
    expect(await runPurge(d.clp, async () => null)).toBe('no_answer')
    expect((await file(ref))?.incidents).toHaveLength(1)
    const told = await d.clp.transact((s) => s.openEffects({ name: 'officer-dm' }))
    expect(told.map((e) => (e.payload as { userId: string }).userId)).toEqual([d.small.secretary])
    expect(await purge()).toBe('done')
    expect(await file(ref)).toBeUndefined()
    expect((await certificate()).line).toContain('No run was made from 2 March 2026 to 1 March 2028')
    expect(await purge()).toBe('not_due')
  })

  test('K1 it begins at 03:30 in London and deletes what is due that day, the day before nothing', async () => {
    const ref = await sanctioned('warning')
    moveTo('2028-03-01T03:30:00.000Z')
    expect(await purge()).toBe('done')
    expect((await certificate()).line).toContain('Deletion of 1 March 2028: nothing was due.')
    expect((await file(ref))?.incidents).toHaveLength(1)
    moveTo('2028-03-02T03:29:00.000Z')
    expect(await purge()).toBe('not_due')
    moveTo('2028-03-02T03:30:01.000Z')
    expect(await purge()).toBe('done')
    expect(await file(ref)).toBeUndefined()
    const { line, left } = await certificate()
    expect(line).toContain('1 case, 1 letter with its sanction, 1 incident, 1 other record went')
    expect(line).toContain('Checked: nothing older than its date is left')
    expect(line).not.toContain('Robin')
    expect(left).toEqual({})
  })

  test('K1 one that is cut short goes on where it was, and its certificate counts all of it', async () => {
    for (let n = 0; n < 3; n++) await sanctioned('warning')
    moveTo('2028-03-02T09:00:00.000Z')
    let steps = 0
    expect(
      await runPurge(
        d.clp,
        async () => d.clp.clock.now(),
        () => ++steps > 6,
      ),
    ).toBe('stopped')
    expect(await purge()).toBe('done')
    expect(await certificate()).toMatchObject({ gone: { cases: 3, sanctions: 3, incidents: 3 } })
  })

  test('K1 a case of which parts have gone can be read, voted on and worked on by the clock', async () => {
    const ada = d.small.admins[0]
    for (const state of ['asking', 'replying', 'signing', 'decided'] as const) {
      const ref = await d.clp.transact(async (s) => {
        const made = await putCase(d.clp, s, d.small.members[1] as string, 'warning', {
          state,
          proposer: ada,
        })
        await s.addReply(made, { kind: 'told', at: d.clp.clock.now(), text: null }, null)
        return made
      })
      const now = d.clp.clock.now()
      await d.clp.transact((s) => s.updateCase(ref, { signOpenedAt: '2027-01-02T09:00:00.000Z' }))
      expect(now < '2027').toBe(true)
    }
    moveTo('2028-03-02T09:00:00.000Z')
    expect(await purge()).toBe('done')
    await runDue(d.clp)
    for (const { ref } of await d.clp.transact((s) => s.cases({}))) {
      const seen = await viewCase(d.clp, actor(ada), ref)
      expect(seen.ok && seen.view.file.incidents).toEqual([])
    }
    expect((await d.clp.transact((s) => s.cases({}))).map((c) => c.state).toSorted()).toEqual([
      'closed',
      'closed',
      'closed',
      'decided',
    ])
  })

  test('K1 the draft of a letter that was never decided goes two years after the opening, though something younger keeps the frame', async () => {
    const words = 'Called them a canary-of-the-draft.'
    const ref = await d.clp.transact(async (s) => {
      const made = await putCase(d.clp, s, d.small.members[0] as string, 'warning', {
        state: 'signing',
        letterExtra: words,
        letter: { kind: 'warning', ref: 'x', message: [words], file: [] } as never,
      })
      await s.addReply(made, { kind: 'told', at: '2027-05-01T09:00:00.000Z', text: null }, null)
      return made
    })
    moveTo('2028-03-03T09:00:00.000Z')
    expect(await purge()).toBe('done')
    const frame = await d.clp.transact((s) => s.caseFile(ref))
    expect(frame?.state).toBe('closed')
    expect(JSON.stringify(frame)).not.toContain('canary-of-the-draft')
    expect(await certificate()).toMatchObject({ left: {} })
  })

  test('K1 a card that is drawn while the deletion runs is drawn again after the last of what it shows has gone', async () => {
    // closed a week after it was opened: what it is about goes before its frame
    const ref = await d.clp.transact((s) =>
      putCase(d.clp, s, d.small.members[0] as string, 'warning', {
        state: 'closed',
        outcome: 'dropped',
        closedAt: '2026-03-09T09:30:00.000Z',
        threadId: '7',
        cardMessageId: '8',
      }),
    )
    await d.clp.transact(async (s) => {
      const now = d.clp.clock.now()
      await s.addEffect({ name: 'room-line', lane: 'x', target: ref, payload: { text: 'A line' } }, now, now)
      await s.finishEffects(
        (await s.openEffects()).map((e) => e.id),
        'done',
      )
    })
    moveTo('2028-03-03T09:00:00.000Z')
    const shown: string[] = []
    /** After each transaction every card that waits is drawn, as the outbox may. */
    const drawing =
      (transact: Transact): Transact =>
      async (work) => {
        const done = await transact(work)
        await d.clp.transact(async (s) => {
          const open = await s.openEffects({ name: 'card' })
          if (open.length === 0) return
          shown.push(JSON.stringify((await matterCard(d.clp, s, ref))?.body))
          await s.finishEffects(
            open.map((e) => e.id),
            'done',
          )
        })
        return done
      }
    const clp: Clp = {
      ...d.clp,
      transact: drawing(d.clp.transact),
      upkeep: { ...d.clp.upkeep, beside: (work) => d.clp.upkeep.beside((step) => work(drawing(step))) },
    }
    expect(await runPurge(clp, async () => d.clp.clock.now())).toBe('done')
    expect(shown[0]).toContain('Called another member a liar.')
    expect(shown.at(-1)).not.toContain('Called another member a liar.')
  })

  test('K1 an appeal whose case has gone but for its frame can be read, put to the EC and drawn', async () => {
    const about = await sanctioned('warning')
    moveTo('2028-02-20T09:00:00.000Z')
    const ref = await d.clp.transact(async (s) => {
      const next = await s.nextAppealRef(2028)
      await s.addAppeal(appealOf(next.ref, about), next.seq)
      await s.addMatterText(next.ref, {
        at: d.clp.clock.now(),
        by: d.small.members[0] as string,
        side: 'appellant',
        kind: 'grounds',
        text: 'It was not me.',
      })
      return next.ref
    })
    moveTo('2028-03-02T09:00:00.000Z')
    expect(await purge()).toBe('done')
    expect(await file(about)).toMatchObject({ incidents: [], sanction: null, explanation: '', letter: null })
    await runDue(d.clp)
    expect(await putToEc(d.clp, actor(d.small.secretary), ref)).toMatchObject({ ok: true })
    const drawn = await d.clp.transact(async (s) => {
      const view = await appealView(d.clp, s, ref)
      return {
        parts: view ? caseFileParts(view) : [],
        card: await matterCard(d.clp, s, ref),
        below: await matterCard(d.clp, s, about),
      }
    })
    expect(drawn.parts.join()).toContain('It was not me.')
    expect(drawn.card).not.toBeNull()
    expect(drawn.below).not.toBeNull()
    moveTo('2030-03-02T09:00:00.000Z')
    expect(await purge()).toBe('done')
    expect(await d.clp.transact((s) => s.appeals({}))).toEqual([])
    expect(await d.clp.transact((s) => s.cases({}))).toEqual([])
  })

  test('G5 bans from before /setup that still stand are known after two years too', async () => {
    const before = ['400000000000000001', '400000000000000002']
    await takeBaseline(
      d.clp,
      before.map((userId) => ({ userId })),
    )
    for (const day of ['2028-02-20', '2028-03-05']) {
      moveTo(`${day}T09:00:00.000Z`)
      await compareBans(
        d.clp,
        { all: true, banned: ['400000000000000001'], before: await banWork(d.clp) },
        new Map(),
      )
      expect(await purge()).toBe('done')
    }
    const known = await d.clp.transact((s) => s.handBans({}))
    expect(known.filter((h) => h.answer === null).map(({ userId, kind }) => ({ userId, kind }))).toEqual([
      { userId: '400000000000000001', kind: 'baseline' },
    ])
    expect(await d.clp.transact((s) => s.handBans({ open: true }))).toEqual([])
  })
})

describe('a run that fails', () => {
  test('K1 K2 a full disk in the middle: people are told once, nothing is lost or early, and it is made up for', async () => {
    for (let n = 0; n < 3; n++) await sanctioned('warning')
    moveTo('2028-03-02T09:00:00.000Z')
    let left = 12
    const filling =
      (transact: Transact): Transact =>
      (work) =>
        transact(async (s) => {
          const done = await work(s)
          // the commit fails, and with it everything of this step
          if (--left === 0)
            throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
          return done
        })
    const full: Clp = {
      ...d.clp,
      transact: filling(d.clp.transact),
      upkeep: {
        ...d.clp.upkeep,
        beside: (work) => d.clp.upkeep.beside((step) => work(filling(step))),
      },
    }
    const troubles: unknown[] = []
    const job = purger(
      full,
      async () => d.clp.clock.now(),
      (error) => troubles.push(error),
    )
    await job.run()
    expect(troubles).toHaveLength(1)
    expect(await d.clp.transact((s) => s.openTasks({ kind: 'purge_trouble' }))).toHaveLength(1)
    await job.run()
    expect(await d.clp.transact((s) => s.settings())).toMatchObject({ purgedOn: '2026-03-01' })
    moveTo('2028-03-02T09:11:00.000Z')
    await job.run()
    await job.stop()
    expect(await certificate()).toMatchObject({ left: {}, gone: { cases: 3, sanctions: 3, incidents: 3 } })
    expect(await d.clp.transact((s) => s.cases({}))).toEqual([])
    expect(await d.clp.register.verify(logReader(d.api.rest))).toMatchObject({ ok: true })
  })
})

describe('holds', () => {
  const hold = (ref: string, choice: 'hold' | 'release' = 'hold') =>
    setHold(d.clp, actor(d.small.secretary), ref, {
      choice,
      reason: 'National asks for it',
      minute: '12/2028',
    })

  test('K4 what is held is left alone entirely, looked at every three months, and goes after its release', async () => {
    const ref = await d.clp.transact((s) => putCase(d.clp, s, d.small.members[0] as string, 'warning'))
    const other = await d.clp.transact((s) => putCase(d.clp, s, d.small.members[1] as string, 'warning'))
    await d.clp.transact((s) => s.entry(entryOf(ref, 'Case opened')))
    moveTo('2028-01-02T09:00:00.000Z')
    const digest = await d.clp.transact((s) => digestOf(d.clp, s, d.small.secretary))
    expect(digest.filter((w) => w.todo === 'deletion')).toMatchObject([
      { ref, dueOn: '2028-03-02' },
      { ref: other, dueOn: '2028-03-02' },
    ])
    expect(digestText(digest)).toContain(`**${ref}**: two years are nearly over`)
    moveTo('2028-01-10T09:00:00.000Z')
    expect((await d.clp.transact((s) => deletionsComing(s, d.clp.clock.now()))).map((x) => x.ref)).toEqual([
      ref,
      other,
    ])
    expect(await hold(ref)).toMatchObject({ ok: true, done: 'held', reviewOn: '2028-04-10' })
    expect((await d.clp.transact((s) => deletionsComing(s, d.clp.clock.now()))).map((x) => x.ref)).toEqual([
      other,
    ])
    moveTo('2028-04-10T09:00:00.000Z')
    expect(await purge()).toBe('done')
    expect((await file(ref))?.incidents).toHaveLength(1)
    expect(await file(other)).toBeUndefined()
    const { line, held } = await certificate()
    expect(line).toContain(`On hold: ${ref}.`)
    expect(held).toEqual([ref])
    expect((await d.clp.transact((s) => s.entriesAfter(0, 20))).some((e) => e.content?.matter === ref)).toBe(
      true,
    )
    expect(await d.clp.transact((s) => holdsDue(s, d.clp.clock.now()))).toHaveLength(1)
    expect(await d.clp.transact((s) => s.openTasks({ kind: 'hold_review', matter: ref }))).toHaveLength(1)

    expect(await hold(ref)).toMatchObject({ ok: true, done: 'reviewed', reviewOn: '2028-07-10' })
    expect(await d.clp.transact((s) => s.openTasks({ kind: 'hold_review' }))).toEqual([])
    expect(await hold(ref, 'release')).toMatchObject({ ok: true, done: 'released' })
    moveTo('2028-04-11T09:00:00.000Z')
    expect(await purge()).toBe('done')
    expect(await file(ref)).toBeUndefined()
  })

  test('K4 only what is open can be held, with a reason and a minute, by the Secretary or a trusted EC officer', async () => {
    const closed = await sanctioned('warning')
    expect(await hold(closed)).toMatchObject({ ok: false, refusal: { why: 'not_now' } })
    const open = await d.clp.transact((s) => putCase(d.clp, s, d.small.members[0] as string, 'warning'))
    const bare = { choice: 'hold' as const, reason: ' ', minute: '' }
    expect(await setHold(d.clp, actor(d.small.secretary), open, bare)).toMatchObject({
      refusal: {
        why: 'input',
        problems: [expect.stringContaining('reason'), expect.stringContaining('minute')],
      },
    })
    expect(
      await setHold(d.clp, actor(d.small.admins[0]), open, { ...bare, reason: 'x', minute: 'y' }),
    ).toMatchObject({
      ok: false,
    })
    expect(await hold('2026-999')).toMatchObject({ refusal: { why: 'no_such_matter' } })
  })

  test('K4 holding an appeal holds the case that it is about', async () => {
    const about = await sanctioned('ban30')
    moveTo('2028-02-01T09:00:00.000Z')
    const appeal = await d.clp.transact(async (s) => {
      const { ref, seq } = await s.nextAppealRef(2028)
      await s.addAppeal(appealOf(ref, about), seq)
      return ref
    })
    expect(await hold(appeal)).toMatchObject({ ok: true })
    moveTo('2028-03-10T09:00:00.000Z')
    expect(await purge()).toBe('done')
    expect((await file(about))?.incidents).toHaveLength(1)
    expect((await file(about))?.sanction?.dmBody).toBe('Dear Robin')
  })
})

describe('lifetime bans', () => {
  const robin = () => d.small.members[0] as string
  const isBanned = async (platform = 'discord', who = robin()) =>
    (await d.clp.transact((s) => desiredBan(d.clp, s, who, platform))).banned
  const task = async () => (await d.clp.transact((s) => s.openTasks({ kind: 'keep_ban' })))[0]
  const answer = async (decision: string) =>
    decideKeptBan(
      d.clp,
      actor(d.small.secretary),
      (await task())?.id ?? 0,
      decision,
      'EC of 12 February 2028, minute 4',
    )
  /** Has the bot lift or make the ban on Discord as the outbox would. */
  async function carryOut(): Promise<void> {
    for (const e of await d.clp.transact((s) => s.openEffects({ name: 'ban' })))
      await converge(d.clp, ban(d.api), e)
  }

  beforeEach(async () => {
    await d.api.rest.put(`/guilds/${d.small.guild}/bans/${robin()}`, { body: {} })
  })

  test('K3 a month before its file goes the EC is asked, but nobody who decided on it', async () => {
    const ref = await sanctioned('lifetime')
    await d.clp.transact((s) => s.updateCase(ref, { proposer: d.small.ec[0] }))
    moveTo('2028-02-01T09:00:00.000Z')
    await purge()
    expect(await task()).toBeUndefined()
    moveTo('2028-02-02T09:00:00.000Z')
    await purge()
    expect(await task()).toMatchObject({ matter: ref, offices: ['secretary'] })
    const told = await d.clp.transact((s) => s.openEffects({ name: 'officer-dm', target: ref }))
    expect(told.map((e) => (e.payload as { userId: string }).userId).toSorted()).toEqual(
      d.small.ec.slice(1).toSorted(),
    )
    expect(JSON.stringify(told)).not.toContain(robin())
    await purge()
    expect(await d.clp.transact((s) => s.openTasks({ kind: 'keep_ban' }))).toHaveLength(1)
  })

  test('K3 kept: the ban register holds five things and nothing else, the ban stays, and an appeal is decided afresh', async () => {
    const ref = await sanctioned('lifetime')
    moveTo('2028-02-02T09:00:00.000Z')
    await purge()
    expect(await answer('keep')).toEqual({ ok: true, decision: 'keep' })
    moveTo('2028-03-02T09:00:00.000Z')
    expect(await purge()).toBe('done')
    expect(await d.clp.transact((s) => s.keptBans())).toEqual([
      {
        ref,
        platform: 'discord',
        identity: robin(),
        day: '2026-03-02',
        minute: 'EC of 12 February 2028, minute 4',
      },
    ])
    expect(await file(ref)).toMatchObject({
      incidents: [],
      letter: null,
      sanction: { kept: true, dmBody: null },
    })
    expect(await isBanned()).toBe(true)
    await runDue(d.clp)
    await carryOut()
    expect(d.discord.bans(d.small.guild)).toHaveLength(1)
    expect(await d.clp.transact((s) => appealablesOf(s, robin()))).toMatchObject([
      { ref, sanction: 'lifetime' },
    ])
    // the EC decides in an appeal that it does not stand
    await d.clp.transact((s) => s.updateSanction(ref, { overturned: true }))
    expect(await isBanned()).toBe(false)
    expect(await d.clp.transact((s) => s.keptBans())).toEqual([])
  })

  test('K3 nothing minuted: it is lifted with its file, they are told, and nothing of them is left', async () => {
    await sanctioned('lifetime')
    moveTo('2028-02-02T09:00:00.000Z')
    await purge()
    moveTo('2028-03-02T10:00:00.000Z')
    expect(await purge()).toBe('done')
    await carryOut()
    expect(d.discord.bans(d.small.guild)).toEqual([])
    const [dm] = await d.clp.transact((s) => s.openEffects({ name: 'officer-dm', target: 'clp' }))
    expect(dm?.payload).toMatchObject({ userId: robin(), text: expect.stringContaining('is lifted') })
    await d.clp.transact((s) => s.finishEffects([dm?.id ?? 0], 'done'))
    const open = await d.clp.transact((s) => s.openEffects())
    expect(JSON.stringify(open)).not.toContain(robin())
    expect((await certificate()).left).toEqual({})
  })

  test('K3 after weeks off the EC still gets its month, though the file goes on its date', async () => {
    const ref = await sanctioned('lifetime')
    moveTo('2028-04-20T09:00:00.000Z')
    expect(await purge()).toBe('done')
    expect((await file(ref))?.incidents).toEqual([])
    expect(await isBanned()).toBe(true)
    moveTo('2028-05-19T09:00:00.000Z')
    await purge()
    expect(await isBanned()).toBe(true)
    moveTo('2028-05-20T09:00:00.000Z')
    await purge()
    expect(await isBanned()).toBe(false)
    await carryOut()
    expect(d.discord.bans(d.small.guild)).toEqual([])
    expect(await task()).toBeUndefined()
  })

  test('K3 G6 lift: on Discord at once; on another platform its admins get it as a task', async () => {
    await sanctioned('lifetime')
    await d.clp.transact((s) =>
      s.addPlatform({
        name: 'page',
        kind: 'facebook_page',
        address: 'x',
        owner: null,
        registeredAt: '2026-01-01T00:00:00.000Z',
      }),
    )
    moveTo('2028-02-02T09:00:00.000Z')
    await purge()
    expect(await answer('lift')).toEqual({ ok: true, decision: 'lift' })
    await carryOut()
    expect(d.discord.bans(d.small.guild)).toEqual([])
    expect(await isBanned()).toBe(false)
    moveTo('2028-02-03T09:00:00.000Z')
    await sanctioned('lifetime', { platform: 'page', respondent: 'page:jo' })
    moveTo(`${addMonths('2028-02-03', 23)}T09:00:00.000Z`)
    await purge()
    moveTo(`${addMonths('2028-02-03', 24)}T09:00:00.000Z`)
    await purge()
    const [lift] = await d.clp.transact((s) => s.openTasks({ kind: 'lift_unkept' }))
    expect(lift).toMatchObject({ platform: 'page', text: expect.stringMatching(/\n>>> jo$/) })
  })
})

describe('on Discord', () => {
  /** Delivers what is to be deleted as the outbox would, whatever the time between two. */
  async function forgetAll(): Promise<void> {
    await d.clp.transact((s) => queueForget(d.clp, s))
    for (let n = 0; n < 50; n++) {
      const [e] = await d.clp.transact((s) => s.openEffects({ name: 'forget' }))
      if (!e || e.notBefore > new Date(Date.parse(d.clp.clock.now()) + 60_000).toISOString()) return
      d.discord.clock.advanceBy({ seconds: 2 })
      await converge(d.clp, forget(d.api), e)
    }
  }
  const post = async (channel: string, content: string): Promise<string> => {
    const sent = await d.api.wire.post(channel, { content }, d.clp.randomId())
    if (!sent.ok) throw new Error(sent.why)
    return sent.value
  }
  const texts = (channel: string) => d.discord.messages(channel).map((m) => m.content)

  test('J3 K1 a log message goes with the last of its entries, its lines on their own dates, and verify accepts both', async () => {
    const { log } = d.small.channels
    await d.clp.transact((s) => s.set('logChannelId', log))
    const write = async (lines: [string, string][]) => {
      const before = await d.clp.transact((s) => s.lastEntryNumber())
      for (const [at, line] of lines)
        await d.clp.transact((s) =>
          s.entry({ ...entryOf('2026-001', line), at, deleteOn: addMonths(at.slice(0, 10), 24) }),
        )
      const [message] = formatLog(await d.clp.transact((s) => s.entriesAfter(Math.max(before, 1), 20)))
      const text = message?.text ?? ''
      const messageId = await post(log, text)
      await d.clp.transact((s) => s.recordLogPost({ channelId: log, messageId, text, at: d.clp.clock.now() }))
    }
    await write([
      ['2026-03-02T10:00:00.000Z', 'First'],
      ['2026-03-03T10:00:00.000Z', 'Second'],
    ])
    await write([['2026-03-02T11:00:00.000Z', 'Alone']])
    const verified = () => d.clp.register.verify(logReader(d.api.rest))
    moveTo('2028-03-02T09:00:00.000Z')
    await purge()
    await forgetAll()
    expect(texts(log)).toHaveLength(1)
    expect(texts(log)[0]).toMatch(/^no\. 2 · deleted on its date · [0-9a-f]{12}\nno\. 3 · .*Second/)
    expect(await verified()).toMatchObject({ ok: true })
    moveTo('2028-03-03T09:00:00.000Z')
    await purge()
    await forgetAll()
    expect(texts(log)).toEqual([])
    expect(await verified()).toMatchObject({ ok: true, blank: 3 })
  })

  test('K1 the bot’s other messages and the room go, the letter in their own DM stays', async () => {
    const robin = d.small.members[0] as string
    const dm = await d.api.wire.openDm(robin)
    const channelId = dm.ok ? dm.value : ''
    const at = d.clp.clock.now()
    await post(channelId, 'The letter')
    const messageId = await post(channelId, 'We have your complaint')
    const room = (await d.api.rest.post(`/channels/${d.small.channels.rooms}/threads`, {
      body: { name: '2026-001', type: 12, invitable: false, auto_archive_duration: 10_080 },
    })) as { id: string }
    const ref = await d.clp.transact(async (s) => {
      await s.notePosted({ messageId, channelId, at, what: 'complainant-now', matter: null })
      return putCase(d.clp, s, robin, 'warning', { state: 'closed', threadId: room.id })
    })
    moveTo('2028-03-02T09:00:00.000Z')
    await purge()
    await forgetAll()
    expect(d.discord.dm(robin).map((m) => m.content)).toEqual(['The letter'])
    expect(d.discord.threads(d.small.guild)).toEqual([])
    expect(await file(ref)).toBeUndefined()
    expect(await d.clp.transact((s) => s.notForgotten(1))).toEqual({ waiting: 0, refused: 0 })
  })

  test('K1 what Discord refuses to delete is tried again later, told in the certificate, and keeps no other waiting', async () => {
    const at = d.clp.clock.now()
    const { general } = d.small.channels
    const ids = [await post(general, 'one'), await post(general, 'two')]
    await d.clp.transact(async (s) => {
      for (const messageId of ids)
        await s.notePosted({ messageId, channelId: general, at, what: 'room-line', matter: null })
    })
    const no = d.discord.faults.add({
      match: { method: 'DELETE', path: new RegExp(ids[0] as string) },
      when: 'before',
      do: { status: 403, body: { code: 50_013, message: 'Missing Permissions' } },
      times: 100,
    })
    for (const day of ['2028-03-02', '2028-03-03', '2028-03-05', '2028-03-07']) {
      moveTo(`${day}T09:00:00.000Z`)
      await purge()
      await forgetAll()
      expect(texts(general)).toEqual(['one'])
    }
    expect((await certificate()).line).toContain('Discord has refused to delete 1 message')
    expect(await d.clp.transact((s) => s.openTasks({ kind: 'purge_trouble' }))).toHaveLength(1)
    no()
    moveTo('2028-03-09T09:00:00.000Z')
    await purge()
    await forgetAll()
    expect(texts(general)).toEqual([])
  })
})

const entryOf = (matter: string, line: string) => ({
  at: d.clp.clock.now(),
  actor: { id: null, name: 'the bot', as: 'bot' },
  action: 'case.proposed',
  matter,
  line,
  details: {},
  subject: null,
  deleteOn: addMonths(d.clp.clock.now().slice(0, 10), 24),
})

const appealOf = (ref: string, about: string) => ({
  ref,
  kind: 'sanction' as const,
  about,
  platform: 'discord',
  appellant: d.small.members[0] as string,
  appellantName: 'Robin Ashdown',
  state: 'lodged' as const,
  outcome: null,
  reasons: null,
  openedAt: d.clp.clock.now(),
  closedAt: null,
  lodgedBy: d.small.members[0] as string,
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
