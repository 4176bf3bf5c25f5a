import { describe, expect, test } from 'vitest'
import { desiredBan } from '../../src/casework/carry-out-ban.ts'
import { overturn } from '../../src/casework/consequences.ts'
import { decideCase } from '../../src/casework/decide-case.ts'
import { recordCannotBan } from '../../src/casework/issue-sanction.ts'
import { part } from '../../src/casework/part-identities.ts'
import { ladderOf } from '../../src/casework/person-ladder.ts'
import { lookAgain, putToSigners } from '../../src/casework/reconsider.ts'
import { decideReliedOn } from '../../src/casework/reconsider-dependents.ts'
import type { CaseFile, CaseRecord, SanctionRecord, TaskKind } from '../../src/casework/records.ts'
import { refreshCase } from '../../src/casework/refresh-case.ts'
import { letter } from '../../src/discord/delivery/letters.ts'
import { say } from '../../src/outbox/say.ts'
import type { Wire } from '../../src/outbox/wire.ts'
import { handleIdentity } from '../../src/policy/identity.ts'
import type { Office } from '../../src/policy/offices.ts'
import type { Step } from '../../src/policy/ladder.ts'
import { confirmedLink, putCase, sanctionOf } from '../support/decided.ts'
import { type Delivery, meanwhile, startDelivery } from '../support/delivery.ts'

const who = (id: string) => ({ id, name: 'Somebody' })
const canBan = letter(async () => null)
const X_ROBIN = handleIdentity('X', '@robin')

interface Place extends Delivery {
  robin: string
}

/** A CLP whose officers have been in office for long. */
async function start(): Promise<Place> {
  const d = await startDelivery()
  const at = '2025-01-01T09:00:00.000Z'
  const hold = (office: Office, person: string, platform: string | null = null) =>
    d.clp.transact((s) => s.appoint({ office, platform, person, name: person, at, minute: null }))
  await hold('secretary', d.small.secretary)
  for (const admin of d.small.admins) await hold('admin', admin, 'discord')
  return { ...d, robin: d.small.members[0] as string }
}

const caseOf = async (d: Delivery, ref: string): Promise<CaseFile> =>
  (await d.clp.transact((s) => s.caseFile(ref))) as CaseFile
const sanctionNow = async (d: Delivery, ref: string): Promise<SanctionRecord> =>
  (await caseOf(d, ref)).sanction as SanctionRecord
const tasks = (d: Delivery, kind: TaskKind) => d.clp.transact((s) => s.openTasks({ kind }))
const isBanned = async (d: Place): Promise<boolean> =>
  (await d.clp.transact((s) => desiredBan(d.clp, s, d.robin))).banned

/** A warning of Robin of 20 February, to which the first reply came late, so that its signers look at it again (D8). */
async function warned(d: Place): Promise<string> {
  const at = '2026-02-20T10:00:00.000Z'
  return d.clp.transact(async (s) => {
    const ref = await putCase(d.clp, s, d.robin, 'warning', {
      state: 'closed',
      outcome: 'sanctioned',
      openedAt: at,
      proposer: d.small.admins[0],
    })
    const told = { letterState: 'delivered', letterDate: '2026-02-20', letterAt: at } as const
    await s.addSanction(sanctionOf(ref, d.robin, { decidedAt: at, ...told }))
    await s.addReply(ref, { kind: 'told', at: '2026-02-15T09:00:00.000Z', text: null }, null)
    const said = { text: 'Late, but here.', form: null, objection: '' }
    const file = (await s.caseFile(ref)) as CaseFile
    expect(await putToSigners(d.clp, s, who(d.robin), file, said)).toEqual({ ok: true })
    return ref
  })
}

/** A case that was decided now, with its letter to go out. */
async function decided(
  d: Place,
  step: Step,
  respondent = d.robin,
  change: Partial<CaseRecord> = {},
): Promise<string> {
  return d.clp.transact(async (s) => {
    const ref = await putCase(d.clp, s, respondent, step, { state: 'signing', ...change })
    await decideCase(d.clp, s, await refreshCase(d.clp, s, ref), d.small.admins.slice(0, 2))
    return ref
  })
}

const takeBack = async (d: Place, ref: string): Promise<void> => {
  for (const admin of d.small.admins.slice(0, 2))
    expect(await lookAgain(d.clp, who(admin), ref, 'take_back', 'He is right.')).toMatchObject({ ok: true })
}

