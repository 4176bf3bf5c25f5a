import { describe, expect, test } from 'vitest'
import {
  answerDataRequest,
  answerToGive,
  choosePiece,
  openRequest,
  sendRest,
} from '../../src/casework/data-answer.ts'
import { askAboutData, askForSomebody } from '../../src/casework/data-request.ts'
import { dataRequestDue } from '../../src/casework/data-due.ts'
import { heldAbout } from '../../src/casework/held-about.ts'
import { BOT } from '../../src/casework/actor.ts'
import { record } from '../../src/casework/record.ts'
import { gatherOwnData, type OwnData, ownData, ownFile } from '../../src/casework/own-data.ts'
import type { Clp, Store } from '../../src/casework/ports.ts'
import { giveMySide } from '../../src/casework/record-reply.ts'
import { report } from '../../src/casework/report.ts'
import { recordAttempt } from '../../src/casework/serve-by-hand.ts'
import { raiseTask } from '../../src/casework/tasks.ts'
import { deliveryHandlers } from '../../src/discord/delivery/handlers.ts'
import { ownDataJson, ownDataPage } from '../../src/discord/render/own-data-page.ts'
import { draftLetter } from '../../src/letters/draft.ts'
import { letterFacts } from '../../src/casework/letter-facts.ts'
import { ladderOfCase } from '../../src/casework/person-ladder.ts'
import { say } from '../../src/outbox/say.ts'
import type { Office } from '../../src/policy/offices.ts'
import { confirmedLink, plainReport, putCase, sanctionOf } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const AT = '2026-03-01T09:00:00.000Z'

/** A CLP with its officers, appointed the day before. */
async function start(): Promise<Delivery> {
  const d = await startDelivery()
  const { small } = d
  const hold = (office: Office, person: string, platform: string | null = null) =>
    d.clp.transact((s) => s.appoint({ office, platform, person, name: person, at: AT, minute: null }))
  await hold('secretary', small.secretary)
  await hold('chair', small.chair)
  await hold('trusted_ec_officer', small.ec[0])
  for (const admin of small.admins) await hold('admin', admin, 'discord')
  for (const member of small.ec) await hold('ec_member', member)
  return d
}

const robinOf = (d: Delivery) => ({ id: d.small.members[0] as string, name: 'Robin' })
const of = { clp: 'Exampleton CLP', secretary: 'x', part: 1, parts: 1 }

/** What `/mydata` gives Robin now, whatever the time: the data, and both files as they would be sent. */
async function copyOf(d: Delivery): Promise<{ data: OwnData; page: string; json: string }> {
  const data = await d.clp.transact((s) => gatherOwnData(d.clp, s, robinOf(d)))
  const still = { ...data, madeAt: AT }
  return { data, page: ownDataPage(still, of), json: ownDataJson(still, of) }
}

/** Says whatever waits for Robin, in its order. */
async function deliver(d: Delivery): Promise<void> {
  const handlers = deliveryHandlers(d.api, () => d.small.bot.id, [])
  const { id } = robinOf(d)
  for (;;) {
    const open = await d.clp.transact((s) => s.openEffects())
    const next = open.find((e) => (e.payload as { userId?: string }).userId === id)
    const handler = next && handlers[next.name]
    if (!next || handler?.kind !== 'say') return
    await say(d.clp, d.api.wire, handler, next)
  }
}

const plain = plainReport()

/** Everything that the story confides, by when it may first be read by the person concerned; `never` in it at all. */
const CANARIES = {
  notice: ['canary-incident', 'canary-evidence'],
  reopened: ['canary-later-evidence'],
  letter: ['canary-own-words'],
  never: ['canary-complaint', 'canary-note', 'canary-vote', 'canary-witness', 'canary-advice', 'canary-file'],
}

interface State {
  name: string
  /** What may be read from here on. */
  tells?: (keyof typeof CANARIES)[]
  happens(clp: Clp, s: Store, ref: string): Promise<void>
  /** Runs outside the transaction. */
  after?(d: Delivery): Promise<void>
}

