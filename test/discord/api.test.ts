import { expect, test } from 'vitest'
import { startDelivery } from '../support/delivery.ts'

const DM = /^\/users\/@me\/channels$/

test.each([
  [401, 'an answer about the token'],
  [403, 'a no of the network'],
])('G1 %s without a code of Discord’s own is %s, and gives nothing up', async (status) => {
  const { discord, small, api } = await startDelivery()
  discord.faults.add({ match: { method: 'POST', path: DM }, when: 'before', do: { status } })
  const opened = await api.wire.openDm(small.members[0] as string)
  expect(opened).toMatchObject({ ok: false, kind: 'retry', code: null, retryAfterMs: 30_000 })
  expect(await api.wire.openDm(small.members[0] as string)).toMatchObject({ ok: true })
})

test('G1 a no of Discord’s own is final', async () => {
  const { discord, small, api } = await startDelivery()
  const robin = discord.as(small.members[0] as string)
  const dm = await api.wire.openDm(robin.id)
  robin.shutDms()
  const posted = dm.ok && (await api.wire.post(dm.value, { content: 'Hello' }, 'abc'))
  expect(posted).toMatchObject({ ok: false, kind: 'final', code: 50007 })
})

test('G1 a long wait that Discord asks for is not slept through, a short one is', async () => {
  const { discord, small, api } = await startDelivery()
  const wait = (seconds: string) =>
    discord.faults.add({
      match: { method: 'POST', path: DM },
      when: 'before',
      do: { status: 429, headers: { 'retry-after': seconds, 'x-ratelimit-scope': 'user' } },
    })
  wait('0')
  expect(await api.wire.openDm(small.members[0] as string)).toMatchObject({ ok: true })
  wait('40')
  const asked = await api.wire.openDm(small.members[0] as string)
  expect(asked).toMatchObject({ ok: false, kind: 'retry' })
  expect(asked.ok ? 0 : asked.retryAfterMs).toBeGreaterThan(35_000)
})
