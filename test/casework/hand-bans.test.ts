import { expect, test } from 'vitest'
import { banWork, compareBans, takeBaseline } from '../../src/casework/hand-bans.ts'
import type { Clp, Store } from '../../src/casework/ports.ts'
import { startDelivery } from '../support/delivery.ts'

/** A CLP that counts what each transaction asks of storage. */
function counting(clp: Clp): { clp: Clp; transactions: number[] } {
  const transactions: number[] = []
  return {
    transactions,
    clp: {
      ...clp,
      transact: (work) =>
        clp.transact((s) => {
          const n = transactions.push(0) - 1
          const counted = Object.entries(s).map(([name, ask]) => [
            name,
            (...args: unknown[]) => {
              transactions[n] = (transactions[n] ?? 0) + 1
              return (ask as (...all: unknown[]) => unknown)(...args)
            },
          ])
          return work(Object.fromEntries(counted) as Store)
        }),
    },
  }
}

const people = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, i) => String(400_000_000_000_000_000n + BigInt(from + i)))

/** A server with so many bans from before, its list compared again with these besides. */
async function compared(before: number, besides: string[]) {
  const d = await startDelivery()
  const { small } = d
  await d.clp.transact((s) =>
    s.appoint({
      office: 'sm_officer',
      platform: null,
      person: small.smOfficer,
      name: 'Sasha',
      at: '2026-01-01T00:00:00.000Z',
      minute: null,
    }),
  )
  const known = people(before)
  await takeBaseline(
    d.clp,
    known.map((userId) => ({ userId })),
  )
  const { clp, transactions } = counting(d.clp)
  await compareBans(clp, { all: true, banned: [...known, ...besides], before: await banWork(clp) }, new Map())
  const asked = await d.clp.transact((s) => s.handBans({ open: true }))
  const alerts = await d.clp.transact((s) => s.openEffects({ name: 'hand-ban-alert' }))
  return { transactions, asked, alerts, all: transactions.reduce((a, b) => a + b, 0) }
}

test('G5 bans that are known cost a comparison no reads of their own, however many there are', async () => {
  const few = await compared(10, [])
  const many = await compared(1000, [])
  expect(many.asked).toEqual([])
  expect(many.all).toBe(few.all)
  expect(many.all).toBeLessThan(10)
})

test('G5 a thousand bans from before make one made by hand no dearer', async () => {
  const [one] = people(1, 5000) as [string]
  const few = await compared(10, [one])
  const many = await compared(1000, [one])
  expect(many.asked.map((h) => h.userId)).toEqual([one])
  expect(many.all).toBe(few.all)
})

test('G5 a raid of two hundred is taken in many short transactions, and each is asked about once', async () => {
  const raid = people(200, 5000)
  const once = await compared(10, raid.slice(0, 24))
  const { asked, alerts, transactions } = await compared(10, raid)
  expect(asked.map((h) => h.userId).toSorted()).toEqual(raid)
  expect(Math.max(...transactions)).toBe(Math.max(...once.transactions))
  const ids = alerts.flatMap((e) => (e.payload as { ids: number[] }).ids)
  expect(ids.toSorted((a, b) => a - b)).toEqual(asked.map((h) => h.id))
})