const notice = (robin: string, ref: string) => ({
  name: 'notice' as const,
  lane: `person:${robin}`,
  target: ref,
  payload: { userId: robin },
})

const story = (robin: string, admin: string): State[] => [
  {
    name: 'a case is put to the admins, with evidence, notes and a file',
    async happens(_clp, s, ref) {
      const at = '2026-03-02T09:20:00.000Z'
      await s.addEvidence(ref, {
        at,
        text: 'canary-evidence',
        author: null,
        link: null,
        postedAt: null,
        addedBy: admin,
      })
      await s.addNote(ref, { at, by: admin, text: 'canary-note' })
      await s.addInvolvement(ref, { person: admin, kind: 'witness', reason: 'canary-witness', at })
      await s.addFile({
        matter: ref,
        at,
        name: 'canary-file.png',
        contentType: null,
        size: 1,
        url: 'https://x.test/',
        addedBy: admin,
        purpose: 'report',
      })
    },
  },
  {
    name: 'safeguarding is asked about it',
    happens: (_clp, s, ref) => s.updateCase(ref, { safeguarding: 'raised' }),
  },
  {
    name: 'an admin agreed to ask, and the notice waits',
    async happens(_clp, s, ref) {
      await s.updateCase(ref, { safeguarding: null, state: 'asking' })
      await s.addEffect(notice(robin, ref), AT, '2026-03-02T23:00:00.000Z')
    },
  },
  {
    name: 'the notice is delivered',
    tells: ['notice'],
    async happens() {},
    after: deliver,
  },
  {
    name: 'new evidence, not yet put to them',
    async happens(_clp, s, ref) {
      await s.addEvidence(ref, {
        at: '2026-03-02T10:00:00.000Z',
        text: 'canary-later-evidence',
        author: null,
        link: null,
        postedAt: null,
        addedBy: admin,
      })
    },
  },
  {
    name: 'the new evidence is put to them',
    tells: ['reopened'],
    async happens(_clp, s, ref) {
      await s.addEffect(
        {
          name: 'reopened',
          lane: `person:${robin}`,
          target: ref,
          payload: { userId: robin, what: 'new_evidence' },
        },
        AT,
        AT,
      )
    },
    after: deliver,
  },
  {
    name: 'signers vote with reasons',
    async happens(_clp, s, ref) {
      await s.updateCase(ref, { state: 'signing', signOpenedAt: '2026-03-02T11:00:00.000Z' })
      const at = '2026-03-02T11:10:00.000Z'
      await s.addVote(ref, { by: admin, verdict: 'dont_sign', reason: 'canary-vote', at, letterVersion: 1 })
    },
  },
  {
    name: 'it is decided, and the letter waits',
    async happens(clp, s, ref) {
      await s.updateCase(ref, { state: 'decided', letterExtra: 'canary-own-words' })
      const file = await s.caseFile(ref)
      if (!file) throw new Error('the case is there')
      const facts = letterFacts(clp, file, 'warning', await ladderOfCase(clp, s, file))
      await s.updateCase(ref, { letter: draftLetter(clp.config.templates, 'warning', facts) })
      await s.addSanction(sanctionOf(ref, robin, { letterState: 'queued' }))
    },
  },
  {
    name: 'the letter could not be delivered',
    happens: (_clp, s, ref) => s.updateSanction(ref, { letterState: 'failed' }),
  },
  {
    name: 'the letter is delivered',
    tells: ['letter'],
    async happens(_clp, s, ref) {
      await s.updateSanction(ref, { letterState: 'queued' })
      await s.addEffect(
        { name: 'letter', lane: `person:${robin}`, target: ref, payload: { userId: robin } },
        AT,
        AT,
      )
    },
    after: deliver,
  },
]

/** Two identities that two officers took for one person's. */
const linkOf = (a: string, b: string) => confirmedLink(a, b, AT, { reason: 'canary-why' })

