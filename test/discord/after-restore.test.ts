import { Routes } from 'discord.js'
import { expect, test } from 'vitest'
import { queueForget } from '../../src/casework/forget.ts'
import { runPurge } from '../../src/casework/purge.ts'
import { resume } from '../../src/casework/resume.ts'
import { forget } from '../../src/discord/delivery/forget.ts'
import { room } from '../../src/discord/delivery/room.ts'
import { logReader } from '../../src/discord/read-log.ts'
import { afterRestore } from '../../src/discord/reconcile/after-restore.ts'
import { converge } from '../../src/outbox/converge.ts'
import type { Entry } from '../../src/register/entry.ts'
import { formatLog } from '../../src/register/log-post.ts'
import { putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'
import { content } from '../support/temp-register.ts'

/**
 * A register that was put back with one case in it, which has its room. Of the lost time the log channel shows the line of
 * a case that is not in it, where `logged`.
 */
async function putBack({ logged = true } = {}) {
  const d = await startDelivery()
  const { clp, small, api, discord } = d
  const at = clp.clock.now()
  const actor = { id: small.secretary, name: 'Sheila Grant' }
  const ref = await clp.transact(async (s) => {
    const office = { platform: null, at, minute: null }
    await s.appoint({ ...office, office: 'secretary', person: actor.id, name: actor.name })
    await s.set('logChannelId', small.channels.log)
    await s.set('roomsChannelId', small.channels.rooms)
    await s.entry(content({ at, deleteOn: '2028-03-02' }))
    return putCase(clp, s, small.members[0] as string, 'warning', { state: 'proposed' })
  })
  await converge(
    clp,
    room(api, () => small.bot.id),
    await d.effect({ name: 'room', lane: 'room', target: ref, payload: {} }),
  )
  const known = await clp.transact((s) => s.entriesAfter(0, 100))
  const last = known.at(-1) as Entry
  const opening = {
    ...last,
    n: last.n + 1,
    content: content({ at, matter: '2026-015', deleteOn: '2028-03-02' }),
  }
  for (const { text } of formatLog([...known, ...(logged ? [opening] : [])]))
    await post(d, small.channels.log, text)
  await clp.transact((s) =>
    s.set('restored', { file: 'backup.db', putBackAt: at, declaredAt: null, resumedAt: null }),
  )
  return { ...d, actor, rooms: () => discord.threads(small.guild).map((t) => t.name) }
}

async function post({ api, clp }: Delivery, channel: string, text: string): Promise<void> {
  const sent = await api.wire.post(channel, { content: text }, clp.randomId())
  if (!sent.ok) throw new Error(sent.why)
}

/** A room as the bot makes one, with somebody in it and something said a day later. */
async function lostRoom(d: Delivery, name: string): Promise<void> {
  const { api, small, discord } = d
  const made = (await api.rest.post(Routes.threads(small.channels.rooms), {
    body: { name, type: 12, invitable: false },
  })) as { id: string }
  await api.rest.put(Routes.threadMembers(made.id, small.admins[0] as string))
  discord.clock.advanceBy({ hours: 24 })
  await post(d, made.id, 'What is said to have happened')
}

const declare = ({ clp, api, small }: Delivery) => afterRestore(clp, api, small.bot.id, logReader(api.rest))

/** The daily run of a date, and everything on Discord that it wants gone. */
async function purgeOn({ clp, api, discord }: Delivery, date: string): Promise<void> {
  discord.clock.advanceTo(`${date}T04:00:00.000Z`)
  expect(await runPurge(clp, async () => clp.clock.now())).toBe('done')
  await clp.transact((s) => queueForget(clp, s))
  for (let n = 0; n < 20; n++) {
    const [e] = await clp.transact((s) => s.openEffects({ name: 'forget' }))
    if (!e) return
    discord.clock.advanceBy({ seconds: 2 })
    await converge(clp, forget(api), e)
  }
}

test('K1 A7 A8 a room whose matter a restore has lost is named to people, and goes two years after its last message', async () => {
  const d = await putBack()
  await lostRoom(d, '2026-015')
  await declare(d)
  expect(await resume(d.clp, d.actor)).toMatchObject({ ok: true })
  const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'restored' }))
  expect(task?.text).toContain('belong to no matter any more: 2026-015.')
  await purgeOn(d, '2028-03-02')
  expect(d.rooms()).toContain('2026-015')
  await purgeOn(d, '2028-03-03')
  expect(d.rooms()).not.toContain('2026-015')
}, 60_000)

test('K1 the room of a matter that is known goes with it as ever, and a thread that is no room stays', async () => {
  const d = await putBack()
  await lostRoom(d, 'minutes')
  await declare(d)
  expect(await d.clp.transact(async (s) => (await s.settings()).restored)).toMatchObject({ rooms: [] })
  await resume(d.clp, d.actor)
  const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'restored' }))
  expect(task?.text).not.toContain('belong to no matter')
  await purgeOn(d, '2028-03-10')
  expect(d.rooms()).toEqual(['minutes'])
})

test('A7 J1 a room of which the log says nothing is named too, and no other matter gets its reference', async () => {
  const d = await putBack({ logged: false })
  await lostRoom(d, '2026-002')
  await declare(d)
  expect(await d.clp.transact(async (s) => (await s.settings()).restored)).toMatchObject({
    lost: null,
    rooms: ['2026-002'],
  })
  expect((await d.clp.transact((s) => s.nextCaseRef(2026))).seq).toBeGreaterThan(2)
  await resume(d.clp, d.actor)
  const [task] = await d.clp.transact((s) => s.openTasks({ kind: 'restored' }))
  expect(task?.text).toContain('belong to no matter any more: 2026-002.')
})
