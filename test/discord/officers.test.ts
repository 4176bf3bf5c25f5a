import { expect, test } from 'vitest'
import type { Effect } from '../../src/casework/effects.ts'
import type { Store } from '../../src/casework/ports.ts'
import { raiseTask } from '../../src/casework/tasks.ts'
import { handBanAlert, officerDm, taskAlert } from '../../src/discord/delivery/officers.ts'
import { say } from '../../src/outbox/say.ts'
import { putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const EARLIER = '2026-01-01T00:00:00.000Z'

/** Two admins, each with an alert that waits, about a case of Robin's and a ban of Robin made by hand. */
async function alerted() {
  const d = await startDelivery()
  const [ada, ben] = d.small.admins as [string, string, string]
  const robin = d.small.members[0] as string
  const ref = await d.clp.transact(async (s) => {
    for (const person of [ada, ben])
      await s.appoint({ office: 'admin', platform: 'discord', person, name: 'x', at: EARLIER, minute: null })
    const made = await putCase(d.clp, s, robin, 'warning')
    await raiseTask(d.clp, s, {
      kind: 'serve_notice',
      matter: made,
      offices: ['admin'],
      platform: 'discord',
      subject: robin,
      text: `${made}: serve the notice another way.`,
    })
    const id = await s.addHandBan({ userId: robin, kind: 'made', seenAt: d.clp.clock.now(), by: null })
    for (const userId of [ada, ben])
      await s.addEffect(
        {
          name: 'hand-ban-alert',
          lane: `officer:${userId}`,
          target: 'discord',
          payload: { ids: [id], userId },
        },
        d.clp.clock.now(),
        d.clp.clock.now(),
      )
    return made
  })
  return { d, ref, ada, ben }
}

async function deliver(d: Delivery): Promise<void> {
  const handlers = { 'task-alert': taskAlert, 'hand-ban-alert': handBanAlert }
  for (;;) {
    const open: Effect[] = await d.clp.transact((s) => s.openEffects())
    const next = open.find((e) => e.name in handlers)
    if (!next) return
    await say(d.clp, d.api.wire, handlers[next.name as keyof typeof handlers], next)
  }
}

const CHANGES: [string, (s: Store, ref: string, ben: string) => Promise<void>][] = [
  [
    'A8 an alert that waited does not reach someone whose office has ended',
    async (s, _ref, ben) => {
      const id = (await s.holdings()).find((h) => h.person === ben)?.id as number
      await s.endOffice(id, '2026-03-02T09:00:00.000Z', null)
    },
  ],
  [
    'A5 an alert that waited does not reach someone who has declared an interest since',
    (s, ref, ben) =>
      s.addInvolvement(ref, { person: ben, kind: 'declared', reason: 'A cousin.', at: EARLIER }),
  ],
]

test('A5 what waited to be told of a matter is not told to someone who has a part in it since', async () => {
  const { d, ref, ada, ben } = await alerted()
  await d.clp.transact((s) =>
    s.addInvolvement(ref, { person: ben, kind: 'witness', reason: 'x', at: EARLIER }),
  )
  for (const userId of [ada, ben]) {
    const payload = { userId, text: `There is news of **${ref}**.` }
    const e = await d.effect({ name: 'officer-dm', lane: `officer:${userId}`, target: ref, payload })
    await say(d.clp, d.api.wire, officerDm, e)
    expect(await d.again(e)).toBeUndefined()
  }
  expect(d.discord.dm(ada).map((m) => m.content)).toEqual([expect.stringContaining(ref)])
  expect(d.discord.dm(ben)).toEqual([])
})

test.each(CHANGES)('%s', async (_, change) => {
  const { d, ref, ada, ben } = await alerted()
  await d.clp.transact((s) => change(s, ref, ben))
  await deliver(d)
  expect(d.discord.dm(ada)).toHaveLength(2)
  expect(d.discord.dm(ben)).toEqual([])
})