describe('what is given at once', () => {
  test('N1 at every state of a case it holds what was put to the person by then, and no word of anybody else before', async () => {
    const d = await start()
    const { clp } = d
    const robin = robinOf(d)
    const admin = d.small.admins[0] as string
    const before = await copyOf(d)
    // somebody complains about them: nothing of it shows, not in a length either
    const complained = await report(
      clp,
      { id: d.small.members[2] as string, name: 'Tess' },
      { ...plain, what: 'canary-complaint', about: { id: robin.id, name: 'Robin', isBot: false } },
    )
    if (!complained.ok) throw new Error('the complaint arrived')
    await clp.transact((s) =>
      s.updateComplaint(complained.done.ref, { advice: 'canary-advice', safeguarding: 'raised' }),
    )
    expect(await copyOf(d)).toMatchObject({ page: before.page, json: before.json })
    const ref = await clp.transact(async (s) => {
      const made = await putCase(clp, s, robin.id, 'warning', { state: 'proposed', finding: 'canary-note' })
      await s.addIncident(made, {
        at: '2026-03-02T09:00:00.000Z',
        what: 'canary-incident',
        time: { known: 'date', date: '2026-03-01' },
        rules: ['personal-attacks'],
        oldReason: null,
        addedBy: admin,
        ownStep: true,
      })
      return made
    })
    const readable = new Set<string>()
    let last = before
    for (const state of story(robin.id, admin)) {
      await clp.transact((s) => state.happens(clp, s, ref))
      await state.after?.(d)
      for (const key of state.tells ?? []) for (const word of CANARIES[key]) readable.add(word)
      const now = await copyOf(d)
      for (const word of Object.values(CANARIES).flat())
        for (const text of [now.page, now.json])
          expect(text.includes(word), `${word} when ${state.name}`).toBe(readable.has(word))
      // what is not told changes nothing at all
      if (state.tells === undefined)
        expect(now, state.name).toMatchObject({ page: last.page, json: last.json })
      else expect(now.json, state.name).not.toBe(last.json)
      last = now
    }
    expect(last.data.sanctions).toMatchObject([{ ref, kind: 'warning' }])
    expect(last.page).not.toContain(complained.done.ref)
    // a further case, of which they know nothing
    await clp.transact((s) => putCase(clp, s, robin.id, 'ban30', { state: 'asking' }))
    expect(await copyOf(d)).toMatchObject({ page: last.page, json: last.json })
  })

  test('N1 F3 what people served by hand is there as it was taken out, and nothing that was added after that', async () => {
    const d = await start()
    const { clp, small } = d
    const robin = robinOf(d)
    const ada = { id: small.admins[0] as string, name: 'Ada' }
    const { ref, task } = await clp.transact(async (s) => {
      const made = await putCase(clp, s, robin.id, 'warning', { agreedAt: AT })
      const raised = await raiseTask(clp, s, {
        kind: 'serve_notice',
        matter: made,
        offices: ['admin'],
        platform: 'discord',
        subject: robin.id,
        text: 'Serve the notice.',
      })
      await s.updateTask(raised, { about: clp.clock.now() })
      return { ref: made, task: raised }
    })
    d.discord.clock.advanceBy({ hours: 1 })
    await clp.transact((s) =>
      s.addEvidence(ref, {
        at: clp.clock.now(),
        text: 'canary-evidence',
        author: null,
        link: null,
        postedAt: null,
        addedBy: ada.id,
      }),
    )
    expect((await copyOf(d)).data.told).toEqual([])
    const done = await recordAttempt(clp, ada, task, { means: 'post', when: 'today', reached: true })
    expect(done).toMatchObject({ ok: true, served: true })
    const { page, data } = await copyOf(d)
    expect(data.told).toHaveLength(1)
    expect(page).toContain('Called another member a liar.')
    expect(page).not.toContain('canary-evidence')
  })

  test('N1 B3 their own words are there: side, complaint, objection, what is not them, and forms not sent; each with its date of deletion', async () => {
    const d = await start()
    const { clp } = d
    const robin = robinOf(d)
    const ref = await clp.transact((s) => putCase(clp, s, robin.id, 'warning', { state: 'replying' }))
    await clp.transact((s) => s.addReply(ref, { kind: 'told', at: AT, text: null }, null))
    await giveMySide(clp, robin, ref, 'It was a quotation.', 'form-1', 'Not my neighbour, please.')
    await report(clp, robin, { ...plain, what: 'Somebody shouts.' })
    await clp.transact(async (s) => {
      const linkId = await s.addIdentityLink(linkOf(robin.id, 'x:cousin'))
      await s.addIdentityChallenge({
        linkId,
        at: clp.clock.now(),
        by: robin.id,
        writtenBy: null,
        matter: ref,
        text: 'That account is my cousin’s.',
        taskId: null,
        upheld: null,
        reasons: null,
        answeredBy: null,
        answeredAt: null,
      })
      for (const name of ['complain-at', 'not-me-form', 'case-reply-form'])
        await s.saveDraft({
          id: `draft-of-${name}`,
          owner: robin.id,
          kind: `form:${name}`,
          body: { typed: { what: `Typed into ${name}.` } },
          updatedAt: clp.clock.now(),
          usedFor: null,
        })
    })
    const { data } = await copyOf(d)
    // what an officer types for somebody else is none of theirs
    expect(JSON.stringify(data)).not.toContain('Typed into case-reply-form.')
    expect(data.said.map((one) => [one.what, one.text])).toEqual(
      expect.arrayContaining([
        ['Your side', 'It was a quotation.'],
        ['Whom you asked not to decide', 'Not my neighbour, please.'],
        ['Your complaint', 'Somebody shouts.'],
        ['What you said about an account that is not yours', 'That account is my cousin’s.'],
        ['A complaint, not sent yet', 'Typed into complain-at.'],
        ['That’s not me, not sent yet', 'Typed into not-me-form.'],
      ]),
    )
    expect(new Set(data.said.map((one) => one.deleteOn))).toEqual(new Set(['2028-03-02']))
  })

  test('N1 B3 a handle is shown as theirs only once a message to them has named it', async () => {
    const d = await start()
    const { clp } = d
    const robin = robinOf(d)
    const handle = 'x:robin_of_exampleton'
    await clp.transact(async (s) => {
      await s.addTold({
        person: handle,
        at: AT,
        what: 'served',
        matter: '2026-009',
        body: { content: 'canary-of-the-handle', files: [] },
      })
      await s.addIdentityLink(linkOf(robin.id, handle))
    })
    // words that a letter has anyway name nobody: the handle is a part of some of them
    await clp.transact((s) =>
      s.addTold({
        person: robin.id,
        at: AT,
        what: 'notice',
        matter: '2026-008',
        body: { content: 'Dear Robin_of_Exampleton, on X', files: [] },
      }),
    )
    const before = await copyOf(d)
    expect(before.page).not.toContain('canary')
    expect(before.data.handles).toEqual([])
    await clp.transact((s) =>
      s.addTold({
        person: robin.id,
        at: AT,
        what: 'notice',
        matter: '2026-009',
        body: { content: 'We take @Robin_of_Exampleton on X to be you.', files: [] },
      }),
    )
    const after = await copyOf(d)
    expect(after.page).toContain('canary-of-the-handle')
    expect(after.page).not.toContain('canary-why')
    expect(after.data.handles).toEqual([{ platform: 'x', handle: 'robin_of_exampleton' }])
    // they say that it is not theirs: what its owner wrote is shown to nobody else meanwhile
    await clp.transact(async (s) => {
      const [link] = await s.identityLinks()
      await s.addIdentityChallenge({
        linkId: link?.id ?? 0,
        at: AT,
        by: robin.id,
        writtenBy: null,
        matter: null,
        text: 'That is not me.',
        taskId: null,
        upheld: null,
        reasons: null,
        answeredBy: null,
        answeredAt: null,
      })
    })
    expect((await copyOf(d)).page).not.toContain('canary-of-the-handle')
  })

  test('N1 A6 a file is given to whoever sent it and to nobody else, and never evidence', async () => {
    const d = await start()
    const { clp } = d
    const robin = robinOf(d)
    const made = await report(clp, robin, { ...plain, what: 'Somebody shouts.' })
    if (!made.ok) throw new Error('the complaint arrived')
    const ref = await clp.transact((s) => putCase(clp, s, d.small.members[3] as string, 'warning'))
    await clp.transact(async (s) => {
      const file = {
        at: AT,
        name: 'a.txt',
        contentType: null,
        size: 1,
        url: 'https://x.test/',
        addedBy: robin.id,
      }
      const ids = [
        await s.addFile({ ...file, matter: made.done.ref, purpose: 'report' }),
        await s.addFile({ ...file, matter: ref, purpose: 'report' }),
        await s.addFile({ ...file, matter: ref, purpose: 'reply' }),
      ]
      for (const [n, id] of ids.entries()) await s.keepFile(id, Buffer.from('bytes'), `hash-${n}`)
    })
    // no number tells how many files of others there are
    const { json } = await copyOf(d)
    expect(json).toContain('hash-0')
    expect(json).not.toMatch(/"id": \d/)
    expect(await ownFile(clp, robin, 'hash-0')).toMatchObject({ ok: true, name: 'a.txt' })
    expect(await ownFile(clp, robin, 'hash-2')).toMatchObject({ ok: true })
    expect(await ownFile(clp, robin, 'hash-1')).toMatchObject({ ok: false })
    expect(await ownFile(clp, { id: d.small.members[2] as string, name: 'Tess' }, 'hash-0')).toMatchObject({
      ok: false,
    })
  })
})