/** Has the next letter of a case sent. */
async function send(d: Delivery, ref: string, wire: Wire = d.api.wire): Promise<void> {
  const [effect] = await d.clp.transact((s) => s.openEffects({ name: 'letter', target: ref }))
  if (!effect) throw new Error('no letter is to go out')
  await say(d.clp, wire, canBan, effect)
}

/** The process dies before the letter is sent, or right after. */
const dying = (d: Delivery, when: 'before' | 'after'): Wire => ({
  ...d.api.wire,
  post: async (...args) => {
    if (when === 'after') await d.api.wire.post(...args)
    throw new Error('killed')
  },
})

const ec = async (d: Place, decision: 'replace' | 'falls'): Promise<void> => {
  const [task] = await tasks(d, 'relied_on')
  const done = await decideReliedOn(d.clp, who(d.small.secretary), task?.id ?? 0, decision, 'EC 7')
  expect(done).toEqual({ ok: true })
}

/** A warning, and a ban that relies on it, whose letter is lost or not when the bot dies; then the warning is taken back. */
async function inDoubt(isThere: boolean): Promise<Place & { warning: string; ban: string }> {
  const d = await start()
  const warning = await warned(d)
  const ban = await decided(d, 'ban30')
  await expect(send(d, ban, dying(d, isThere ? 'after' : 'before'))).rejects.toThrow('killed')
  await takeBack(d, warning)
  d.discord.clock.advanceBy({ minutes: 10 })
  return { ...d, warning, ban }
}

/** Tries the letter until it is there, or certainly is not and nothing is left to be sent. */
async function resolve(d: Delivery, ref: string): Promise<void> {
  while ((await d.clp.transact((s) => s.openEffects({ name: 'letter', target: ref }))).length > 0)
    await send(d, ref)
}

describe('a letter on its way when the sanction on which it relies is taken back', () => {
  async function taken(): Promise<Place & { warning: string; ban: string }> {
    const d = await start()
    const warning = await warned(d)
    const ban = await decided(d, 'ban30')
    expect(await sanctionNow(d, ban)).toMatchObject({ letterState: 'queued', reliedOn: [warning] })
    meanwhile(d, () => takeBack(d, warning))
    await send(d, ban)
    return { ...d, warning, ban }
  }

  test('H9 E2 F3 it was delivered, counts for nothing, and no ban follows until the EC has decided', async () => {
    const d = await taken()
    expect(await sanctionNow(d, d.warning)).toMatchObject({ overturned: true })
    expect(await sanctionNow(d, d.ban)).toMatchObject({ letterState: 'delivered', underReview: true })
    expect(await isBanned(d)).toBe(false)
    expect((await tasks(d, 'relied_on')).map((t) => t.matter)).toEqual([d.ban])
    const incidents = [{ id: '1', time: { known: 'date' as const, date: '2026-05-01' } }]
    const asked = { respondent: d.robin, platform: 'discord', incidents }
    const next = await d.clp.transact((s) => ladderOf(d.clp, s, asked))
    expect(next.outcome).toEqual({ step: 'warning' })
  })

  test('H9 replaced by the EC, a new letter goes out in its place', async () => {
    const d = await taken()
    await ec(d, 'replace')
    await send(d, d.ban)
    expect(await sanctionNow(d, d.ban)).toMatchObject({
      kind: 'warning',
      letterState: 'delivered',
      underReview: false,
    })
    const texts = d.discord.dm(d.robin).map((m) => m.text)
    expect(texts.at(-1)).toContain('takes the place of the letter of 2 March 2026')
    expect(await isBanned(d)).toBe(false)
  })

  test('H9 fallen, it counts for nothing for good, and the person is told', async () => {
    const d = await taken()
    await ec(d, 'falls')
    expect(await sanctionNow(d, d.ban)).toMatchObject({ overturned: true, underReview: false })
    expect(await d.clp.transact((s) => s.openEffects({ name: 'person-dm', target: d.ban }))).toHaveLength(1)
    expect(await isBanned(d)).toBe(false)
  })

  test('H8 H9 by an appeal or by National as well, the EC votes on it', async () => {
    const d = await start()
    const warning = await warned(d)
    const ban = await decided(d, 'ban30')
    await expect(send(d, ban, dying(d, 'after'))).rejects.toThrow('killed')
    const left = await d.clp.transact((s) => overturn(d.clp, s, warning, 'A2026-001'))
    expect(left).toEqual([{ ref: ban, kind: 'ban30', without: 'warning', decision: null }])
  })

  test('H9 F3 refused by Discord after all, nobody is asked to serve it', async () => {
    const d = await start()
    const warning = await warned(d)
    const ban = await decided(d, 'ban30')
    await send(d, ban, {
      ...d.api.wire,
      post: async () => {
        await takeBack(d, warning)
        return { ok: false, kind: 'final', code: 50007, why: 'They take no messages.' }
      },
    })
    expect(await sanctionNow(d, ban)).toMatchObject({ letterState: 'failed', underReview: true })
    expect(await tasks(d, 'serve_letter')).toEqual([])
    await ec(d, 'replace')
    expect(await sanctionNow(d, ban)).toMatchObject({ kind: 'warning', letterState: 'queued' })
  })
})

