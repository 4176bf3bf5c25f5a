import { AuditLogEvent, Client, Events, type Guild } from 'discord.js'
import { expect, test } from 'vitest'
import type { Effect } from '../../src/casework/effects.ts'
import type { Clp } from '../../src/casework/ports.ts'
import { ban } from '../../src/discord/delivery/ban.ts'
import { watchBans } from '../../src/discord/reconcile/watch-bans.ts'
import { converge } from '../../src/outbox/converge.ts'
import { createLogger } from '../../src/runtime/logger.ts'
import { banOfRobin } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

/** The watch on one server, of a client that hears what the test lets it hear. */
function watching(d: Delivery, others: Record<string, Clp> = {}) {
  const client = new Client({ intents: [] })
  for (const id of Object.keys(others)) client.guilds.cache.set(id, { id } as Guild)
  client.guilds.cache.set(d.small.guild, { id: d.small.guild } as Guild)
  const bans = watchBans(
    client,
    d.api,
    (id) => (id === d.small.guild ? d.clp : others[id]),
    createLogger('fatal'),
  )
  return { client, bans }
}

const asked = (d: Delivery) => d.clp.transact((s) => s.handBans({}))

/** Robin's ban is carried out, or lifted, while Discord's list is on its way. */
async function meanwhile(d: Delivery, robin: string): Promise<void> {
  d.discord.faults.add({
    match: { method: 'GET', path: /\/bans$/ },
    when: 'after',
    do: {
      call: async () => {
        const effect: Effect = await d.effect({
          name: 'ban',
          lane: `ban:${robin}`,
          target: robin,
          payload: {},
        })
        await converge(d.clp, ban(d.api), effect)
      },
    },
  })
}

test('G5 a ban that the bot makes while Discord gives its list is not taken for one lifted by hand', async () => {
  const d = await startDelivery()
  await d.clp.transact((s) => s.set('baselineAt', d.clp.clock.now()))
  const { ref, robin } = await banOfRobin(d)
  const { bans } = watching(d)
  await meanwhile(d, robin)
  await bans.compareAll()
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.sanction?.banState).toBe('in_force')
  expect(await asked(d)).toEqual([])
})

test('G5 a ban that the bot lifts while Discord gives its list is not taken for one made by hand', async () => {
  const d = await startDelivery()
  await d.clp.transact((s) => s.set('baselineAt', d.clp.clock.now()))
  const { ref, robin } = await banOfRobin(d)
  const { bans } = watching(d)
  await converge(
    d.clp,
    ban(d.api),
    await d.effect({ name: 'ban', lane: `ban:${robin}`, target: robin, payload: {} }),
  )
  d.discord.clock.advanceTo('2026-04-01T09:30:00.000Z')
  await meanwhile(d, robin)
  await bans.compareAll()
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.sanction?.banState).toBe('ended')
  expect(await asked(d)).toEqual([])
})

test('A5 G5 who banned somebody is known to their own CLP alone, and of that ban alone', async () => {
  const d = await startDelivery()
  await d.clp.transact((s) => s.set('baselineAt', d.clp.clock.now()))
  const { client, bans } = watching(d)
  const [ada, ben] = d.small.admins as [string, string, string]
  const [robin, sam] = d.small.members as [string, string, ...string[]]
  const heard = (serverId: string, targetId: string, executorId: string) =>
    client.emit(
      Events.GuildAuditLogEntryCreate,
      { action: AuditLogEvent.MemberBanAdd, targetId, executorId } as never,
      { id: serverId } as Guild,
    )
  heard('123456789012345678', robin, ben)
  heard(d.small.guild, sam, ada)
  d.discord.as(d.small.owner).ban(d.small.guild, robin)
  d.discord.as(d.small.owner).ban(d.small.guild, sam)
  await bans.compareAll()
  expect((await asked(d)).map((h) => [h.userId, h.by])).toEqual([
    [robin, null],
    [sam, ada],
  ])
})

test('G5 a CLP whose file fails keeps no other from its comparison', async () => {
  const d = await startDelivery()
  await d.clp.transact((s) => s.set('baselineAt', d.clp.clock.now()))
  const broken: Clp = { ...d.clp, transact: () => Promise.reject(new Error('the disk is full')) }
  const { bans } = watching(d, { '123456789012345678': broken })
  const robin = d.small.members[0] as string
  d.discord.as(d.small.owner).ban(d.small.guild, robin)
  await bans.compareAll()
  expect((await asked(d)).map((h) => h.userId)).toEqual([robin])
})