const asks = { kind: 'rest' as const, words: '', about: '', trusted: 'no' }

describe('requests', () => {
  test('N1 A5 a request falls to the first in line without a part in anything of theirs, and nobody else can open it', async () => {
    const d = await start()
    const { clp, small } = d
    const [secretary, trusted, chair] = [small.secretary, small.ec[0], small.chair].map((id) => ({
      id,
      name: 'x',
    }))
    const opens = async (ref: string) =>
      Promise.all(
        [secretary, trusted, chair].map(async (who) => (await openRequest(clp, who as never, ref)).ok),
      )
    await askAboutData(clp, robinOf(d), asks)
    expect(await opens('D2026-001')).toEqual([true, false, false])
    // the Secretary complains about them: she cannot see what is held of them, this included
    await report(
      clp,
      { id: small.secretary, name: 'Secretary' },
      {
        ...plain,
        what: 'He shouts.',
        about: { id: robinOf(d).id, name: 'Robin', isBot: false },
      },
    )
    expect(await opens('D2026-001')).toEqual([false, true, false])
    // her own request is never hers
    await askAboutData(clp, { id: small.secretary, name: 'Secretary' }, asks)
    expect(await opens('D2026-002')).toEqual([false, true, false])
    await askAboutData(
      clp,
      { id: small.members[4] as string, name: 'Vera' },
      { ...asks, trusted: small.chair },
    )
    expect(await opens('D2026-003')).toEqual([false, false, true])
    expect(await opens('D2026-004')).toEqual([false, false, false])
  })

  test('N1 nothing is sent before every piece has a choice, a new piece waits for one too, and what is withheld stays here', async () => {
    const d = await start()
    const { clp, small } = d
    const robin = robinOf(d)
    const secretary = { id: small.secretary, name: 'Secretary' }
    const ref = await clp.transact((s) => putCase(clp, s, robin.id, 'warning'))
    await clp.transact((s) => s.addNote(ref, { at: AT, by: '1', text: 'canary-note' }))
    await askAboutData(clp, robin, asks)
    const sends = () => sendRest(clp, secretary, 'D2026-001')
    expect(await sends()).toMatchObject({ ok: false, refusal: { why: 'not_now' } })
    const seen = await openRequest(clp, secretary, 'D2026-001')
    if (!seen.ok) throw new Error('it opens')
    for (const p of seen.pieces)
      await choosePiece(
        clp,
        secretary,
        'D2026-001',
        p.key,
        p.text === 'canary-note'
          ? { release: false, reason: 'It names others.', wholeMatter: false }
          : { release: true },
      )
    await clp.transact((s) => s.addNote(ref, { at: AT, by: '1', text: 'a later note' }))
    expect(await sends()).toMatchObject({ ok: false, refusal: { why: 'not_now' } })
    const later = await openRequest(clp, secretary, 'D2026-001')
    const key = later.ok ? (later.pieces.find((p) => p.text === 'a later note')?.key ?? '') : ''
    expect(
      await choosePiece(clp, secretary, 'D2026-001', key, {
        release: false,
        reason: ' ',
        wholeMatter: false,
      }),
    ).toMatchObject({ ok: false })
    await choosePiece(clp, secretary, 'D2026-001', key, { release: true })
    expect(await sends()).toMatchObject({ ok: true })
    expect(await sends()).toMatchObject({ ok: false, refusal: { why: 'done_before' } })
    const { page } = await copyOf(d)
    expect(page).toContain('a later note')
    expect(page).toContain('Called another member a liar.')
    expect(page).not.toMatch(/canary-note|It names others/)
  })

  test('N1 C6 whatever belongs to a matter of which safeguarding was asked says so to whoever releases it', async () => {
    const d = await start()
    const { clp } = d
    const robin = robinOf(d)
    const ref = await clp.transact(async (s) => {
      const made = await putCase(clp, s, robin.id, 'warning')
      await record(clp, s, {
        actor: BOT,
        as: 'bot',
        action: 'x',
        matter: made,
        line: 'A line',
        subject: robin.id,
      })
      return made
    })
    const about = { id: robin.id, name: 'Robin', isBot: false }
    const made = await report(
      clp,
      { id: d.small.members[3] as string, name: 'Vera' },
      { ...plain, what: 'x', about },
    )
    if (!made.ok) throw new Error('the complaint arrived')
    const marks = async () =>
      new Map(
        (await clp.transact((s) => heldAbout(clp, s, robin.id))).map((p) => [
          `${p.matter} ${p.title}`,
          p.safeguarding,
        ]),
      )
    expect(new Set((await marks()).values())).toEqual(new Set([false]))
    await clp.transact((s) => s.updateComplaint(made.done.ref, { safeguarding: 'raised', caseRef: ref }))
    expect(new Set((await marks()).values())).toEqual(new Set([true]))
    expect([...(await marks()).keys()]).toContain(`${ref} What the register says that was done`)
  })

  test('N1 when the month has gone by each officer is told once', async () => {
    const d = await start()
    const { clp, small } = d
    await askAboutData(clp, robinOf(d), asks)
    d.discord.clock.advanceBy({ hours: 24 * 45 })
    await clp.transact((s) => dataRequestDue(clp, s, 'D2026-001'))
    const told = await clp.transact((s) => s.openEffects({ name: 'officer-dm' }))
    const people = told.map((e) => (e.payload as { userId: string }).userId)
    expect(people.toSorted()).toEqual([small.secretary, small.chair, small.ec[0]].toSorted())
  })

  test('N1 asked again while it is open it is one request with the same day, and the register names nobody', async () => {
    const d = await start()
    const { clp } = d
    const first = await askAboutData(clp, robinOf(d), asks)
    d.discord.clock.advanceBy({ hours: 48 })
    expect(await askAboutData(clp, robinOf(d), { ...asks, words: 'The chat of May.' })).toEqual(first)
    const all = await clp.transact((s) => s.dataRequests({}))
    expect(all).toHaveLength(1)
    expect(all[0]?.words).toContain('The chat of May.')
    for (let n = 0; n < 3; n += 1) expect(await ownData(clp, robinOf(d))).toMatchObject({ ok: true })
    const said = await clp.transact((s) => s.entriesAfter(0, 100))
    expect(said.filter((e) => e.content?.matter === 'D2026-001')).toHaveLength(2)
    expect(said.filter((e) => e.content?.action === 'delivery.own_data')).toHaveLength(1)
    expect(JSON.stringify(said)).not.toContain(robinOf(d).id)
  })

  test('N1 B3 the Secretary writes down what somebody known by a handle asked; nothing goes to anybody by DM', async () => {
    const d = await start()
    const { clp, small } = d
    const secretary = { id: small.secretary, name: 'Secretary' }
    const who = { identity: 'x:redrose', name: '@redrose' }
    const none = await askForSomebody(clp, robinOf(d), who, { how: 'e-mail', when: 'today' })
    expect(none).toMatchObject({ ok: false, refusal: { why: 'not_authorised' } })
    const bad = await askForSomebody(clp, secretary, who, { how: ' ', when: 'tomorrow' })
    expect(bad).toMatchObject({ ok: false, refusal: { why: 'input' } })
    await clp.transact((s) =>
      s.addTold({
        person: who.identity,
        at: AT,
        what: 'served',
        matter: '2026-009',
        body: { content: 'A notice by post.', files: [] },
      }),
    )
    const made = await askForSomebody(clp, secretary, who, { how: 'e-mail', when: '31 January 2026' })
    expect(made).toMatchObject({ ok: true, ref: 'D2026-001', dueOn: '2026-02-28' })
    expect(await sendRest(clp, secretary, 'D2026-001')).toMatchObject({ ok: true })
    const { effects, request } = await clp.transact(async (s) => ({
      effects: await s.openEffects({ name: 'data-answer' }),
      request: await s.dataRequest('D2026-001'),
    }))
    expect(effects).toEqual([])
    expect(request?.reached).toBe('by_hand')
    expect(await answerToGive(clp, secretary, 'D2026-001')).toMatchObject({
      ok: true,
      own: { told: [{ body: { content: 'A notice by post.' } }] },
    })
    expect(await answerToGive(clp, { id: small.admins[0], name: 'Ada' }, 'D2026-001')).toMatchObject({
      ok: false,
    })
  })

  test('N2 a deletion takes the files sent to what is closed and forms not sent, and says what stays', async () => {
    const d = await start()
    const { clp, small } = d
    const robin = robinOf(d)
    const keep = async (state: 'open' | 'closed') => {
      const made = await report(clp, robin, { ...plain, what: `Something ${state}.` })
      if (!made.ok) throw new Error('the complaint arrived')
      return clp.transact(async (s) => {
        await s.updateComplaint(made.done.ref, { state })
        const id = await s.addFile({
          matter: made.done.ref,
          at: AT,
          name: 'a',
          contentType: null,
          size: 1,
          url: 'https://x.test/',
          addedBy: robin.id,
          purpose: 'report',
        })
        await s.keepFile(id, Buffer.from('x'), 'h')
        return id
      })
    }
    const [open, closed, held] = [await keep('open'), await keep('closed'), await keep('closed')]
    // the EC has minuted that this is held: National asks for it (K4)
    await clp.transact(async (s) => {
      const file = (await s.filesBy([robin.id])).find((f) => f.id === held)
      const by = { by: small.secretary, reason: 'x', minute: '1/2026', reviewOn: '2026-06-01' }
      await s.addHold({ ...by, matter: file?.matter ?? '', at: AT })
    })
    await askAboutData(clp, robin, { kind: 'deletion', words: 'All of it.', about: '', trusted: 'no' })
    const secretary = { id: small.secretary, name: 'Secretary' }
    const done = await answerDataRequest(clp, secretary, 'D2026-001', {
      granted: true,
      words: 'As far as it goes.',
    })
    expect(done.ok).toBe(true)
    const bytes = (id: number) => clp.transact((s) => s.fileBytes(id))
    expect(await bytes(closed)).toBeNull()
    expect(await bytes(open)).toEqual(Buffer.from('x'))
    expect(await bytes(held)).toEqual(Buffer.from('x'))
    const { data } = await copyOf(d)
    expect(data.requests[0]?.answer).toContain('1 of the files')
    expect(data.requests[0]?.answer).toContain(
      'Of the others, 2, each belongs to something that is still open or held',
    )
  })
})