describe('a letter of which it is not known whether it is there when that happens', () => {
  test('H9 F3 found there, it counts for nothing until the EC has decided', async () => {
    const d = await inDoubt(true)
    await resolve(d, d.ban)
    expect(await sanctionNow(d, d.ban)).toMatchObject({ letterState: 'delivered', underReview: true })
    expect(await isBanned(d)).toBe(false)
  })

  test('H9 F3 certainly not there, it is not sent; fallen, nothing is said of what was never told', async () => {
    const d = await inDoubt(false)
    await resolve(d, d.ban)
    expect(d.discord.dm(d.robin)).toEqual([])
    expect(await sanctionNow(d, d.ban)).toMatchObject({ letterState: 'held', underReview: true })
    await ec(d, 'falls')
    expect(await sanctionNow(d, d.ban)).toMatchObject({ overturned: true })
    expect(await d.clp.transact((s) => s.openEffects({ name: 'person-dm', target: d.ban }))).toEqual([])
  })

  test('H9 F3 certainly not there, and replaced: the new letter is the first that they get', async () => {
    const d = await inDoubt(false)
    await resolve(d, d.ban)
    await ec(d, 'replace')
    await send(d, d.ban)
    expect(await sanctionNow(d, d.ban)).toMatchObject({ kind: 'warning', letterState: 'delivered' })
    const texts = d.discord.dm(d.robin).map((m) => m.text)
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('takes the place of a decision that was not sent to you')
  })

  test('H9 F3 replaced before that is known, the letter before is not taken for the new one', async () => {
    const d = await inDoubt(true)
    await ec(d, 'replace')
    await resolve(d, d.ban)
    expect(await sanctionNow(d, d.ban)).toMatchObject({ kind: 'warning', letterState: 'delivered' })
    const texts = d.discord.dm(d.robin).map((m) => m.text)
    expect(texts).toHaveLength(2)
    expect(texts[1]).toContain('takes the place of the letter')
  })

  test('H9 F3 replaced while Discord has the letter before, it is not taken for the new one either', async () => {
    const d = await start()
    const warning = await warned(d)
    const ban = await decided(d, 'ban30')
    meanwhile(d, async () => {
      await takeBack(d, warning)
      await ec(d, 'replace')
    })
    await send(d, ban)
    expect(await sanctionNow(d, ban)).toMatchObject({ kind: 'warning', letterState: 'queued' })
    await send(d, ban)
    expect(await sanctionNow(d, ban)).toMatchObject({ letterState: 'delivered' })
    expect(d.discord.dm(d.robin)).toHaveLength(2)
  })

  test('H9 J1 fallen before that is known: found there, it counts for nothing and the register says so', async () => {
    const d = await inDoubt(true)
    await ec(d, 'falls')
    expect(await d.clp.transact((s) => s.openEffects({ name: 'person-dm', target: d.ban }))).toHaveLength(1)
    await resolve(d, d.ban)
    expect(await sanctionNow(d, d.ban)).toMatchObject({ overturned: true, letterDate: null })
    expect(await isBanned(d)).toBe(false)
    const entries = await d.clp.transact((s) => s.entriesAfter(0, 100))
    expect(entries.map((e) => e.content?.action)).toContain('delivery.letter_too_late')
  })

  test('H9 G2 nobody is asked any more to ban by hand on what goes back to its signers', async () => {
    const d = await start()
    const warning = await warned(d)
    const ban = await decided(d, 'ban30')
    await d.clp.transact((s) => recordCannotBan(d.clp, s, ban, 'their role is above its own.'))
    expect((await tasks(d, 'ban_by_hand')).map((t) => t.matter)).toEqual([ban])
    for (const { id } of await d.clp.transact((s) => s.openEffects({ name: 'letter', target: ban })))
      await d.clp.transact((s) => s.finishEffects([id], 'done'))
    await takeBack(d, warning)
    expect(await tasks(d, 'ban_by_hand')).toEqual([])
  })

  test('H9 D8 whoever has the letter of what had relied on it hears that it counts for nothing for now', async () => {
    const d = await start()
    const warning = await warned(d)
    const ban = await decided(d, 'ban30')
    await send(d, ban)
    expect(await isBanned(d)).toBe(true)
    await takeBack(d, warning)
    expect(await isBanned(d)).toBe(false)
    const told = await d.clp.transact((s) => s.openEffects({ name: 'person-dm', target: ban }))
    expect(told.map((e) => (e.payload as { text: string }).text)).toEqual([
      expect.stringContaining('until the Executive Committee has decided'),
    ])
  })

  test('H9 G2 nobody is asked to ban by hand on what the EC is to decide on anew', async () => {
    const d = await inDoubt(false)
    await d.clp.transact((s) => recordCannotBan(d.clp, s, d.ban, 'their role is above its own.'))
    expect(await sanctionNow(d, d.ban)).toMatchObject({ letterState: 'held', underReview: true })
    expect(await tasks(d, 'ban_by_hand')).toEqual([])
  })

  test('E9 certainly not there while an appeal against what it relies on runs, it waits for that', async () => {
    const d = await start()
    const warning = await warned(d)
    const ban = await decided(d, 'ban30')
    await expect(send(d, ban, dying(d, 'before'))).rejects.toThrow('killed')
    await d.clp.transact((s) => s.updateSanction(warning, { appealPending: true }))
    d.discord.clock.advanceBy({ minutes: 10 })
    await resolve(d, ban)
    expect(await sanctionNow(d, ban)).toMatchObject({ letterState: 'held', underReview: false })
    expect(d.discord.dm(d.robin)).toEqual([])
  })
})

