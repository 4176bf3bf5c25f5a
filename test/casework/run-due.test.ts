import { expect, test } from 'vitest'
import type { Clp, Store } from '../../src/casework/ports.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { banOfRobin, putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

/** Storage that cannot read one case. */
const unreadable = (clp: Clp, ref: string): Clp => ({
  ...clp,
  transact: (work) =>
    clp.transact((s) => {
      const broken: Store = {
        ...s,
        caseFile: (asked) =>
          asked === ref ? Promise.reject(new Error('this one cannot be read')) : s.caseFile(asked),
      }
      return work(broken)
    }),
})

test('G4 a case that cannot be worked out keeps nobody else banned beyond their days', async () => {
  const d = await startDelivery()
  const { ref, robin } = await banOfRobin(d)
  await d.clp.transact((s) => s.updateSanction(ref, { banState: 'in_force' }))
  const bad = await d.clp.transact((s) =>
    putCase(d.clp, s, d.small.members[1] as string, 'warning', { state: 'replying' }),
  )
  d.discord.clock.advanceTo('2026-04-01T09:30:00.000Z')
  await expect(runDue(unreadable(d.clp, bad))).rejects.toThrow('this one cannot be read')
  const open = await d.clp.transact((s) => s.openEffects({ name: 'ban', target: robin }))
  expect(open).toHaveLength(1)
})
