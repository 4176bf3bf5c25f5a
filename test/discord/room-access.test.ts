import { expect, test } from 'vitest'
import { recheckReaders } from '../../src/casework/restrict-log.ts'
import { renewRooms } from '../../src/casework/renew-rooms.ts'
import type { Effect } from '../../src/casework/effects.ts'
import { deliveryHandlers } from '../../src/discord/delivery/handlers.ts'
import { converge } from '../../src/outbox/converge.ts'
import { say } from '../../src/outbox/say.ts'
import { putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

/** A case about Robin, who could not open its room when it was made. */
async function withRoom() {
  const d = await startDelivery()
  const { clp, small, discord } = d
  const robin = small.members[0] as string
  const at = '2026-01-01T00:00:00.000Z'
  const ref = await clp.transact(async (s) => {
    await s.set('roomsChannelId', small.channels.rooms)
    await s.set('logChannelId', small.channels.log)
    for (const person of small.admins)
      await s.appoint({ office: 'admin', platform: 'discord', person, name: person, at, minute: null })
    return putCase(clp, s, robin, 'warning', { state: 'proposed' })
  })
  const handlers = deliveryHandlers(d.api, () => small.bot.id, [])
  const lane = `room:${ref}`
  const carryOut = async (e: Effect) => {
    const handler = handlers[e.name]
    if (handler.kind === 'say') await say(clp, d.api.wire, handler, e)
    else await converge(clp, handler, e)
  }
  /** Carries out what waits in the lane of the room, and of looking at everything, until nothing does. */
  const carryOutAll = async () => {
    for (let n = 0; n < 20; n++) {
      const [first] = (await clp.transact((s) => s.openEffects())).filter(
        (e) => e.lane === lane || e.lane === 'log-readers',
      )
      if (!first) return
      await carryOut(first)
    }
    throw new Error('it never comes to an end')
  }
  const queue = {
    room: () => d.effect({ name: 'room', lane, target: ref, payload: {} }),
    card: () => d.effect({ name: 'card', lane, target: ref, payload: {} }),
    line: () => d.effect({ name: 'room-line', lane, target: ref, payload: { text: 'Ada has signed.' } }),
  }
  await queue.room()
  await carryOutAll()
  const threads = () => discord.threads(small.guild).filter((t) => t.name === ref)
  expect(threads()).toHaveLength(1)
  return { ...d, robin, ref, queue, carryOut, carryOutAll, threads }
}

const letIn = (d: Delivery, person: string) =>
  d.discord.as(d.small.owner).setPermissions(d.small.channels.rooms, person, {
    allow: ['ManageThreads', 'ViewChannel'],
  })

test.each(['line', 'card'] as const)(
  'A7 a %s is not put into a room that the respondent can open by now: the matter is sealed first',
  async (what) => {
    const d = await withRoom()
    const [thread] = d.threads()
    letIn(d, d.robin)
    const before = d.discord.messages(thread?.id as string).length
    await d.carryOut(await d.queue[what]())
    expect(d.discord.messages(thread?.id as string)).toHaveLength(before)
    await d.carryOutAll()
    expect(d.threads()).toEqual([])
    expect((await d.clp.transact((s) => s.caseFile(d.ref)))?.sealed).toBe(true)
    const news = (await d.clp.transact((s) => s.openEffects({ name: 'officer-dm' }))).filter((e) =>
      (e.payload as { text: string }).text.includes('There is news'),
    )
    expect(news).toHaveLength(what === 'line' ? d.small.admins.length : 0)
  },
)

test('A7 while Discord does not say who could open the room nothing is put into it', async () => {
  const d = await withRoom()
  const better = d.discord.faults.add({
    match: { method: 'GET', path: new RegExp(`/guilds/${d.small.guild}$`) },
    when: 'before',
    do: { status: 503 },
    times: 9,
  })
  const e = await d.queue.line()
  await d.carryOut(e)
  expect(await d.again(e)).toMatchObject({ attempts: 1, firstAttemptAt: null })
  better()
  await d.carryOut((await d.again(e)) as Effect)
  expect(await d.again(e)).toBeUndefined()
})

test('A7 who could open the room is asked of Discord once a minute, however much is said in it', async () => {
  const d = await withRoom()
  let asked = 0
  d.discord.onExchange(({ method, url }) => {
    if (method === 'GET' && /\/members\/\d+$/.test(url)) asked++
  })
  for (let n = 0; n < 5; n++) await d.carryOut(await d.queue.line())
  expect(asked).toBe(1)
  d.discord.clock.advanceBy({ seconds: 61 })
  await d.carryOut(await d.queue.line())
  expect(asked).toBe(2)
})

test('A7 nothing is sealed for a right that was taken away again within the minute', async () => {
  const d = await withRoom()
  letIn(d, d.robin)
  const e = await d.queue.line()
  d.discord.faults.add({
    match: { method: 'GET', path: /\/members\/\d+$/ },
    when: 'after',
    do: { call: () => d.discord.as(d.small.owner).setPermissions(d.small.channels.rooms, d.robin) },
  })
  await d.carryOut(e)
  await d.carryOutAll()
  expect(d.threads()).toHaveLength(1)
})

test('A7 J5 a log channel that is gone leaves no room open to somebody who got rights since', async () => {
  const d = await withRoom()
  letIn(d, d.robin)
  d.discord.as(d.small.owner).deleteChannel(d.small.channels.log)
  await recheckReaders(d.clp)
  const [look] = await d.clp.transact((s) => s.openEffects({ name: 'restrict-log' }))
  await d.carryOut(look as Effect)
  const [room] = await d.clp.transact((s) => s.openEffects({ name: 'room' }))
  await d.carryOut(room as Effect)
  expect(d.threads()).toEqual([])
})

test('A8 an officer who left the server and came back is put into the rooms again', async () => {
  const d = await withRoom()
  const [ada] = d.small.admins as [string, ...string[]]
  d.discord.as(ada).leave(d.small.guild)
  await renewRooms(d.clp)
  await d.carryOutAll()
  expect(d.threads()[0]?.members).not.toContain(ada)
  d.discord.as(ada).join(d.small.guild)
  await renewRooms(d.clp)
  await d.carryOutAll()
  expect(d.threads()[0]?.members).toContain(ada)
  // they were in it all along, as far as anyone needs to be told
  expect(await d.clp.transact((s) => s.openEffects({ name: 'officer-dm' }))).toEqual([])
})