describe('a letter about a handle on its way to somebody who proves to be somebody else', () => {
  async function linked(): Promise<Place & { ref: string; undo(): Promise<void> }> {
    const d = await start()
    const link = await d.clp.transact(async (s) => {
      await s.addPlatform({
        name: 'X',
        kind: 'X',
        address: 'x.com/clp',
        owner: null,
        registeredAt: d.clp.clock.now(),
      })
      await s.addIdentityLink(confirmedLink(d.robin, X_ROBIN, '2026-02-01T09:00:00.000Z'))
      return (await s.identityLinks())[0]
    })
    if (!link) throw new Error('they are not linked')
    const ref = await decided(d, 'warning', X_ROBIN, { platform: 'X', respondentName: '@robin' })
    const undo = () =>
      d.clp.transact((s) =>
        part(d.clp, s, who(d.small.admins[0] as string), 'admin', link, 'It was another.'),
      )
    return { ...d, ref, undo }
  }

  test('B3 H9 it counts for nobody until the EC has decided, and whoever got it hears that it was not about them', async () => {
    const d = await linked()
    meanwhile(d, d.undo)
    await send(d, d.ref)
    expect(await sanctionNow(d, d.ref)).toMatchObject({
      letterState: 'delivered',
      underReview: true,
      letterTo: d.robin,
    })
    expect((await tasks(d, 'relied_on')).map((t) => t.matter)).toEqual([d.ref])
    const told = await d.clp.transact((s) => s.openEffects({ name: 'person-dm', target: d.ref }))
    expect(told.map((e) => e.payload)).toEqual([
      expect.objectContaining({ userId: d.robin, text: expect.stringContaining('was not about you') }),
    ])
  })

  test('B3 H9 certainly not there, it is not sent to them any more', async () => {
    const d = await linked()
    await expect(send(d, d.ref, dying(d, 'before'))).rejects.toThrow('killed')
    await d.undo()
    d.discord.clock.advanceBy({ minutes: 10 })
    await resolve(d, d.ref)
    expect(d.discord.dm(d.robin)).toEqual([])
    expect(await sanctionNow(d, d.ref)).toMatchObject({ letterState: 'held', underReview: true })
    expect(await tasks(d, 'relied_on')).toHaveLength(1)
  })
})
