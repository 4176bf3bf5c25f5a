import { describe, expect, test } from 'vitest'
import { recordNotDelivered, raiseServeNew } from '../../src/casework/record-delivery.ts'
import type { CaseFile, Task } from '../../src/casework/records.ts'
import { recordOutcomeTold } from '../../src/casework/record-outcome.ts'
import { isReopening } from '../../src/casework/reopen-reply.ts'
import { replyState } from '../../src/casework/reply-state.ts'
import { type Wish, writeReply } from '../../src/casework/reply-another-way.ts'
import { deemServed, recordAttempt } from '../../src/casework/serve-by-hand.ts'
import { passOn } from '../../src/casework/tasks.ts'
import { taskText } from '../../src/casework/task-text.ts'
import { cardView } from '../../src/casework/case-view.ts'
import { card } from '../../src/discord/render/card.ts'
import { confirmedLink, putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

/** A case about @redrose on X, whose notice waits for the admins of X to give it. */
async function noticeToGive() {
  const d = await startDelivery()
  const [nia, omar] = [d.small.members[10] as string, d.small.members[11] as string].map((id) => ({
    id,
    name: 'x',
  })) as [{ id: string; name: string }, { id: string; name: string }]
  const ref = await d.clp.transact(async (s) => {
    for (const { id } of [nia, omar])
      await s.appoint({
        office: 'admin',
        platform: 'X',
        person: id,
        name: 'x',
        at: '2026-01-01T00:00:00.000Z',
        minute: null,
      })
    const made = await putCase(d.clp, s, 'X:redrose', 'warning', {
      platform: 'X',
      proposer: nia.id,
      agreedBy: omar.id,
      agreedAt: '2026-03-02T09:00:00.000Z',
    })
    await recordNotDelivered(d.clp, s, made, 'notice', 'They are known by a handle.')
    return made
  })
  const file = () => d.clp.transact(async (s) => (await s.caseFile(ref)) as CaseFile)
  const task = async (kind: Task['kind']): Promise<Task> => {
    const found = await d.clp.transact((s) => s.openTasks({ kind, matter: ref }))
    expect(found).toHaveLength(1)
    return found[0] as Task
  }
  const evidence = (text: string) =>
    d.clp.transact((s) =>
      s.addEvidence(ref, {
        at: d.clp.clock.now(),
        text,
        author: null,
        link: null,
        postedAt: null,
        addedBy: nia.id,
      }),
    )
  return { d, nia, omar, ref, file, task, evidence }
}

const today = { means: 'a message on X', when: 'today', reached: true }

describe('a handle is written to by hand', () => {
  test('F3 that the bot cannot write to a handle is no attempt that counts towards deeming it told', async () => {
    const { file, task } = await noticeToGive()
    expect((await file()).attempts).toEqual([])
    const { text } = await task('serve_notice')
    expect(text).toContain('Press *Show text*')
    expect(text).not.toContain('redrose')
  })

  test('F3 B3 the card says that the notice waits to be given, also once the handle is linked to somebody or a DM has failed', async () => {
    const { d, ref } = await noticeToGive()
    const at = d.clp.clock.now()
    await d.clp.transact((s) =>
      s.addIdentityLink(
        confirmedLink('X:redrose', d.small.members[3] as string, at, { aName: '@redrose', bName: 'Umar' }),
      ),
    )
    const failed = await d.clp.transact(async (s) => {
      const made = await putCase(d.clp, s, d.small.members[4] as string, 'warning', { agreedAt: at })
      await recordNotDelivered(d.clp, s, made, 'notice', 'They take no messages.')
      return made
    })
    for (const one of [ref, failed]) {
      const view = await d.clp.transact((s) => cardView(d.clp, s, one))
      expect(JSON.stringify(view && card(d.clp.serverId, view, at))).toContain(
        '**Where it stands:** the notice is to be given to them by hand; see `/task list`',
      )
    }
  })

  test('D4 F3 two attempts by different means, seven days apart, and two signers: deemed told', async () => {
    const { d, nia, omar, file, task } = await noticeToGive()
    const { id } = await task('serve_notice')
    const tried = (means: string) => recordAttempt(d.clp, nia, id, { means, when: 'today', reached: false })
    expect(await tried('a message on X')).toMatchObject({ mayDeem: false })
    d.discord.clock.advanceBy({ days: 6 })
    expect(await tried('e-mail')).toMatchObject({ mayDeem: false })
    d.discord.clock.advanceBy({ days: 1 })
    expect(await tried('post')).toMatchObject({ mayDeem: true })
    expect(await deemServed(d.clp, nia, id)).toEqual({ ok: true, done: false })
    expect(await deemServed(d.clp, omar, id)).toEqual({ ok: true, done: true })
    expect((await file()).state).toBe('replying')
  })

  test('D4 what is added after the notice was taken out goes to them after it, and their days run from when they have it', async () => {
    const { d, nia, ref, file, task, evidence } = await noticeToGive()
    await evidence('A first screenshot.')
    const { id } = await task('serve_notice')
    d.discord.clock.advanceBy({ minutes: 1 })
    expect(await taskText(d.clp, nia, id)).toMatchObject({
      ok: true,
      whom: { identity: 'X:redrose' },
      file: { text: expect.stringContaining('A first screenshot.') },
    })
    d.discord.clock.advanceBy({ minutes: 5 })
    await evidence('A second screenshot.')
    d.discord.clock.advanceBy({ minutes: 5 })
    await recordAttempt(d.clp, nia, id, today)
    const after = await d.clp.transact((s) => isReopening(s, ref))
    expect(after).toBe(true)
    // the outbox finds that nobody can be written to
    await d.clp.transact(async (s) => {
      const [sent] = await s.openEffects({ name: 'reopened', target: ref })
      await s.finishEffects([sent?.id ?? 0], 'failed')
      await raiseServeNew(d.clp, s, (await s.caseFile(ref)) as CaseFile, 'new_evidence')
    })
    d.discord.clock.advanceBy({ days: 20 })
    expect(await d.clp.transact((s) => isReopening(s, ref))).toBe(true)
    const more = await task('serve_new')
    expect(await taskText(d.clp, nia, more.id)).toMatchObject({
      file: {
        text: expect.stringMatching(/A second screenshot\.[^]*You have until 3 days after you receive/),
      },
    })
    expect(await recordAttempt(d.clp, nia, more.id, { ...today, when: '2 March 2026' })).toMatchObject({
      ok: true,
    })
    expect(await d.clp.transact((s) => isReopening(s, ref))).toBe(false)
    expect((await file()).replies.map((r) => r.kind)).toEqual(['told', 'reopened'])
  })

  test('D4 new material that nobody could give is deemed told by attempts of its own, not by those of the notice', async () => {
    const { d, nia, omar, ref, task } = await noticeToGive()
    const first = await task('serve_notice')
    await recordAttempt(d.clp, nia, first.id, { ...today, means: 'e-mail', reached: false })
    d.discord.clock.advanceBy({ days: 7 })
    await recordAttempt(d.clp, nia, first.id, today)
    d.discord.clock.advanceBy({ minutes: 1 })
    await d.clp.transact(async (s) =>
      raiseServeNew(d.clp, s, (await s.caseFile(ref)) as CaseFile, 'new_evidence'),
    )
    const { id } = await task('serve_new')
    expect(await deemServed(d.clp, omar, id)).toMatchObject({ ok: false, refusal: { why: 'not_now' } })
    expect(await recordAttempt(d.clp, nia, id, { ...today, means: 'post', reached: false })).toMatchObject({
      mayDeem: false,
    })
  })

  test('D4 D7 F3 new material that passes on to the Chair keeps its day, and the attempts that were made to give it', async () => {
    const { d, nia, omar, ref, task } = await noticeToGive()
    const chair = { id: d.small.members[9] as string, name: 'x' }
    await recordAttempt(d.clp, nia, (await task('serve_notice')).id, today)
    d.discord.clock.advanceBy({ minutes: 1 })
    await d.clp.transact(async (s) =>
      raiseServeNew(d.clp, s, (await s.caseFile(ref)) as CaseFile, 'new_evidence'),
    )
    const { id, raisedAt } = await task('serve_new')
    await recordAttempt(d.clp, nia, id, { ...today, means: 'e-mail', reached: false })
    d.discord.clock.advanceBy({ days: 7 })
    await d.clp.transact(async (s) => {
      const at = d.clp.clock.now()
      const held = { office: 'chair' as const, platform: null, minute: null }
      await s.appoint({ ...held, person: chair.id, name: 'x', at })
      for (const person of [nia.id, omar.id, ...(await s.holdings()).flatMap((h) => h.person ?? [])])
        if (person !== chair.id) await s.addInvolvement(ref, { person, kind: 'declared', reason: 'x', at })
      await passOn(d.clp, s, id)
    })
    const passed = await task('serve_new')
    expect(passed).toMatchObject({ raisedAt, offices: ['chair'] })
    expect(passed.id).not.toBe(id)
    const post = { ...today, means: 'post', reached: false }
    expect(await recordAttempt(d.clp, chair, passed.id, post)).toMatchObject({ ok: true, mayDeem: true })
  })
})

describe('D4 what they want is written down for them', () => {
  const asked = async () => {
    const all = await noticeToGive()
    await recordAttempt(all.d.clp, all.nia, (await all.task('serve_notice')).id, today)
    all.d.discord.clock.advanceBy({ minutes: 1 })
    const write = (wish: Wish, text = '') =>
      writeReply(all.d.clp, all.omar, all.ref, { text, means: 'e-mail', when: 'today', wish, notDecide: '' })
    return { ...all, write }
  }

  test('D4 more time, once: as many days again', async () => {
    const { d, file, write } = await asked()
    const closes = async () => {
      const state = replyState(d.clp, await file())
      return state.state === 'open' ? state.closesAt.slice(0, 10) : state.state
    }
    expect(await closes()).toBe('2026-03-05')
    expect(await write('time')).toEqual({ ok: true, what: 'longer' })
    expect(await closes()).toBe('2026-03-08')
    expect(await write('time')).toMatchObject({ ok: false, refusal: { why: 'not_now' } })
  })

  test('D4 that they do not want to reply closes it, and the letter says that it was their right', async () => {
    const { file, write } = await asked()
    expect(await write('wont')).toEqual({ ok: true, what: 'declined' })
    expect((await file()).state).toBe('signing')
    expect(JSON.stringify((await file()).letter)).toContain('You chose not to reply')
  })

  test('A5 that someone should not decide it is passed on, as theirs, to an officer who answers', async () => {
    const { d, omar, ref, task } = await asked()
    await d.clp.transact((s) =>
      s.appoint({
        office: 'secretary',
        platform: null,
        person: d.small.secretary,
        name: 'x',
        at: '2026-01-01T00:00:00.000Z',
        minute: null,
      }),
    )
    const given = { means: 'e-mail', when: 'today', wish: 'more', text: 'I was quoting.' } as const
    await writeReply(d.clp, omar, ref, { ...given, notDecide: 'The admin who opened it is my neighbour.' })
    const { id } = await task('objection')
    const kept = await d.clp.transact((s) => s.objectionOf(id))
    expect(kept).toMatchObject({ by: 'X:redrose', text: 'The admin who opened it is my neighbour.' })
  })

  test('D4 words without a wish stay open; a wish without words is no reply', async () => {
    const { file, write } = await asked()
    expect(await write('more')).toMatchObject({ ok: false, refusal: { why: 'input' } })
    expect(await write('all')).toMatchObject({ ok: false, refusal: { why: 'input' } })
    expect(await write('more', 'I was quoting.')).toEqual({ ok: true, what: 'open' })
    expect((await file()).replies.map((r) => r.kind)).toEqual(['told', 'said'])
  })
})

test('C6 while safeguarding is asked nobody is shown what would be given', async () => {
  const { d, nia, ref, task } = await noticeToGive()
  await d.clp.transact((s) => s.updateCase(ref, { safeguarding: 'raised' }))
  expect(await taskText(d.clp, nia, (await task('serve_notice')).id)).toMatchObject({
    ok: false,
    refusal: { why: 'not_now' },
  })
})

test('D3 F3 words of advice for a handle are given by hand too', async () => {
  const { d, nia, ref, task } = await noticeToGive()
  await d.clp.transact(async (s) => {
    const [notice] = await s.openTasks({ matter: ref })
    await s.finishTask(notice?.id ?? 0, { at: d.clp.clock.now(), by: null, how: 'x' })
    const closed = { state: 'closed', outcome: 'words_of_advice', closeReason: 'A first slip.' } as const
    await s.updateCase(ref, { ...closed, closedAt: d.clp.clock.now() })
    await recordOutcomeTold(d.clp, s, ref, 'outcome', false, d.clp.clock.now(), 'x')
  })
  const { id, text } = await task('undelivered')
  expect(text).toContain('please give the person the outcome of their case')
  expect(await taskText(d.clp, nia, id)).toMatchObject({
    file: { text: expect.stringMatching(/give you words of advice/) },
  })
})
