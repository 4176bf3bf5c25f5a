import { expect, test } from 'vitest'
import { addPlatform, platformInUse } from '../../src/casework/platforms.ts'
import { ladderOf } from '../../src/casework/person-ladder.ts'
import type { Clp } from '../../src/casework/ports.ts'
import { putCase, sanctionOf } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

const ROBIN = '300000000000000001'
const SECRETARY = { id: '200000000000000007', name: 'Sheila' }

/** Robin has a warning on this server, and a branch has a Facebook group of its own. */
async function withBranch() {
  const { clp } = await startDelivery()
  await clp.transact(async (s) => {
    await s.appoint({
      office: 'secretary',
      platform: null,
      person: SECRETARY.id,
      name: 'Sheila',
      at: '2026-01-01T00:00:00.000Z',
      minute: null,
    })
    await s.addPlatform({
      name: 'discord',
      kind: 'discord',
      address: 'here',
      owner: null,
      registeredAt: clp.clock.now(),
    })
    const ref = await putCase(clp, s, ROBIN, 'warning', { state: 'closed', outcome: 'sanctioned' })
    const at = '2026-02-01T10:00:00.000Z'
    await s.addSanction(
      sanctionOf(ref, ROBIN, {
        decidedAt: at,
        letterState: 'delivered',
        letterDate: '2026-02-01',
        letterAt: at,
      }),
    )
  })
  for (const [name, branch] of [
    ['North group', 'North Branch'],
    ['North page', 'North Branch'],
    ['X account', null],
  ] as const)
    expect(
      await addPlatform(clp, SECRETARY, {
        name,
        kind: 'facebook_group',
        address: 'https://example.org',
        owner: null,
        branch,
      }),
    ).toMatchObject({ ok: true })
  return clp
}

const stepOn = (clp: Clp, platform: string, together: boolean) => {
  const policy = { ...clp.config.policy, branchesCountWithTheRest: together }
  const set: Clp = { ...clp, config: { ...clp.config, policy } }
  return clp.transact((s) =>
    ladderOf(set, s, {
      respondent: ROBIN,
      platform,
      incidents: [{ id: '1', time: { known: 'date', date: '2026-03-01' } }],
    }),
  )
}

test('B4 a branch’s platform counts with the rest, or apart where the CLP has set that', async () => {
  const clp = await withBranch()
  expect((await stepOn(clp, 'North group', true)).outcome).toEqual({ step: 'ban30' })
  const apart = await stepOn(clp, 'North group', false)
  expect(apart.outcome).toEqual({ step: 'warning' })
  expect(apart.notCounted[0]?.why).toContain('counted apart')
  // the CLP's own platforms count together all the same
  expect((await stepOn(clp, 'X account', false)).outcome).toEqual({ step: 'ban30' })
  expect(
    await clp.transact(async (s) => (await s.platforms()).find((p) => p.name === 'North page')?.branch),
  ).toBe('North Branch')
})

test('B4 somewhere that is none of the CLP’s platforms has no step: the refusal says to advise or refer', async () => {
  const clp = await withBranch()
  const found = await clp.transact((s) => platformInUse(s, 'WhatsApp'))
  expect(found).toMatchObject({ ok: false, refusal: { why: 'input' } })
  expect(JSON.stringify(found)).toContain('give advice, or refer it')
})
