import { expect, test } from 'vitest'
import type { Effect } from '../../src/casework/effects.ts'
import type { Store } from '../../src/casework/ports.ts'
import { openApi } from '../../src/discord/delivery/api.ts'
import { roomCard, room } from '../../src/discord/delivery/room.ts'
import { converge } from '../../src/outbox/converge.ts'
import { putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

interface Case extends Delivery {
  ref: string
  roomEffect(): Promise<Effect>
  cardEffect(): Promise<Effect>
  carryOut(e: Effect): Promise<void>
  ownThreads(): string[]
  cards(): string[]
}

/** A case that the three admins of Discord work on, with no room yet. */
async function startCase(): Promise<Case> {
  const d = await startDelivery()
  const { clp, small, discord, api } = d
  const ref = await clp.transact(async (s) => {
    await s.set('roomsChannelId', small.channels.rooms)
    for (const person of small.admins) await appoint(s, person)
    return putCase(clp, s, small.members[0] as string, 'warning', { state: 'proposed' })
  })
  const handlers = { room: room(api, () => small.bot.id), card: roomCard(api) }
  const lane = `room:${ref}`
  const ownThreads = () =>
    discord
      .threads(small.guild)
      .filter((t) => t.name === ref && t.ownerId === small.bot.id)
      .map((t) => t.id)
  return {
    ...d,
    ref,
    roomEffect: () => d.effect({ name: 'room', lane, target: ref, payload: {} }),
    cardEffect: () => d.effect({ name: 'card', lane, target: ref, payload: {} }),
    carryOut: (e) => converge(clp, handlers[e.name as 'room' | 'card'], e),
    ownThreads,
    cards: () =>
      ownThreads()
        .flatMap((id) => discord.messages(id))
        .filter((m) => m.text.includes(`Case ${ref}`))
        .map((m) => m.id),
  }
}

const appoint = (s: Store, person: string) =>
  s.appoint({
    office: 'admin',
    platform: 'discord',
    person,
    name: person,
    at: '2026-01-01T00:00:00.000Z',
    minute: null,
  })

const fileOf = async ({ clp, ref }: Case) => {
  const file = await clp.transact((s) => s.caseFile(ref))
  if (!file) throw new Error('no such case')
  return file
}

test('G1 a room that was made and never noted is found again', async () => {
  const d = await startCase()
  const e = await d.roomEffect()
  const made = await room(d.api, () => d.small.bot.id).run(d.clp, e)
  expect(made.ok).toBe(true)
  await d.carryOut(e)
  expect(d.ownThreads()).toEqual([(await fileOf(d)).threadId])
  expect((await fileOf(d)).roomPeople).toHaveLength(3)
})

test('A7 somebody else’s thread of the same name is not taken for the room', async () => {
  const d = await startCase()
  const { discord, small } = d
  const theirs = discord.as(small.owner).startThread(small.channels.rooms, { name: d.ref, type: 12 })
  await d.carryOut(await d.roomEffect())
  expect((await fileOf(d)).threadId).not.toBe(theirs)
  expect(d.ownThreads()).toHaveLength(1)
})

test('G1 while Discord does not say whether there is a room none is made', async () => {
  const d = await startCase()
  const e = await d.roomEffect()
  await room(d.api, () => d.small.bot.id).run(d.clp, e)
  d.discord.as(d.small.owner).archiveThread(d.ownThreads()[0] as string)
  const better = d.discord.faults.add({
    match: { path: /threads\/archived/ },
    when: 'before',
    do: { status: 503 },
    times: 9,
  })
  await d.carryOut(e)
  expect(d.ownThreads()).toHaveLength(1)
  better()
  await d.carryOut(e)
  expect(d.ownThreads()).toHaveLength(1)
})

test('A8 whoever loses sight of a case while its room is being filled does not stay in it', async () => {
  const d = await startCase()
  const [, , cleo] = d.small.admins
  d.discord.faults.add({
    match: { method: 'PUT', path: /thread-members/, nth: 3 },
    when: 'after',
    do: {
      call: async () => {
        const all = await d.clp.transact((s) => s.holdings())
        const id = all.find((h) => h.person === cleo)?.id as number
        await d.clp.transact((s) => s.endOffice(id, '2026-03-02T09:00:00.000Z', null))
      },
    },
  })
  await d.carryOut(await d.roomEffect())
  const [again] = await d.clp.transact((s) => s.openEffects({ name: 'room', target: d.ref }))
  expect(again).toBeDefined()
  await d.carryOut(again as Effect)
  expect((await fileOf(d)).roomPeople).not.toContain(cleo)
  expect(d.discord.threads(d.small.guild)[0]?.members).not.toContain(cleo)
})

test('A8 whoever was let into a room by an attempt that failed, and may not be there by the next, does not stay in it', async () => {
  const d = await startCase()
  const [ada, ben] = d.small.admins
  d.discord.faults.add({
    match: { method: 'PUT', path: /thread-members/, nth: 3 },
    when: 'before',
    do: { status: 503 },
  })
  await d.carryOut(await d.roomEffect())
  const inRoom = () => d.discord.threads(d.small.guild)[0]?.members ?? []
  expect(inRoom()).toContain(ben)
  await d.clp.transact(async (s) => {
    const id = (await s.holdings()).find((h) => h.person === ben)?.id as number
    await s.endOffice(id, '2026-03-02T09:00:00.000Z', null)
  })
  for (const e of await d.clp.transact((s) => s.openEffects({ name: 'room', target: d.ref })))
    await d.carryOut(e)
  expect(inRoom()).toContain(ada)
  expect(inRoom()).not.toContain(ben)
})

test('A8 whoever Discord does not let the bot take out of a room is not noted as out of it', async () => {
  const d = await startCase()
  await d.carryOut(await d.roomEffect())
  const [, , cleo] = d.small.admins
  await d.clp.transact(async (s) => {
    const id = (await s.holdings()).find((h) => h.person === cleo)?.id as number
    await s.endOffice(id, '2026-03-02T09:00:00.000Z', null)
  })
  const better = d.discord.faults.add({
    match: { method: 'DELETE', path: /thread-members/ },
    when: 'before',
    do: { status: 403, body: { code: 50013, message: 'Missing Permissions' } },
    times: 9,
  })
  const e = await d.roomEffect()
  await d.carryOut(e)
  expect((await fileOf(d)).roomPeople).toContain(cleo)
  expect(await d.again(e)).toBeDefined()
  better()
  await d.carryOut(e)
  expect((await fileOf(d)).roomPeople).not.toContain(cleo)
  expect(d.discord.threads(d.small.guild)[0]?.members).not.toContain(cleo)
})

test('A7 a room that was made and never noted is taken away when the matter has to be sealed', async () => {
  const d = await startCase()
  const e = await d.roomEffect()
  await room(d.api, () => d.small.bot.id).run(d.clp, e)
  d.discord.as(d.small.owner).setPermissions(d.small.channels.rooms, d.small.members[0] as string, {
    allow: ['ManageThreads', 'ViewChannel'],
  })
  await d.carryOut(e)
  expect((await fileOf(d)).sealed).toBe(true)
  expect(d.ownThreads()).toEqual([])
})

test('G1 a card that was posted and never noted is not posted again, however much was said since', async () => {
  const d = await startCase()
  await d.carryOut(await d.roomEffect())
  const e = await d.cardEffect()
  const posted = await roomCard(d.api).run(d.clp, e)
  expect(posted.ok).toBe(true)
  await d.carryOut(e)
  expect(d.cards()).toEqual([(await fileOf(d)).cardMessageId])
})

test('G1 a new card for a deleted one, posted and never noted, is not posted again in a long room', async () => {
  const d = await startCase()
  await d.carryOut(await d.roomEffect())
  await d.carryOut(await d.cardEffect())
  const { threadId, cardMessageId } = await fileOf(d)
  const [ada] = d.small.admins
  for (let i = 0; i < 130; i++) d.discord.as(ada).say({ channel: threadId as string }, `talk ${i}`)
  await d.api.attempt(() => d.api.rest.delete(`/channels/${threadId}/messages/${cardMessageId}`))
  d.discord.clock.advanceBy({ minutes: 10 })
  const e = await d.cardEffect()
  await roomCard(d.api).run(d.clp, e)
  await d.carryOut(e)
  expect(d.cards()).toHaveLength(1)
  expect(d.cards()).toEqual([(await fileOf(d)).cardMessageId])
})

test('G1 a card that is still on its way when the next attempt is made is one card', async () => {
  const d = await startCase()
  await d.carryOut(await d.roomEffect())
  const e = await d.cardEffect()
  // the process that comes after the first one's death, with a connection of its own
  const next = openApi({ token: d.small.bot.token, apiUrl: d.discord.apiUrl })
  d.discord.faults.add({
    match: { method: 'POST', path: /messages$/ },
    when: 'before',
    do: { call: () => converge(d.clp, roomCard(next), e) },
  })
  await roomCard(d.api).run(d.clp, e)
  expect(d.cards()).toHaveLength(1)
})
