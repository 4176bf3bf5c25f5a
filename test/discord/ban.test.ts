import { expect, test } from 'vitest'
import type { Effect } from '../../src/casework/effects.ts'
import { ban } from '../../src/discord/delivery/ban.ts'
import { returned } from '../../src/discord/delivery/returned.ts'
import { converge } from '../../src/outbox/converge.ts'
import { banOfRobin } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const AFTERWARDS = '2026-04-01T09:30:00.000Z'

const banEffect = (d: Delivery, robin: string) =>
  d.effect({ name: 'ban', lane: `ban:${robin}`, target: robin, payload: {} })

/** Carries out every effect of a kind that is open. */
async function carryOut(d: Delivery, name: 'ban' | 'returned'): Promise<void> {
  const handler = name === 'ban' ? ban(d.api) : returned(d.api)
  for (;;) {
    const open = (await d.clp.transact((s) => s.openEffects())).find((e) => e.name === name)
    if (!open) return
    await converge(d.clp, handler, open)
  }
}

const actions = async (d: Delivery) =>
  (await d.clp.transact((s) => s.entriesAfter(0, 100))).flatMap((e) => e.content?.action ?? []).slice(1)

const stateOf = async (d: Delivery, ref: string) =>
  (await d.clp.transact((s) => s.caseFile(ref)))?.sanction?.banState

/** Discord carries the ban out, and the process dies before anything is written of it. */
async function bannedAndKilled(d: Delivery, robin: string): Promise<Effect> {
  const effect = await banEffect(d, robin)
  const done = await ban(d.api).run(d.clp, effect)
  expect(done.ok).toBe(true)
  return effect
}

test('G4 a ban that was carried out but never recorded, with the bot away until its end, is lifted and the person told', async () => {
  const d = await startDelivery()
  const { ref, robin, letterId } = await banOfRobin(d)
  await bannedAndKilled(d, robin)
  expect(d.discord.bans(d.small.guild)).toEqual([{ userId: robin, reason: ref }])

  d.discord.clock.advanceTo(AFTERWARDS)
  await carryOut(d, 'ban')
  expect(d.discord.bans(d.small.guild)).toEqual([])
  expect(await stateOf(d, ref)).toBe('ended')
  await carryOut(d, 'returned')
  expect(await actions(d)).toEqual(['ban.lifted', 'delivery.come_back'])
  expect(d.discord.dm(robin).find((m) => m.id === letterId)?.content).toContain('You can come back')
})

test('G4 a ban confirmed only after its days were over was in force, and is lifted', async () => {
  const d = await startDelivery()
  const { ref, robin } = await banOfRobin(d)
  const effect = await banEffect(d, robin)
  d.discord.faults.add({
    match: { method: 'PUT', path: /bans/ },
    when: 'after',
    do: { call: () => d.discord.clock.advanceTo(AFTERWARDS) },
  })
  await converge(d.clp, ban(d.api), effect)
  expect(await stateOf(d, ref)).toBe('in_force')
  await carryOut(d, 'ban')
  expect(d.discord.bans(d.small.guild)).toEqual([])
  expect(await actions(d)).toEqual(['ban.carried_out', 'ban.lifted'])
})

test('G4 a ban that Discord never had, with the bot away until its end, is not said to have been lifted', async () => {
  const d = await startDelivery()
  const { ref, robin } = await banOfRobin(d)
  await banEffect(d, robin)
  d.discord.clock.advanceTo(AFTERWARDS)
  await carryOut(d, 'ban')
  expect(await stateOf(d, ref)).toBe('ended')
  await carryOut(d, 'returned')
  expect(await actions(d)).toEqual(['ban.never_there', 'delivery.come_back'])
})

test('G4 a letter that says already that they can come back keeps its invitation', async () => {
  const d = await startDelivery()
  const { ref, robin } = await banOfRobin(d)
  await d.clp.transact((s) => s.updateSanction(ref, { banState: 'ended' }))
  d.discord.clock.advanceTo(AFTERWARDS)
  const effect = await d.effect({ name: 'returned', lane: `person:${robin}`, target: ref, payload: {} })
  const letter = () => d.discord.dm(robin)[0]?.content
  // edited, and killed before that was recorded
  await returned(d.api).run(d.clp, effect)
  const first = letter()
  expect(first).toMatch(/discord\.gg/)
  await carryOut(d, 'returned')
  expect(letter()).toBe(first)
  expect(d.discord.world.guild(d.small.guild).invites.size).toBe(1)
  expect(await actions(d)).toEqual(['delivery.come_back'])
})

test('G4 while Discord gives no invitation the letter waits for one', async () => {
  const d = await startDelivery()
  const { ref, robin } = await banOfRobin(d)
  await d.clp.transact((s) => s.updateSanction(ref, { banState: 'ended' }))
  d.discord.clock.advanceTo(AFTERWARDS)
  const effect = await d.effect({ name: 'returned', lane: `person:${robin}`, target: ref, payload: {} })
  for (const path of [/^\/guilds\/\d+$/, /invites$/]) {
    const better = d.discord.faults.add({ match: { path }, when: 'before', do: { status: 503 }, times: 9 })
    await converge(d.clp, returned(d.api), effect)
    expect(d.discord.dm(robin)[0]?.content).toBe('A 30-day ban')
    better()
  }
  await carryOut(d, 'returned')
  expect(d.discord.dm(robin)[0]?.content).toMatch(/discord\.gg/)
})

test('G4 nobody who is banned again by then is told that they can come back', async () => {
  const d = await startDelivery()
  const { ref, robin } = await banOfRobin(d)
  const effect = await d.effect({ name: 'returned', lane: `person:${robin}`, target: ref, payload: {} })
  await converge(d.clp, returned(d.api), effect)
  expect(d.discord.dm(robin)[0]?.content).toBe('A 30-day ban')
  expect(await d.again(effect)).toBeUndefined()
})
