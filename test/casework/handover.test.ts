import { expect, test } from 'vitest'
import { handover } from '../../src/casework/handover.ts'
import { searchedFor } from '../../src/casework/searched-for.ts'
import { raiseTask } from '../../src/casework/tasks.ts'
import { handoverAnswer } from '../../src/discord/render/handover.ts'
import { banOfRobin, putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'
import { appointAll } from '../support/officers.ts'

async function started() {
  const d = await startDelivery()
  await appointAll(d)
  const { ref: banned } = await banOfRobin(d)
  const open = await d.clp.transact(async (s) => {
    await s.updateSanction(banned, { banState: 'in_force' })
    const ref = await putCase(d.clp, s, d.small.members[1] as string, 'warning', { state: 'replying' })
    await s.addReply(ref, { kind: 'told', at: d.clp.clock.now(), text: null }, null)
    const other = await putCase(d.clp, s, d.small.members[2] as string, 'warning', { state: 'proposed' })
    const person = d.small.ec[1]
    await s.addInvolvement(other, { person, kind: 'declared', reason: 'A friend.', at: d.clp.clock.now() })
    await raiseTask(d.clp, s, {
      kind: 'post_trouble',
      matter: ref,
      offices: ['secretary', 'admin'],
      platform: 'discord',
      subject: null,
      text: 'Look.',
    })
    return { ref, other }
  })
  return { ...d, ...open, banned }
}

const as = (id: string) => ({ id, name: 'Officer' })
const print = async (d: Delivery, id: string, to: string | null = null): Promise<string> => {
  const found = await handover(d.clp, as(id), to)
  if (!found.ok) return found.refusal.why
  const answer = handoverAnswer('Exampleton CLP', '2026-03-02', found.handover)
  return 'kind' in answer ? '' : `${answer.files?.[0]?.text}`
}

test('J6 the Secretary hands over every open matter, its dates, bans and tasks, by reference alone', async () => {
  const d = await started()
  const file = await print(d, d.small.secretary)
  expect(file).toContain(`• ${d.ref}: the person has time to reply`)
  expect(file).toContain(`• ${d.ref}: the time to reply ends on 5 March 2026 at 09:30`)
  expect(file).toContain(`• ${d.other}: waiting for another admin to agree to ask`)
  expect(file).toContain(`• ${d.banned}: on this server 31 March 2026 is the last day`)
  d.discord.clock.advanceTo('2026-04-02T10:00:00.000Z')
  expect(await print(d, d.small.secretary)).toContain(
    `• ${d.banned}: on this server 31 March 2026 was the last day; it is not lifted yet`,
  )
  expect(file).toMatch(new RegExp(`• no\\. \\d+ \\(${d.ref}\\), since 2 March 2026`))
  expect(file).not.toContain('Robin')
  for (const member of d.small.members) expect(file).not.toContain(member)
})

test('J6 A5 what the successor has a part in is left out, and so is what the asker may not see', async () => {
  const d = await started()
  const [, gwen] = d.small.ec
  expect(await print(d, d.small.secretary, gwen)).not.toContain(d.other)
  expect(await print(d, d.small.secretary, gwen)).toContain(d.ref)
  // an EC member sees no case at all, one with a conflict nothing of it
  expect(await print(d, d.small.ec[2])).not.toContain(d.ref)
  const admin = await print(d, d.small.admins[1])
  expect(admin).toContain(d.ref)
  expect(admin).toContain('HOLDS\nNone.')
  expect(await print(d, d.small.members[0] as string)).toBe('not_authorised')
})

test('J6 a task that belongs to no matter is handed over too, whether or not the successor is named', async () => {
  const d = await started()
  const id = await d.clp.transact((s) =>
    raiseTask(d.clp, s, {
      kind: 'change_passwords',
      matter: null,
      offices: ['secretary'],
      platform: 'discord',
      subject: null,
      text: 'Change them.',
    }),
  )
  for (const successor of [null, d.small.ec[1] as string])
    expect(await print(d, d.small.secretary, successor)).toContain(`• no. ${id}, since 2 March 2026`)
})

test('J6 A6 whom and which days a search means; whoever may not search learns nothing', async () => {
  const d = await started()
  const person = { id: d.small.members[1] as string, name: 'M', isBot: false }
  const given = { person, handle: '', platform: '', from: '1 March 2026', to: '1 March 2026' }
  expect(await searchedFor(d.clp, as(d.small.secretary), given)).toEqual({
    ok: true,
    search: {
      subject: [person.id],
      since: '2026-03-01T00:00:00.000Z',
      until: '2026-03-02T00:00:00.000Z',
    },
  })
  const upsideDown = { ...given, from: '2 March 2026' }
  expect(JSON.stringify(await searchedFor(d.clp, as(d.small.secretary), upsideDown))).toContain('before the')
  const unknown = { ...given, person: null, handle: 'redrose', platform: 'myspace' }
  expect(JSON.stringify(await searchedFor(d.clp, as(d.small.secretary), unknown))).toContain('no platform')
  expect(await searchedFor(d.clp, as(d.small.admins[0]), unknown)).toMatchObject({
    refusal: { why: 'not_authorised' },
  })
})
