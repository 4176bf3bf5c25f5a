import { expect, test } from 'vitest'
import { appoint } from '../../src/casework/appoint.ts'
import type { Store } from '../../src/casework/ports.ts'
import { deemServed, recordAttempt } from '../../src/casework/serve-by-hand.ts'
import { raiseTask } from '../../src/casework/tasks.ts'
import { putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

/** A case of Robin's whose notice could not be delivered, and the admins' task to serve it another way. */
async function undelivered() {
  const d = await startDelivery()
  const [ada, ben, cleo] = d.small.admins.map((id) => ({ id, name: 'x' })) as [
    { id: string; name: string },
    { id: string; name: string },
    { id: string; name: string },
  ]
  const made = await d.clp.transact(async (s) => {
    for (const { id } of [ada, ben, cleo]) {
      const known = { name: 'x', at: '2026-01-01T00:00:00.000Z', minute: null }
      await s.appoint({ office: 'admin', platform: 'discord', person: id, ...known })
    }
    const ref = await putCase(d.clp, s, d.small.members[0] as string, 'warning', {
      openedAt: '2026-02-10T09:00:00.000Z',
      agreedBy: ben.id,
      agreedAt: '2026-03-01T09:00:00.000Z',
    })
    const task = await raiseTask(d.clp, s, {
      kind: 'serve_notice',
      matter: ref,
      offices: ['admin'],
      platform: 'discord',
      subject: d.small.members[0] as string,
      text: `${ref}: serve the notice another way.`,
    })
    return { ref, task }
  })
  return { d, ada, ben, cleo, ...made }
}

test('D4 F3 nobody was told of an allegation on a day before there was a notice', async () => {
  const { d, ada, ref, task } = await undelivered()
  const by = (when: string) => recordAttempt(d.clp, ada, task, { means: 'post', when, reached: true })
  expect(await by('20 February 2026')).toMatchObject({ ok: false, refusal: { why: 'input' } })
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('asking')
  expect(await by('1 March 2026')).toMatchObject({ ok: true, served: true })
})

const CHANGES: [string, (s: Store, ref: string, ada: string) => Promise<void>][] = [
  [
    'A8 F3 the first word that something is deemed served is void once its office has ended',
    async (s, _ref, ada) => {
      const id = (await s.holdings()).find((h) => h.person === ada)?.id as number
      await s.endOffice(id, '2026-03-02T09:31:00.000Z', null)
    },
  ],
  [
    'A5 F3 the first word that something is deemed served is void once its speaker has declared an interest',
    (s, ref, ada) =>
      s.addInvolvement(ref, { person: ada, kind: 'declared', reason: 'x', at: '2026-03-02T09:31:00.000Z' }),
  ],
]

test.each(CHANGES)('%s', async (_, change) => {
  const { d, ada, ben, cleo, ref, task } = await undelivered()
  for (const [means, day] of [
    ['post', '2026-03-01'],
    ['e-mail', '2026-03-08'],
  ] as const) {
    const attempt = { at: `${day}T10:00:00.000Z`, what: 'notice' as const, means, day, reached: false }
    await d.clp.transact((s) => s.addAttempt(ref, { ...attempt, by: ada.id }))
  }
  expect(await deemServed(d.clp, ada, task)).toEqual({ ok: true, done: false })
  await d.clp.transact((s) => change(s, ref, ada.id))
  d.discord.clock.advanceBy({ minutes: 5 })
  expect(await deemServed(d.clp, ben, task)).toEqual({ ok: true, done: false })
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('asking')
  expect(await deemServed(d.clp, cleo, task)).toEqual({ ok: true, done: true })
})

test('A6 whoever may not appoint hears the same of a platform that exists and of one that does not', async () => {
  const { d } = await undelivered()
  const stranger = { id: d.small.members[1] as string, name: 'x' }
  await d.clp.transact((s) =>
    s.addPlatform({
      name: 'discord',
      kind: 'discord',
      address: 'here',
      owner: null,
      registeredAt: '2026-01-01T00:00:00.000Z',
    }),
  )
  const asked = (platform: string) =>
    appoint(d.clp, stranger, { office: 'admin', platform, person: stranger.id, name: 'x', minute: '1' })
  expect(await asked('no such platform')).toEqual(await asked('discord'))
  const refusals = (await d.clp.transact((s) => s.entriesAfter(0, 100))).filter((e) =>
    e.content?.action.startsWith('refusal.'),
  )
  expect(refusals).toHaveLength(1)
})
